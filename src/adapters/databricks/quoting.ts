import type { Target } from '../../compiler/target/target.ts';

export const identifier = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Databricks reads backslashes in strings, and takes two strings side by side for one. */
export const string = (value: string): string =>
  `'${value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\0', '\\0')}'`;

export const relation = (target: Target): string =>
  [target.database, target.schema, target.name]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => identifier(part ?? ''))
    .join('.');
