import type { ProjectConfig } from '../actions/graph.ts';
import { finalDatabase, finalName, finalSchema } from '../actions/names.ts';
import type { Target } from '../target/target.ts';
import { type Settled, targetKey } from './settle.ts';

export const renames = ({ tablePrefix, schemaSuffix, databaseSuffix }: ProjectConfig): boolean =>
  Boolean(tablePrefix || schemaSuffix || databaseSuffix);

/** A name with prefix and suffixes. */
export const finalTarget = ({ database = '', schema = '', name = '' }: Target, config: ProjectConfig): Target => ({
  schema: finalSchema(config, schema),
  name: finalName(config, name),
  database: database && finalDatabase(config, database),
});

/** Gives every action but declarations its name with prefix and suffixes, and dependencies theirs. */
export function renameActions(
  actions: readonly Settled[],
  declarations: readonly Settled[],
  config: ProjectConfig,
): void {
  const renamed = new Map<string, Target>();
  for (const { target } of declarations) if (target) renamed.set(targetKey(target), target);
  for (const action of actions) {
    if (!action.target) continue;
    const target = finalTarget(action.target, config);
    renamed.set(targetKey(action.target), target);
    action.target = target;
  }
  const now = (target: Target): Target => renamed.get(targetKey(target)) ?? target;
  for (const action of actions) {
    action.dependencies = action.dependencies.map(now);
    if (action.parent) action.parent = now(action.parent);
  }
}
