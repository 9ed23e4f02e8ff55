import { parseOfCast } from '../../compiler/lower/translate/cast-format.ts';
import { decimalLiteral } from '../../compiler/lower/translate/decimal-literal.ts';
import { bare } from '../../compiler/lower/translate/expression.ts';
import { kindOfType } from '../../compiler/lower/translate/kind.ts';
import type { Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Expr } from '../../compiler/sql/ast.ts';
import { bind, fail } from './bind.ts';
import { string } from './quoting.ts';
import { typeOf } from './types.ts';

type Cast = Extract<Expr, { kind: 'cast' }>;

/** Casts on which both agree for every value of the source type, where that is known. */
const agreed: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  INT64: ['INT64', 'BOOL', 'STRING'],
  FLOAT64: ['INT64', 'FLOAT64', 'NUMERIC', 'STRING'],
  NUMERIC: ['INT64', 'NUMERIC', 'STRING', 'FLOAT64'],
  STRING: ['STRING', 'INT64', 'DATE', 'BOOL'],
  BYTES: ['BYTES', 'STRING'],
  BOOL: ['BOOL', 'INT64'],
  DATE: ['DATE', 'DATETIME', 'TIMESTAMP', 'STRING'],
  DATETIME: ['DATE', 'DATETIME', 'TIMESTAMP', 'STRING'],
  TIMESTAMP: ['DATE', 'DATETIME', 'TIMESTAMP', 'STRING'],
};

/** Types whose text, or whose rounding, differs: refused while the statement runs, since only then they are known. */
const guards: Readonly<Partial<Record<Kind, string>>> = {
  STRING: '^(double|float|decimal|timestamp|binary)',
  INT64: '^(double|float|decimal)',
  NUMERIC: '^$',
  FLOAT64: '^$',
  DATE: '^$',
  DATETIME: '^$',
  TIMESTAMP: '^$',
};

const day = '(?!0000)\\d{4}-\\d{1,2}-\\d{1,2}';
const clock = '\\d{1,2}:\\d{1,2}:\\d{1,2}(\\.\\d{0,6})?';

/** Texts of dates and times that GoogleSQL reads; Databricks reads more. */
export const readable: Readonly<Partial<Record<Kind, string>>> = {
  DATE: `^${day}$`,
  DATETIME: `^${day}([ Tt]${clock})?$`,
  TIMESTAMP: `^${day}([ Tt]${clock})?( ?[+-]\\d{1,2}(:\\d{2})?| ?[Zz]| UTC)?$`,
};

/** Digits behind the point of a moment: none, three or six. */
export const fraction = (v: Frag): Frag =>
  q`CASE WHEN date_format(${v}, 'SSSSSS') = '000000' THEN '' WHEN date_format(${v}, 'SSSSSS') LIKE '%000' THEN date_format(${v}, '.SSS') ELSE date_format(${v}, '.SSSSSS') END`;

export const moment = (v: Frag): Frag => q`concat(date_format(${v}, 'yyyy-MM-dd HH:mm:ss'), ${fraction(v)})`;

/** The shortest text of a double, as C spells it: `1e+15`, `1e-05`, `inf`. Java: `1.0E15`, `1.0E-5`, `Infinity`. */
export function floatText(x: Frag): Frag {
  return bind(x, (v) => {
    const shown = q`CAST(${v} AS STRING)`;
    const mantissa = q`regexp_replace(split(${shown}, 'E')[0], '[.]0$', '')`;
    const exponent = q`CAST(split(${shown}, 'E')[1] AS INT)`;
    const spelt = q`concat(${mantissa}, if(${exponent} < 0, 'e-', 'e+'), lpad(abs(${exponent}), greatest(2, length(CAST(abs(${exponent}) AS STRING))), '0'))`;
    const decimal = q`regexp_replace(CAST(CAST(${shown} AS DECIMAL(38,21)) AS STRING), '[.]?0+$', '')`;
    return q`CASE WHEN ${v} = 0 THEN '0' WHEN isnan(${v}) THEN 'nan' WHEN abs(${v}) = CAST('Infinity' AS DOUBLE) THEN if(${v} > 0, 'inf', '-inf') WHEN abs(${v}) >= 1e-4D AND abs(${v}) < 1e15D THEN ${decimal} WHEN abs(${v}) < 1e17D AND abs(${v}) > 1 AND CAST(${shown} AS DECIMAL(38,0)) % 1000 <> 0 THEN CAST(CAST(${shown} AS DECIMAL(38,0)) AS STRING) WHEN ${v} IS NOT NULL THEN ${spelt} END`;
  });
}

/** Casts that Databricks does in another way, by target and source. */
const rewritten: Readonly<Record<string, (x: Frag, word: string) => Frag>> = {
  'NUMERIC FLOAT64': (x, word) =>
    bind(x, (v) => {
      const lost = q`isnan(${v}) OR abs(${v}) = CAST('Infinity' AS DOUBLE)`;
      const fault = word === 'CAST' ? fail('a NaN or infinity is no NUMERIC') : 'NULL';
      return q`if(${lost}, CAST(${fault} AS DECIMAL(38,9)), ${word}(${v} AS DECIMAL(38,9)))`;
    }),
  'INT64 FLOAT64': (x, word) => q`${word}(round(${x}) AS BIGINT)`,
  'INT64 NUMERIC': (x, word) => q`${word}(round(${x}) AS BIGINT)`,
  'STRING FLOAT64': floatText,
  'STRING NUMERIC': (x) => q`regexp_replace(CAST(${x} AS STRING), '[.]?0+$', '')`,
  'STRING TIMESTAMP': (x) => bind(x, (v) => q`concat(${moment(v)}, '+00')`),
  'STRING DATETIME': (x) => bind(x, moment),
  'STRING BYTES': (x, word) =>
    word === 'CAST' ? q`validate_utf8(CAST(${x} AS STRING))` : q`try_validate_utf8(CAST(${x} AS STRING))`,
  'BOOL STRING': (x, word) =>
    bind(
      x,
      (v) =>
        q`CASE WHEN lower(${v}) = 'true' THEN TRUE WHEN lower(${v}) = 'false' THEN FALSE${word === 'CAST' ? q` WHEN ${v} IS NOT NULL THEN ${fail('this text is no BOOL')}` : ''} END`,
    ),
};

/** SAFE_CAST of text to a date or time: only what GoogleSQL reads. Values of another type are cast as they are. */
function safeMoment(value: Frag, kind: Kind, type: Frag, source: Kind | undefined): Frag {
  return bind(value, (v) => {
    const pattern = string(readable[kind] ?? '');
    const legal =
      source === 'STRING'
        ? q`${v} RLIKE ${pattern}`
        : q`typeof(${v}) <> 'string' OR CAST(${v} AS STRING) RLIKE ${pattern}`;
    return q`CASE WHEN ${legal} THEN try_cast(${v} AS ${type}) END`;
  });
}

/** CAST of text to a date or time: Databricks reads a year alone, the year 0, and any text behind a date. */
function checkedMoment(value: Frag, kind: Kind, type: Frag): Frag {
  return bind(
    value,
    (v) =>
      q`CASE WHEN ${v} RLIKE ${string(readable[kind] ?? '')} THEN CAST(${v} AS ${type}) WHEN ${v} IS NOT NULL THEN ${fail(`text of this form is not translated as a ${kind}`)} END`,
  );
}

/** CAST and SAFE_CAST in Databricks' SQL. */
export function cast(e: Cast, p: Printer): Frag {
  const parse = parseOfCast(e);
  if (parse) return p.expr(parse);
  if (e.format) return p.refuse(e.format, 'CAST with FORMAT');
  const kind = kindOfType(e.type);
  const type = typeOf(e.type, p);
  const source = e.of.kind === 'null' ? undefined : p.kind(e.of);
  const value = bare(e.of, p);
  const word = e.safe ? 'try_cast' : 'CAST';
  if (!kind) return 'NULL';
  const made = q`${word}(${value} AS ${type})`;
  if (e.of.kind === 'null') return q`CAST(NULL AS ${type})`;
  if (e.of.kind === 'array' && e.of.items.length === 0 && !e.of.type) return q`CAST(array() AS ${type})`;
  if (kind === 'INT64' && e.of.kind === 'string' && /^\s*[+-]?0x/i.test(e.of.value))
    return p.refuse(e.of, 'a hexadecimal text as INT64', 'Write the number.');
  if (kind === 'ARRAY' || kind === 'STRUCT') return e.safe ? p.refuse(e.type, `SAFE_CAST to ${e.type.name}`) : made;
  const decimal = kind === 'NUMERIC' && e.type.parameters.length === 0 ? decimalLiteral(e.of) : undefined;
  if (decimal !== undefined) return q`CAST(${string(decimal)} AS ${type})`;
  const special = rewritten[`${kind} ${source}`];
  if (special) return special(value, word);
  if (e.safe && kind === 'TIMESTAMP' && e.of.kind === 'string' && /[A-Za-z]{2,}\/[A-Za-z]/.test(e.of.value))
    return p.refuse(e.of, 'a text with the name of a time zone as a TIMESTAMP');
  if (e.safe && readable[kind] && (source === 'STRING' || source === undefined))
    return safeMoment(value, kind, type, source);
  if (source === 'STRING' && e.of.kind !== 'string' && readable[kind]) return checkedMoment(value, kind, type);
  if (source !== undefined) {
    const literal =
      e.of.kind === 'string' && readable[kind] !== undefined && !new RegExp(readable[kind]).test(e.of.value);
    if (literal) return p.refuse(e.of, `this text as a ${kind}`, 'BigQuery does not read it either.');
    return agreed[kind]?.includes(source) ? made : p.refuse(e, `CAST of ${source} to ${e.type.name}`);
  }
  return unknownSource(e, value, kind, type, p, made);
}

/** Of text, Databricks reads more than `true` and `false`. */
const unknownBool = (value: Frag, safe: boolean): Frag =>
  bind(value, (v) => {
    const fault = safe
      ? ''
      : q` WHEN typeof(${v}) = 'string' AND ${v} IS NOT NULL THEN ${fail('this text is no BOOL')}`;
    const text = q`lower(CAST(${v} AS STRING))`;
    const other = q`typeof(${v}) <> 'string'`;
    return q`CASE WHEN ${other} OR ${text} IN ('true', 'false') THEN ${safe ? 'try_cast' : 'CAST'}(${v} AS BOOLEAN)${fault} END`;
  });

function unknownSource(e: Cast, value: Frag, kind: Kind, type: Frag, p: Printer, made: Frag): Frag {
  if (kind === 'BOOL') return unknownBool(value, e.safe);
  const guard = guards[kind];
  if (guard === undefined) return p.refuse(e.type, `CAST to ${e.type.name} of a value whose type is not known here`);
  if (guard === '^$' && kind !== 'NUMERIC') return made;
  const word = e.safe ? 'try_cast' : 'CAST';
  if (kind === 'NUMERIC')
    return bind(value, (v) => {
      const lost = q`isnan(CAST(${v} AS DOUBLE)) OR abs(CAST(${v} AS DOUBLE)) = CAST('Infinity' AS DOUBLE)`;
      const fault = e.safe ? 'NULL' : fail('a NaN or infinity is no NUMERIC');
      return q`if(typeof(${v}) IN ('double', 'float') AND (${lost}), CAST(${fault} AS ${type}), ${word}(${v} AS ${type}))`;
    });
  const message = `CAST to ${e.type.name} of this type is not translated`;
  if (kind === 'INT64')
    return bind(
      value,
      (v) =>
        q`CASE WHEN typeof(${v}) IN ('double', 'float') THEN ${word}(round(CAST(${v} AS DOUBLE)) AS BIGINT) WHEN typeof(${v}) LIKE 'decimal%' THEN ${word}(round(CAST(CAST(${v} AS STRING) AS DECIMAL(38,9))) AS BIGINT) ELSE ${word}(${v} AS BIGINT) END`,
    );
  return bind(
    value,
    (v) => q`if(typeof(${v}) RLIKE ${string(guard)}, CAST(${fail(message)} AS ${type}), ${word}(${v} AS ${type}))`,
  );
}
