import type { Reasons } from '../../compiler/lower/translate/catalogue.ts';

const manual = 'https://duckdb.org/docs/stable';

/** Why GoogleSQL functions have no form on DuckDB. What is not here has its reason in the common catalogue. */
export const reasons: Reasons = {
  families: {
    geography: {
      why: 'DuckDB has no GEOGRAPHY: its extension `spatial` computes on a plane, not on the earth.',
      page: `${manual}/core_extensions/spatial/overview`,
    },
    lambda: {
      why: 'Lambdas of arrays are not translated.',
      instead: 'ARRAY(SELECT ... FROM UNNEST(xs) AS x) does the same.',
      page: `${manual}/sql/functions/lambda`,
    },
    vector: {
      why: 'Lengths that do not agree, NULLs and vectors of zeros give other results there.',
      page: `${manual}/sql/functions/array`,
    },
    'time series': {
      why: 'Buckets begin at another origin there.',
      instead: 'DATE_TRUNC and TIMESTAMP_TRUNC are translated.',
      page: `${manual}/sql/functions/timestamptz`,
    },
    JSON: {
      why: 'What it does to types, paths and numbers has no exact form there.',
      instead: 'JSON_VALUE, JSON_QUERY and their array forms are translated.',
      page: `${manual}/data/json/json_functions`,
    },
    array: {
      why: 'NULLs and positions out of bounds give other results there.',
      instead: 'ARRAY(SELECT ... FROM UNNEST(xs) AS x WITH OFFSET) does the same.',
      page: `${manual}/sql/functions/list`,
    },
    hash: {
      why: 'DuckDB has no such hash.',
      instead: 'MD5, SHA1 and SHA256 are translated.',
      page: `${manual}/sql/functions/text`,
    },
    interval: {
      why: 'DuckDB normalizes intervals on its own.',
      page: `${manual}/sql/data_types/interval`,
    },
    session: {
      why: 'It tells about the session or engine, which is another one.',
      page: `${manual}/sql/functions/utility`,
    },
  },
  functions: {
    APPROX_TOP_COUNT: {
      why: 'DuckDB’s approx_top_k gives no counts.',
      instead: 'Count in a subquery with GROUP BY, ORDER BY and LIMIT.',
      page: `${manual}/sql/functions/aggregates`,
    },
    APPROX_TOP_SUM: {
      why: 'DuckDB has no such aggregate.',
      instead: 'Sum in a subquery with GROUP BY, ORDER BY and LIMIT.',
      page: `${manual}/sql/functions/aggregates`,
    },
    PI: { why: 'It is not decided yet.', instead: 'Write ACOS(-1).' },
    TIMESTAMP_FROM_UNIX_MICROS: { why: 'It is another name.', instead: 'Write TIMESTAMP_MICROS(x).' },
    TIMESTAMP_FROM_UNIX_MILLIS: { why: 'It is another name.', instead: 'Write TIMESTAMP_MILLIS(x).' },
    TIMESTAMP_FROM_UNIX_SECONDS: { why: 'It is another name.', instead: 'Write TIMESTAMP_SECONDS(x).' },
    PARSE_NUMERIC: {
      why: 'It takes spaces between sign and digits, which CAST does not.',
      instead: 'CAST(x AS NUMERIC) is translated.',
    },
    VECTOR_SEARCH: { why: 'It reads a vector index of BigQuery.' },
    SESSION_USER: { why: 'A DuckDB file has no users.' },
  },
};
