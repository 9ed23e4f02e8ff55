import type { Binder } from '../../compiler/analyse/model/binder.ts';
import type { SqlType } from '../../compiler/analyse/types/type.ts';
import type { Expr } from '../../compiler/sql/ast.ts';
import type { SourceDialect } from '../source/dialect.ts';

/** A place of the GoogleSQL text whose meaning depends on types. */
export interface TypedFinding {
  readonly start: number;
  readonly end: number;
  /** The text, on one line. */
  readonly what: string;
  readonly topic: Topic;
  /** Text that means what the source means. */
  readonly replacement?: string;
  readonly kind: 'person' | 'note';
  readonly why: string;
  readonly way?: string;
}

/** What differs: engines that share one of these differences with the source need nothing said of it. */
export type Topic =
  | 'division'
  | 'zero'
  | 'scale'
  | 'difference'
  | 'days'
  | 'interval'
  | 'case'
  | 'text'
  | 'cut'
  | 'average';

type TopicFound = Omit<TypedFinding, 'what'>;

type Kind = SqlType['kind'];
type Binary = Extract<Expr, { kind: 'binary' }>;

const whole = (kind: Kind): boolean => kind === 'INT64';
const fractional = (kind: Kind): boolean => kind === 'FLOAT64' || kind === 'NUMERIC' || kind === 'BIGNUMERIC';

/** What the types of a bound GoogleSQL text say about operators that other systems read another way. */
export function typedFindings(text: string, b: Binder, dialect: SourceDialect): readonly TypedFinding[] {
  const found: TypedFinding[] = [];
  const kindOf = (expr: Expr): Kind => (expr.kind === 'int' ? 'INT64' : (b.types.get(expr)?.type.kind ?? 'unknown'));
  const typed: Typing = { text, dialect, kindOf };
  for (const [expr] of b.types) {
    const one = oneFinding(expr, typed);
    if (one)
      found.push({ ...one, what: text.slice(one.start, Math.min(one.end, one.start + 80)).replace(/\s+/g, ' ') });
  }
  return found;
}

interface Typing {
  readonly text: string;
  readonly dialect: SourceDialect;
  readonly kindOf: (expr: Expr) => Kind;
}

function oneFinding(expr: Expr, t: Typing): TopicFound | undefined {
  switch (expr.kind) {
    case 'binary':
      if (expr.op === '/') return division(expr, t);
      if (expr.op === '-' || expr.op === '+') return dates(expr, t);
      return /^(?:=|<>|!=)$/.test(expr.op) ? comparison(expr, [expr.left, expr.right], t) : undefined;
    case 'in':
      return comparison(expr, [expr.of], t);
    case 'like':
      return comparison(expr, [expr.left], t);
    case 'cast':
      return cast(expr, t);
    case 'call':
      return average(expr, t);
    default:
      return undefined;
  }
}

const slice = ({ text }: Typing, { start, end }: Expr): string => text.slice(start, end);

function division(expr: Binary, t: Typing): TopicFound | undefined {
  const { dialect } = t;
  const [left, right] = [t.kindOf(expr.left), t.kindOf(expr.right)];
  const at = { start: expr.start, end: expr.end };
  if (dialect.integerDivision) {
    if (whole(left) && whole(right))
      return {
        ...at,
        topic: 'division',
        kind: 'note',
        why: 'Whole numbers divide to a whole number there; DIV does so here.',
        replacement: `DIV(${slice(t, expr.left)}, ${slice(t, expr.right)})`,
      };
    const exact = [left, right].some((kind) => /NUMERIC$/.test(kind)) && left !== 'FLOAT64' && right !== 'FLOAT64';
    if (exact && dialect.name === 'teradata')
      return {
        ...at,
        topic: 'scale',
        kind: 'note',
        why: 'A quotient of decimals is rounded to the scale of its operands there, and to 9 digits here.',
        way: 'ROUND(a / b, 2).',
      };
    if (fractional(left) || fractional(right)) return undefined;
    return {
      ...at,
      topic: 'division',
      kind: 'note',
      why: `If both sides of ${slice(t, expr)} are whole numbers, ${dialect.title} cuts the fraction off and this does not.`,
      way: 'DIV(a, b).',
    };
  }
  if (dialect.zeroDivisionIsNull && expr.right.kind !== 'int' && expr.right.kind !== 'float')
    return {
      ...at,
      topic: 'zero',
      kind: 'note',
      why: 'A division by zero is NULL there and an error here; SAFE_DIVIDE gives NULL.',
      replacement: `SAFE_DIVIDE(${slice(t, expr.left)}, ${slice(t, expr.right)})`,
    };
  if (dialect.name === 'snowflake' && !(left === 'FLOAT64' || right === 'FLOAT64'))
    return {
      ...at,
      topic: 'scale',
      kind: 'note',
      why: 'A quotient has 6 digits behind the point there and is FLOAT64 here unless a side is NUMERIC.',
    };
  return undefined;
}

function dates(expr: Binary, t: Typing): TopicFound | undefined {
  const [left, right] = [t.kindOf(expr.left), t.kindOf(expr.right)];
  const at = { start: expr.start, end: expr.end };
  const { dialect } = t;
  if (left === 'DATE' && right === 'DATE' && expr.op === '-' && dialect.dateDifference === 'days')
    return {
      ...at,
      topic: 'difference',
      kind: 'note',
      why: 'The difference of two dates is a number of days there; DATE_DIFF gives it here.',
      replacement: `DATE_DIFF(${slice(t, expr.left)}, ${slice(t, expr.right)}, DAY)`,
    };
  if (
    /^(?:DATETIME|TIMESTAMP|DATE)$/.test(left) &&
    left === right &&
    expr.op === '-' &&
    dialect.dateDifference === 'fraction'
  )
    return {
      ...at,
      topic: 'difference',
      kind: 'person',
      why: 'The difference of two dates is a number of days with a fraction there and an INTERVAL here.',
      way: 'DATETIME_DIFF(a, b, SECOND) / 86400.',
    };
  if (left === 'DATETIME' && whole(right) && dialect.dateHasTime)
    return {
      ...at,
      topic: 'days',
      kind: 'note',
      why: 'A number added to a date means days.',
      replacement: `DATETIME_${expr.op === '+' ? 'ADD' : 'SUB'}(${slice(t, expr.left)}, INTERVAL ${grouped(slice(t, expr.right))} DAY)`,
    };
  if (
    left === 'DATE' &&
    expr.right.kind === 'interval' &&
    /^(?:DAY|WEEK|MONTH|QUARTER|YEAR)$/i.test(expr.right.part.name) &&
    !expr.right.to
  )
    return {
      ...at,
      topic: 'interval',
      kind: 'note',
      why: 'A DATE with an interval stays a DATE there; DATE_ADD and DATE_SUB do so here.',
      replacement: `DATE_${expr.op === '+' ? 'ADD' : 'SUB'}(${slice(t, expr.left)}, ${slice(t, expr.right)})`,
    };
  if (
    left !== 'unknown' ||
    expr.op !== '-' ||
    expr.right.kind === 'interval' ||
    expr.right.kind === 'int' ||
    right !== 'unknown'
  )
    return undefined;
  if (dialect.dateDifference !== 'days' && dialect.dateDifference !== 'fraction') return undefined;
  return {
    ...at,
    topic: 'difference',
    kind: 'note',
    why: `If both sides of ${slice(t, expr)} are dates, the difference is a number there and an INTERVAL here.`,
    way: 'DATE_DIFF(a, b, DAY).',
  };
}

const grouped = (text: string): string => (/^[\w.]+$/.test(text) ? text : `(${text})`);

/** Text with letters that is compared. */
function comparison(at: Expr, sides: readonly Expr[], t: Typing): TopicFound | undefined {
  if (!t.dialect.caseBlind) return undefined;
  const letters = (e: Expr): boolean => e.kind === 'string' && /\p{L}/u.test(e.value);
  const isText =
    sides.some((e) => letters(e) || (e.kind !== 'string' && t.kindOf(e) === 'STRING')) ||
    (at.kind === 'in' && at.list.some(letters)) ||
    (at.kind === 'like' && letters(at.right));
  if (!isText) return undefined;
  return {
    start: at.start,
    end: at.end,
    topic: 'case',
    kind: 'note',
    why: `${t.dialect.title} compares text without regard to case and blanks at its end unless a column says otherwise; here both count.`,
    way: 'UPPER(RTRIM(x)), or DEFAULT COLLATE on the dataset.',
  };
}

function cast(expr: Extract<Expr, { kind: 'cast' }>, t: Typing): TopicFound | undefined {
  const target = t.text.slice(expr.type.start, expr.type.end);
  if (/^STRING/i.test(target) && !expr.format && /^(?:DATE|DATETIME|TIMESTAMP)$/.test(t.kindOf(expr.of)))
    return {
      start: expr.start,
      end: expr.end,
      topic: 'text',
      kind: 'note',
      why: 'A date becomes text by the format of the column or session there, and as YYYY-MM-DD here.',
      way: "CAST(d AS STRING FORMAT 'YYYY-MM-DD').",
    };
  if (t.dialect.toInteger !== 'cut' || !/INT64/i.test(target)) return undefined;
  if (expr.of.kind === 'call' && expr.of.name.toUpperCase() === 'TRUNC') return undefined;
  const from = t.kindOf(expr.of);
  const at = { start: expr.start, end: expr.end };
  if (fractional(from))
    return {
      ...at,
      topic: 'cut',
      kind: 'note',
      why: 'A cast to a whole number cuts the fraction off there and rounds here; TRUNC cuts it off.',
      replacement: `${expr.safe ? 'SAFE_CAST' : 'CAST'}(TRUNC(${slice(t, expr.of)}) AS INT64)`,
    };
  if (from !== 'unknown') return undefined;
  return {
    ...at,
    topic: 'cut',
    kind: 'note',
    why: `If ${slice(t, expr.of)} has a fraction, ${t.dialect.title} cuts it off and BigQuery rounds.`,
    way: 'CAST(TRUNC(x) AS INT64).',
  };
}

function average(expr: Extract<Expr, { kind: 'call' }>, t: Typing): TopicFound | undefined {
  const [argument] = expr.args;
  if (!t.dialect.integerAverage || expr.name.toUpperCase() !== 'AVG' || !argument) return undefined;
  if (/TRUNC\($/.test(t.text.slice(0, expr.start))) return undefined;
  const kind = t.kindOf(argument);
  const at = { start: expr.start, end: expr.end };
  if (whole(kind) && !expr.over)
    return {
      ...at,
      topic: 'average',
      kind: 'note',
      why: 'AVG of whole numbers is a whole number there; TRUNC cuts the fraction off here.',
      replacement: `CAST(TRUNC(${slice(t, expr)}) AS INT64)`,
    };
  if (fractional(kind)) return undefined;
  return {
    ...at,
    topic: 'average',
    kind: 'note',
    why: `AVG of whole numbers is a whole number in ${t.dialect.title} and FLOAT64 here.`,
    way: 'CAST(TRUNC(AVG(x)) AS INT64).',
  };
}
