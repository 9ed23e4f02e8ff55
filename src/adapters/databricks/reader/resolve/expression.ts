import { unreachable } from '../../../../compiler/diagnostics/unreachable.ts';
import type { Expr } from '../../../../compiler/sql/ast.ts';
import { idiomOf } from '../idioms/index.ts';
import { at, binary, bool, not as negate, nothing, str, struct as structOf } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import type { Named } from '../template.ts';
import type { Raw } from '../tree.ts';
import { BINARY, BOOLEAN, STRING, shown, sparkOf, UNKNOWN } from '../types/spark.ts';
import { elementAt, elementOf, opened, scalarQuery } from './array.ts';
import { callOf } from './call.ts';
import { castOf } from './cast.ts';
import { alike, unified } from './coerce.ts';
import { extractOf } from './extract.ts';
import { guessed } from './guess.ts';
import { moved, spansOf } from './interval.ts';
import { jsonAt } from './json.ts';
import { bindTo, scopedVariable } from './lambda.ts';
import { matched } from './like.ts';
import { number, typed } from './literal.ts';
import { fieldOf, resolveName } from './name.ts';
import { arithmetic, bits, comparison, joined, negated } from './operators.ts';
import { queryOf as resolveQuery } from './query.ts';
import type { Resolver, Value } from './resolver.ts';

/** What an expression of Databricks SQL is in GoogleSQL, and its type. */
export function meaningOf(raw: Raw, r: Resolver): Value {
  return r.lenient ? guessed(raw, r, () => exactly(raw, r)) : exactly(raw, r);
}

function exactly(raw: Raw, r: Resolver): Value {
  return idiomOf(raw, r) ?? wordByWord(raw, r);
}

function wordByWord(raw: Raw, r: Resolver): Value {
  const place = at(raw);
  switch (raw.kind) {
    case 'null':
      return { e: nothing(place), t: { kind: 'VOID' } };
    case 'sealed':
      return { e: { ...place, kind: 'verbatim', text: raw.text }, t: UNKNOWN };
    case 'bool':
      return { e: bool(raw.value, place), t: BOOLEAN };
    case 'number':
      return number(raw);
    case 'string':
      return raw.value.includes('\0')
        ? refuse(raw, 'a string with a NUL character')
        : { e: str(raw.value, place), t: STRING };
    case 'bytes':
      return { e: { ...place, kind: 'bytes', value: raw.value }, t: BINARY };
    case 'typed':
      return typed(raw);
    case 'name':
      return resolveName(raw.parts, r);
    case 'call':
      return callOf(raw, r);
    case 'cast':
      return castOf(r, meaningOf(raw.of, r), sparkOf(raw.type), place, raw.safe);
    case 'extract':
      return extractOf(r, raw.part, meaningOf(raw.of, r), place);
    case 'field':
      return fieldOf(r, meaningOf(raw.of, r), raw.name);
    case 'index':
      return indexed(raw, r);
    case 'json':
      return jsonAt(r, meaningOf(raw.of, r), raw.path, place);
    case 'interval':
      return refuse(raw, 'an INTERVAL that is not added to a date or time');
    case 'star':
      return refuse(raw, '`*` as a value');
    case 'default':
      return refuse(raw, '`DEFAULT` as a value');
    case 'named':
      return refuse(raw, `the name \`${raw.name.name}\` of this argument`);
    case 'lambda':
      return refuse(raw, 'a lambda at this place');
    case 'tuple':
      return tuple(raw, r);
    default:
      return compound(raw, r);
  }
}

type Of<K extends Raw['kind']> = Extract<Raw, { kind: K }>;
type Compound = Of<
  'unary' | 'binary' | 'between' | 'in' | 'inQuery' | 'is' | 'distinctFrom' | 'like' | 'case' | 'scalar' | 'exists'
>;

const grouped = (...values: readonly Value[]): { grouped?: true } =>
  values.some((v) => v.grouped) ? { grouped: true } : {};

function compound(raw: Compound, r: Resolver): Value {
  const place = at(raw);
  switch (raw.kind) {
    case 'unary':
      return unary(raw, r);
    case 'binary':
      return binaryOf(raw, r);
    case 'between': {
      const of = meaningOf(raw.of, r);
      const [, low] = alike(of, meaningOf(raw.low, r), place, 'BETWEEN');
      const [, high] = alike(of, meaningOf(raw.high, r), place, 'BETWEEN');
      return {
        e: { ...place, kind: 'between', not: raw.not, of: of.e, low: low.e, high: high.e },
        t: BOOLEAN,
        ...grouped(of, low, high),
      };
    }
    case 'in': {
      const of = meaningOf(raw.of, r);
      const items = raw.list.map((item) => alike(of, meaningOf(item, r), item, 'IN')[1]);
      return {
        e: { ...place, kind: 'in', not: raw.not, of: of.e, list: items.map((v) => v.e) },
        t: BOOLEAN,
        ...grouped(of, ...items),
      };
    }
    case 'inQuery': {
      const of = meaningOf(raw.of, r);
      const { query } = resolveQuery(raw.query, r);
      return { e: { ...place, kind: 'inQuery', not: raw.not, of: of.e, query }, t: BOOLEAN, ...grouped(of) };
    }
    case 'is': {
      const of = meaningOf(raw.of, r);
      return { e: { ...place, kind: 'is', not: raw.not, of: of.e, what: raw.what }, t: BOOLEAN, ...grouped(of) };
    }
    case 'distinctFrom': {
      const op = raw.not ? '<=>' : 'DISTINCT';
      return comparison(op, meaningOf(raw.left, r), meaningOf(raw.right, r), place, r);
    }
    case 'like':
      return matched(
        raw,
        meaningOf(raw.left, r),
        raw.right.map((one) => meaningOf(one, r)),
        r,
      );
    case 'case':
      return caseOf(raw, r);
    case 'scalar': {
      const { query, output } = resolveQuery(raw.query, r);
      return { e: { ...place, kind: 'scalar', query }, t: output.columns[0]?.t ?? UNKNOWN };
    }
    case 'exists':
      return { e: { ...place, kind: 'exists', query: resolveQuery(raw.query, r).query }, t: BOOLEAN };
    default:
      return unreachable(raw);
  }
}

function unary(raw: Of<'unary'>, r: Resolver): Value {
  const place = at(raw);
  if (raw.op === '-' && raw.of.kind === 'number') return number({ ...raw.of, start: raw.start }, -1);
  const of = meaningOf(raw.of, r);
  switch (raw.op) {
    case 'NOT':
      return { e: negate(of.e, place), t: BOOLEAN, ...grouped(of) };
    case '-':
      return negated(r, of, place);
    case '+':
      return of;
    case '~':
      return of.t.kind === 'INT'
        ? { e: { ...place, kind: 'unary', op: '~', of: of.e }, t: { kind: 'INT', bits: of.t.bits }, ...grouped(of) }
        : refuse(raw, `\`~\` of ${shown(of.t)}`);
  }
}

function binaryOf(raw: Of<'binary'>, r: Resolver): Value {
  const place = at(raw);
  const { op, left, right } = raw;
  if (right.kind === 'interval' && (op === '+' || op === '-'))
    return moved(
      meaningOf(left, r),
      spansOf(right, (one) => meaningOf(one, r)),
      op === '+' ? 1 : -1,
      place,
    );
  if (left.kind === 'interval' && op === '+')
    return moved(
      meaningOf(right, r),
      spansOf(left, (one) => meaningOf(one, r)),
      1,
      place,
    );
  const [a, b] = [meaningOf(left, r), meaningOf(right, r)];
  switch (op) {
    case 'AND':
    case 'OR':
      return { e: binary(op, a.e, b.e, place), t: BOOLEAN, ...grouped(a, b) };
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case 'DIV':
      return arithmetic(op, a, b, place, r);
    case '||':
      return joined(r, a, b, place);
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
    case '>>>':
      return bits(op, a, b, place);
    default:
      return comparison(op, a, b, place, r);
  }
}

function caseOf(raw: Of<'case'>, r: Resolver): Value {
  const place = at(raw);
  const of = raw.of && meaningOf(raw.of, r);
  const whens = raw.whens.map(({ when }) => {
    const made = meaningOf(when, r);
    return of ? alike(of, made, when, 'CASE')[1] : made;
  });
  const results = [...raw.whens.map(({ result }) => result), ...(raw.otherwise ? [raw.otherwise] : [])].map((one) =>
    meaningOf(one, r),
  );
  const { values, t } = unified(results, place, 'CASE');
  const otherwise = raw.otherwise ? values.at(-1)?.e : undefined;
  const e: Expr = {
    ...place,
    kind: 'case',
    ...(of && { of: of.e }),
    whens: whens.map((when, i) => ({ when: when.e, result: values[i]?.e ?? nothing(place) })),
    ...(otherwise && { otherwise }),
  };
  return { e, t, ...grouped(...whens, ...results, ...(of ? [of] : [])) };
}

/** `array[n]` counted from 0, an error beyond its ends; `map[key]`, NULL where there is none. */
function indexed(raw: Of<'index'>, r: Resolver): Value {
  const place = at(raw);
  const bound = boundValue(raw, r);
  if (bound) return bound;
  const [of, index] = [meaningOf(raw.of, r), meaningOf(raw.index, r)];
  if (of.t.kind === 'MAP') return mapValue(r, of, index, raw);
  if (of.t.kind === 'VARIANT') return refuse(raw, 'a subscript of a VARIANT', 'Write variant:path.');
  if (of.t.kind === 'UNKNOWN')
    return refuse(raw, 'a subscript of a value whose type is not known', 'Describe the columns of the table.');
  return { e: elementAt(of, index.e, 'OFFSET', place), t: elementOf(of, place), ...grouped(of, index) };
}

/** The value of a map at a key. */
export function mapValue(r: Named, of: Value, key: Value, place: Raw): Value {
  if (of.t.kind !== 'MAP') return refuse(place, 'a value that is no map');
  const [, wanted] = alike({ e: of.e, t: of.t.key }, key, place, 'a key');
  const { element, query } = opened(r, of.t.kind === 'MAP' ? { ...of, t: UNKNOWN } : of, place);
  const field = (name: string): Expr =>
    fieldOf(r, element, { start: place.start, end: place.end, name, quoted: false }).e;
  return {
    e: scalarQuery(query(field('value'), { where: binary('=', field('key'), wanted.e, place), orderBy: [] }), place),
    t: of.t.value,
  };
}

/** `transform(array(x), v -> body)[0]`: a name for a value, as biform writes it. */
function boundValue(raw: Of<'index'>, r: Resolver): Value | undefined {
  const { of, index } = raw;
  if (of.kind !== 'call' || of.name !== 'TRANSFORM' || index.kind !== 'number' || Number(index.text) !== 0)
    return undefined;
  const [list, lambda] = of.args;
  if (list?.kind !== 'call' || list.name !== 'ARRAY' || list.args.length !== 1 || lambda?.kind !== 'lambda')
    return undefined;
  const [item] = list.args;
  const [parameter] = lambda.parameters;
  if (!item || !parameter || lambda.parameters.length !== 1) return undefined;
  return withName(parameter.name, meaningOf(item, r), (inner) => meaningOf(lambda.body, inner), raw, r);
}

function withName(name: string, v: Value, body: (r: Resolver) => Value, raw: Raw, r: Resolver): Value {
  let made: Value = { e: nothing(at(raw)), t: UNKNOWN };
  const e = bindTo(r, v, raw, (bound) => {
    made = scopedVariable(r, name, bound, () => body(r));
    return made.e;
  });
  return { e, t: made.t, ...grouped(v, made) };
}

/** `(a, b)`: a struct whose fields are col1, col2. */
function tuple(raw: Of<'tuple'>, r: Resolver): Value {
  const values = raw.items.map((item) => meaningOf(item, r));
  const fields = values.map((v, i) => ({ name: `col${i + 1}`, value: v.e, type: v.t }));
  return { e: structOf(fields, raw), t: { kind: 'STRUCT', fields }, ...grouped(...values) };
}
