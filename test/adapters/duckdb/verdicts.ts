import type { DuckDBConnection } from '@duckdb/node-api';
import type { macros } from '../../../src/adapters/duckdb/macros.ts';
import { breakages, brokenFunction, brokenMacro, type Verdict } from './mutants.ts';

const written = 'the call as it was written';
const swapped = 'the first two arguments in each other’s place';
const counted = 'a number one greater';
const alone = 'the first argument alone';
const parameter = 'its first parameter';

const synonym = 'DuckDB has the function under this name, too';
const commutes = 'the order of the arguments does not matter';
const anyNumber = 'which number it is does not matter';
const scale = 'the scale of the DECIMAL differs, not the value';
const refusing = 'what it does besides is to refuse types at run time';

/** Broken rules that mean the same as the whole ones, and why no result can tell. */
const equivalent: readonly (readonly [rules: string, breakage: string, why: string])[] = [
  ['CHAR_LENGTH CHARACTER_LENGTH FROM_HEX INSTR POW POWER COALESCE IF IFNULL NULLIF STDDEV VARIANCE', written, synonym],
  ['ABS ARRAY_LENGTH ARRAY_REVERSE FROM_BASE64 REPLACE STRPOS TO_BASE64', written, synonym],
  ['TRANSLATE', written, 'what it does besides is to refuse a character that stands twice'],
  ['CEIL CEILING FLOOR TRUNC', written, scale],
  ['EXP LN LOG10 SQRT', written, refusing],
  ['APPROX_COUNT_DISTINCT', written, 'any approximation is valid'],
  ['CORR COVAR_POP COVAR_SAMP GREATEST LEAST SAFE_ADD SAFE_MULTIPLY', swapped, commutes],
  ['COUNTIF FORMAT_TIME SAFE_ADD SAFE_MULTIPLY SAFE_NEGATE SAFE_SUBTRACT SUM', counted, anyNumber],
  ['ERROR', alone, 'the text fails as a value of the type that is wanted'],
  ['bf_float bf_text', parameter, refusing],
  ['bf_not_negative', parameter, 'what it does besides is to refuse negative numbers, which BigQuery formats'],
  ['bf_format_string', parameter, 'what it does besides is to refuse the character NUL, which BigQuery formats'],
];

/** Macros of columns that no case has. */
export const unreached: readonly string[] = ['bf_minus', 'bf_seconds_text'];

const isEquivalent = ({ rule, breakage }: Verdict): boolean =>
  equivalent.some(([rules, name]) => name === breakage && rules.split(' ').includes(rule));

/** Verdicts of broken rules that no case noticed, though one should. */
export const alive = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  verdicts.filter((found) => found.by === undefined && !isEquivalent(found));

/** What becomes of functions broken in every way. */
export async function functionVerdicts(
  connection: DuckDBConnection,
  rules: readonly string[],
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const rule of rules)
    for (const breakage of breakages) {
      const found = await brokenFunction(connection, rule, breakage);
      if (found) verdicts.push(found);
    }
  return verdicts;
}

/** What becomes of macros broken in every way. */
export async function macroVerdicts(connection: DuckDBConnection, of: typeof macros): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const macro of of) if (!unreached.includes(macro.name)) verdicts.push(...(await brokenMacro(connection, macro)));
  return verdicts;
}

/** Rules of which no broken form is noticed. */
export const unnoticed = (rules: readonly string[], verdicts: readonly Verdict[]): readonly string[] =>
  rules.filter((name) => !verdicts.some(({ rule, by }) => rule === name && by !== undefined));
