import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Evaluator } from '../googlesql/evaluator.ts';
import { close, inOrder } from './compare.ts';
import { declaration, eager, unshown } from './declared.ts';
import type { Engine } from './engine.ts';
import { truths, type Verdict } from './judge.ts';
import { rows } from './table.ts';

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
  const reply = await engine.ask(text);
  if ('error' in reply) {
    if ('error' in answer && reply.kind !== 'malformed') return { kind: 'equal' };
    if (reply.kind === 'guarded' || (reply.kind === 'malformed' && !typed))
      return { kind: 'guarded', why: reply.error };
    const fails = async (part: string): Promise<boolean> => {
      const [truth] = await truths(google, [part]);
      return truth?.includes('error') ?? false;
    };
    const why =
      declaration(engine.name, sql, { engine: reply.error }) ??
      (reply.kind === 'value' ? await eager(engine.name, sql, fails) : undefined);
    return why ? { kind: 'declared', why } : { kind: 'different', text, want: answer, got: reply.error };
  }
  const as = (list: readonly (readonly Canonical[])[]) => (isOrdered(sql) ? list : inOrder(list));
  if ('error' in answer) {
    const same = async (other: string): Promise<boolean> => {
      const given = await google.evaluate(overRows(other));
      return !('error' in given) && close(as(given.rows), as(reply.rows));
    };
    const why = (await unshown(sql, true, same)) ?? declaration(engine.name, sql, { google: answer.error });
    return why ? { kind: 'declared', why } : { kind: 'different', text, want: answer.error, got: reply.rows };
  }
  const same = close(as(answer.rows), as(reply.rows));
  return same ? { kind: 'equal' } : { kind: 'different', text, want: answer.rows, got: reply.rows };
}

/** Messages of the evaluator about the text of a query, not about a value in it. */
const isOfValues = (message: string): boolean =>
  !/^(?:No matching signature|Syntax error|Function not found|Unrecognized name|Column |SELECT list|Unsupported|ORDER BY|Aggregate function|Analytic function|Window |Name |Ambiguous|Grouping|.* is not allowed|.* not supported|Could not cast literal|Invalid .*literal|Query error|Internal|Deadline|An expression references|A scalar subquery|Cannot |Argument |Set operation|Partitioning|.*does not support)/i.test(
    message,
  );
