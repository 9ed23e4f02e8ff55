import { freshBinder } from '../../../src/compiler/analyse/model/fresh.ts';
import { bindStatements } from '../../../src/compiler/analyse/statement/bind-statement.ts';
import { walk } from '../../../src/compiler/lower/translate/walk.ts';
import type { Expr } from '../../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import { isName } from './folds.ts';
import { schema } from './table.ts';
import { samples } from './values.ts';

/** What Google's evaluator makes of a text: whether it gives the engine's very rows, others, or why none. */
export type Answer = 'same' | 'other' | { readonly error: string };

/** A part of a query, everywhere it stands. */
interface Candidate {
  readonly text: string;
  readonly places: readonly Expr[];
  /** Two values and more of its type, none of them NULL. */
  readonly samples: readonly string[];
}

type Edits = ReadonlyMap<Expr, string>;

/** Kinds that cannot fail while a query runs, or are no value of their own. */
const firm = ['path', 'star', 'null', 'int', 'float', 'string', 'bytes', 'bool', 'typed', 'range', 'param', 'interval'];

/** The text with `IFERROR(.., instead)` around each of the parts, also around parts of them. */
function tolerant(sql: string, edits: Edits): string {
  const all = [...edits.keys()];
  const within = (start: number, end: number, own?: Expr): string => {
    const inner = all.filter((e) => e !== own && start <= e.start && e.end <= end);
    const outer = inner
      .filter((e) => !inner.some((o) => o !== e && o.start <= e.start && e.end <= o.end))
      .toSorted((a, b) => a.start - b.start);
    let at = start;
    const pieces = outer.map((e) => {
      const piece = `${sql.slice(at, e.start)}IFERROR(${within(e.start, e.end, e)}, ${edits.get(e) ?? 'NULL'})`;
      at = e.end;
      return piece;
    });
    return pieces.join('') + sql.slice(at, end);
  };
  return within(0, sql.length);
}

/** The parts of a query that may fail, small ones first. */
function candidates(sql: string): readonly Candidate[] {
  const { statements } = parseStatements(sql);
  const binder = freshBinder(schema);
  bindStatements(binder, statements);
  const found = new Map<string, Expr[]>();
  walk(statements, (node) => {
    const e = node as Expr;
    if (!binder.types.has(e) || firm.includes(e.kind) || isName(e)) return true;
    const text = sql.slice(e.start, e.end);
    const places = found.get(text) ?? [];
    // Parentheses are no node: those with the same place are one.
    if (!places.some(({ start }) => start === e.start)) found.set(text, [...places, e]);
    return true;
  });
  return [...found]
    .toSorted(([a], [b]) => a.length - b.length)
    .flatMap(([text, places]) => {
      const types = places.map((e) => samples(binder.types.get(e)?.type));
      const [own] = types;
      return own && own.length > 1 ? [{ text, places, samples: own }] : [];
    });
}

const withEach = (parts: readonly Candidate[], value: (part: Candidate, at: number) => string): Edits =>
  new Map(parts.flatMap((part, at) => part.places.map((place) => [place, value(part, at)] as const)));

/** Parts without whose errors a query gives rows: single ones, small ones first, then small ones of which each is needed. */
async function failing(
  sql: string,
  parts: readonly Candidate[],
  ask: (sql: string) => Promise<Answer>,
): Promise<readonly (readonly Candidate[])[]> {
  const fails = async (some: readonly Candidate[]): Promise<boolean | undefined> => {
    const answer = await ask(
      tolerant(
        sql,
        withEach(some, () => 'NULL'),
      ),
    );
    if (typeof answer === 'string') return false;
    return isOfValues(answer.error) ? true : undefined;
  };
  const single: Candidate[] = [];
  let left: readonly Candidate[] = [];
  for (const part of parts) {
    const own = await fails([part]);
    if (own === false) single.push(part);
    if (own) left = [...left, part];
  }
  const alone = single.map((part) => [part]);
  if ((await fails(left)) !== false) return alone;
  for (const part of left.toReversed()) {
    const fewer = left.filter((one) => one !== part);
    if ((await fails(fewer)) === false) left = fewer;
  }
  return [...alone, left];
}

/**
 * Whether an error of BigQuery stands in a value that nobody needs: the parts that fail are replaced, where they fail, by
 * NULL and by other values of their types, and Google's evaluator gives the engine's very rows for all of them; a value
 * for which something else fails says nothing, but two values at least must give the rows. With another error in their
 * place there must be no rows: the parts do fail. Where a part can be asked alone, `engineFails` must say that the engine
 * fails for it as well: it is only not worked out.
 */
export async function isUnneeded(
  sql: string,
  ask: (sql: string) => Promise<Answer>,
  engineFails: (part: string) => Promise<boolean | undefined>,
): Promise<boolean> {
  for (const parts of await failing(sql, candidates(sql), ask))
    if (await areUnneeded(sql, parts, ask, engineFails)) return true;
  return false;
}

async function areUnneeded(
  sql: string,
  parts: readonly Candidate[],
  ask: (sql: string) => Promise<Answer>,
  engineFails: (part: string) => Promise<boolean | undefined>,
): Promise<boolean> {
  const probe = await ask(
    tolerant(
      sql,
      withEach(parts, () => "ERROR('it fails')"),
    ),
  );
  if (typeof probe === 'string') return false;
  const turns = Math.max(...parts.map((part) => part.samples.length));
  let given = 0;
  for (let turn = -1; turn < turns; turn += 1) {
    const value = ({ samples: own }: Candidate, at: number): string => own[(turn + at) % own.length] ?? 'NULL';
    const answer = await ask(tolerant(sql, withEach(parts, turn < 0 ? () => 'NULL' : value)));
    if (answer === 'other') return false;
    if (answer === 'same' && turn >= 0) given += 1;
  }
  if (given < 2) return false;
  for (const { text } of parts) if ((await engineFails(text)) === false) return false;
  return true;
}

/** Messages of the evaluator about the text of a query, not about a value in it. */
export const isOfValues = (message: string): boolean =>
  !/^(?:No matching signature|Syntax error|Function not found|Unrecognized name|Column |SELECT list|Unsupported|ORDER BY|Aggregate function|Analytic function|Window |Name |Ambiguous|Grouping|.* is not allowed|.* not supported|Could not cast literal|Invalid .*literal|Query error|Internal|Deadline|The argument to [A-Z_]+ must be non-NULL|An expression references|A scalar subquery|Cannot |Argument |Set operation|Partitioning|.*does not support)/i.test(
    message,
  );
