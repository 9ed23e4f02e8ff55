import { aggregate, aggregateCall, byArity, custom, fill, scalar } from '../../compiler/lower/translate/define.ts';
import { alikeValues, bare, overOf } from '../../compiler/lower/translate/expression.ts';
import { groupsOf } from '../../compiler/lower/translate/regexp.ts';
import type { FunctionRule, Printer } from '../../compiler/lower/translate/rules.ts';
import { joined as between, commas, type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { dateFunctions } from './dates.ts';
import { joined } from './expressions.ts';
import { string } from './quoting.ts';

const text = { returns: 'STRING' } as const;
const int = { returns: 'INT64' } as const;
const float = { returns: 'FLOAT64' } as const;
const bool = { returns: 'BOOL' } as const;
const same = { returns: 'first' } as const;

/** What GoogleSQL's TRIM takes away; Databricks' own takes blanks alone. */
const whiteSpace =
  '\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000';

const trimming = (side: string): FunctionRule =>
  custom(
    1,
    2,
    (call, p) => {
      const [x, characters] = call.args;
      return q`trim(${side} ${characters ? p.expr(characters) : string(whiteSpace)} FROM ${x ? p.expr(x) : ''})`;
    },
    text,
  );

/** Patterns that RE2 and Java read alike: no classes in classes, no possessive or named forms, no rare escapes. */
const alike = (pattern: string): boolean => {
  const escapes = pattern.replace(/\\[dDwWbnrtf.\\/\-+*?()[\]{}|^$:=&@#!,;"']/g, '');
  if (escapes.includes('\\') || /\(\?(?!:)|[*+?}]\+|&&|\p{Cc}/u.test(escapes)) return false;
  return !/\[[^\]]*\[/.test(escapes.replace(/\[\^?\]?/g, '['));
};

/** The pattern as a literal, or undefined after a refusal. */
function pattern(e: Expr | undefined, p: Printer): string | undefined {
  if (e?.kind === 'string' && alike(e.value)) return e.value;
  p.refuse(
    e ?? { start: 0, end: 0 },
    'this regular expression',
    'Only literals that both engines read alike are translated.',
  );
  return undefined;
}

function regexpExtract(call: Call, p: Printer): Frag {
  const [x, r] = call.args;
  const found = pattern(r, p);
  if (found === undefined || !x || !r) return '';
  const { count, always } = groupsOf(found);
  if (count > 1 || !always) return p.refuse(r, 'a regular expression whose group may be left out of a match');
  return q`if(rlike(${p.expr(x)}, ${string(found)}), regexp_extract(${p.expr(x)}, ${string(found)}, ${String(count)}), NULL)`;
}

function regexpReplace(call: Call, p: Printer): Frag {
  const [x, r, replacement] = call.args;
  const found = pattern(r, p);
  if (found === undefined || !x) return '';
  if (replacement?.kind !== 'string' || /\\[^0-9]/.test(replacement.value))
    return p.refuse(replacement ?? call, 'REGEXP_REPLACE with this replacement');
  const java = replacement.value.replaceAll('$', '\\$').replace(/\\(\d)/g, '$$$1');
  return q`regexp_replace(${p.expr(x)}, ${string(found)}, ${string(java)})`;
}

function substr(call: Call, p: Printer): Frag {
  const [x, position, length] = call.args;
  const literal = (e: Expr | undefined): boolean => e === undefined || e.kind === 'int';
  if (!x || !literal(position) || !literal(length))
    return p.refuse(
      call,
      'SUBSTR with a position or length that is no plain number',
      'Negative ones mean something else on Databricks.',
    );
  return fill(length ? 'substring($1, $2, $3)' : 'substring($1, $2)', call, p);
}

const strings: Readonly<Record<string, FunctionRule>> = {
  BYTE_LENGTH: scalar(1, 'CAST(octet_length($1) AS BIGINT)', int),
  CHAR_LENGTH: scalar(1, 'CAST(char_length($1) AS BIGINT)', int),
  CONCAT: custom(1, 99, (call, p) => joined(call.args, p), text),
  ENDS_WITH: scalar(2, 'endswith($*)', bool),
  LENGTH: scalar(1, 'CAST(length($1) AS BIGINT)', int),
  LOWER: scalar(1, 'lower($*)', text),
  LTRIM: trimming('LEADING'),
  MD5: scalar(1, 'unhex(md5($1))', { returns: 'BYTES' }),
  REGEXP_CONTAINS: custom(
    2,
    2,
    (call, p) => {
      const found = pattern(call.args[1], p);
      return found === undefined ? '' : q`rlike(${fill('$1', call, p)}, ${string(found)})`;
    },
    bool,
  ),
  REGEXP_EXTRACT: custom(2, 2, regexpExtract, text),
  REGEXP_REPLACE: custom(3, 3, regexpReplace, text),
  REPLACE: scalar(3, 'replace($*)', text),
  REVERSE: scalar(1, 'reverse($*)', text),
  RTRIM: trimming('TRAILING'),
  SHA1: scalar(1, 'unhex(sha1($1))', { returns: 'BYTES' }),
  SHA256: scalar(1, 'unhex(sha2($1, 256))', { returns: 'BYTES' }),
  SPLIT: custom(
    1,
    2,
    (call, p) => {
      const mark = call.args[1] ?? { kind: 'string', value: ',', start: 0, end: 0 };
      if (mark.kind !== 'string' || mark.value === '' || mark.value.includes('\\E'))
        return p.refuse(mark, 'SPLIT by this delimiter');
      return q`split(${fill('$1', call, p)}, ${string(`\\Q${mark.value}\\E`)})`;
    },
    { returns: 'ARRAY' },
  ),
  STARTS_WITH: scalar(2, 'startswith($*)', bool),
  STRPOS: scalar(2, 'CAST(instr($1, $2) AS BIGINT)', int),
  SUBSTR: custom(2, 3, substr, text),
  SUBSTRING: custom(2, 3, substr, text),
  TO_HEX: scalar(1, 'lower(hex($1))', text),
  TRIM: trimming('BOTH'),
  UPPER: scalar(1, 'upper($*)', text),
};

/** NULL where any argument is NULL; Databricks' own skips them. */
function extreme(name: string, call: Call, p: Printer): Frag {
  const open = call.args.filter((e) => !['int', 'float', 'string', 'bool', 'typed'].includes(e.kind));
  const made = q`${name}(${commas(alikeValues(call.args, p))})`;
  if (open.length === 0) return made;
  return q`CASE WHEN ${between(
    open.map((e) => q`${p.operand(e)} IS NOT NULL`),
    ' AND ',
  )} THEN ${made} END`;
}

function round(call: Call, p: Printer): Frag {
  const [x, digits] = call.args;
  if (x && p.kind(x) === 'NUMERIC') return fill('CAST(round($*) AS DECIMAL(38,9))', call, p);
  if (!digits) return fill('CAST(round($1) AS DOUBLE)', call, p);
  return p.refuse(
    call,
    'ROUND of FLOAT64 to a number of digits',
    'Databricks rounds its decimal text. ROUND(CAST(x AS NUMERIC), n) is translated.',
  );
}

const math: Readonly<Record<string, FunctionRule>> = {
  ABS: scalar(1, 'abs($*)', same),
  CEIL: scalar(1, 'CAST(ceil($1) AS DOUBLE)', float),
  DIV: scalar(2, '(%1 DIV %2)', int),
  FLOOR: scalar(1, 'CAST(floor($1) AS DOUBLE)', float),
  GREATEST: custom(1, 99, (call, p) => extreme('greatest', call, p), same),
  LEAST: custom(1, 99, (call, p) => extreme('least', call, p), same),
  MOD: scalar(2, 'mod($*)', same),
  RAND: scalar(0, 'rand()', float),
  ROUND: custom(1, 2, round, same),
  SAFE_DIVIDE: custom(2, 2, (call, p) => {
    const wrong = call.args.find((e) => p.kind(e) === 'NUMERIC');
    return wrong
      ? p.refuse(wrong, 'SAFE_DIVIDE of NUMERIC')
      : q`try_divide(${commas(call.args.map((e) => bare(e, p)))})`;
  }),
};

const conditional: Readonly<Record<string, FunctionRule>> = {
  COALESCE: custom(1, 99, (call, p) => q`coalesce(${values(call.args, p)})`),
  ERROR: scalar(1, 'raise_error($*)'),
  IF: custom(3, 3, (call, p) => {
    const [condition, yes, no] = call.args;
    return condition && yes && no ? q`if(${p.expr(condition)}, ${p.expr(yes)}, ${bare(no, p)})` : '';
  }),
  IFNULL: custom(2, 2, (call, p) => q`coalesce(${values(call.args, p)})`),
  NULLIF: scalar(2, 'nullif($*)', same),
};

const values = (args: readonly Expr[], p: Printer): Frag => commas(alikeValues(args, p));

const arrays: Readonly<Record<string, FunctionRule>> = {
  ARRAY_CONCAT: scalar([1, 99], 'concat($*)', { returns: 'ARRAY' }),
  ARRAY_LENGTH: scalar(1, 'CAST(array_size($1) AS BIGINT)', int),
  ARRAY_REVERSE: scalar(1, 'reverse($*)', { returns: 'ARRAY' }),
  ARRAY_TO_STRING: byArity({ 2: 'array_join($1, $2)', 3: 'array_join($1, $2, $3)' }, text),
  GENERATE_UUID: scalar(0, 'uuid()', text),
};

const distinctly = ['over', 'distinct'] as const;

const notNumeric = (call: Call, p: Printer, print: () => Frag): Frag =>
  call.args.some((e) => p.kind(e) === 'NUMERIC')
    ? p.refuse(call, `\`${call.name}\` of NUMERIC`, 'Databricks keeps another number of digits.')
    : print();

function stringAgg(call: Call, p: Printer): Frag {
  const [x, mark] = call.args;
  if (!x) return '';
  const items = q`${call.distinct ? 'collect_set' : 'collect_list'}(${p.expr(x)})`;
  return q`CASE WHEN count(${p.expr(x)}) > 0 THEN array_join(${items}, ${mark ? p.expr(mark) : "','"}) END`;
}

const aggregates: Readonly<Record<string, FunctionRule>> = {
  ANY_VALUE: aggregate('any_value', 1, same),
  APPROX_COUNT_DISTINCT: custom(1, 1, (call, p) => q`count(DISTINCT ${fill('$1', call, p)})`, {
    ...int,
    use: 'aggregate',
  }),
  AVG: custom(1, 1, (call, p) => notNumeric(call, p, () => aggregateCall('avg', call, p)), {
    ...float,
    use: 'aggregate',
    allows: distinctly,
  }),
  COUNT: aggregate('count', 1, { ...int, allows: distinctly }),
  COUNTIF: custom(1, 1, (call, p) => q`count_if(${fill('$1', call, p)})${overOf(call, p)}`, {
    ...int,
    use: 'aggregate',
    allows: ['over'],
  }),
  LOGICAL_AND: aggregate('bool_and', 1, bool),
  LOGICAL_OR: aggregate('bool_or', 1, bool),
  MAX: aggregate('max', 1, { ...same, allows: distinctly }),
  MAX_BY: aggregate('max_by', 2, { allows: [] }),
  MIN: aggregate('min', 1, { ...same, allows: distinctly }),
  MIN_BY: aggregate('min_by', 2, { allows: [] }),
  STRING_AGG: custom(1, 2, stringAgg, { ...text, use: 'aggregate', allows: ['distinct'] }),
  SUM: aggregate('sum', 1, { ...same, allows: distinctly }),
};

const ranking = (name: string): FunctionRule =>
  custom(0, 1, (call, p) => q`CAST(${name}(${commas(call.args.map((e) => bare(e, p)))})${overOf(call, p)} AS BIGINT)`, {
    ...int,
    use: 'window',
    allows: ['over'],
  });

const valueAt = (name: string, max: number): FunctionRule =>
  custom(
    1,
    max,
    (call, p) => {
      const args = call.args.map((e) => bare(e, p));
      const all = call.nulls === 'IGNORE' ? [...args, 'TRUE'] : args;
      return q`${name}(${commas(all)})${overOf(call, p)}`;
    },
    { ...same, use: 'window', allows: max === 1 ? ['over', 'nulls'] : ['over'] },
  );

const windows: Readonly<Record<string, FunctionRule>> = {
  DENSE_RANK: ranking('dense_rank'),
  FIRST_VALUE: valueAt('first_value', 1),
  LAG: valueAt('lag', 3),
  LAST_VALUE: valueAt('last_value', 1),
  LEAD: valueAt('lead', 3),
  NTILE: ranking('ntile'),
  RANK: ranking('rank'),
  ROW_NUMBER: ranking('row_number'),
};

/** Every GoogleSQL function that may be used on Databricks. Not executed there yet, so only what is beyond doubt. */
export const functions: Readonly<Record<string, FunctionRule>> = {
  ...strings,
  ...math,
  ...conditional,
  ...arrays,
  ...aggregates,
  ...windows,
  ...dateFunctions,
};
