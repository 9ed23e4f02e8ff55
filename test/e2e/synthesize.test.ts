import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { rows } from './support/figures.ts';
import { biform, outcomes, temporaryFolder, writeFiles } from './support/product.ts';

const now = '--now=2026-05-20T08:00:00Z';

/** A stock Dataform project over a GA4 export, without biform.yaml. */
const ga4: Readonly<Record<string, string>> = {
  'workflow_settings.yaml': 'dataformCoreVersion: 3.0.62\ndefaultProject: acme\ndefaultDataset: marts\n',
  'definitions/sources.js':
    'declare({ database: "acme", schema: "analytics_1", name: "events_*" });\ndeclare({ schema: "crm", name: "customers" });\n',
  'definitions/stg_events.sqlx': `config { type: "view", schema: "staging" }
SELECT
  PARSE_DATE('%Y%m%d', event_date) AS day,
  TIMESTAMP_MICROS(event_timestamp) AS made_at,
  event_name,
  user_pseudo_id,
  user_id,
  device.category AS device,
  (SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'ga_session_id') AS session_id,
  (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'page_location') AS page,
  ecommerce.purchase_revenue AS revenue
FROM \${ref("analytics_1", "events_*")}
WHERE _TABLE_SUFFIX BETWEEN '20260501' AND '20260519' AND event_name IN ('page_view', 'purchase')
`,
  'definitions/sessions.sqlx': `config {
  type: "incremental", uniqueKey: ["session_key"],
  assertions: { uniqueKey: ["session_key"], nonNull: ["session_key"], rowConditions: ["events > 0"] }
}
SELECT
  CONCAT(user_pseudo_id, '.', CAST(session_id AS STRING)) AS session_key,
  MIN(made_at) AS started_at,
  COUNT(*) AS events,
  SUM(IF(event_name = 'purchase', revenue * 1.0, 0)) AS revenue
FROM \${ref("staging", "stg_events")}
WHERE session_id IS NOT NULL \${when(incremental(), \`AND made_at > (SELECT MAX(started_at) FROM \${self()})\`)}
GROUP BY session_key
`,
  'definitions/customers_daily.sqlx': `config { type: "table" }
SELECT e.day, c.country, s.segment, COUNT(DISTINCT e.user_id) AS users
FROM \${ref("staging", "stg_events")} AS e
JOIN \${ref("crm", "customers")} AS c ON c.user_id = e.user_id
LEFT JOIN \`acme.crm.segments\` AS s USING (country)
WHERE c.signed_up_at < CURRENT_TIMESTAMP() AND NOT c.is_test
GROUP BY 1, 2, 3
`,
};

describe('a stock Dataform project without biform.yaml and without any data', () => {
  let folder: string;
  let summary: string;
  beforeAll(() => {
    folder = temporaryFolder();
    writeFiles(folder, new Map(Object.entries(ga4)));
    const made = biform(folder, 'sources', 'synthesize', now);
    expect(made.stderr).not.toMatch(/error/);
    summary = made.stdout;
  }, 120_000);

  test('is told to make up data where a table is missing', () => {
    const empty = temporaryFolder();
    writeFiles(empty, new Map(Object.entries(ga4)));
    const ran = biform(empty, 'run', now);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('biform sources synthesize');
  });

  test('has its tables told with how their columns are known', () => {
    expect(summary).toContain('acme.analytics_1.events_*  8 columns');
    expect(summary).toContain('acme.crm.segments  2 columns');
    expect(summary).toMatch(/3 tables in \.biform\/sources: 2 declared, 1 only named in SQL/);
  });

  test('runs with all actions built, and rows in each', async () => {
    const steps = outcomes(folder, now);
    expect([...new Set(steps.values())]).toEqual(['succeeded']);
    expect([...steps.keys()].filter((name) => name.startsWith('acme.')).length).toBeGreaterThanOrEqual(6);
    const [counts] = await rows(
      folder,
      `SELECT (SELECT count(*) FROM staging.stg_events) AS events, (SELECT count(*) FROM marts.sessions) AS sessions,
        (SELECT count(*) FROM marts.customers_daily) AS customers, (SELECT count(segment) FROM marts.customers_daily) AS segments`,
    );
    for (const count of Object.values(counts ?? {})) expect(Number(count)).toBeGreaterThan(0);
  });

  test('has equal files when they are made again, and others for another seed', () => {
    const files = (): ReadonlyMap<string, string> =>
      new Map(
        readdirSync(join(folder, '.biform/sources'), { recursive: true, encoding: 'utf8' })
          .filter((path) => /\.(parquet|json)$/.test(path))
          .map((path) => [path, readFileSync(join(folder, '.biform/sources', path)).toString('base64')]),
      );
    const before = files();
    expect(before.size).toBeGreaterThan(5);
    biform(folder, 'sources', 'synthesize', now);
    expect(files()).toEqual(before);
    biform(folder, 'sources', 'synthesize', now, '--seed=2');
    expect(files()).not.toEqual(before);
  });
});
