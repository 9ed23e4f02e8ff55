import type { ProjectConfig } from './graph.ts';
import type { PartialTarget } from './resolvable.ts';

/** How prefix and suffixes of the settings change a name. */
export const finalName = (config: ProjectConfig, name: string): string =>
  config.tablePrefix ? `${config.tablePrefix}_${name}` : `${name}`;

export const finalSchema = (config: ProjectConfig, schema: string): string =>
  config.schemaSuffix ? `${schema}_${config.schemaSuffix}` : `${schema}`;

export const finalDatabase = (config: ProjectConfig, database: string): string =>
  config.databaseSuffix ? `${database}_${config.databaseSuffix}` : `${database}`;

/** A target as SQL names it: one quoted identifier, with the settings' project and dataset where it has none. */
export function quotedTarget(config: ProjectConfig, target: PartialTarget): string {
  const database = target.database || config.defaultDatabase;
  const rest = `${target.schema || config.defaultSchema}.${target.name}`;
  return database ? `\`${database}.${rest}\`` : `\`${rest}\``;
}

/** `database.schema.name` as Dataform shows it in messages; an absent dataset leaves its dot. */
export function readableTarget(target: PartialTarget): string {
  const parts = [target.schema ?? '', target.name ?? ''];
  return (target.database ? [target.database, ...parts] : parts).join('.');
}

/** A target as a JSON object with sorted keys: how Dataform's messages about cycles show it. */
export function sortedTarget(target: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(target).sort(([a], [b]) => (a < b ? -1 : 1))));
}
