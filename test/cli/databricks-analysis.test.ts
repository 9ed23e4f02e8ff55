import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { biformCli, runNode } from '../support/biform.ts';

const files: Readonly<Record<string, string>> = {
  'workflow_settings.yaml': 'dataformCoreVersion: 3.0.62\ndefaultProject: p\ndefaultDataset: d\n',
  'biform.yaml': 'dialect: databricks\n',
  'sources/raw.yaml':
    'tables:\n  sales:\n    columns: { id: INT64, amount: NUMERIC, at: TIMESTAMP, tags: "ARRAY<STRING>" }\n',
  'definitions/sales.sqlx': 'config { type: "declaration", schema: "raw", name: "sales" }',
  'definitions/orders.sqlx': `config { type: "table" }
SELECT id, at::DATE AS day, amount::DOUBLE AS amount, transform(tags, t -> upper(t)) AS tags, soundex(tags[0]) AS s
FROM \${ref("raw", "sales")} WHERE amount > 0`,
  'definitions/days.sqlx': `config { type: "incremental", uniqueKey: ["dai"] }
SELECT day, sum(amount) AS revenue, count_if(size(tags) > 1) AS tagged, max(soundex(s)) AS odd
FROM \${ref("orders")}
\${when(incremental(), "WHERE dey > '2024-01-01'")}
GROUP BY ALL`,
  'definitions/after.sqlx':
    'config { type: "view", dialect: "bigquery" }\nSELECT day, EXTRACT(YEAR FROM day) AS y, revenue / 2 AS half, odd, tagget FROM ${ref("days")}',
  'definitions/old.sqlx': 'config { type: "view" }\nSELECT * FROM ${ref("orders")} VERSION AS OF 12',
  'definitions/change.sqlx': `config { type: "operations" }
MERGE INTO \${ref("days")} AS t USING \${ref("orders")} AS o ON t.day = o.dey
WHEN MATCHED THEN UPDATE SET t.tagged = 1 WHEN NOT MATCHED THEN INSERT (day, revenue) VALUES (o.day, 1.5)`,
};

interface Own {
  readonly diagnostics: readonly {
    code: string;
    severity: string;
    message: string;
    file: string;
    start: number;
    end: number;
  }[];
  readonly columns: Readonly<Record<string, { columns: readonly Readonly<Record<string, unknown>>[] }>>;
}

describe('actions in Databricks SQL', () => {
  let dir: string;
  let own: Own;
  let status: number | undefined;
  const env = { BIFORM_CACHE_DIR: mkdtempSync(join(tmpdir(), 'biform-databricks-cache-')) };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'biform-databricks-'));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), content);
    }
    const made = await runNode([biformCli, 'compile', dir, '--json'], env);
    status = made.status;
    own = (JSON.parse(made.stdout) as { biform: Own }).biform;
  });

  test('have columns with types and lineage; what is not read is of an unknown type and keeps its sources', () => {
    expect(own.columns['p.d.orders']?.columns).toEqual([
      { name: 'id', type: 'INT64', copied: ['p.raw.sales.id'] },
      { name: 'day', type: 'DATE', computed: ['p.raw.sales.at'] },
      { name: 'amount', type: 'FLOAT64', computed: ['p.raw.sales.amount'] },
      { name: 'tags', type: 'ARRAY<STRING>', computed: ['p.raw.sales.tags'] },
      { name: 's', type: 'unknown', computed: ['p.raw.sales.tags'] },
    ]);
    expect(own.columns['p.d.days']?.columns).toMatchObject([
      { name: 'day', type: 'DATE' },
      { name: 'revenue', type: 'FLOAT64', aggregated: ['p.d.orders.amount'] },
      { name: 'tagged', type: 'INT64', aggregated: ['p.d.orders.tags'] },
      { name: 'odd', type: 'unknown', aggregated: ['p.d.orders.s'] },
    ]);
  });

  test('and give them to actions in GoogleSQL that read them', () => {
    expect(own.columns['p.d.after']?.columns).toMatchObject([
      { name: 'day', type: 'DATE' },
      { name: 'y', type: 'INT64' },
      { name: 'half', type: 'FLOAT64' },
      { name: 'odd', type: 'unknown' },
      { name: 'tagget', type: 'unknown' },
    ]);
  });

  test('have findings at the place that the author wrote, and one note where nothing is read', () => {
    expect(status).toBe(1);
    expect(
      own.diagnostics.map(({ code, severity, file, start, end }) => [
        code,
        severity,
        file.slice('definitions/'.length),
        readFileSync(join(dir, file), 'utf8').slice(start, end),
      ]),
    ).toEqual([
      ['BF2101', 'error', 'after.sqlx', 'tagget'],
      ['BF3101', 'error', 'days.sqlx', 'dai'],
      ['BF2101', 'error', 'days.sqlx', 'dey'],
      ['BF2021', 'note', 'old.sqlx', 'VERSION'],
      ['BF2101', 'error', 'change.sqlx', 'dey'],
    ]);
    expect(own.diagnostics.find(({ severity }) => severity === 'note')?.message).toBe(
      'This Databricks SQL is not analysed: VERSION behind a table is not read.',
    );
  });

  test('are followed by lineage', async () => {
    const { stdout } = await runNode([biformCli, 'lineage', 'column', 'd.after.half', '--up', '-C', dir], env);
    expect(stdout).toContain('raw.sales.amount');
  });
});
