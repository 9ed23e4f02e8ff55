import type { ActionColumns } from '../../../compiler/analyse/project/model.ts';
import { describedTables } from '../../../compiler/analyse/project/tables.ts';
import { chooseTarget } from '../../../compiler/project/biform/targets.ts';
import { isSourcesFile } from '../../../compiler/project/sources/model.ts';
import { readSourcesFile } from '../../../compiler/project/sources/read.ts';
import { type Target, targetName } from '../../../compiler/target/target.ts';
import type { OutsideTable } from '../../../synthesize/world.ts';
import type { CompiledProject } from '../../project/compile.ts';
import { lowerForTarget } from '../../project/target.ts';

/**
 * Tables that no run makes: declarations with the columns that are known of them, tables that only `sources/` describes,
 * and those of actions that are disabled or that the target cannot run, where other actions depend on them.
 */
export async function outsideOf(
  compiled: CompiledProject,
  asked: string | undefined,
): Promise<readonly OutsideTable[]> {
  const { graph, columns, sources } = compiled;
  const known = new Map(columns.map((one) => [one.name, one]));
  const tables = new Map<string, OutsideTable>();
  const add = (target: Target, more: Pick<OutsideTable, 'isDeclared' | 'standsIn'>): void => {
    tables.set(targetName(target), { target, ...given(known.get(targetName(target))), ...more });
  };
  for (const { target } of graph.declarations ?? []) add(target, { isDeclared: true });
  const paths = sources.texts.has('biform.yaml') ? [...sources.texts.keys()].filter(isSourcesFile).sort() : [];
  const files = paths.flatMap((path) => readSourcesFile(sources.texts.get(path) ?? '', path).file ?? []);
  const described = describedTables(files, [], graph.projectConfig.defaultDatabase);
  for (const { target, name, columns: all } of described.byKey.values())
    if (!tables.has(name)) tables.set(name, { target, columns: all, complete: true, isDeclared: true });
  for (const target of await standIns(compiled, asked)) add(target, { isDeclared: false, standsIn: true });
  return [...tables.values()];
}

const given = ({
  columns = [],
  complete = false,
}: Partial<ActionColumns> = {}): Pick<OutsideTable, 'columns' | 'complete'> => ({
  columns,
  complete: complete && columns.length > 0,
});

const TABLES: ReadonlySet<string> = new Set(['table', 'view', 'incremental', 'operation']);

/** Actions whose tables others need and that no run on a target with local sources makes. */
async function standIns(compiled: CompiledProject, asked: string | undefined): Promise<readonly Target[]> {
  const { graph, biformSettings, textOf, columns, readerOf } = compiled;
  const target = [asked, ...Object.keys(biformSettings?.targets ?? {})]
    .map((name) => chooseTarget(biformSettings, name))
    .find((one) => !('fault' in one) && 'sources' in one.settings);
  if (!target || 'fault' in target) return [];
  const { manifest } = await lowerForTarget(graph, target, textOf, columns, undefined, readerOf);
  const needed = new Set(
    manifest.actions.flatMap(({ disabled, dependsOn }) => (disabled ? [] : dependsOn.map(targetName))),
  );
  return manifest.actions.flatMap(({ kind, target: made, disabled, unsupported }) =>
    TABLES.has(kind) && needed.has(targetName(made)) && (disabled || unsupported !== undefined) ? [made] : [],
  );
}
