import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeEach, describe, expect, test } from 'vitest';
import { AdapterError } from '../../../src/adapters/adapter/adapter.ts';
import { duckdb } from '../../../src/adapters/duckdb/dialect.ts';
import { startWorker, type Worker } from '../../../src/adapters/duckdb/worker.ts';
import { openSession, type Procedure } from '../../../src/compiler/lower/translate/session.ts';
import { originOf } from '../../../src/compiler/sql/mapped.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import { answerOf } from './canonical.ts';
import { database, datasets } from './database.ts';

let db: DuckDBConnection;
let worker: Worker;
beforeEach(async () => {
  db = await database();
  worker = startWorker(db, { macros: [] });
  await db.run('CREATE SCHEMA d; CREATE TABLE d.log (n BIGINT, what VARCHAR)');
});

/** The procedures that a text creates, by their path. */
function proceduresIn(text: string): (path: readonly string[]) => Procedure | undefined {
  const found = parseStatements(text).statements.filter((one) => one.kind === 'createProcedure');
  return (path) => found.find(({ name }) => name.parts.at(-1)?.name === path.at(-1));
}

const names: typeof datasets = (path) => (path.length === 1 ? { name: path[0] ?? '' } : datasets(path));

async function translated(text: string) {
  const session = openSession(undefined, true, proceduresIn(text));
  const pieces = [{ at: 0, span: { file: 'a.sqlx', start: 0, end: text.length }, verbatim: true }];
  return duckdb.translate({ text, pieces }, names, session);
}

/** Runs a script as an operation is run, in one transaction, and gives what stands in the log. */
async function logOf(text: string) {
  const { sql, script, diagnostics } = await translated(text);
  if (!sql) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const statement = { role: 'operation', sql, ...(script && { script }) } as const;
  await worker.repeated(() => worker.transaction(() => worker.send(statement, 'nothing')));
  return (await answerOf(db, 'SELECT n, what FROM d.log ORDER BY ALL')).rows.map((row) => row.join(' '));
}

const messages = async (text: string): Promise<string> => {
  const { sql, diagnostics } = await translated(text);
  return sql ? '' : diagnostics.map(({ message }) => message).join('\n');
};

describe('IF and CASE', () => {
  test.each([
    ['TRUE', '1 then'],
    ['FALSE', '3 else'],
    ['CAST(NULL AS BOOL)', '3 else'],
    ['(SELECT COUNT(*) FROM d.log) > 0', '3 else'],
  ])('IF %s', async (condition, line) => {
    const script = `IF ${condition} THEN INSERT INTO d.log VALUES (1, 'then');
      ELSEIF FALSE THEN INSERT INTO d.log VALUES (2, 'elseif');
      ELSE INSERT INTO d.log VALUES (3, 'else'); END IF`;
    expect(await logOf(script)).toEqual([line]);
  });

  test('only the first branch that is true is taken, and what follows runs', async () => {
    const script = `DECLARE x INT64 DEFAULT 5;
      IF x > 1 THEN INSERT INTO d.log VALUES (x, 'a'); SET x = 100; ELSEIF x > 2 THEN INSERT INTO d.log VALUES (x, 'b'); END IF;
      INSERT INTO d.log VALUES (x, 'after')`;
    expect(await logOf(script)).toEqual(['5 a', '100 after']);
  });

  test('a branch may be empty, and IF may stand in IF', async () => {
    const script = `IF FALSE THEN SELECT 1; END IF; IF TRUE THEN IF FALSE THEN SELECT 1; ELSE INSERT INTO d.log VALUES (1, 'in'); END IF; END IF`;
    expect(await logOf(script)).toEqual(['1 in']);
  });

  test('CASE with and without a value', async () => {
    const script = `DECLARE x STRING DEFAULT 'b';
      CASE x WHEN 'a' THEN INSERT INTO d.log VALUES (1, x); WHEN 'b' THEN INSERT INTO d.log VALUES (2, x); END CASE;
      CASE WHEN x = 'c' THEN INSERT INTO d.log VALUES (3, x); ELSE INSERT INTO d.log VALUES (4, x); END CASE;
      CASE x WHEN 'z' THEN INSERT INTO d.log VALUES (5, x); END CASE`;
    expect(await logOf(script)).toEqual(['2 b', '4 b']);
  });
});

describe('loops', () => {
  test('WHILE runs as long as its condition holds', async () => {
    const script = `DECLARE i INT64 DEFAULT 0; WHILE i < 3 DO SET i = i + 1; INSERT INTO d.log VALUES (i, 'w'); END WHILE`;
    expect(await logOf(script)).toEqual(['1 w', '2 w', '3 w']);
  });

  test('LOOP with BREAK and CONTINUE', async () => {
    const script = `DECLARE i INT64 DEFAULT 0; LOOP SET i = i + 1; IF i = 2 THEN CONTINUE; END IF; IF i > 4 THEN LEAVE; END IF;
      INSERT INTO d.log VALUES (i, 'l'); END LOOP`;
    expect(await logOf(script)).toEqual(['1 l', '3 l', '4 l']);
  });

  test('REPEAT runs at least once', async () => {
    const script = `DECLARE i INT64 DEFAULT 9; REPEAT SET i = i + 1; INSERT INTO d.log VALUES (i, 'r'); UNTIL i > 3 END REPEAT`;
    expect(await logOf(script)).toEqual(['10 r']);
  });

  test('FOR takes the rows in order; its body may change what it reads', async () => {
    const script = `INSERT INTO d.log VALUES (1, 'a'), (2, 'b');
      FOR row_ IN (SELECT n AS num, UPPER(what) AS w FROM d.log ORDER BY n DESC) DO
        INSERT INTO d.log VALUES (row_.num * 10 + (SELECT COUNT(*) FROM d.log), row_.w);
      END FOR`;
    expect(await logOf(script)).toEqual(['1 a', '2 b', '13 A', '22 B']);
  });

  test('FOR over no rows, and FOR in FOR', async () => {
    const script = `FOR a IN (SELECT 1 AS x FROM d.log) DO INSERT INTO d.log VALUES (0, 'never'); END FOR;
      FOR a IN (SELECT x FROM UNNEST([1, 2]) AS x) DO
        FOR b IN (SELECT y FROM UNNEST([10, 20]) AS y WHERE y > 10 * a.x - 5) DO
          INSERT INTO d.log VALUES (a.x + b.y, 'f');
        END FOR;
      END FOR`;
    expect(await logOf(script)).toEqual(['11 f', '21 f', '22 f']);
  });

  test('a label names the loop that is left', async () => {
    const script = `outer_loop: LOOP LOOP INSERT INTO d.log VALUES (1, 'x'); BREAK outer_loop; END LOOP; END LOOP outer_loop;
      INSERT INTO d.log VALUES (2, 'end')`;
    expect(await logOf(script)).toEqual(['1 x', '2 end']);
  });

  test('RETURN ends the script', async () => {
    const script = `WHILE TRUE DO INSERT INTO d.log VALUES (1, 'x'); RETURN; END WHILE; INSERT INTO d.log VALUES (2, 'never')`;
    expect(await logOf(script)).toEqual(['1 x']);
  });

  test('time goes on within a script that waits', async () => {
    const script = `DECLARE since DATETIME; DECLARE rounds INT64 DEFAULT 0;
      SET since = DATETIME_ADD(CURRENT_DATETIME(), INTERVAL 50 MILLISECOND);
      WHILE CURRENT_DATETIME() < since DO SET rounds = rounds + 1; END WHILE;
      INSERT INTO d.log VALUES (IF(rounds > 0, 1, 0), 'waited')`;
    expect(await logOf(script)).toEqual(['1 waited']);
  });

  test('a loop that only waits is not waited for', async () => {
    const script = `DECLARE since TIMESTAMP; DECLARE late INT64;
      SET since = CURRENT_TIMESTAMP();
      WHILE CURRENT_TIMESTAMP() < TIMESTAMP_ADD(since, INTERVAL 1 MINUTE) DO SELECT 1; END WHILE;
      SET late = TIMESTAMP_DIFF(CURRENT_TIMESTAMP(), since, SECOND);
      INSERT INTO d.log VALUES (IF(late BETWEEN 60 AND 62, 1, 0), 'a minute')`;
    expect(await logOf(script)).toEqual(['1 a minute']);
  });

  test('a loop without an end can be stopped', async () => {
    const { sql, script } = await translated('LOOP SELECT 1; END LOOP');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const endless = worker.stoppable(stop.signal, () =>
      worker.repeated(() =>
        worker.transaction(() =>
          worker.send(
            { role: 'operation', sql: sql ?? { text: '', pieces: [] }, ...(script && { script }) },
            'nothing',
          ),
        ),
      ),
    );
    await expect(endless).rejects.toThrow(AdapterError);
  });
});

describe('blocks', () => {
  test('variables end with their block', async () => {
    const script = `BEGIN DECLARE x INT64 DEFAULT 1; INSERT INTO d.log VALUES (x, 'one'); END;
      BEGIN DECLARE x STRING DEFAULT 'two'; INSERT INTO d.log VALUES (2, x); END`;
    expect(await logOf(script)).toEqual(['1 one', '2 two']);
  });

  test('a failure goes on with its handler; what succeeded before it stands', async () => {
    const script = `INSERT INTO d.log VALUES (1, 'before');
      BEGIN INSERT INTO d.log VALUES (2, 'inside'); INSERT INTO d.log SELECT CAST('x' AS INT64), 'fails'; INSERT INTO d.log VALUES (3, 'never');
      EXCEPTION WHEN ERROR THEN INSERT INTO d.log VALUES (4, IF(@@error.message LIKE '%x%', 'told', 'untold')); END;
      INSERT INTO d.log VALUES (5, 'after')`;
    expect(await logOf(script)).toEqual(['1 before', '2 inside', '4 told', '5 after']);
  });

  test('without a failure the handler is passed over', async () => {
    const script = `BEGIN INSERT INTO d.log VALUES (1, 'x'); EXCEPTION WHEN ERROR THEN INSERT INTO d.log VALUES (2, 'never'); END`;
    expect(await logOf(script)).toEqual(['1 x']);
  });

  test('a failure in a handler is one of the block around it; each round of a loop may fail', async () => {
    const script = `DECLARE i INT64 DEFAULT 0;
      BEGIN BEGIN SELECT ERROR('a'); EXCEPTION WHEN ERROR THEN RAISE USING MESSAGE = 'again'; END;
      EXCEPTION WHEN ERROR THEN INSERT INTO d.log VALUES (0, @@error.message); END;
      WHILE i < 3 DO SET i = i + 1;
        BEGIN IF i != 2 THEN SELECT ERROR('odd'); END IF; INSERT INTO d.log VALUES (i, 'even'); EXCEPTION WHEN ERROR THEN INSERT INTO d.log VALUES (i, 'odd'); END;
      END WHILE`;
    expect(await logOf(script)).toEqual(['0 again', '1 odd', '2 even', '3 odd']);
  });

  test('RAISE fails with its message, and all is rolled back', async () => {
    await expect(logOf("INSERT INTO d.log VALUES (1, 'x'); RAISE USING MESSAGE = 'no more'")).rejects.toThrow(
      'no more',
    );
    expect((await answerOf(db, 'SELECT n FROM d.log')).rows).toEqual([]);
  });

  test('BEGIN and COMMIT TRANSACTION are left out: an action is one transaction', async () => {
    expect(await logOf("BEGIN TRANSACTION; INSERT INTO d.log VALUES (1, 'x'); COMMIT TRANSACTION")).toEqual(['1 x']);
  });

  test('a failure is told at its place in the source', async () => {
    const text = "IF TRUE THEN SELECT 1; INSERT INTO d.log SELECT ERROR('here'), 'a'; END IF";
    const failed: unknown = await logOf(text).catch((error: unknown) => error);
    const sql = failed instanceof AdapterError ? failed.failure.sql : undefined;
    expect(sql && originOf(sql, 1)?.start).toBe(text.indexOf('INSERT'));
  });
});

describe('procedures', () => {
  const create = `CREATE OR REPLACE PROCEDURE d.add_line(n INT64, OUT total INT64) BEGIN
    DECLARE twice INT64 DEFAULT n * 2;
    IF n > 100 THEN RETURN; END IF;
    INSERT INTO d.log VALUES (twice, 'proc'); SET n = n + 1; SET total = (SELECT COUNT(*) FROM d.log) + n; END;`;

  test('are written out where they are called, with variables of their own', async () => {
    const script = `${create} DECLARE n INT64 DEFAULT 7; DECLARE twice STRING DEFAULT 'mine'; DECLARE t INT64;
      CALL d.add_line(n + 1, t); INSERT INTO d.log VALUES (t, twice); CALL d.add_line(1000, t); INSERT INTO d.log VALUES (n, 'end')`;
    expect(await logOf(script)).toEqual(['7 end', '10 mine', '16 proc']);
  });

  test('may call one another', async () => {
    const script = `${create} CREATE PROCEDURE d.outer_one(INOUT n INT64) BEGIN DECLARE t INT64; CALL d.add_line(n, t); SET n = t; END;
      DECLARE x INT64 DEFAULT 1; CALL d.outer_one(x); INSERT INTO d.log VALUES (x, 'x')`;
    expect(await logOf(script)).toEqual(['2 proc', '3 x']);
  });

  test.each([
    ['CALL d.unknown_one()', 'No action of the project creates this procedure in SQL.'],
    [`${create} CALL d.add_line(1)`, '`d.add_line` with 1 arguments'],
    [`${create} CALL d.add_line(1, 2)`, 'an argument for the OUT parameter `total` that is no variable'],
    ['CREATE PROCEDURE d.p() BEGIN CALL d.p(); END', 'a call of `d.p` by itself'],
    ['CREATE PROCEDURE d.p() BEGIN SELECT SOUNDEX("x"); END', 'the function `SOUNDEX`'],
    ['CREATE PROCEDURE d.p() LANGUAGE PYTHON AS "x"', 'a procedure in PYTHON'],
  ])('%s is refused', async (text, message) => {
    expect(await messages(text)).toContain(message);
  });
});

describe('EXECUTE IMMEDIATE', () => {
  test('of a text that is known is the text', async () => {
    expect(
      await logOf(`EXECUTE IMMEDIATE "INSERT INTO d.log VALUES (1, 'x'); INSERT INTO d.log VALUES (2, 'y')"`),
    ).toEqual(['1 x', '2 y']);
  });

  test.each([
    ['EXECUTE IMMEDIATE CONCAT("SELECT ", "1")', 'EXECUTE IMMEDIATE of a text that is computed'],
    ['EXECUTE IMMEDIATE "SELECT ?" USING 1', 'EXECUTE IMMEDIATE with USING'],
    ['DECLARE x INT64; EXECUTE IMMEDIATE "SELECT 1" INTO x', 'EXECUTE IMMEDIATE with INTO'],
    ['EXECUTE IMMEDIATE "SELECT SOUNDEX(x) FROM d.log"', 'the function `SOUNDEX`'],
  ])('%s is refused', async (text, message) => {
    expect(await messages(text)).toContain(message);
  });
});

test.each([
  ['ROLLBACK TRANSACTION', 'the statement `ROLLBACK'],
  ['BREAK', '`BREAK` outside a loop'],
  ['CASE RAND() WHEN 1.0 THEN SELECT 1; END CASE', 'a CASE statement over a value that changes'],
  ['BEGIN SELECT 1; EXCEPTION WHEN ERROR THEN RAISE; END', 'RAISE without a message'],
  ['SELECT @@error.message', 'the query parameter `@@error.message`'],
])('%s is refused', async (text, message) => {
  expect(await messages(text)).toContain(message);
});
