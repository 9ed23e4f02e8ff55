import fc from 'fast-check';
import { type ConfigKind, configEntries } from './configs.ts';
import { configOf, type Literal, rarely, type Scope } from './scope.ts';

/** One entry of an actions.yaml, with the file that it names (path relative to the yaml). */
export interface YamlAction {
  readonly entry: Literal;
  readonly files: Readonly<Record<string, string>>;
}
export type YamlText = (scope: Scope) => YamlAction;

const keyOf: Readonly<Record<ConfigKind, string>> = {
  table: 'table',
  view: 'view',
  incremental: 'incrementalTable',
  assertion: 'assertion',
  operations: 'operation',
  declaration: 'declaration',
  notebook: 'notebook',
  dataPreparation: 'dataPreparation',
};

const sqlFiles = [
  'select 1',
  'select `a` from ${ref("x")}\n',
  "select '\\d', 1;",
  'select 1\n---\nselect 2',
  '',
  '-- é 日本\n',
];
const notebooks = [
  '{"cells": [{"cell_type": "code", "source": ["x = 1"], "outputs": [1], "execution_count": 3, "metadata": {"a": 1}}], "metadata": {"k": 1}, "nbformat": 4}',
  '{"cells": []}',
  '{"nbformat": 4}',
];
const preparations = [
  'nodes:\n- id: node1\n  source:\n    table:\n      project: other\n      dataset: raw\n      table: src\n  generated:\n    - x\n- id: node2\n  source:\n    nodeId: node1\n  destination:\n    table:\n      project: prj\n      dataset: ds\n      table: dest\n  generated: {}\n',
  'configuration:\n  errorTable:\n    table: err\nnodes:\n- id: n\n  destination:\n    table:\n      table: only_name\n',
  '{}\n',
  'nodes: []\n',
];

const fileOf: Readonly<
  Partial<Record<ConfigKind, { readonly extension: string; readonly contents: readonly string[] }>>
> = {
  table: { extension: 'sql', contents: sqlFiles },
  view: { extension: 'sql', contents: sqlFiles },
  incremental: { extension: 'sql', contents: sqlFiles },
  assertion: { extension: 'sql', contents: sqlFiles },
  operations: { extension: 'sql', contents: sqlFiles },
  notebook: { extension: 'ipynb', contents: notebooks },
  dataPreparation: { extension: 'dp.yaml', contents: preparations },
};

const oddFilenames = ['absent.sql', 'query.sqlx', 'Query.SQLX', '', '../up.sql', 'sub/query.sql'];

function yamlAction(kind: ConfigKind): fc.Arbitrary<YamlText> {
  const file = fileOf[kind];
  return fc
    .record({
      entries: configEntries(kind, 'yaml'),
      content: file === undefined ? fc.constant('') : fc.constantFrom(...file.contents),
      keepName: fc.boolean(),
      odd: rarely(25, fc.constant(undefined), fc.constantFrom(...oddFilenames)),
      key: rarely(60, fc.constant(keyOf[kind]), fc.constantFrom('tables', 'incremental', 'operations')),
      without: rarely(80, fc.constant(false), fc.constant(true)),
    })
    .map(({ entries, content, keepName, odd, key, without }) => (scope) => {
      const config = configOf(entries, scope);
      if (kind === 'declaration') {
        return {
          entry: { [scope.tidy ? keyOf[kind] : key]: { ...config, name: config['name'] ?? scope.self.name } },
          files: {},
        };
      }
      const base = /^[\w-]+$/.test(scope.self.name) ? scope.self.name : 'plain';
      const path = `${base}.${file?.extension}`;
      const filename = scope.tidy ? path : (odd ?? path);
      const body: Literal = {
        ...config,
        ...(keepName ? {} : { name: scope.self.name }),
        ...(without && !scope.tidy ? {} : { filename }),
      };
      return {
        entry: { [scope.tidy ? keyOf[kind] : key]: body },
        files: { [filename === 'sub/query.sql' ? filename : path]: content },
      };
    });
}

/** An entry of an actions.yaml for an action of a kind. */
export const yamlEntry: Readonly<Record<ConfigKind, fc.Arbitrary<YamlText>>> = {
  table: yamlAction('table'),
  view: yamlAction('view'),
  incremental: yamlAction('incremental'),
  assertion: yamlAction('assertion'),
  operations: yamlAction('operations'),
  declaration: yamlAction('declaration'),
  notebook: yamlAction('notebook'),
  dataPreparation: yamlAction('dataPreparation'),
};

/** Whole actions.yaml files that stop Dataform, or do nothing. */
export const strangeActionsYaml: readonly string[] = [
  '',
  'actions:\n',
  'actions: []\n',
  'actions:\n- {}\n',
  'actions:\n- declaration:\n',
  'actions:\n  declaration:\n    name: x\n',
  '- declaration:\n    name: x\n',
  'actions:\n- declaration:\n    name: x\n    tags: daily\n',
  'actions:\n- table: [\n',
  'other: 1\n',
  'actions:\n- view:\n    filename: absent.sql\n',
  'actions:\n- operation:\n    name: no_file\n',
];
