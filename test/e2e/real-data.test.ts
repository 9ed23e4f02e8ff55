import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectSame, rows } from './support/figures.ts';
import { biform, outcomes, root, temporaryFolder } from './support/product.ts';

/** Public data that nobody on this project made; where it is absent these tests are skipped, and counted as such. */
const shared = resolve(root, process.env['BIFORM_SHARED_DATA'] ?? '../shared/data');
const real = describe.skipIf(!existsSync(join(shared, 'README.md')));

/** A copy of a project under `projects/` with files of the public data inside: path in the project -> path there. */
function project(name: string, files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  cpSync(join(import.meta.dirname, 'projects', name), folder, { recursive: true });
  for (const [to, from] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    copyFileSync(join(shared, from), join(folder, to));
  }
  return folder;
}

function expectRun(folder: string): void {
  const ran = biform(folder, 'run');
  expect(`${ran.stderr}${ran.stdout}`).not.toMatch(/error/i);
  expect(ran.code).toBe(0);
}

real('the GA4 export of the Google Merchandise Store', () => {
  let folder: string;
  const raw = `read_parquet('data/events.parquet')`;
  const param = (key: string, kind: string): string =>
    `list_filter(event_params, lambda p: p."key" = '${key}')[1]."value".${kind}`;
  const session = `user_pseudo_id || '.' || ${param('ga_session_id', 'int_value')}`;
  const day = `CAST(strptime(event_date, '%Y%m%d') AS DATE)`;

  beforeAll(() => {
    folder = project('ga4', {
      'data/events.parquet': 'ga4_events/ga4_events_sampled.snappy.parquet',
      'data/events_20201201.ndjson.gz': 'ga4_events/events_20201201.ndjson.gz',
      'data/events_20201202.ndjson.gz': 'ga4_events/events_20201202.ndjson.gz',
      'data/source_categories.csv': 'ga4_events/source_categories.csv',
    });
    expectRun(folder);
  }, 180_000);

  test('has the counts that its publisher documents', async () => {
    const [found] = await rows(
      folder,
      `SELECT (SELECT count(*) FROM web.events) AS events,
         (SELECT count(*) FROM web.event_params) AS params,
         (SELECT sum(param_count) FROM web.events) AS params_summed,
         (SELECT count(*) FROM web.items) AS items,
         (SELECT count(*) FROM web.sessions) AS sessions,
         (SELECT sum(purchases) FROM web.revenue_monthly) AS purchases`,
    );
    const numbers = Object.fromEntries(Object.entries(found ?? {}).map(([name, value]) => [name, Number(value)]));
    expect(numbers).toEqual({
      events: 24_219,
      params: 264_200,
      params_summed: 264_200,
      items: 23_294,
      sessions: 20_705,
      purchases: 624,
    });
  });

  test('gives sessions by day', () =>
    expectSame(
      folder,
      'SELECT session_date, sessions, buying_sessions, conversion_rate FROM web.sessions_daily ORDER BY session_date',
      `SELECT session_date, count(*) AS sessions, sum(buys) AS buying_sessions, sum(buys) / count(*) AS conversion_rate
       FROM (SELECT ${session} AS id, min(${day}) AS session_date, max(CAST(event_name = 'purchase' AS INT)) AS buys
             FROM ${raw} GROUP BY id)
       WHERE id IS NOT NULL GROUP BY session_date ORDER BY session_date`,
    ));

  test('gives revenue by month', () =>
    expectSame(
      folder,
      'SELECT month, purchases, revenue, buyers FROM web.revenue_monthly ORDER BY month',
      `SELECT CAST(date_trunc('month', ${day}) AS DATE) AS month, count(*) AS purchases,
         sum(ecommerce.purchase_revenue) AS revenue, count(DISTINCT user_pseudo_id) AS buyers
       FROM ${raw} WHERE event_name = 'purchase' GROUP BY month ORDER BY month`,
    ));

  test('gives the top pages, ties broken by path', () =>
    expectSame(
      folder,
      'SELECT page_path, views, viewers FROM web.top_pages ORDER BY views DESC, page_path',
      `SELECT nullif(regexp_extract(${param('page_location', 'string_value')}, '^https?://[^/]+(/[^?#]*)', 1), '') AS page_path,
         count(*) AS views, count(DISTINCT user_pseudo_id) AS viewers
       FROM ${raw} WHERE event_name = 'page_view' GROUP BY page_path ORDER BY views DESC, page_path LIMIT 20`,
    ));

  test('gives the value of items, by event', () =>
    expectSame(
      folder,
      'SELECT event_name, count(*) AS n, sum(value) AS value, max(position) AS last FROM web.items GROUP BY ALL ORDER BY ALL',
      `SELECT event_name, count(*) AS n, sum(item.price * coalesce(item.quantity, 1)) AS value, max(nth) - 1 AS last
       FROM (SELECT event_name, unnest(items) AS item, generate_subscripts(items, 1) AS nth FROM ${raw}) GROUP BY ALL ORDER BY ALL`,
    ));

  test('gives parameters as text, by key', () =>
    expectSame(
      folder,
      `SELECT "key", count(*) AS n, count("value") AS given, count(DISTINCT "value") AS kinds FROM web.event_params
       WHERE "key" <> 'value' GROUP BY "key" ORDER BY "key"`,
      `SELECT p."key" AS "key", count(*) AS n, count(t) AS given, count(DISTINCT t) AS kinds
       FROM (SELECT p, coalesce(p."value".string_value, CAST(p."value".int_value AS VARCHAR), CAST(p."value".double_value AS VARCHAR)) AS t
             FROM (SELECT unnest(event_params) AS p FROM ${raw}))
       WHERE p."key" <> 'value' GROUP BY p."key" ORDER BY p."key"`,
    ));

  test('gives sessions by source category', async () => {
    const [sum] = await rows(folder, 'SELECT sum(sessions) AS n, count(*) > 1 AS several FROM web.categories');
    expect(sum).toMatchObject({ several: true });
    expect(Number(sum?.['n'])).toBe(20_705);
  });

  test('reads the day tables as one wildcard table, and a further day when it arrives', async () => {
    const built = 'SELECT * REPLACE (CAST(revenue AS DECIMAL(18, 2)) AS revenue) FROM web.december ORDER BY event_date';
    const independent = `SELECT ${day} AS event_date, count(*) AS events, count(DISTINCT user_pseudo_id) AS users,
        count(*) FILTER (device.category = 'mobile') AS mobile_events, sum(len(event_params)) AS params,
        sum(len(items)) AS items, CAST(sum(ecommerce.purchase_revenue) AS DECIMAL(18, 2)) AS revenue
      FROM ${raw} WHERE event_date BETWEEN '20201201' AND `;
    await expectSame(folder, built, `${independent} '20201202' GROUP BY ALL ORDER BY event_date`);
    copyFileSync(join(shared, 'ga4_events/events_20201203.ndjson.gz'), join(folder, 'data/events_20201203.ndjson.gz'));
    const worked = [...outcomes(folder)].filter(([, outcome]) => outcome === 'succeeded').map(([step]) => step);
    expect(worked.some((step) => step.endsWith('.december'))).toBe(true);
    expect(worked.some((step) => step.endsWith('.sessions'))).toBe(false);
    await expectSame(folder, built, `${independent} '20201203' GROUP BY ALL ORDER BY event_date`);
  }, 120_000);
});

real('the jaffle shop', () => {
  let folder: string;
  const files = Object.fromEntries(
    ['raw_customers', 'raw_orders', 'raw_payments'].map((name) => [`data/${name}.csv`, `jaffle_classic/${name}.csv`]),
  );

  beforeAll(() => {
    folder = project('jaffle', files);
    expectRun(folder);
  }, 120_000);

  test('gives orders with their payments by method', () =>
    expectSame(
      folder,
      `SELECT order_id, customer_id, order_date, status, credit_card_amount, coupon_amount, bank_transfer_amount,
         gift_card_amount, amount FROM shop.orders ORDER BY order_id`,
      `SELECT o.id AS order_id, o.user_id AS customer_id, o.order_date, o.status,
         sum(p.amount) FILTER (payment_method = 'credit_card') / 100 AS credit_card_amount,
         sum(p.amount) FILTER (payment_method = 'coupon') / 100 AS coupon_amount,
         sum(p.amount) FILTER (payment_method = 'bank_transfer') / 100 AS bank_transfer_amount,
         sum(p.amount) FILTER (payment_method = 'gift_card') / 100 AS gift_card_amount, sum(p.amount) / 100 AS amount
       FROM 'data/raw_orders.csv' o JOIN (SELECT * FROM 'data/raw_payments.csv'
         UNION ALL SELECT 0, id, unnest(['credit_card', 'coupon', 'bank_transfer', 'gift_card']), 0 FROM 'data/raw_orders.csv') p
         ON p.order_id = o.id GROUP BY ALL ORDER BY order_id`,
    ));

  test('gives customers, also those who never ordered', async () => {
    await expectSame(
      folder,
      `SELECT customer_id, first_order, most_recent_order, number_of_orders FROM shop.customers ORDER BY customer_id`,
      `SELECT c.id AS customer_id, min(order_date) AS first_order, max(order_date) AS most_recent_order,
         nullif(count(o.id), 0) AS number_of_orders
       FROM 'data/raw_customers.csv' c LEFT JOIN 'data/raw_orders.csv' o ON o.user_id = c.id GROUP BY c.id ORDER BY c.id`,
    );
    await expectSame(
      folder,
      'SELECT count(*) AS n, sum(customer_lifetime_value) AS value FROM shop.customers',
      `SELECT 100 AS n, sum(amount) / 100 AS value FROM 'data/raw_payments.csv'`,
    );
  });
});

real('Lighthouse reports of seven versions', () => {
  let folder: string;
  const versions = ['3.0.0', '5.0.0', '6.0.0', '8.5.0', '9.6.8', '11.7.0', 'sample_v2'];
  const raw = `read_json('data/report_*.json.gz', maximum_object_size = 33554432, columns = {
    lighthouseVersion: 'VARCHAR', requestedUrl: 'VARCHAR', runWarnings: 'JSON', categories: 'JSON', audits: 'JSON'})`;

  beforeAll(() => {
    folder = project(
      'lighthouse',
      Object.fromEntries(
        versions.map((version) => [
          `data/report_${version.replaceAll('.', '_')}.json.gz`,
          `lighthouse/lhr-${version}.json.gz`,
        ]),
      ),
    );
    expectRun(folder);
  }, 120_000);

  test('gives scores and timings out of the nested JSON', async () => {
    const figures = 'version, host, warnings, performance, accessibility, fcp_ms, lcp_ms, https_title';
    await expectSame(
      folder,
      `SELECT ${figures} FROM pages.reports ORDER BY ALL`,
      `SELECT lighthouseVersion AS version, split_part(split_part(requestedUrl, '://', 2), '/', 1) AS host,
         json_array_length(runWarnings) AS warnings,
         CAST(categories->'performance'->>'score' AS DOUBLE) AS performance,
         CAST(categories->'accessibility'->>'score' AS DOUBLE) AS accessibility,
         CAST(audits->'first-contentful-paint'->>'numericValue' AS DOUBLE) AS fcp_ms,
         CAST(audits->'largest-contentful-paint'->>'numericValue' AS DOUBLE) AS lcp_ms,
         audits->'is-on-https'->>'title' AS https_title
       FROM ${raw} ORDER BY ALL`,
    );
    const [count] = await rows(folder, 'SELECT count(*) AS n, count(DISTINCT file) AS files FROM pages.reports');
    expect([Number(count?.['n']), Number(count?.['files'])]).toEqual([7, 7]);
  });

  test('gives the requests listed inside', () =>
    expectSame(
      folder,
      'SELECT version, resource_type, requests, bytes FROM pages.requests ORDER BY ALL',
      `SELECT version, item->>'resourceType' AS resource_type, count(*) AS requests,
         sum(CAST(item->>'transferSize' AS DOUBLE)) AS bytes
       FROM (SELECT lighthouseVersion AS version,
               unnest(CAST(audits->'network-requests'->'details'->'items' AS JSON[])) AS item FROM ${raw})
       GROUP BY ALL ORDER BY ALL`,
    ));
});

real('tables of advertising platforms', () => {
  let folder: string;

  beforeAll(() => {
    const files = [
      'google_ads_campaign_stats_data.csv',
      'facebook_ads_basic_ad_data.csv',
      'microsoft_ads_campaign_performance_daily_report_data.parquet',
      'snapchat_ad_hourly_report_data.parquet',
      'linkedin_ad_analytics_by_campaign_data.csv',
      'facebook_ads_creative_history_data.ndjson.gz',
    ];
    folder = project('ads', Object.fromEntries(files.map((file) => [`data/${file}`, `marketing_ads/${file}`])));
    expectRun(folder);
  }, 120_000);

  const independent = `
    SELECT 'facebook' AS platform, sum(spend) AS spend, sum(impressions) AS impressions, sum(inline_link_clicks) AS clicks,
      count(DISTINCT date) AS days FROM 'data/facebook_ads_basic_ad_data.csv'
    UNION ALL SELECT 'google', sum(cost_micros) / 1e6, sum(impressions), sum(clicks), count(DISTINCT date)
      FROM 'data/google_ads_campaign_stats_data.csv'
    UNION ALL SELECT 'linkedin', sum(cost_in_usd), sum(impressions), sum(clicks), count(DISTINCT CAST(day AS DATE))
      FROM 'data/linkedin_ad_analytics_by_campaign_data.csv'
    UNION ALL SELECT 'microsoft', sum(spend), sum(impressions), sum(clicks), count(DISTINCT date)
      FROM 'data/microsoft_ads_campaign_performance_daily_report_data.parquet'
    UNION ALL SELECT 'snapchat', sum(spend) / 1e6, sum(impressions), sum(swipes), count(DISTINCT CAST(date AS DATE))
      FROM 'data/snapchat_ad_hourly_report_data.parquet'
    ORDER BY platform`;

  test('give one table of spend over five platforms', () =>
    expectSame(
      folder,
      `SELECT platform, sum(spend) AS spend, sum(impressions) AS impressions, sum(clicks) AS clicks, count(*) AS days
       FROM ads.spend_daily GROUP BY platform ORDER BY platform`,
      independent,
    ));

  test('give running totals that end at the sum', () =>
    expectSame(
      folder,
      `SELECT platform, max_by(running_spend, month) AS spend FROM ads.spend_monthly GROUP BY platform ORDER BY platform`,
      `SELECT platform, spend FROM (${independent})`,
    ));

  test('give creatives with the host of their page', () =>
    expectSame(
      folder,
      `SELECT host, is_tagged, count(*) AS n, sum(message_length) AS letters FROM ads.creatives GROUP BY ALL ORDER BY ALL`,
      `SELECT split_part(split_part(split_part(page_link, '://', 2), '/', 1), '?', 1) AS host,
         coalesce(contains(url_tags, 'utm_'), false) AS is_tagged, count(*) AS n,
         sum(length(object_story_link_data_message)) AS letters
       FROM (SELECT * FROM read_json('data/facebook_ads_creative_history_data.ndjson.gz') QUALIFY row_number() OVER (PARTITION BY id ORDER BY _fivetran_id) = 1)
       GROUP BY ALL ORDER BY ALL`,
    ));
});
