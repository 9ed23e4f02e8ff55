/**
 * DuckDB macros that give GoogleSQL functions their GoogleSQL meaning where DuckDB's own differ. They live in a schema of
 * the database file, so that views keep working when somebody else opens it. Bodies use only functions of DuckDB itself
 * and macros above them, and work out each argument once (`once`). No parameter of a macro stands within a lambda: a column
 * of the lambda's name in an argument would be taken for its variable.
 * A result whose type follows an argument's is made with cast_to_type(value, example); examples are kept from being a
 * constant NULL, which has no type in DuckDB.
 */

import { arrayMacros } from './array-macros.ts';
import { byteMacros } from './byte-macros.ts';
import { checkedMacros } from './checked-macros.ts';
import { fingerprintMacros } from './fingerprint.ts';
import { jsonMacros } from './json-macros.ts';
import { MACRO_SCHEMA, type Macro } from './macro.ts';
import { numberMacros } from './number-macros.ts';
import { systemMacros } from './system.ts';
import { textMacros } from './text-macros.ts';
import { timeMacros } from './time-macros.ts';

export { MACRO_SCHEMA, type Macro } from './macro.ts';

const B = `${MACRO_SCHEMA}.`;

/** Every macro of a value, in an order in which each needs only those before it. */
export const macros: readonly Macro[] = [
  ...timeMacros.slice(0, 1),
  ...numberMacros,
  ...timeMacros.slice(1),
  ...textMacros,
  ...jsonMacros,
  ...arrayMacros,
  ...byteMacros,
  ...checkedMacros,
  ...fingerprintMacros,
];

/** Those of tables, too. */
export const allMacros: readonly Macro[] = [...macros, ...systemMacros];

/** Names that generated SQL may call, with their schema. */
export const macroNames: ReadonlySet<string> = new Set(allMacros.map(({ name }) => `${B}${name}`));

/** The statements that put the schema and all macros into a database; running them again changes nothing. */
export function macroScript(): readonly string[] {
  return [
    `CREATE SCHEMA IF NOT EXISTS ${MACRO_SCHEMA}`,
    ...allMacros.map(({ name, parameters, body }) => `CREATE OR REPLACE MACRO ${B}${name}(${parameters}) AS ${body}`),
  ];
}
