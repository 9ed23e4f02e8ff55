import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CommandContext, type OptionValues, UsageError } from '../../src/cli/command.ts';
import { run as compile } from '../../src/cli/commands/compile.ts';
import { run } from '../../src/cli/commands/translate.ts';

let folder = '';
beforeEach(() => {
  vi.stubGlobal('BIFORM_VERSION', '0.0.0');
  folder = mkdtempSync(join(tmpdir(), 'translate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function said(command: typeof run, args: readonly string[], values: OptionValues): Promise<Said> {
  let [out, err] = ['', ''];
  const context: CommandContext = {
    cwd: folder,
    env: {},
    stdout: (text) => {
      out += text;
    },
    stdoutBytes: (bytes) => {
      out += new TextDecoder().decode(bytes);
    },
    stderr: (text) => {
      err += text;
    },
    live: false,
    colour: false,
    now: () => 0,
    signal: new AbortController().signal,
  };
  return { code: await command(args, values, context), out, err };
}

const script = `.LOGON prod/me,hunter2;
-- Orders
CREATE MULTISET TABLE s.orders (id INTEGER NOT NULL, amount DECIMAL(10,2), day DATE) PRIMARY INDEX (id);
CREATE TABLE s.daily AS (SEL day, SUM(amount) AS amount FROM s.orders GROUP BY 1) WITH DATA;
REPLACE VIEW s.named AS SELECT d.day, c.name FROM s.daily d, crm.calendar c WHERE d.day = c.day AND EXTRACT(YEAR FROM d.day) > 2020;
DROP TABLE s.daily;
`;

test('a translation goes to standard output, the report to standard error, and no password anywhere', async () => {
  writeFileSync(join(folder, 'a.bteq'), script);
  const { code, out, err } = await said(run, ['a.bteq'], { from: 'teradata' });
  expect(code).toBe(0);
  expect(out).toContain('CREATE OR REPLACE VIEW s.named');
  expect(err).toContain('Teradata to BigQuery:');
  expect(out + err).not.toContain('hunter2');
});

test('a statement that needs a person ends with 1 and is a comment', async () => {
  writeFileSync(join(folder, 'a.sql'), 'SELECT * FROM t SAMPLE 3;');
  const { code, out } = await said(run, ['a.sql'], { from: 'teradata' });
  expect(code).toBe(1);
  expect(out).toContain('-- NEEDS A PERSON (a.sql:1)');
  expect(out.split('\n').filter((line) => line !== '' && !line.startsWith('--'))).toEqual([]);
});

test('the report is JSON or a page', async () => {
  writeFileSync(join(folder, 'a.sql'), script);
  const json = JSON.parse((await said(run, ['a.sql'], { from: 'teradata', json: true })).out);
  expect(json).toMatchObject({ version: 1, from: 'teradata', to: 'bigquery', counts: { person: 0 } });
  expect(json.files[0].statements.map(({ line }: { line: number }) => line)).toEqual([1, 3, 4, 5, 6]);
  expect((await said(run, ['a.sql'], { from: 'teradata', report: 'md' })).out).toContain('# Teradata to BigQuery');
});

test('a project that was laid out compiles, with refs between its tables', async () => {
  writeFileSync(join(folder, 'a.sql'), script);
  expect((await said(run, ['a.sql'], { from: 'teradata', out: 'made', sqlx: true })).code).toBe(0);
  const names = readdirSync(join(folder, 'made/definitions'), { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => name.endsWith('.sqlx')).sort()).toEqual([
    'operations/a.sqlx',
    's/daily.sqlx',
    's/named.sqlx',
    's/orders.sqlx',
  ]);
  const view = readFileSync(join(folder, 'made/definitions/s/named.sqlx'), 'utf8');
  expect(view).toContain('${ref("s", "daily")} AS d, ${ref("crm", "calendar")} AS c');
  expect(view).toContain('FROM d.day');
  const compiled = await said(compile, ['made'], { json: true });
  expect(compiled.code).toBe(0);
  const graph = JSON.parse(compiled.out);
  expect(graph.tables.map(({ target }: { target: { name: string } }) => target.name).sort()).toEqual([
    'daily',
    'named',
  ]);
  expect(graph.graphErrors.compilationErrors ?? []).toEqual([]);
});

test.each([
  [['a.sql'], {}, 'needs --from'],
  [['a.sql'], { from: 'terradata' }, 'Did you mean teradata?'],
  [['a.sql'], { from: 'teradata', to: 'duckdb' }, '--to takes bigquery, databricks'],
  [['a.sql'], { from: 'teradata', sqlx: true }, '--out DIR'],
  [[], { from: 'teradata' }, 'takes files'],
])('%j with %j is wrong usage', async (args, values, message) => {
  const outcome = said(run, args, values);
  await expect(outcome).rejects.toThrow(UsageError);
  await expect(outcome).rejects.toThrow(message);
});

test('a file that is not there is told', async () => {
  const { code, err } = await said(run, ['none.sql'], { from: 'teradata' });
  expect(code).toBe(1);
  expect(err).toContain('there is no such file');
});

test('files of one name keep apart, and one that is named twice is translated once', async () => {
  writeFileSync(join(folder, 'a.sql'), 'SEL 1 AS x;\n');
  writeFileSync(join(folder, 'a.bteq'), 'SEL 2 AS x;\n');
  const { code } = await said(run, ['a.sql', './a.sql', 'a.bteq'], { from: 'Teradata', out: 'made' });
  expect(code).toBe(0);
  expect(readdirSync(join(folder, 'made')).toSorted()).toEqual(['a.bteq.sql', 'a.sql.sql']);
});

test('nothing is written over what is translated, nor into a file', async () => {
  writeFileSync(join(folder, 'a.sql'), 'SEL 1 AS x;\n');
  const over = await said(run, ['a.sql'], { from: 'teradata', out: '.' });
  expect(over).toMatchObject({
    code: 1,
    err: expect.stringContaining('a.sql was not written: it is what is translated.'),
  });
  expect(readFileSync(join(folder, 'a.sql'), 'utf8')).toBe('SEL 1 AS x;\n');
  const into = await said(run, ['a.sql'], { from: 'teradata', out: 'a.sql' });
  expect(into).toMatchObject({ code: 1, err: expect.stringContaining('a file stands where a folder is needed') });
});

test('an empty file gives nothing, and says so', async () => {
  writeFileSync(join(folder, 'a.sql'), '');
  const { code, out, err } = await said(run, ['a.sql'], { from: 'teradata' });
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(err).toContain('nothing to translate');
});
