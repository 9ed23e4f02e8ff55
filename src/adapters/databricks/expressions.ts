import type { SqlType } from '../../compiler/analyse/types/type.ts';
import { against, alikeValues, bare } from '../../compiler/lower/translate/expression.ts';
import { arrayOf } from '../../compiler/lower/translate/flattened.ts';
import { isConstant } from '../../compiler/lower/translate/kind.ts';
import { intText } from '../../compiler/lower/translate/literal-type.ts';
import { datePart, weekStart } from '../../compiler/lower/translate/parts.ts';
import type { Kind, Printer, Rules } from '../../compiler/lower/translate/rules.ts';
import { comparedStructs } from '../../compiler/lower/translate/structs.ts';
import { commas, type Frag, plain, q } from '../../compiler/lower/translate/text.ts';
import type { Expr } from '../../compiler/sql/ast.ts';
import { bind, fail } from './bind.ts';
import { cast } from './casts.ts';
import { ofDates } from './date-operators.ts';
import { negated, numeric, plainNumber } from './decimals.ts';
import { string } from './quoting.ts';
import { arrayQuery } from './subquery.ts';
import { columnName, typeOf } from './types.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

const MAX_INT64 = 2n ** 63n - 1n;

/** `1.5D`: a number with a point is FLOAT64, not Databricks' DECIMAL. */
const floatText = (text: string): string => {
  const [mantissa = '', exponent] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return `${whole || '0'}.${fraction || '0'}${exponent === undefined ? '' : `E${exponent}`}D`;
};

const literals: Readonly<Record<string, RegExp>> = {
  DATE: /^\d{4}-\d{2}-\d{2}$/,
  DATETIME: /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}:\d{2}(\.\d{1,6})?)?$/,
  TIMESTAMP: /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}:\d{2}(\.\d{1,6})?)?( ?[+-]\d{2}(:\d{2})?| ?[Zz]| UTC)?$/,
  NUMERIC: /^[+-]?\d{1,29}(\.\d{1,9})?$/,
};

function typed(e: Of<'typed'>, p: Printer): Frag {
  if (e.type === 'JSON') return `parse_json(${string(e.value)})`;
  if (!literals[e.type]?.test(e.value)) return p.refuse(e, `this ${e.type} literal`);
  if (e.type === 'NUMERIC') return `CAST(${string(e.value)} AS DECIMAL(38,9))`;
  if (e.type === 'DATE') return `DATE ${string(e.value)}`;
  if (e.type === 'DATETIME') return `CAST(${string(e.value)} AS TIMESTAMP_NTZ)`;
  const zone = / ?([+-]\d{2})(:\d{2})?$/.exec(e.value.slice(10));
  const civil = e.value.replace(/ ?([Zz]|UTC)$/, '');
  const instant = zone ? e.value.slice(0, 10 + zone.index) : civil;
  const offset = zone ? `${zone[1]}${zone[2] ?? ':00'}` : '+00:00';
  return `TIMESTAMP ${string(`${instant.includes(':') ? instant : `${instant} 00:00:00`}${offset}`)}`;
}

function unary(e: Of<'unary'>, p: Printer): Frag {
  if (e.op === 'NOT') return q`NOT ${p.operand(e.of)}`;
  if (e.op === '~' && p.kind(e.of) === 'BYTES') return p.refuse(e, 'the operator `~` on BYTES');
  if (e.op === '-' && e.of.kind === 'int') return `-${intText(e.of.text)}L`;
  if (e.op === '-' && p.kind(e.of) === 'NUMERIC') return negated(e.of, p);
  return e.op === '+' ? p.operand(e.of) : q`${e.op}${p.operand(e.of)}`;
}

const bitwise: ReadonlySet<string> = new Set(['&', '|', '^', '<<', '>>']);

function binary(e: Of<'binary'>, p: Printer): Frag {
  const { op, left, right } = e;
  const kinds = [p.kind(left), p.kind(right)];
  if (bitwise.has(op) && kinds.includes('BYTES')) return p.refuse(e, `the operator \`${op}\` on BYTES`);
  switch (op) {
    case 'AND':
    case 'OR': {
      const side = (x: Expr): Frag =>
        x.kind === 'binary' && (x.op === op || (op === 'OR' && x.op === 'AND')) ? p.expr(x) : p.operand(x);
      return q`${side(left)} ${op} ${side(right)}`;
    }
    case '+':
    case '-':
    case '*':
    case '/': {
      if (kinds.includes('NUMERIC') && !(kinds.includes('FLOAT64') && p.kind(e) !== 'NUMERIC')) return numeric(e, p);
      const moved = ofDates(e, p);
      if (moved) return moved;
      const first = left.kind === 'int' && isConstant(right) ? p.expr(left) : plainNumber(left, p);
      return q`${first} ${op} ${plainNumber(right, p)}`;
    }
    case '||':
      return joined([left, right], p);
    case '&':
    case '|':
    case '^':
      return q`${p.operand(left)} ${op} ${op === '|' ? behindBar(p.operand(right)) : p.operand(right)}`;
    case '<<':
    case '>>':
      return shifted(op, left, right, p);
    default:
      if (kinds.includes('STRUCT')) return comparedStructs(e, p);
      return q`${against(right, left, p)} ${op} ${against(left, right, p)}`;
  }
}

/** What begins as an operator of pipe syntax does: Spark takes a bar before these words for a pipe. */
const steps =
  /^(?:AGGREGATE|ANTI|AS|CLUSTER|CROSS|DISTRIBUTE|DROP|EXCEPT|EXTEND|FULL|INNER|INTERSECT|JOIN|LATERAL|LEFT|LIMIT|MINUS|NATURAL|OFFSET|ORDER|PIVOT|RIGHT|SELECT|SEMI|SET|SORT|TABLESAMPLE|UNION|UNPIVOT|WHERE|WINDOW)\b/i;

const behindBar = (right: Frag): Frag => (steps.test(plain(right)) ? q`(${right})` : right);

/** Databricks takes the number of bits modulo 64; in GoogleSQL 64 and more leave nothing, and a negative number is an error. */
function shifted(op: '<<' | '>>', left: Expr, right: Expr, p: Printer): Frag {
  const name = op === '<<' ? 'shiftleft' : 'shiftrightunsigned';
  if (right.kind === 'int')
    return BigInt(right.text) < 64n
      ? q`${name}(${p.expr(left)}, ${right.text})`
      : q`CASE WHEN ${p.expr(left)} IS NOT NULL THEN 0L END`;
  return bind(p.expr(right), (bits) => {
    const moved = q`${name}(${p.expr(left)}, CAST(${bits} AS INT))`;
    const none = q`CASE WHEN ${p.expr(left)} IS NOT NULL THEN 0L END`;
    return q`CASE WHEN ${bits} BETWEEN 0 AND 63 THEN ${moved} WHEN ${bits} > 63 THEN ${none} WHEN ${bits} < 0 AND ${p.expr(left)} IS NOT NULL THEN ${fail('Bit shift by a negative number')} END`;
  });
}

const spelt: readonly (Kind | undefined)[] = ['FLOAT64', 'NUMERIC', 'TIMESTAMP', 'DATETIME'];

/** `concat(..)`: NULL where any part is. Numbers and times that Databricks spells differently are cast as CAST does it. */
export function joined(parts: readonly Expr[], p: Printer): Frag {
  const kinds = parts.map((part) => p.kind(part));
  const bytes = kinds.indexOf('BYTES');
  const wrong = parts.find((_, i) => kinds[i] === 'TIME' || (bytes !== -1 && kinds[i] !== 'BYTES'));
  if (wrong && kinds[parts.indexOf(wrong)] === undefined)
    return p.refuse(wrong, 'joining a value whose type is not known to BYTES', undefined, 'Cast it.');
  if (wrong) return p.refuse(wrong, 'joining a value of this type to text', 'Its text form differs on Databricks.');
  return q`concat(${commas(parts.map((part, i) => p.expr(spelt.includes(kinds[i]) ? asText(part) : part)))})`;
}

const asText = (of: Expr): Expr => ({
  start: of.start,
  end: of.end,
  kind: 'cast',
  of,
  safe: false,
  type: { start: of.start, end: of.end, name: 'STRING', parameters: [], fields: [] },
});

function index(e: Of<'index'>, p: Printer): Frag {
  if (e.how === 'KEY' && p.kind(e.of) !== 'ARRAY')
    return p.refuse(e, 'a subscript without OFFSET', 'Write [OFFSET(n)] for an array.');
  const at = e.how.endsWith('ORDINAL')
    ? e.index.kind === 'int'
      ? String(Number(e.index.text) - 1)
      : q`${p.operand(e.index)} - 1`
    : bare(e.index, p);
  if (e.how.startsWith('SAFE')) return q`get(${p.expr(e.of)}, ${at})`;
  const item = (place: Frag): Frag => q`${p.operand(e.of)}[${place}]`;
  if (e.index.kind === 'int') return item(at);
  // Spark takes an element of an array without NULLs for a value that is never NULL, whatever the place is.
  return q`CASE WHEN ${e.how === 'ORDINAL' ? q`(${at})` : p.operand(e.index)} IS NOT NULL THEN ${item(at)} END`;
}

const parts: Readonly<Record<string, string>> = {
  YEAR: 'year',
  QUARTER: 'quarter',
  MONTH: 'month',
  DAY: 'day',
  HOUR: 'hour',
  MINUTE: 'minute',
  SECOND: 'second',
  DAYOFWEEK: 'dayofweek',
  DAYOFYEAR: 'dayofyear',
  ISOWEEK: 'weekofyear',
};

function extract(e: Of<'extract'>, p: Printer): Frag {
  const part = datePart(e.part);
  const value = e.zone ? q`from_utc_timestamp(${p.expr(e.of)}, ${p.expr(e.zone)})` : p.expr(e.of);
  const name = part ? parts[part.name] : undefined;
  if (part && name) return q`CAST(${name}(${value}) AS BIGINT)`;
  if (part?.name === 'ISOYEAR') return q`CAST(extract(YEAROFWEEK FROM ${value}) AS BIGINT)`;
  const start = part ? weekStart(part) : undefined;
  if (start !== undefined)
    return start === 0
      ? q`CAST((dayofyear(${value}) + 7 - dayofweek(${value})) DIV 7 AS BIGINT)`
      : q`CAST((dayofyear(${value}) + 6 - pmod(dayofweek(${value}) - ${String(start + 1)}, 7)) DIV 7 AS BIGINT)`;
  const digits = part?.name === 'MILLISECOND' ? 1_000 : part?.name === 'MICROSECOND' ? 1_000_000 : 0;
  if (digits > 0) return q`CAST(extract(SECOND FROM ${value}) * ${String(digits)} AS BIGINT) % ${String(digits)}`;
  if (part?.name === 'DATE') return q`CAST(${value} AS DATE)`;
  return p.refuse(e.part, 'this part in EXTRACT');
}

function struct(e: Of<'struct'>, p: Printer): Frag {
  if (e.type) return q`CAST(struct(${commas(e.fields.map((f) => p.expr(f.value)))}) AS ${typeOf(e.type, p)})`;
  const fields = e.fields.map(({ name, value }, i) => ({
    name: name?.name ?? (value.kind === 'path' ? value.parts.at(-1)?.name : undefined) ?? `_field_${i + 1}`,
    value: p.expr(value),
  }));
  return fields.length === 0 ? p.refuse(e, 'an empty STRUCT') : rowOf(fields);
}

/** A struct of an array literal with the names of the array's type: only the first of them needs to say them. */
function namedAs(e: Expr, type: SqlType | undefined, p: Printer): Frag | undefined {
  if (e.kind !== 'struct' || e.type || type?.kind !== 'STRUCT') return undefined;
  const { fields } = type;
  return rowOf(
    e.fields.map(({ value }, i) => ({
      name: fields[i]?.name ?? `_field_${i + 1}`,
      value: namedAs(value, fields[i]?.type, p) ?? p.expr(value),
    })),
  );
}

function array(e: Of<'array'>, p: Printer): Frag {
  const type = p.type(e);
  const element = type?.kind === 'ARRAY' ? type.element : undefined;
  const [of] = e.type?.fields ?? [];
  const named = e.items.map((item) => {
    const made = namedAs(item, element, p);
    if (made || of?.type.name !== 'STRUCT' || item.kind === 'null') return made;
    return p.expr({ start: item.start, end: item.end, kind: 'cast', of: item, type: of.type, safe: false });
  });
  const items = q`array(${commas(alikeValues(e.items, p).map((item, i) => named[i] ?? item))})`;
  if (e.type) return q`CAST(${items} AS ${typeOf(e.type, p)})`;
  return e.items.length === 0 ? q`CAST(${items} AS ARRAY<BIGINT>)` : items;
}

/** A field of a struct, or of JSON by its name. */
function field(e: Of<'field'>, p: Printer): Frag {
  const { name } = e.name;
  if (p.kind(e.of) !== 'JSON') return q`${p.operand(e.of)}.${columnName(name)}`;
  if (!/^\w+$/.test(name)) return p.refuse(e.name, 'a field of JSON by this name');
  return q`variant_get(${p.expr(e.of)}, ${string(`$.${name}`)}, 'variant')`;
}

export const rowOf = (fields: readonly { name: string; value: Frag }[]): Frag =>
  q`named_struct(${commas(fields.map(({ name, value }) => q`${string(name)}, ${value}`))})`;

/** The expressions that Databricks writes in its own way. ANSI mode and a session in UTC are taken for granted. */
export const expressions: Rules['expr'] = {
  int: (e, p) => (BigInt(e.text) > MAX_INT64 ? p.refuse(e, 'a number beyond INT64') : `${intText(e.text)}L`),
  float: (e) => floatText(e.text),
  bytes: (e) => `X'${[...e.value].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('')}'`,
  typed,
  unary,
  binary,
  like: (e, p) => q`${p.operand(e.left)} ${e.not ? 'NOT LIKE' : 'LIKE'} ${p.operand(e.right)}`,
  index,
  cast,
  extract,
  struct,
  array,
  field,
  inArray: (e, p) =>
    e.array.kind === 'array' && e.array.items.length > 0 && !e.array.type
      ? q`${p.operand(e.of)} ${e.not ? 'NOT IN' : 'IN'} (${commas(e.array.items.map((item) => bare(item, p)))})`
      : q`${e.not ? 'NOT ' : ''}if(coalesce(array_size(${arrayOf(e.array, p)}), 0) = 0, FALSE, array_contains(${arrayOf(e.array, p)}, ${bare(e.of, p)}))`,
  arrayQuery,
  interval: (e, p) => p.refuse(e, 'an INTERVAL outside of DATE_ADD, TIMESTAMP_ADD and their like'),
};
