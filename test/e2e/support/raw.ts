// Raw files of the sample as DuckDB reads them, without biform: the ground that figures are checked on.

/** Events with exact duplicates removed. */
export const rawEvents = `(
  SELECT DISTINCT * FROM read_json('data/analytics/events_*.ndjson', format = 'newline_delimited', columns = {
    event_date: 'VARCHAR', event_timestamp: 'BIGINT', event_name: 'VARCHAR', user_pseudo_id: 'VARCHAR',
    event_bundle_sequence_id: 'BIGINT',
    event_params: 'STRUCT("key" VARCHAR, "value" STRUCT(string_value VARCHAR, int_value BIGINT))[]',
    device: 'STRUCT(category VARCHAR)', traffic_source: 'STRUCT(medium VARCHAR)',
    collected_traffic_source: 'STRUCT(manual_medium VARCHAR, gclid VARCHAR)',
    ecommerce: 'STRUCT(transaction_id VARCHAR)',
    items: 'STRUCT(item_id VARCHAR, price DOUBLE, quantity BIGINT)[]'
  })
)`;

/** The session's number, taken from the list of parameters by position of its key. */
export const sessionId = `event_params[list_position(list_transform(event_params, lambda p: p."key"), 'ga_session_id')]."value".int_value`;

/** One row a payment: the last one in the file, which is in order of the changes. Amounts are read provider by provider. */
export const rawPayments = `(
  SELECT
    transaction_id,
    arg_max(customer_id, line) AS customer_id,
    arg_max(plan_id, line) AS plan_id,
    arg_max(status, line) AS status,
    replace(upper(arg_max(coalesce(country, ''), line)), 'UK', 'GB') AS country,
    arg_max(CASE
      WHEN amount IS NULL OR amount = 'n/a' THEN 0
      WHEN provider = 'stripe' THEN CAST(replace(replace(amount, ' EUR', ''), ',', '') AS DECIMAL(18, 2))
      WHEN provider = 'adyen' THEN CAST(replace(replace(replace(amount, '€ ', ''), '.', ''), ',', '.') AS DECIMAL(18, 2))
      ELSE CAST(replace(replace(replace(amount, ' €', ''), chr(160), ''), ',', '.') AS DECIMAL(18, 2))
    END, line) AS amount,
    CAST(timezone('Europe/Amsterdam', CAST(arg_max(created_at, line) AS TIMESTAMPTZ)) AS DATE) AS paid_on
  FROM (SELECT *, row_number() OVER () AS line FROM read_csv('data/billing/transactions.csv', all_varchar = true))
  GROUP BY transaction_id
)`;
