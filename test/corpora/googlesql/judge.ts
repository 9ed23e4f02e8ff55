import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import { close, inOrder } from '../../engines/random/compare.ts';
import { declaration, inLastDigits } from '../../engines/random/declared.ts';
import type { Engine, Reply } from '../../engines/random/engine.ts';
import type { Compliance } from './cases.ts';
import { readWanted, type Wanted, type WantedRows } from './wanted.ts';

/** What became of a test. `foreign`: it holds what BigQuery has not, or what Google refuses. */
export type Verdict =
  | { readonly kind: 'equal' }
  | { readonly kind: 'foreign' | 'refused' | 'guarded' | 'declared'; readonly why: string }
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

const named = (type: string): string => type.replace(/(?<=[<,] ?)[\w$`]+ (?=[A-Z])/g, '');

const isTyped = (wanted: WantedRows, types: readonly string[]): boolean =>
  wanted.types.length === types.length && wanted.types.every((type, i) => named(type) === named(types[i] ?? ''));

/** Runs a test on one engine. */
export async function judgeCase(engine: Engine, one: Compliance): Promise<Verdict> {
  const wanted = readWanted(one.wanted);
  if (!wanted) return { kind: 'foreign', why: 'its result is not read' };
  if (wanted.kind === 'invalid') return { kind: 'foreign', why: wanted.message };
  const made = await engine.translate(one.sql, true);
  if ('refused' in made) return { kind: 'refused', why: made.refused };
  return judged(engine, one.sql, made.text, wanted, await engine.ask(made.text));
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
    if (wanted.kind === 'fails' && reply.kind === 'value') return { kind: 'equal' };
    if (reply.kind === 'guarded') return { kind: 'guarded', why: reply.error };
    return asDeclared(declaration(engine.name, sql, { engine: reply.error }), different(wanted, reply.error));
  }
  if (wanted.kind === 'fails')
    return asDeclared(declaration(engine.name, sql, { google: wanted.message }), different(wanted.message, reply.rows));
  if (isTyped(wanted, reply.types) && isSame(wanted, reply.rows)) return { kind: 'equal' };
  const why = isTyped(wanted, reply.types)
    ? inLastDigits(engine.name, sql, inOrder(wanted.rows), inOrder(reply.rows))
    : undefined;
  return asDeclared(why, different([wanted.types, ...wanted.rows], [reply.types, ...reply.rows]));
}
