import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateFormat, javaFormat, percentFormat, teradataFormat } from '../../src/migrate/rules/formats.ts';
import { sqlParts } from '../../src/migrate/source/client.ts';
import { sourceDialects, sourceNames } from '../../src/migrate/source/dialect.ts';
import { lexSource } from '../../src/migrate/source/lex.ts';
import { splitStatements } from '../../src/migrate/source/split.ts';
import { oneLine, scriptText, translated } from './translated.ts';

const pieces = (from: (typeof sourceNames)[number], text: string): readonly string[] =>
  splitStatements(text, sourceDialects[from]).map(({ start, end }) => text.slice(start, end));

test('comments behind the last statement stay', () => {
  const last = '-- behind\n-- and more\n';
  const made = (text: string): string => scriptText('snowflake', text);
  expect(made('-- head\nSELECT 1 AS a;\n-- behind\n/* and more */\n')).toMatch(
    new RegExp(`^-- head\\n[^]*;\\n\\n${last}$`),
  );
  expect(made('SELECT 1 AS a -- behind\n; -- and more')).toMatch(new RegExp(`;\\n\\n${last}$`));
  expect(made('SELECT 1 AS a -- behind\n-- and more')).toMatch(new RegExp(`;\\n\\n${last}$`));
  expect(made('-- behind\n-- and more')).toBe(last);
});

describe('cutting a file into statements', () => {
  test.each(sourceNames)('tokens of %s tile any text', (name) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(
          lexSource(text, sourceDialects[name].lexis)
            .map(({ start, end }) => text.slice(start, end))
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test('semicolons in texts, names, comments and brackets end nothing', () => {
    expect(
      pieces('teradata', 'SELECT \';\' -- ;\n, "a;b"; CREATE MACRO m AS (SELECT 1; SELECT 2;); SELECT /* ; */ 3'),
    ).toEqual(['SELECT \';\' -- ;\n, "a;b"', 'CREATE MACRO m AS (SELECT 1; SELECT 2;)', 'SELECT /* ; */ 3']);
  });

  test('procedures stay whole', () => {
    const body = 'CREATE PROCEDURE p () BEGIN IF a = 1 THEN SET b = CASE WHEN 1=1 THEN 2 END; END IF; END';
    expect(pieces('teradata', `${body}; SELECT 1`)).toEqual([body, 'SELECT 1']);
  });

  test('commands of clients are lines of their own', () => {
    expect(pieces('teradata', '.LOGON a/b,c;\nSELECT 1;\n.QUIT')).toEqual(['.LOGON a/b,c;', 'SELECT 1', '.QUIT']);
    expect(pieces('tsql', 'SELECT 1\nGO\nSELECT 2\nGO')).toEqual(['SELECT 1', 'SELECT 2']);
    expect(pieces('oracle', 'SET ECHO ON\nSELECT 1 FROM dual;\n/\nEXIT')).toEqual([
      'SET ECHO ON',
      'SELECT 1 FROM dual',
      'EXIT',
    ]);
    expect(pieces('postgres', '\\set x 1\nSELECT $$a;b$$;')).toEqual(['\\set x 1', 'SELECT $$a;b$$']);
  });

  test('a shell script gives what it sends to bteq', () => {
    const text = '#!/bin/ksh\nbteq <<EOF\nSELECT 1;\nEOF\necho done;\n';
    expect(sqlParts(text).map(({ start, end }) => text.slice(start, end))).toEqual(['SELECT 1;\n']);
  });

  test('a bad statement does not take the others with it', () => {
    const verdicts = translated('teradata', 'SELECT 1 AS a; SELECT (; SELECT FROM WHERE; SELECT 2 AS b').map(
      ({ verdict }) => verdict,
    );
    expect(verdicts[0]).toBe('translated');
    expect(verdicts.slice(1)).toContain('person');
  });

  test('deep nesting needs a person and harms nothing behind it', () => {
    const deep = `SELECT ${'('.repeat(3000)}1${')'.repeat(3000)} AS a`;
    expect(translated('teradata', `${deep}; SELECT 2 AS b`).map(({ verdict }) => verdict)).toEqual([
      'person',
      'translated',
    ]);
  });

  test('a file of two thousand statements is translated in a few seconds', () => {
    const text = Array.from({ length: 2000 }, (_, i) => `SEL a${i}, ZEROIFNULL(b) FROM t${i} WHERE c > ${i};\n`).join(
      '',
    );
    const before = performance.now();
    expect(translated('teradata', text)).toHaveLength(2000);
    expect(performance.now() - before).toBeLessThan(30_000);
  });
});

test('passwords of logons are not repeated', () => {
  const made = translated('teradata', '.LOGON prod/etl,hunter2;\nSELECT 1 AS a;');
  expect(JSON.stringify(made)).not.toContain('hunter2');
  expect(made[0]?.verdict).toBe('notes');
});

test('a failed statement ends a run anyway; other conditions need a person', () => {
  const [quits, jumps] = translated(
    'teradata',
    '.IF ERRORCODE <> 0 THEN .QUIT 8;\n.IF ACTIVITYCOUNT = 0 THEN .GOTO empty;',
  );
  expect([quits?.verdict, jumps?.verdict]).toEqual(['notes', 'person']);
});

test('formats are read element by element, and what is not known is not guessed', () => {
  expect(dateFormat('YYYY-MM-DD HH24:MI:SS', 'bigquery')).toBe('YYYY-MM-DD HH24:MI:SS');
  expect(dateFormat('YYYYMMDD', 'databricks')).toBe('yyyyMMdd');
  expect(dateFormat('DAY', 'bigquery')).toBeUndefined();
  expect(teradataFormat('YYYY-MM-DDBHH:MI:SS')).toBe('YYYY-MM-DD HH24:MI:SS');
  expect(teradataFormat('E4,BM4BDD')).toBeUndefined();
  expect(javaFormat('yyyy/MM/dd HH:mm')).toBe('YYYY/MM/DD HH24:MI');
  expect(javaFormat('EEEE')).toBeUndefined();
  expect(percentFormat('%Y-%m-%d')).toBe('YYYY-MM-DD');
  expect(percentFormat('%W')).toBeUndefined();
});

test('tables are made of columns with their types, keys, defaults and descriptions', () => {
  const [made] = translated(
    'redshift',
    'CREATE TABLE IF NOT EXISTS s.t (id BIGINT NOT NULL, "my name" VARCHAR(20) DEFAULT \'x\', ok BOOLEAN, at TIMESTAMPTZ, PRIMARY KEY (id)) DISTKEY(id)',
  );
  expect(oneLine(made)).toBe(
    "CREATE TABLE IF NOT EXISTS s.t (id INT64 NOT NULL, `my name` STRING(20) DEFAULT 'x', ok BOOL, `at` TIMESTAMP, PRIMARY KEY (id) NOT ENFORCED)",
  );
});
