import type { Expr } from '../../../../compiler/sql/ast.ts';
import { ruleOf } from '../functions/lookup.ts';
import { at, call, cast, ident } from '../make.ts';
import { Stop } from '../parse/cursor.ts';
import type { Raw, RawCall } from '../tree.ts';
import { sparkOf, typeNameOf, UNKNOWN } from '../types/spark.ts';
import { meaningOf } from './expression.ts';
import type { Resolver, Scope, Value } from './resolver.ts';

/** A function that there is not: its value is of an unknown type and comes from its arguments. */
const UNREAD = 'BF_UNREAD';

/** What an expression means; where that is not taken, a value of an unknown type that comes from the columns in it. */
export function guessed(raw: Raw, r: Resolver, exactly: () => Value): Value {
  const { scope } = r;
  const { length } = r.unread;
  try {
    return exactly();
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    r.scope = scope;
    r.unread.length = length;
    return unknown(raw, r);
  }
}

function unknown(raw: Raw, r: Resolver): Value {
  const place = at(raw);
  // A field that a struct has not: whoever looks for it in GoogleSQL's tree finds the same.
  if (raw.kind === 'name' && raw.parts.length > 1 && !isRenamed(raw.parts[0]?.name, r.scope))
    return { e: { ...place, kind: 'path', parts: raw.parts.map((part) => ident(part.name, part)) }, t: UNKNOWN };
  const sources: Value[] = [];
  let aggregates = false;
  const visit = (node: unknown, hidden: ReadonlySet<string>): void => {
    if (Array.isArray(node)) for (const one of node) visit(one, hidden);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const one = node as Raw;
    switch (one.kind) {
      case 'name':
        if (!hidden.has(one.parts[0]?.name.toLowerCase() ?? '')) sources.push(meaningOf(one, r));
        return;
      case 'scalar':
      case 'exists':
        sources.push(meaningOf(one, r));
        return;
      case 'inQuery':
        visit(one.of, hidden);
        sources.push(meaningOf({ ...one, of: { ...at(one.of), kind: 'number', text: '1' } }, r));
        return;
      case 'lambda':
        visit(one.body, new Set([...hidden, ...one.parameters.map(({ name }) => name.toLowerCase())]));
        return;
      case 'call':
        aggregates ||= isAggregate(one);
        break;
      default:
    }
    for (const [key, value] of Object.entries(node)) if (!silent.has(key)) visit(value, hidden);
  };
  // The value itself may be a name or a query that is not taken: then nothing of it is.
  if (raw.kind !== 'name' && raw.kind !== 'scalar' && raw.kind !== 'exists' && raw.kind !== 'inQuery')
    visit(raw, new Set());
  const e = call(
    UNREAD,
    sources.map((v) => v.e),
    place,
  );
  const grouped = (aggregates || sources.some((v) => v.grouped)) && { grouped: true as const };
  return { ...typed(raw, e), ...grouped };
}

/** Whether a table goes by another name in GoogleSQL. */
function isRenamed(name: string | undefined, scope: Scope | undefined): boolean {
  for (let one = scope; one; one = one.outer) {
    const range = one.ranges.find((found) => found.name?.toLowerCase() === name?.toLowerCase());
    if (range) return range.star !== range.name;
  }
  return false;
}

const silent: ReadonlySet<string> = new Set(['start', 'end', 'nameAt', 'type']);

const isAggregate = ({ name, over }: RawCall): boolean => !over && ruleOf(name)?.use === 'aggregate';

/** A cast says what type there is. */
function typed(raw: Raw, e: Expr): Value {
  if (raw.kind !== 'cast') return { e, t: UNKNOWN };
  try {
    const t = sparkOf(raw.type);
    const name = typeNameOf(t, at(raw));
    return name ? { e: cast(e, name, at(raw), raw.safe), t } : { e, t: UNKNOWN };
  } catch (thrown) {
    if (thrown instanceof Stop) return { e, t: UNKNOWN };
    throw thrown;
  }
}
