import type { Grade, Graded } from '../../dialect/grade.ts';
import type { At, Call, Expr } from '../../sql/ast.ts';
import { type MappedText, originOf } from '../../sql/mapped.ts';
import type { Difference } from './catalogue.ts';
import type { EngineKinds, FunctionRule, Kind, Printer, Rules } from './rules.ts';
import type { Frag } from './text.ts';

/** The words of generated SQL that a rule wrote itself: without those of its arguments. */
export function ownWords(part: Frag): string {
  if (typeof part === 'string') return part;
  if (Array.isArray(part)) return part.map(ownWords).join('');
  return 'indent' in part ? ownWords(part.indent) : '';
}

const shim = /\bbf_\w+\(/;
const plainCall = /^\w+\((?:DISTINCT )?[, ]*(?: ORDER BY[^()]*)?(?: IGNORE NULLS)?\)(?: OVER\b.*)?$/s;

/** How a rule printed a call, told from its own words. */
export function howPrinted(part: Frag): Grade {
  const words = ownWords(part);
  return shim.test(words) ? 'shimmed' : plainCall.test(words) ? 'exact' : 'rewritten';
}

/** Kinds of expressions that say nothing of a translation by themselves. */
const silent: readonly string[] = ['int', 'float', 'bytes', 'typed', 'field', 'struct', 'array'];

const names: Readonly<Partial<Record<EngineKinds, string>>> = {
  extract: 'EXTRACT',
  like: 'LIKE',
  inArray: 'IN UNNEST',
  arrayQuery: 'ARRAY(SELECT)',
  interval: 'INTERVAL',
};

function nameOf(e: Expr): string {
  switch (e.kind) {
    case 'binary':
    case 'unary':
      return e.op;
    case 'cast':
      return `${e.safe ? 'SAFE_CAST' : 'CAST'} AS ${e.type.name}`;
    case 'index':
      return `[${e.how}]`;
    default:
      return names[e.kind as EngineKinds] ?? e.kind;
  }
}

/** A construct that is written with the same words is exact. */
function constructHow(e: Expr, made: Frag): Grade {
  const words = ownWords(made)
    .replace(/[()\s]+/g, ' ')
    .trim();
  if (shim.test(words)) return 'shimmed';
  if (e.kind === 'binary' || e.kind === 'unary')
    return words === e.op || (e.kind === 'unary' && e.op === '+') ? 'exact' : 'rewritten';
  if (e.kind === 'cast') return !e.safe && /^CAST AS/.test(words) ? 'exact' : 'rewritten';
  return e.kind === 'like' || e.kind === 'interval' ? 'exact' : 'rewritten';
}

const operandsOf = (e: Expr): readonly Expr[] =>
  e.kind === 'call' ? e.args : e.kind === 'binary' ? [e.left, e.right] : 'of' in e && e.of ? [e.of] : [];

function differenceOf(what: string, kinds: readonly (Kind | undefined)[], rules: Rules): string | undefined {
  const holds = ({ of, kinds: only }: Difference): boolean =>
    of.includes(what) &&
    (only === undefined || only.some((kind) => kinds.includes(kind === 'unknown' ? undefined : kind)));
  const found = (rules.differences ?? []).filter(holds).map(({ text }) => text);
  return found.length > 0 ? found.join(' ') : undefined;
}

/**
 * The rules of an engine, telling on the way how each function and construct of `sql` was printed. What is printed twice
 * is told once; what is refused is told as a diagnostic alone.
 */
export function recording(rules: Rules, sql: MappedText, tell: (found: Graded) => void): Rules {
  const told = new Set<string>();
  const note = (at: At, what: string, how: Grade, kinds: readonly (Kind | undefined)[]): void => {
    const key = `${at.start} ${what}`;
    if (told.has(key)) return;
    told.add(key);
    const span = originOf(sql, at.start, at.end);
    const reason = differenceOf(what, kinds, rules);
    tell({
      what,
      grade: reason === undefined ? how : 'differs',
      printed: how,
      ...(reason !== undefined && { reason }),
      ...(span && { span }),
    });
  };
  const kindsOf = (e: Expr, p: Printer): readonly (Kind | undefined)[] =>
    operandsOf(e)
      .filter((x) => x.kind !== 'null')
      .map((x) => p.kind(x));
  const print =
    (rule: FunctionRule): FunctionRule['print'] =>
    (call: Call, p) => {
      const made = rule.print(call, p);
      note(call.nameAt, call.name, howPrinted(made), kindsOf(call, p));
      return made;
    };
  const functions = Object.fromEntries(
    Object.entries(rules.functions).map(([name, rule]) => [name, { ...rule, print: print(rule) }]),
  );
  type Write = (e: Expr, p: Printer) => Frag;
  const expr = Object.fromEntries(
    Object.entries(rules.expr).map(([kind, write]): [string, Write] => [
      kind,
      (e, p) => {
        const made = (write as Write)(e, p);
        if (!silent.includes(kind)) note(e, nameOf(e), constructHow(e, made), kindsOf(e, p));
        return made;
      },
    ]),
  ) as Rules['expr'];
  const leaves = (at: At, what: string): void => {
    const span = originOf(sql, at.start, at.end);
    const reason = `${rules.title} has none; it says nothing about rows and is left out`;
    tell({ what, grade: 'exact', reason, ...(span && { span }) });
  };
  return { ...rules, functions, expr, leaves };
}
