import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Evaluator } from '../googlesql/evaluator.ts';
import { same } from './compare.ts';
import { declaration, eager, inLastDigits, mean, unknowing, untyped, untypedNull } from './declared.ts';
import type { Engine, Reply } from './engine.ts';
import { mustFail } from './errors.ts';
import { lossy } from './lossy.ts';
import { failure, followsFromParts, type Got, type Sides } from './substituted.ts';
import { ROWS } from './table.ts';
import { type Asked, errorsOf, HEAD, query, type Truth, truths, type Verdict } from './truth.ts';

/** What keeps rows out in which BigQuery fails. */
function sound(truth: Truth): string {
  const wrong = errorsOf(truth);
  return wrong.length === 0 ? '' : ` WHERE id NOT IN (${wrong.join(', ')})`;
}

/** The values of the one expression of a query, row by row. */
const firstColumn = (rows: readonly (readonly Canonical[])[]): readonly Canonical[] =>
  rows.map((row) => row[1] ?? null);

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
  const failsIn = async (part: string): Promise<readonly number[]> => {
    const [truth] = await truths(google, [part]);
    return truth ? errorsOf(truth) : [];
  };
  const givesIn = async (expression: string, chosen: (id: number) => boolean): Promise<boolean> => {
    const rows = one.truth.cells.flatMap((cell, i) =>
      cell === 'error' || !chosen(i + 1) ? [] : [{ id: i + 1, want: cell.value }],
    );
    if (rows.length === 0) return true;
    const where = ` WHERE id IN (${rows.map(({ id }) => id).join(', ')})`;
    const made = await engine.translate(query([expression], where), typed);
    const other = 'text' in made ? await engine.ask(made.text) : undefined;
    const want = rows.map((row) => row.want);
    return other !== undefined && 'rows' in other && same(want, firstColumn(other.rows));
  };
  const gives = async (without: string, wrong: readonly number[]): Promise<boolean> => {
    const other = without.slice(HEAD);
    if (await givesIn(other, () => true)) return true;
    return (
      (await givesIn(other, (id) => wrong.includes(id))) && (await givesIn(one.expression, (id) => !wrong.includes(id)))
    );
  };
  const why =
    declaration(engine.name, `SELECT ${one.expression}`, { engine: reply.error }) ??
    (reply.kind === 'value' ? await eager(engine.name, `SELECT ${one.expression}`, failsIn, gives) : undefined) ??
    (await amplified(engine, google, one, await eachRow(engine, one, typed), typed));
  return why ? { kind: 'declared', why } : { kind: 'different', text, want: wanted(one), got: reply.error };
}

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
  const isType =
    !typed || own === type || untypedNull(engine.name, `SELECT ${one.expression}`, [type, want], [own, got]);
  if (whole && own !== type && isType && typed) return { kind: 'declared', why: untyped };
  if (whole && isType && same(want, got)) return { kind: 'equal' };
  const why =
    inLastDigits(engine.name, one.expression, want, got) ??
    (await exactMean(engine.name, one, got, google)) ??
    (await amplified(engine, google, one, found, typed)) ??
    (typed ? undefined : await unknowing(engine, query([one.expression], sound(one.truth)), want, got, firstColumn));
  return why && whole && isType
    ? { kind: 'declared', why }
    : { kind: 'different', text, want: [type, ...wanted(one)], got: [own, ...found.values()] };
}

/** What the engine makes of an expression in each row alone. */
async function eachRow(
  engine: Engine,
  { expression, truth }: Asked,
  typed: boolean,
): Promise<ReadonlyMap<number, Got>> {
  const found = new Map<number, Got>();
  for (const [i, cell] of truth.cells.entries()) {
    if (cell === 'error') continue;
    const made = await engine.translate(query([expression], ` WHERE id = ${i + 1}`), typed);
    const reply = 'text' in made ? await engine.ask(made.text) : undefined;
    found.set(i + 1, reply && 'rows' in reply ? (reply.rows[0]?.[1] ?? null) : failure);
  }
  return found;
}

/** Whether a difference follows from one of a part of the expression that is declared. */
async function amplified(
  engine: Engine,
  google: Evaluator,
  { expression, truth }: Asked,
  found: ReadonlyMap<number, Got>,
  typed: boolean,
): Promise<string | undefined> {
  const rows = new Map(
    [...found].filter(([id, value]) => {
      const cell = truth.cells[id - 1];
      return cell !== undefined && cell !== 'error' && (typeof value === 'symbol' || !same([cell.value], [value]));
    }),
  );
  const sides: Sides = {
    google: async (part, id) => {
      const cell = (await truths(google, [part]))[0]?.cells[id - 1];
      return cell === 'error' ? undefined : cell?.value;
    },
    engine: async (part, id) => {
      const made = await engine.translate(query([part], ` WHERE id = ${id}`), typed);
      const reply = 'text' in made ? await engine.ask(made.text) : undefined;
      return reply && 'rows' in reply ? reply.rows[0]?.[1] : undefined;
    },
  };
  for (const one of lossy(engine.name)) if (await followsFromParts(expression, one, rows, sides)) return one.text;
  return undefined;
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
