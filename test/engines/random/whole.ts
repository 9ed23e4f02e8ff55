import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Evaluator } from '../googlesql/evaluator.ts';
import { inOrder, same } from './compare.ts';
import {
  declaration,
  eager,
  inFewestDigits,
  inLastDigits,
  unknowing,
  unknowingly,
  unshown,
  untypedNull,
} from './declared.ts';
import type { Engine } from './engine.ts';
import { failsAlone } from './errors.ts';
import { rows } from './table.ts';
import { errorsOf, truths, type Verdict } from './truth.ts';
import { type Answer, isOfValues } from './unneeded.ts';

/** The query over the rows themselves, for an engine without tables. */
function overRows(sql: string): string {
  const own = sql.replaceAll('d.t.', 't.').replaceAll('d.t', 't');
  return own.startsWith('WITH ') ? `WITH t AS (${rows}),\n${own.slice(5)}` : `WITH t AS (${rows})\n${own}`;
}

/** Only a query that ends in ORDER BY says in which order its rows come. */
const isOrdered = (sql: string): boolean => / ORDER BY (?:[^()]|\((?:[^()]|\([^()]*\))*\))*$/.test(sql);

/** Judges a query on one engine; undefined for what is no GoogleSQL to the evaluator. */
export async function judgeQuery(
  engine: Engine,
  google: Evaluator,
  typed: boolean,
  sql: string,
): Promise<Verdict | undefined> {
  const answer = await google.evaluate(overRows(sql));
  if ('error' in answer && !isOfValues(answer.error)) return undefined;
  const made = await engine.translate(sql, typed);
  if ('refused' in made) return { kind: 'refused', why: made.refused };
  const { text } = made;
  const as = (list: readonly (readonly Canonical[])[]) => (isOrdered(sql) ? list : inOrder(list));
  const reply = await engine.ask(text);
  if ('error' in reply) {
    if ('error' in answer && (reply.kind === 'value' || reply.kind === 'guarded')) return { kind: 'equal' };
    if (reply.kind === 'guarded' || (reply.kind === 'mistyped' && !typed)) return { kind: 'guarded', why: reply.error };
    const failsIn = async (part: string): Promise<readonly number[]> => {
      const [truth] = await truths(google, [part]);
      return truth ? errorsOf(truth) : [];
    };
    const engineGives = async (other: string): Promise<boolean> => {
      const again = await engine.translate(other, typed);
      const given = 'text' in again ? await engine.ask(again.text) : undefined;
      return !('error' in answer) && given !== undefined && 'rows' in given && same(as(answer.rows), as(given.rows));
    };
    const why =
      declaration(engine.name, sql, { engine: reply.error }) ??
      (reply.kind === 'value' ? await eager(engine.name, sql, failsIn, engineGives) : undefined);
    return why ? { kind: 'declared', why } : { kind: 'different', text, want: answer, got: reply.error };
  }
  if ('error' in answer) {
    const ask = async (other: string): Promise<Answer> => {
      const given = await google.evaluate(overRows(other));
      return 'error' in given ? given : same(as(given.rows), as(reply.rows)) ? 'same' : 'other';
    };
    const fails = (part: string): Promise<boolean | undefined> => failsAlone(engine, google, typed, part);
    const why =
      (await unshown(engine.name, sql, ask, fails)) ??
      declaration(engine.name, sql, { google: answer.error }) ??
      (typed ? undefined : await unknowingly(engine, sql));
    return why ? { kind: 'declared', why } : { kind: 'different', text, want: answer.error, got: reply.rows };
  }
  const [want, got] = [as(answer.rows), as(reply.rows)];
  const isType =
    !typed ||
    answer.types.every((type, i) => {
      const [own = '', column] = [reply.types[i], reply.rows.map((row) => row[i] ?? null)];
      return (
        own === type || untypedNull(engine.name, sql, [type, answer.rows.map((row) => row[i] ?? null)], [own, column])
      );
    });
  if (isType && same(want, got)) return { kind: 'equal' };
  const why =
    inLastDigits(engine.name, sql, want, got) ??
    inFewestDigits(engine.name, sql, want.flat(), got.flat()) ??
    (typed ? undefined : await unknowing(engine, sql, want, got, as));
  return why && isType
    ? { kind: 'declared', why }
    : { kind: 'different', text, want: [answer.types, ...want], got: [reply.types, ...got] };
}
