import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleFiles } from '../../data/sample.ts';
import { differences } from '../support/compare.ts';
import { compileWithCore } from '../support/oracle.ts';
import { contents, expectSame, rows } from './support/figures.ts';
import { biform, outcomes, sampleProject, writeFiles } from './support/product.ts';
import { rawEvents, rawPayments, sessionId } from './support/raw.ts';

const schemas = ['staging', 'marts', 'reports'];

function writeData(project: string, until?: string): void {
  rmSync(join(project, 'data'), { recursive: true, force: true });
  writeFiles(join(project, 'data'), sampleFiles(until));
}

/** Steps that did work, shortened to the action's name; sorted. */
function worked(all: ReadonlyMap<string, string>): readonly string[] {
  return [...all]
    .filter(([, outcome]) => outcome === 'succeeded')
    .map(([step]) => step.slice(step.lastIndexOf('.') + 1))
    .sort();
}

/** The operation has effects of its own, so nothing proves that it need not run. */
const always = ['source_log'];

function edit(project: string, path: string, from: string, to: string): void {
  const before = readFileSync(join(project, path), 'utf8');
  expect(before).toContain(from);
  writeFileSync(join(project, path), before.replace(from, to));
}

describe('the sample project', () => {
  const project = sampleProject();
  let first: ReturnType<typeof biform>;

  beforeAll(() => {
    writeData(project);
    first = biform(project, 'run');
  }, 180_000);

  test('runs without an error, assertions included', () => {
    expect(first.stderr + first.stdout).not.toMatch(/BF\d{4}/);
    expect(first.code).toBe(0);
  });

  test('has a unit test that passes', () => {
    const ran = biform(project, 'test');
    expect(ran.stderr + ran.stdout).toMatch(/stg_transactions_test/);
    expect(ran.code).toBe(0);
  });

  describe('gives figures that independent queries over the raw files confirm:', () => {
    const vat = `CASE country WHEN 'DE' THEN 1.19 WHEN 'NL' THEN 1.21 WHEN 'BE' THEN 1.21 WHEN 'AT' THEN 1.20
      WHEN 'FR' THEN 1.20 WHEN 'GB' THEN 1.20 ELSE 1 END`;
    const day = `CAST(strptime(event_date, '%Y%m%d') AS DATE)`;

    test('events by day and name, duplicates gone', () =>
      expectSame(
        project,
        'SELECT event_date AS day, event_name, count(*) AS n FROM staging.stg_events GROUP BY ALL ORDER BY ALL',
        `SELECT ${day} AS day, event_name, count(*) AS n FROM ${rawEvents} GROUP BY ALL ORDER BY ALL`,
      ));

    test('the plans inside events', () =>
      expectSame(
        project,
        `SELECT event_name, plan_id, count(*) AS n, sum(item_revenue) AS revenue, max(position) AS last
         FROM staging.stg_event_items GROUP BY ALL ORDER BY ALL`,
        `SELECT event_name, item.item_id AS plan_id, count(*) AS n,
           sum(CAST(item.price AS DECIMAL(18, 2)) * coalesce(item.quantity, 1)) AS revenue, max(nth) - 1 AS last
         FROM (SELECT event_name, unnest(items) AS item, generate_subscripts(items, 1) AS nth FROM ${rawEvents})
         GROUP BY ALL ORDER BY ALL`,
      ));

    test('visits by day and channel, with pages and purchases', () =>
      expectSame(
        project,
        `SELECT session_date AS day, channel, count(*) AS visits, sum(page_views) AS page_views,
           count(transaction_id) AS purchases, sum(duration_seconds) AS seconds
         FROM marts.sessions GROUP BY ALL ORDER BY ALL`,
        `WITH visits AS (
           SELECT user_pseudo_id, ${sessionId} AS id, min(${day}) AS day,
             min(lower(coalesce(collected_traffic_source.manual_medium,
               CASE WHEN collected_traffic_source.gclid IS NOT NULL THEN 'cpc' END, traffic_source.medium))) AS medium,
             count(*) FILTER (event_name = 'page_view') AS page_views,
             max(ecommerce.transaction_id) AS transaction_id,
             (max(event_timestamp) - min(event_timestamp)) // 1000000 AS seconds
           FROM ${rawEvents} WHERE user_pseudo_id IS NOT NULL GROUP BY ALL)
         SELECT day, CASE medium WHEN 'cpc' THEN 'paid_search' WHEN 'paid_social' THEN 'paid_social'
             WHEN 'organic' THEN 'organic_search' WHEN 'email' THEN 'email' WHEN 'referral' THEN 'referral'
             ELSE 'direct' END AS channel,
           count(*) AS visits, sum(page_views) AS page_views, count(transaction_id) AS purchases, sum(seconds) AS seconds
         FROM visits GROUP BY ALL ORDER BY ALL`,
      ));

    test('payments by state and plan, amounts read from text', () =>
      expectSame(
        project,
        'SELECT status, plan_id, count(*) AS n, sum(coalesce(amount, 0)) AS amount FROM marts.payments GROUP BY ALL ORDER BY ALL',
        `SELECT status, plan_id, count(*) AS n, sum(amount) AS amount FROM ${rawPayments} GROUP BY ALL ORDER BY ALL`,
      ));

    test('net revenue by month in Dutch time', () =>
      expectSame(
        project,
        'SELECT month, sum(net_revenue) AS revenue, sum(payments) AS n FROM marts.revenue_monthly GROUP BY month ORDER BY month',
        `SELECT CAST(date_trunc('month', paid_on) AS DATE) AS month,
           sum(CASE WHEN status = 'paid' THEN round(amount / ${vat}, 2) ELSE 0 END) AS revenue,
           count(*) FILTER (status = 'paid') AS n
         FROM ${rawPayments} GROUP BY month ORDER BY month`,
      ));

    test('customers with their first day and all their plans', () =>
      expectSame(
        project,
        'SELECT customer_id, first_paid_on, payment_count, plans FROM marts.customers ORDER BY customer_id',
        `SELECT customer_id, min(paid_on) AS first_paid_on, count(*) AS payment_count, list_sort(list(DISTINCT plan_id)) AS plans
         FROM ${rawPayments} WHERE status = 'paid' GROUP BY customer_id ORDER BY customer_id`,
      ));

    test('search clicks by page', () =>
      expectSame(
        project,
        `SELECT page_path, impressions, clicks FROM marts.landing_pages WHERE impressions > 0 ORDER BY page_path`,
        `SELECT coalesce(nullif(rtrim(lower(split_part(url, '.example', 2)), '/'), ''), '/') AS page_path,
           sum(impressions) AS impressions, sum(clicks) AS clicks
         FROM read_csv('data/searchconsole/searchdata_url_impression.csv') GROUP BY page_path ORDER BY page_path`,
      ));

    test('speed of the site: the last good report of each page and day', () =>
      expectSame(
        project,
        'SELECT tested_on, strategy, pages, lcp_p75_ms FROM reports.page_speed_p75 ORDER BY ALL',
        `SELECT CAST(requested_at AS DATE) AS tested_on, strategy, count(*) AS pages, quantile_disc(lcp, 0.75) AS lcp_p75_ms
         FROM (SELECT CAST(requested_at AS TIMESTAMP) AS requested_at, strategy,
                 CAST(json_extract_string(report, '$.audits.largest-contentful-paint.numericValue') AS DOUBLE) AS lcp
               FROM read_json('data/pagespeed/reports.ndjson', format = 'newline_delimited',
                 columns = {requested_at: 'VARCHAR', url: 'VARCHAR', strategy: 'VARCHAR', report: 'JSON'}))
         WHERE lcp IS NOT NULL GROUP BY ALL ORDER BY ALL`,
      ));

    test('cost of a month for each channel, whichever table it is read from', async () => {
      await expectSame(
        project,
        `SELECT channel, sum(cost) AS cost FROM marts.channels_daily GROUP BY channel HAVING sum(cost) > 0 ORDER BY channel`,
        `SELECT channel, sum(CAST(cost AS DECIMAL(18, 2))) AS cost
         FROM read_csv('data/marketing/costs.csv', all_varchar = true) GROUP BY channel ORDER BY channel`,
      );
      await expectSame(
        project,
        `SELECT sum(cost) AS cost FROM reports.weekly_paid_search`,
        `SELECT sum(CAST(cost AS DECIMAL(18, 2))) AS cost
         FROM read_csv('data/marketing/costs.csv', all_varchar = true) WHERE channel = 'paid_search'`,
      );
    });

    test('each step of the funnel is no wider than the one before', async () => {
      const [total] = await rows(
        project,
        `SELECT sum(visited) = (SELECT count(*) FROM marts.sessions) AS complete,
           bool_and(visited >= viewed_plan AND viewed_plan >= began_checkout AND began_checkout >= purchased) AS narrows,
           sum(purchased) > 50 AS buys
         FROM reports.funnel_weekly`,
      );
      expect(total).toEqual({ complete: true, narrows: true, buys: true });
    });
  });

  test('a second run finds nothing to do', () => {
    expect(worked(outcomes(project))).toEqual(always);
  });

  test('a comment rebuilds nothing', () => {
    edit(project, 'definitions/marts/customers.sqlx', 'SELECT\n  totals.*', '-- All of it.\nSELECT\n  totals.*');
    expect(worked(outcomes(project))).toEqual(always);
  });

  test('an edited model rebuilds what depends on it and nothing else', () => {
    edit(project, 'definitions/marts/landing_pages.sqlx', "'home') AS section", "'front') AS section");
    const rebuilt = worked(outcomes(project));
    expect(rebuilt).toContain('landing_pages');
    expect(rebuilt).toContain('pages_within_budget');
    expect(rebuilt).toContain('marts_landing_pages_assertions_rowConditions');
    expect(rebuilt).not.toContain('sessions');
    expect(rebuilt.filter((name) => !/landing_pages|pages_within_budget|source_log/.test(name))).toEqual([]);
  });
});

describe('new data', () => {
  test('brought in day after day gives the tables that a full refresh gives', async () => {
    const daily = sampleProject();
    for (const until of ['2026-02-25', '2026-02-26', '2026-02-28']) {
      writeData(daily, until);
      outcomes(daily);
    }
    const once = sampleProject();
    writeData(once);
    outcomes(once, '--full-refresh');

    const expected = await contents(once, schemas);
    expect(Object.keys(expected).length).toBeGreaterThan(20);
    expect(await contents(daily, schemas)).toEqual({ ...expected, 'reports.source_log': expect.anything() });
  }, 300_000);

  test('includes late events, changed payments and a day that was not there', async () => {
    const project = sampleProject();
    writeData(project, '2026-02-26');
    outcomes(project);
    const figures = `SELECT
      (SELECT count(*) FROM staging.stg_events WHERE event_date = '2026-02-25') AS events_of_the_25th,
      (SELECT max(event_date) FROM staging.stg_events) AS newest,
      (SELECT count(*) FROM marts.payments WHERE paid_on <= '2026-02-26' AND status = 'pending') AS pending`;
    const [before] = await rows(project, figures);
    writeData(project, '2026-02-28');
    outcomes(project);
    const [after] = await rows(project, figures);
    expect(Number(after?.['events_of_the_25th'])).toBeGreaterThan(Number(before?.['events_of_the_25th']));
    expect([before?.['newest'], after?.['newest']]).toEqual(['2026-02-26', '2026-02-28']);
    expect(Number(after?.['pending'])).toBeLessThan(Number(before?.['pending']));
  }, 300_000);
});

describe('without what only biform knows', () => {
  test('the sample is a Dataform project, and both make the same graph of it', async () => {
    const project = sampleProject();
    rmSync(join(project, 'biform.yaml'));
    rmSync(join(project, 'macros'), { recursive: true });
    const marts = join(project, 'definitions/marts');
    const ours = readdirSync(marts).filter((file) => /^-- biform only:/m.test(readFileSync(join(marts, file), 'utf8')));
    expect(ours).toEqual(['funnel_weekly.sqlx', 'visitors_monthly.sqlx']);
    for (const file of ours) rmSync(join(marts, file));

    const expected = await compileWithCore(project);
    expect(expected).toMatchObject({ graph: { graphErrors: {} } });
    const compiled = biform(project, 'compile', '--json');
    expect(compiled.code).toBe(0);
    expect(differences(expected, { graph: JSON.parse(compiled.stdout) })).toEqual([]);
  });
});
