import { walk } from '../../../src/compiler/lower/translate/walk.ts';
import type { Expr } from '../../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Part } from './branches.ts';
import { close } from './compare.ts';
import { nameOf } from './names.ts';
import { HEAD } from './truth.ts';

/** Parts of an expression that are one of the functions, large ones first. */
function partsOf(expression: string, names: ReadonlySet<string>): readonly Part[] {
  const found: Part[] = [];
  walk(parseStatements(`SELECT ${expression}`).statements, (node) => {
    const e = node as Expr;
    const name = nameOf(e);
    if (name === undefined || !names.has(name)) return true;
    const [start, end] = [e.start - HEAD, e.end - HEAD];
    found.push({ start, end, text: expression.slice(start, end) });
    return true;
  });
  return found.toSorted((a, b) => b.end - b.start - (a.end - a.start));
}

/** A difference of a part's own value that the catalogue of an engine declares. */
export interface Lossy {
  /** What the catalogue says. */
  readonly text: string;
  /** Functions and operators of which it says so. */
  readonly names: ReadonlySet<string>;
  readonly isSo: (want: Canonical, own: Canonical) => boolean;
  /** GoogleSQL for the engine's value. */
  readonly literal: (own: Canonical) => string;
}

/** The value of an expression in the row of an `id`; undefined where it fails. */
type Ask = (expression: string, id: number) => Promise<Canonical | undefined>;

/** In place of a value: the engine fails. */
const FAILS = Symbol('an error');
export type Got = Canonical | typeof FAILS;
export const failure: Got = FAILS;

/** Who is asked. */
export interface Sides {
  readonly google: Ask;
  readonly engine: Ask;
}

/**
 * Whether an expression gives other values because one of its parts does, as is declared: with the engine's value of
 * the part in its place, Google's evaluator gives the engine's value of the whole. `rows`: the engine's values that differ.
 */
export async function followsFromParts(
  expression: string,
  lossy: Lossy,
  rows: ReadonlyMap<number, Got>,
  { google, engine }: Sides,
): Promise<boolean> {
  const parts = partsOf(expression, lossy.names);
  for (const [id, got] of rows)
    if (!(await follows(expression, lossy, parts, id, got, { google, engine }))) return false;
  return rows.size > 0;
}

async function follows(
  expression: string,
  { isSo, literal }: Lossy,
  parts: readonly Part[],
  id: number,
  got: Got,
  { google, engine }: Sides,
): Promise<boolean> {
  for (const { start, end, text } of parts) {
    const [want, own] = [await google(text, id), await engine(text, id)];
    if (want === undefined || own === undefined || Object.is(want, own) || !isSo(want, own)) continue;
    const other = `${expression.slice(0, start)}${literal(own)}${expression.slice(end)}`;
    const made = await google(other, id);
    if (typeof got === 'symbol' ? made === undefined : made !== undefined && close([made], [got])) return true;
  }
  return false;
}
