import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Evaluator } from '../googlesql/evaluator.ts';
import { same } from './compare.ts';
import {
  declaration,
  eager,
  inLastDigits,
  mean,
  overflow,
  unknowing,
  unshown,
  untyped,
  untypedNull,
} from './declared.ts';
import type { Engine, Reply } from './engine.ts';
import { type Given, overflows, withInfinity } from './overflow.ts';
import { ROWS, rows } from './table.ts';

/** What Google's evaluator gives for an expression in each row of the table, by `id` - 1. */
export interface Truth {
  readonly type: string;
  readonly cells: readonly ({ readonly value: Canonical } | 'error')[];
}

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
    return expressions.map((_, i) => ({
      type: (answer.types[i] ?? '').replace(/^STRUCT<v (.*)>$/, '$1'),
      cells: answer.rows.map((row) => {
        const cell = row[i];
        return Array.isArray(cell) ? { value: cell[0] ?? null } : 'error';
      }),
    }));
  if (expressions.length === 1) return [undefined];
  const half = expressions.length >> 1;
  return [...(await truths(google, expressions.slice(0, half))), ...(await truths(google, expressions.slice(half)))];
}

interface Asked {
  readonly expression: string;
  readonly truth: Truth;
}

const errorsOf = ({ cells }: Truth): readonly number[] => cells.flatMap((cell, i) => (cell === 'error' ? [i + 1] : []));

/** What keeps rows out in which BigQuery fails. */
function sound(truth: Truth): string {
  const wrong = errorsOf(truth);
  return wrong.length === 0 ? '' : ` WHERE id NOT IN (${wrong.join(', ')})`;
}

/** The values of the one expression of a query, row by row. */
const firstColumn = (rows: readonly (readonly Canonical[])[]): readonly Canonical[] =>
  rows.map((row) => row[1] ?? null);

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
        : await compared(engine, one, google, typed, i, text, reply),
    );
}

const wanted = ({ truth }: Asked) => truth.cells.map((cell) => (cell === 'error' ? 'error' : cell.value));

/** The engine fails where BigQuery gives values. */
async function failed(
  engine: Engine,
  google: Evaluator,
  one: Asked,
  typed: boolean,
  text: string,
  reply: Extract<Reply, { error: string }>,
): Promise<Verdict> {
  if (reply.kind === 'guarded' || (reply.kind === 'mistyped' && !typed)) return { kind: 'guarded', why: reply.error };
  const fails = async (part: string): Promise<boolean> => {
    const [truth] = await truths(google, [part]);
    return truth?.cells.includes('error') ?? false;
  };
  const gives = async (expression: string): Promise<boolean> => {
    const made = await engine.translate(query([expression.slice(HEAD)], sound(one.truth)), typed);
    const other = 'text' in made ? await engine.ask(made.text) : undefined;
    const want = one.truth.cells.flatMap((cell) => (cell === 'error' ? [] : [cell.value]));
    return other !== undefined && 'rows' in other && same(want, firstColumn(other.rows));
  };
  const why =
    declaration(engine.name, `SELECT ${one.expression}`, { engine: reply.error }) ??
    (reply.kind === 'value' ? await eager(engine.name, `SELECT ${one.expression}`, fails, gives) : undefined);
  return why ? { kind: 'declared', why } : { kind: 'different', text, want: wanted(one), got: reply.error };
}

const HEAD = 'SELECT '.length;

async function compared(
  engine: Engine,
  one: Asked,
  google: Evaluator,
  typed: boolean,
  i: number,
  text: string,
  reply: Extract<Reply, { rows: unknown }>,
): Promise<Verdict> {
  const { cells, type } = one.truth;
  const found = new Map(reply.rows.map((row) => [Number(row[0]), row[i + 1] ?? null]));
  const pairs = cells.flatMap((cell, row) =>
    cell === 'error' ? [] : [[cell.value, found.get(row + 1) ?? null] as const],
  );
  const [want, got] = [pairs.map(([x]) => x), pairs.map(([, x]) => x)];
  const whole = cells.every((cell, row) => cell === 'error' || found.has(row + 1));
  const own = reply.types[i + 1] ?? '';
  const isType = !typed || own === type || untypedNull(engine.name, `SELECT ${one.expression}`, want, got, own);
  if (whole && own !== type && isType && typed) return { kind: 'declared', why: untyped };
  if (whole && isType && same(want, got)) return { kind: 'equal' };
  const why =
    inLastDigits(engine.name, one.expression, want, got) ??
    (await exactMean(engine.name, one, got, google)) ??
    (typed ? undefined : await unknowing(engine, query([one.expression], sound(one.truth)), want, got, firstColumn));
  return why && whole && isType
    ? { kind: 'declared', why }
    : { kind: 'different', text, want: [type, ...wanted(one)], got: [own, ...found.values()] };
}

/** Whether a difference is that of exact means: Google's evaluator gives them as well where it adds up decimals. */
async function exactMean(
  engine: Engine['name'],
  { expression, truth }: Asked,
  got: readonly Canonical[],
  google: Evaluator,
): Promise<string | undefined> {
  const exact = expression.replaceAll(/AVG\((x|i1|i2|id)\)/g, 'CAST(AVG(CAST($1 AS BIGNUMERIC)) AS FLOAT64)');
  if (engine !== 'duckdb' || exact === expression) return undefined;
  const [other] = await truths(google, [exact]);
  const want = other?.cells.flatMap((cell, i) => (cell === 'error' || truth.cells[i] === 'error' ? [] : [cell.value]));
  return want && same(want, got) ? mean : undefined;
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
  if ('error' in reply && (reply.kind === 'value' || reply.kind === 'guarded' || (reply.kind === 'mistyped' && !typed)))
    return;
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
  const gives = async (expression: string): Promise<boolean> => {
    const other = await asked(expression);
    return value !== undefined && !('error' in other) && same(other.rows[0]?.[0] ?? null, value);
  };
  const given = async (expression: string): Promise<Given> => {
    const other = await asked(expression);
    return 'error' in other ? other : { value: other.rows[0]?.[0] ?? null };
  };
  const infinite = async (): Promise<string | undefined> => {
    const other = overflows.test(message) ? await withInfinity(one.expression, given) : undefined;
    const isRight = other !== undefined && ((await gives(other)) || (await unshown(other, false, gives)) !== undefined);
    return isRight ? overflow : undefined;
  };
  const why =
    'error' in reply
      ? undefined
      : ((await unshown(one.expression, false, gives)) ??
        (await infinite()) ??
        declaration(engine.name, `SELECT ${one.expression}`, { google: message }));
  return why ? { kind: 'declared', why } : { kind: 'different', text, want: `row ${row}: ${message}`, got };
}
