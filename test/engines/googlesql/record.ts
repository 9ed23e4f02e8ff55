// npm run cases:record -- QUERIES.sql CASES.jsonl
// Asks Google's reference evaluator for the result of each query (one a line; empty lines and those that begin with --
// are passed over) and adds it as a case. What the evaluator does not know is told and not recorded.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { startEvaluator } from './evaluator.ts';

/** Messages that say what the evaluator lacks, not what the query does. */
const lacking =
  /^(?:Syntax error|Function not found|No matching signature|Unrecognized name|Unsupported|Table not found|Type not found|Table-valued function|Statement not supported)|not supported|unimplemented|not implemented|Unhandled|deadline/i;

const [queries, cases] = process.argv.slice(2);
if (!queries || !cases) throw new Error('npm run cases:record -- QUERIES.sql CASES.jsonl');
const known = new Set(
  existsSync(cases)
    ? readFileSync(cases, 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { sql: string }).sql)
    : [],
);
const wanted = readFileSync(queries, 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('--') && !known.has(line));

const google = await startEvaluator();
let recorded = 0;
for (const sql of new Set(wanted)) {
  const answer = await google.evaluate(sql);
  if ('error' in answer && lacking.test(answer.error)) {
    console.log(`not recorded: ${sql}\n  ${answer.error}`);
    continue;
  }
  if ('error' in answer) console.log(`an error: ${sql}\n  ${answer.error}`);
  const result = 'error' in answer ? { error: true } : { rows: answer.rows };
  appendFileSync(cases, `${JSON.stringify({ sql, ...result, source: 'evaluator' })}\n`);
  recorded += 1;
}
google.stop();
console.log(`${recorded} cases recorded`);
