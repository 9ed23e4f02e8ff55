import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Evaluator } from '../../engines/googlesql/evaluator.ts';
import { close, inOrder } from '../../engines/random/compare.ts';
import { declaration, inLastDigits } from '../../engines/random/declared.ts';
import type { Engine, Reply } from '../../engines/random/engine.ts';
import { analyse } from '../../sql-corpus/analysis.ts';
import type { Compliance } from './cases.ts';
import { readWanted, type Wanted, type WantedRows } from './wanted.ts';

/**
 * What became of a test. `foreign`: it holds what BigQuery has not, or what Google refuses; `found`: biform's analysis
 * finds a fault in it, so that it is not run.
 */
export type Verdict =
  | { readonly kind: 'equal' }
  | { readonly kind: 'foreign' | 'found' | 'refused' | 'guarded' | 'declared'; readonly why: string }
  | { readonly kind: 'different'; readonly text: string; readonly want: unknown; readonly got: unknown };

type Rows = readonly (readonly Canonical[])[];

const sorted = (value: Canonical): Canonical =>
  Array.isArray(value) ? value.map(sorted).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value;

function isSame(wanted: WantedRows, rows: Rows): boolean {
  const inner = (list: Rows): Rows => (wanted.arraysOrdered ? list : list.map((row) => row.map(sorted)));
  const outer = (list: Rows): Rows => (wanted.ordered ? inner(list) : inOrder(inner(list)));
  const [want, got] = [outer(wanted.rows), outer(rows)];
  return want.length === got.length && want.every((row, i) => close(row, got[i] ?? null));
}

/** A type without the names of fields, which an engine may give to those that have none. */
const named = (type: string): string => type.replace(/(?<=[<,] ?)(?:[\w$`]+|"[^"]*") (?=[A-Z])/g, '');

const isTyped = (wanted: WantedRows, types: readonly string[]): boolean =>
  wanted.types.length === types.length &&
  wanted.types.every((type, i) => type === 'ARRAY<UNKNOWN>' || named(type) === named(types[i] ?? ''));

const none = { table: () => undefined, routine: () => undefined };

/** Runs a test on one engine. `google` answers with UTC as its time zone, which the tests have not. */
export async function judgeCase(engine: Engine, google: Evaluator, one: Compliance): Promise<Verdict> {
  const wanted = readWanted(one.wanted);
  if (!wanted) return { kind: 'foreign', why: 'its result is not read' };
  if (wanted.kind === 'invalid') return { kind: 'foreign', why: wanted.message };
  const [fault] = analyse(one.sql, none).found;
  if (fault) return { kind: 'found', why: `${fault.code} ${fault.message}` };
  const made = await engine.translate(one.sql, true);
  if ('refused' in made) return { kind: 'refused', why: made.refused };
  const reply = await engine.ask(made.text);
  const verdict = judged(engine, one.sql, made.text, wanted, reply);
  if (verdict.kind !== 'different') return verdict;
  const again = await google.evaluate(one.sql);
  if ('error' in again) return verdict;
  const other: WantedRows = { kind: 'rows', ordered: false, arraysOrdered: false, ...again };
  return judged(engine, one.sql, made.text, other, reply).kind === 'equal' ? { kind: 'equal' } : verdict;
}

function judged(
  engine: Engine,
  sql: string,
  text: string,
  wanted: Exclude<Wanted, { readonly kind: 'invalid' }>,
  reply: Reply,
): Verdict {
  const different = (want: unknown, got: unknown): Verdict => ({ kind: 'different', text, want, got });
  const asDeclared = (why: string | undefined, otherwise: Verdict): Verdict =>
    why === undefined ? otherwise : { kind: 'declared', why };
  if ('error' in reply) {
    if (wanted.kind === 'fails' && reply.kind !== 'malformed') return { kind: 'equal' };
    if (/Table with name \S+ does not exist/.test(reply.error)) return { kind: 'foreign', why: 'a table of the tests' };
    if (reply.kind === 'guarded') return { kind: 'guarded', why: reply.error };
    return asDeclared(declaration(engine.name, sql, { engine: reply.error }), different(wanted, reply.error));
  }
  if (wanted.kind === 'fails')
    return asDeclared(declaration(engine.name, sql, { google: wanted.message }), different(wanted.message, reply.rows));
  const typed = isTyped(wanted, reply.types);
  if (typed && isSame(wanted, reply.rows)) return { kind: 'equal' };
  const nan = JSON.stringify([wanted.rows, reply.rows]).includes('"NaN"');
  if (nan) return { kind: 'declared', why: 'NaN is greater than all numbers, and equal to itself' };
  const why = typed ? inLastDigits(engine.name, sql, inOrder(wanted.rows), inOrder(reply.rows)) : undefined;
  return asDeclared(why, different([wanted.types, ...wanted.rows], [reply.types, ...reply.rows]));
}
