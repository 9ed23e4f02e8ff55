import type { SourceName } from '../../source/dialect.ts';
import { common } from './common.ts';
import { oracle, postgres, redshift, tsql } from './databases.ts';
import { hive, mysql, presto, spark } from './lakes.ts';
import type { FunctionRule, FunctionTable } from './rule.ts';
import { snowflake } from './snowflake.ts';
import { teradata } from './teradata.ts';

const tables: { readonly [K in SourceName]: FunctionTable } = {
  teradata,
  snowflake,
  redshift,
  oracle,
  hive,
  spark,
  tsql,
  postgres,
  mysql,
  presto,
};

/** What becomes of a function by its name in upper case; undefined where biform does not know it in that dialect. */
export function functionRules(name: string, dialect: SourceName): readonly FunctionRule[] | undefined {
  for (const table of [tables[dialect], common]) if (Object.hasOwn(table, name)) return table[name];
  return undefined;
}

/** The names of all functions that are decided for a dialect. */
export const functionsOf = (dialect: SourceName): readonly string[] =>
  [...new Set([...Object.keys(tables[dialect]), ...Object.keys(common)])].sort();
