import type { Rules } from '../../compiler/lower/translate/rules.ts';
import { plain } from '../../compiler/lower/translate/text.ts';

/** Functions that fail on Databricks only where the translation says so, or not at all. */
const quiet: ReadonlySet<string> = new Set(
  `ACOS ASCII ASIN ATAN BYTE_LENGTH CBRT CEIL CEILING CHAR_LENGTH COALESCE CONCAT COS COT DATE_DIFF DATE_FROM_UNIX_DATE DATE_TRUNC
  ENDS_WITH EXP FLOOR FROM_HEX IFNULL JSON_EXTRACT JSON_EXTRACT_ARRAY JSON_EXTRACT_SCALAR JSON_QUERY JSON_QUERY_ARRAY
  JSON_VALUE JSON_VALUE_ARRAY LEFT LENGTH LN LOG LOG10 LOWER LPAD LTRIM POW POWER REGEXP_CONTAINS REGEXP_EXTRACT
  REGEXP_EXTRACT_ALL REGEXP_REPLACE REPEAT REPLACE REVERSE RIGHT ROUND RPAD RTRIM SIN SPLIT SQRT STARTS_WITH STRPOS
  SUBSTR SUBSTRING TAN TIMESTAMP_MICROS TIMESTAMP_MILLIS TIMESTAMP_SECONDS TIMESTAMP_TRUNC TRIM TRUNC UPPER`.split(
    /\s+/,
  ),
);

const failure = /raise_error\('(?:[^'\\]|\\.)*'\)/g;

/** `SAFE.f(..)`: what would fail is NULL; what fails in the arguments still fails. PARSE_* answer it themselves. */
export const safeCall: Rules['safeCall'] = (call, p, print) => {
  if (call.name.startsWith('PARSE_')) return print(call);
  if (!quiet.has(call.name)) return p.refuse(call.nameAt, `\`SAFE.\` before \`${call.name}\``);
  const values = /^(?:DATE|TIMESTAMP)_/.test(call.name) ? call.args.slice(0, 1) : call.args;
  const args = values.map((e) => plain(p.expr(e))).join(' ');
  if (args.includes('raise_error')) return p.refuse(call.nameAt, `\`SAFE.\` before \`${call.name}\` of this value`);
  return plain(print({ ...call, safe: false })).replace(failure, 'NULL');
};
