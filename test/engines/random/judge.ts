import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Evaluator } from '../googlesql/evaluator.ts';
import { close } from './compare.ts';
import { declaration, eager, inLastDigits, unknowing, unshown } from './declared.ts';
import type { Engine, Reply } from './engine.ts';
import { ROWS, rows } from './table.ts';

/** What Google's evaluator gives for an expression in each row of the table, by `id` - 1. */
export type Truth = readonly ({ readonly value: Canonical } | 'error')[];

/** What became of one expression on one engine. */
export type Verdict =
  | { readonly kind: 'equal' }
  /** Not translated, so nobody is misled. `guarded`: refused while the statement runs. */
  | { readonly kind: 'refused' | 'guarded'; readonly why: string }
  /** Different, as the engine's catalogue says it may be. */
  | { readonly kind: 'declared'; readonly why: string }
  | { readonly kind: 'different'; readonly text: string; readonly want: unknown; readonly got: unknown };

const overTable = (list: string): string => `WITH t AS (${rows})\nSELECT ${list} FROM t ORDER BY id`;

/** The truth of many expressions; undefined for what is no GoogleSQL to the evaluator. */
export async function truths(
  google: Evaluator,
  expressions: readonly string[],
): Promise<readonly (Truth | undefined)[]> {
  if (expressions.length === 0) return [];
  const list = expressions.map((e, i) => `IFERROR(STRUCT(${e} AS v), NULL) AS c${i}`).join(', ');
  const answer = await google.evaluate(overTable(list));
  if (!('error' in answer))
    return expressions.map((_, i) =>
      answer.rows.map((row) => {
        const cell = row[i];
        return Array.isArray(cell) ? { value: cell[0] ?? null } : 'error';
      }),
    );
  if (expressions.length === 1) return [undefined];
  const half = expressions.length >> 1;
  return [...(await truths(google, expressions.slice(0, half))), ...(await truths(google, expressions.slice(half)))];
}

interface Asked {
  readonly expression: string;
  readonly truth: Truth;
}

const errorsOf = (truth: Truth): readonly number[] => truth.flatMap((cell, i) => (cell === 'error' ? [i + 1] : []));

const query = (expressions: readonly string[], where: string): string =>
  `SELECT id, ${expressions.map((e, i) => `${e} AS c${i}`).join(', ')} FROM d.t${where} ORDER BY id`;

/** Judges expressions on one engine, many in one statement. */
export async function judge(
  engine: Engine,
  google: Evaluator,
  typed: boolean,
  asked: readonly Asked[],
): Promise<readonly Verdict[]> {
  const verdicts = new Map<Asked, Verdict>();
  const groups = new Map<string, Asked[]>();
  for (const one of asked) {
    const alone = await engine.translate(query([one.expression], ''), typed);
    if ('refused' in alone) {
      verdicts.set(one, { kind: 'refused', why: alone.refused });
      continue;
    }
    const wrong = errorsOf(one.truth).join(', ');
    groups.set(wrong, [...(groups.get(wrong) ?? []), one]);
  }
  for (const [wrong, group] of groups) {
    const sound = wrong === '' ? '' : ` WHERE id NOT IN (${wrong})`;
    if (wrong.split(', ').length < ROWS || wrong === '') await values(engine, google, typed, group, sound, verdicts);
    else for (const one of group) verdicts.set(one, { kind: 'equal' });
    if (wrong !== '') for (const one of group) await mustFail(engine, google, typed, one, verdicts);
  }
  return asked.map((one) => verdicts.get(one) ?? { kind: 'equal' });
}

async function values(
  engine: Engine,
  google: Evaluator,
  typed: boolean,
  group: readonly Asked[],
  where: string,
  verdicts: Map<Asked, Verdict>,
): Promise<void> {
  const made = await engine.translate(
    query(
      group.map(({ expression }) => expression),
      where,
    ),
    typed,
  );
  const text = 'text' in made ? made.text : made.refused;
  const reply: Reply = 'text' in made ? await engine.ask(made.text) : { error: made.refused, kind: 'malformed' };
  if ('error' in reply && group.length > 1) {
    const half = group.length >> 1;
    await values(engine, google, typed, group.slice(0, half), where, verdicts);
    await values(engine, google, typed, group.slice(half), where, verdicts);
    return;
  }
  for (const [i, one] of group.entries())
    verdicts.set(
      one,
      'error' in reply
        ? await failed(engine, google, one, typed, text, reply)
        : await compared(engine, one, typed, i, text, reply),
    );
}

const wanted = ({ truth }: Asked) => truth.map((cell) => (cell === 'error' ? 'error' : cell.value));

/** The engine fails where BigQuery gives values. */
async function failed(
  engine: Engine,
  google: Evaluator,
  one: Asked,
  typed: boolean,
  text: string,
  reply: Extract<Reply, { error: string }>,
): Promise<Verdict> {
  if (reply.kind === 'guarded' || (reply.kind === 'malformed' && !typed)) return { kind: 'guarded', why: reply.error };
  const fails = async (part: string): Promise<boolean> => {
    const [truth] = await truths(google, [part]);
    return truth?.includes('error') ?? false;
  };
  const why =
    declaration(engine.name, one.expression, { engine: reply.error }) ??
    (reply.kind === 'value' ? await eager(engine.name, `SELECT ${one.expression}`, fails) : undefined);
  return why ? { kind: 'declared', why } : { kind: 'different', text, want: wanted(one), got: reply.error };
}

async function compared(
  engine: Engine,
  one: Asked,
  typed: boolean,
  i: number,
  text: string,
  reply: Extract<Reply, { rows: unknown }>,
): Promise<Verdict> {
  const found = new Map(reply.rows.map((row) => [Number(row[0]), row[i + 1] ?? null]));
  const same = one.truth.every(
    (cell, row) => cell === 'error' || (found.has(row + 1) && close(cell.value, found.get(row + 1) ?? null)),
  );
  if (same) return { kind: 'equal' };
  const sound = one.truth.flatMap((cell, row) =>
    cell === 'error' ? [] : [[cell.value, found.get(row + 1) ?? null] as const],
  );
  const [want, got] = [sound.map(([x]) => x), sound.map(([, x]) => x)];
  const why =
    inLastDigits(engine.name, one.expression, want, got) ??
    (typed
      ? undefined
      : unknowing(engine.name, one.expression, await engine.translate(query([one.expression], ''), true), want, got));
  return why ? { kind: 'declared', why } : { kind: 'different', text, want: wanted(one), got: [...found.values()] };
}

/** Where BigQuery fails, the engine must fail: one of those rows is tried. */
async function mustFail(
  engine: Engine,
  google: Evaluator,
  typed: boolean,
  one: Asked,
  verdicts: Map<Asked, Verdict>,
): Promise<void> {
  if (verdicts.get(one)?.kind !== 'equal') return;
  const wrong = errorsOf(one.truth);
  const row = wrong[one.expression.length % wrong.length] ?? 1;
  const made = await engine.translate(query([one.expression], ` WHERE id = ${row}`), typed);
  if ('refused' in made) return;
  const reply = await engine.ask(made.text);
  if ('error' in reply && (reply.kind !== 'malformed' || !typed)) return;
  verdicts.set(one, await unfailing(engine, google, one, row, made.text, reply));
}

/** The engine gives a value where BigQuery fails. */
async function unfailing(
  engine: Engine,
  google: Evaluator,
  one: Asked,
  row: number,
  text: string,
  reply: Reply,
): Promise<Verdict> {
  const got = 'error' in reply ? reply.error : reply.rows;
  const asked = (expression: string) =>
    google.evaluate(`WITH t AS (${rows})\nSELECT ${expression} FROM (SELECT * FROM t WHERE id = ${row}) AS t`);
  const answer = await asked(one.expression);
  const message = 'error' in answer ? answer.error : '';
  const value = 'error' in reply ? undefined : (reply.rows[0]?.[1] ?? null);
  const same = async (expression: string): Promise<boolean> => {
    const other = await asked(expression);
    return value !== undefined && !('error' in other) && close(other.rows[0]?.[0] ?? null, value);
  };
  const why =
    ('error' in reply ? undefined : await unshown(one.expression, false, same)) ??
    declaration(engine.name, one.expression, { google: message });
  return why ? { kind: 'declared', why } : { kind: 'different', text, want: `row ${row}: ${message}`, got };
}
