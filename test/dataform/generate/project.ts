import fc from 'fast-check';
import type { Overrides, ProjectFiles } from '../../support/oracle.ts';
import { jsStatement } from './js.ts';
import { mistakenFiles } from './mistakes.ts';
import { actionName, dataset } from './names.ts';
import { overrides } from './overrides.ts';
import { type Literal, type Named, rarely, type Scope, type Text } from './scope.ts';
import { settingsFiles } from './settings.ts';
import { sqlxFile } from './sqlx.ts';
import { strangeActionsYaml, type YamlText, yamlEntry } from './yaml.ts';

/** How an action is written down. */
type Written =
  | { readonly form: 'sqlx'; readonly text: Text; readonly folder: string; readonly extension: string }
  | { readonly form: 'js'; readonly text: Text; readonly file: string }
  | { readonly form: 'yaml'; readonly text: YamlText; readonly folder: string };

interface Planned {
  readonly name: string;
  readonly dataset: string | undefined;
  /** Whether a tidy project's other actions may name it. */
  readonly referable: boolean;
  readonly written: Written;
}

const folder = fc.constantFrom('', '', 'staging/', 'marts/deep/');
const referable = (kind: string): boolean => ['table', 'view', 'incremental', 'declaration'].includes(kind);

const planned = (kind: string, written: fc.Arbitrary<Written>): fc.Arbitrary<Planned> =>
  fc.record({
    name: actionName,
    dataset: rarely(4, fc.constant(undefined), dataset),
    referable: fc.constant(referable(kind)),
    written,
  });

const inSqlx = (kind: keyof typeof sqlxFile): fc.Arbitrary<Planned> =>
  planned(
    kind,
    fc.record({
      form: fc.constant('sqlx' as const),
      text: sqlxFile[kind],
      folder,
      extension: rarely(
        kind === 'dataPreparation' ? 2 : 40,
        fc.constant('.sqlx'),
        fc.constantFrom('.dp.sqlx', '.test.sqlx'),
      ),
    }),
  );
const inJs = (kind: keyof typeof jsStatement): fc.Arbitrary<Planned> =>
  planned(
    kind,
    fc.record({
      form: fc.constant('js' as const),
      text: jsStatement[kind],
      file: fc.constantFrom('a.js', 'z.js', 'staging/b.js'),
    }),
  );
const inYaml = (kind: keyof typeof yamlEntry): fc.Arbitrary<Planned> =>
  planned(kind, fc.record({ form: fc.constant('yaml' as const), text: yamlEntry[kind], folder }));

const action: fc.Arbitrary<Planned> = fc.oneof(
  { weight: 5, arbitrary: inSqlx('table') },
  { weight: 5, arbitrary: inSqlx('view') },
  { weight: 5, arbitrary: inSqlx('incremental') },
  { weight: 3, arbitrary: inSqlx('assertion') },
  { weight: 3, arbitrary: inSqlx('operations') },
  { weight: 1, arbitrary: inSqlx('untyped') },
  { weight: 2, arbitrary: inSqlx('declaration') },
  { weight: 2, arbitrary: inSqlx('dataPreparation') },
  { weight: 2, arbitrary: inSqlx('test') },
  { weight: 3, arbitrary: inJs('table') },
  { weight: 3, arbitrary: inJs('view') },
  { weight: 3, arbitrary: inJs('incremental') },
  { weight: 2, arbitrary: inJs('assertion') },
  { weight: 2, arbitrary: inJs('operations') },
  { weight: 3, arbitrary: inJs('declaration') },
  { weight: 2, arbitrary: inJs('test') },
  { weight: 1, arbitrary: inJs('notebook') },
  { weight: 3, arbitrary: inJs('other') },
  ...(
    ['table', 'view', 'incremental', 'assertion', 'operations', 'declaration', 'notebook', 'dataPreparation'] as const
  ).map((kind) => ({ weight: 1, arbitrary: inYaml(kind) })),
);

const constants = `const START = "2024-01-01";\nmodule.exports = { START, list: ["a", "b"], nested: require("includes/nested/deep") };\n`;
const functions = `function cents(column) { return \`round(\${column} * 100)\`; }
const tag = (t) => [t, t];
const make = (name) => dataform.publish(name, ctx => "select 1 from " + ctx.self());
module.exports = { cents, tag, make };
`;
const usualIncludes: ProjectFiles = {
  'includes/constants.js': constants,
  'includes/functions.js': functions,
  'includes/nested/deep.js': 'exports.sql = `select ${require("./sibling").two}`;\n',
  'includes/nested/sibling.js': 'module.exports = { two: 2 };\n',
  'definitions/shared.js': 'module.exports = { shared: true };\n',
  'definitions/notes.md': 'select "from `notes`"\r\n',
  'definitions/notebooks/report.ipynb': '{"cells": [{"source": "a", "outputs": [1]}], "metadata": {}}',
};
/** Without a definition in JavaScript and without code that can reach an action (`src/compiler/load/calm.ts`). */
const calmIncludes: ProjectFiles = {
  'includes/constants.js': constants,
  'includes/functions.js': 'module.exports = { cents: (column) => `round(${column} * 100)`, tag: (t) => [t, t] };\n',
  'includes/nested/deep.js': 'exports.sql = `select ${require("./sibling").two}`;\n',
  'includes/nested/sibling.js': 'module.exports = { two: 2 };\n',
};
const strangeIncludes: readonly ProjectFiles[] = [
  { 'includes/broken.js': 'module.exports = {' },
  { 'includes/throwing.js': 'throw new Error("include fails");' },
  { 'includes/publishes.js': 'publish("from_include", "select 1");' },
  { 'includes/early.js': 'dataform.publish("early_include", "select 1");' },
  { 'includes/uses_other.js': 'exports.x = constants.START;' },
  { 'includes/functions.js': '' },
  { 'includes/ref.js': 'module.exports = { ref: 1 };', 'includes/publish.js': 'module.exports = 1;' },
  { 'includes/missing.js': 'require("./nowhere");' },
  { 'includes/data.json': '{"a": 1}' },
  { 'includes/readme.txt': 'x', 'definitions/data.csv': 'a,b' },
  { 'definitions/.hidden.sqlx': 'select', 'definitions/node_modules/x.sqlx': 'config { type: "view" } select 1' },
  { 'other/place.sqlx': 'config { type: "view" } select 1', 'definitions/models/definitions/in.sqlx': 'select 1' },
  { 'definitions/UPPER.SQLX': 'select 1', 'definitions/a.b.c.sqlx': 'config { type: "table" } select 1' },
];

interface Plan {
  readonly settings: ProjectFiles;
  readonly tidy: boolean;
  /** Nothing but SQLX, so that actions may leave the child before the last one is compiled. */
  readonly calm: boolean;
  readonly actions: readonly Planned[];
  readonly includes: ProjectFiles;
  readonly strangeYaml: string | undefined;
  readonly mistakes: readonly ProjectFiles[];
}

const plan: fc.Arbitrary<Plan> = fc.record<Plan>({
  tidy: fc.constantFrom(false, true, false),
  calm: fc.constantFrom(false, false, true),
  settings: settingsFiles,
  actions: fc.array(action, { maxLength: 9, size: 'max' }),
  mistakes: fc.uniqueArray(fc.constantFrom(...mistakenFiles), { maxLength: 4, size: 'max' }),
  includes: rarely(8, fc.constant({}), fc.constantFrom(...strangeIncludes)),
  strangeYaml: rarely(50, fc.constant(undefined), fc.constantFrom(...strangeActionsYaml)),
});

/** A plan of which only what is calm is left. */
const calmed = (plan: Plan): Plan => ({
  ...plan,
  actions: plan.actions.filter(({ written }) => written.form === 'sqlx'),
  includes: {},
  strangeYaml: undefined,
  mistakes: plan.mistakes.filter((files) => Object.keys(files).every((path) => path.endsWith('.sqlx'))),
});

/** Lays a plan out as files. A later file of the same path replaces the earlier one. */
function layOut({ settings, tidy, calm, actions, includes, strangeYaml, mistakes }: Plan): ProjectFiles {
  const names = actions.map(
    (item, i): Named => ({
      name: tidy ? `${item.name.replace(/[^\w-]/g, '_')}_${i}` : item.name,
      ...(item.dataset === undefined ? {} : { dataset: item.dataset }),
    }),
  );
  const wrong: ProjectFiles = tidy ? {} : Object.assign({}, ...mistakes);
  const shared = calm ? calmIncludes : { ...usualIncludes, ...includes };
  const files: Record<string, string> = { ...settings, ...shared, ...wrong };
  const yaml = new Map<string, Literal[]>();
  for (const [i, { written }] of actions.entries()) {
    const scope = scopeOf(names, actions, i, tidy);
    const { name } = scope.self;
    if (written.form === 'sqlx')
      files[`definitions/${written.folder}${name}${written.extension}`] = written.text(scope);
    if (written.form === 'js') {
      const path = `definitions/${written.file}`;
      files[path] = `${files[path] ?? ''}${written.text(scope)}\n`;
    }
    if (written.form === 'yaml') {
      const { entry, files: more } = written.text(scope);
      yaml.set(written.folder, [...(yaml.get(written.folder) ?? []), entry]);
      for (const [path, content] of Object.entries(more)) files[`definitions/${written.folder}${path}`] = content;
    }
  }
  for (const [place, entries] of yaml)
    files[`definitions/${place}actions.yaml`] = JSON.stringify({ actions: entries }, null, 1);
  if (strangeYaml !== undefined && !tidy) files['definitions/strange/actions.yaml'] = strangeYaml;
  return files;
}

function scopeOf(names: readonly Named[], actions: readonly Planned[], self: number, tidy: boolean): Scope {
  const choices = tidy ? names.filter((_, i) => i < self && actions[i]?.referable) : names;
  const base: Named = { name: 'base_table' };
  return {
    tidy,
    self: names[self] ?? base,
    pick: (n) => choices[n % choices.length] ?? base,
  };
}

const usualBase: ProjectFiles = { 'definitions/base.js': 'declare({ name: "base_table", schema: "raw" });\n' };
const calmBase: ProjectFiles = {
  'definitions/base_table.sqlx': 'config { type: "declaration", name: "base_table", schema: "raw" }\n',
};

/** Files of random Dataform projects: a third of them tidy, the others with mistakes of every sort. */
const projectFiles: fc.Arbitrary<ProjectFiles> = plan.map((it) => ({
  ...(it.tidy ? (it.calm ? calmBase : usualBase) : {}),
  ...layOut(it.calm ? calmed(it) : it),
}));

/** A project and the flags that it is compiled with. */
export interface GeneratedProject {
  readonly files: ProjectFiles;
  readonly overrides: Overrides;
}

export const generatedProject: fc.Arbitrary<GeneratedProject> = fc.record({ files: projectFiles, overrides });

/** Projects of SQLX alone. */
export const calmProject: fc.Arbitrary<ProjectFiles> = plan.map((it) => ({
  ...calmBase,
  ...layOut(calmed({ ...it, calm: true })),
}));
