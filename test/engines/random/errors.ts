import type { Evaluator } from '../googlesql/evaluator.ts';
import { same } from './compare.ts';
import { declaration, overflow, unknowingly, unshown } from './declared.ts';
import type { Engine, Reply } from './engine.ts';
import { type Given, overflows, withInfinity } from './overflow.ts';
import { rows } from './table.ts';
import { type Asked, errorsOf, HEAD, query, truths, type Verdict } from './truth.ts';
import type { Answer } from './unneeded.ts';

/** Where BigQuery fails, the engine must fail: one of those rows is tried. */
export async function mustFail(
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
  if (isFailure(reply, typed)) return;
  verdicts.set(one, await unfailing(engine, google, typed, one, row, made.text, reply));
}

/**
 * Whether the engine fails for a part of a text alone in a row in which Google's evaluator does: in `row`, or in any.
 * Undefined where that cannot be asked. Where no types are known it fails, too, if it does with them, as is declared.
 */
export async function failsAlone(
  engine: Engine,
  google: Evaluator,
  typed: boolean,
  part: string,
  row?: number,
): Promise<boolean | undefined> {
  const [truth] = await truths(google, [part]);
  const wrong = truth ? errorsOf(truth) : [];
  const at = row === undefined || wrong.includes(row) ? (row ?? wrong[0]) : undefined;
  if (at === undefined) return undefined;
  const asked = query([part], ` WHERE id = ${at}`);
  const made = await engine.translate(asked, typed);
  if ('refused' in made) return undefined;
  if (isFailure(await engine.ask(made.text), typed)) return true;
  return !typed && (await unknowingly(engine, asked)) !== undefined;
}

/** Whether a reply is an error of a value. */
const isFailure = (reply: Reply, typed: boolean): boolean =>
  'error' in reply && (reply.kind === 'value' || reply.kind === 'guarded' || (reply.kind === 'mistyped' && !typed));

/** What stands behind an expression, so that its columns have types. */
const TAIL = ' FROM d.t';

/** The engine gives a value where BigQuery fails. */
async function unfailing(
  engine: Engine,
  google: Evaluator,
  typed: boolean,
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
  const ask = async (query: string): Promise<Answer> => {
    const other = await asked(query.slice(HEAD, -TAIL.length));
    if ('error' in other) return other;
    return value !== undefined && same(other.rows[0]?.[0] ?? null, value) ? 'same' : 'other';
  };
  const fails = (part: string): Promise<boolean | undefined> => failsAlone(engine, google, typed, part, row);
  const shown = (expression: string) => unshown(engine.name, `SELECT ${expression}${TAIL}`, ask, fails);
  const given = async (expression: string): Promise<Given> => {
    const other = await asked(expression);
    return 'error' in other ? other : { value: other.rows[0]?.[0] ?? null };
  };
  const infinite = async (): Promise<string | undefined> => {
    const other = overflows.test(message) ? await withInfinity(one.expression, given) : undefined;
    if (other === undefined) return undefined;
    const isRight = (await ask(`SELECT ${other}${TAIL}`)) === 'same' || (await shown(other)) !== undefined;
    return isRight ? overflow : undefined;
  };
  const why =
    'error' in reply
      ? undefined
      : ((await shown(one.expression)) ??
        (await infinite()) ??
        (typed ? undefined : await unknowingly(engine, query([one.expression], ` WHERE id = ${row}`))) ??
        declaration(engine.name, `SELECT ${one.expression}`, { google: message }));
  return why ? { kind: 'declared', why } : { kind: 'different', text, want: `row ${row}: ${message}`, got };
}
