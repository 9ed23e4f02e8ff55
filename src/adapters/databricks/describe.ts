import type { Described, Description } from '../../compiler/lower/translate/rules.ts';
import { string } from './quoting.ts';

/** Descriptions are comments, labels are properties as those of an action are. Sources: Databricks "COMMENT ON", "ALTER TABLE". */
export function describe(object: string, name: string, options: readonly Described[]): Description {
  const statements: string[] = [];
  const left: string[] = [];
  const kind = object === 'SCHEMA' ? 'SCHEMA' : 'TABLE';
  for (const { name: option, value } of options) {
    if (option === 'description' && (typeof value === 'string' || value === null))
      statements.push(`COMMENT ON ${kind} ${name} IS ${value === null ? 'NULL' : string(value)}`);
    else if (option === 'labels' && typeof value === 'object' && value !== null && value.length > 0)
      statements.push(`ALTER ${object} ${name} SET ${object === 'SCHEMA' ? 'DB' : 'TBL'}PROPERTIES (${pairs(value)})`);
    else left.push(option);
  }
  return { statements, left };
}

const pairs = (labels: readonly (readonly [string, string])[]): string =>
  labels.map(([key, value]) => `${string(`label.${key}`)} = ${string(value)}`).join(', ');
