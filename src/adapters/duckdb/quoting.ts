import type { Target } from '../../compiler/target/target.ts';

/** DuckDB cannot express the character NUL inside quotes; names with one are refused by the name map. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const string = (value: string): string => `'${value.replaceAll("'", "''")}'`;

export const relation = ({ schema, name }: Target): string =>
  schema === undefined || schema === '' ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
