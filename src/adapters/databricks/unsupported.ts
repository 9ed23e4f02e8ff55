import type { Reasons } from '../../compiler/lower/translate/catalogue.ts';

const manual = 'https://docs.databricks.com/aws/en/sql/language-manual';

/** Why GoogleSQL functions have no form on Databricks. What is not here has its reason in the common catalogue. */
export const reasons: Reasons = {
  families: {
    geography: {
      why: 'Databricks’ ST functions take GEOMETRY or GEOGRAPHY values of their own making and measure by other models of the earth.',
      page: `${manual}/sql-ref-st-geospatial-functions`,
    },
    lambda: {
      why: 'Lambdas of arrays are not translated.',
      page: `${manual}/sql-ref-lambda-functions`,
    },
    sketch: {
      why: 'Databricks’ sketches are bytes in the format of Apache DataSketches; those of BigQuery are read by nothing else.',
      instead: 'Count the rows themselves with COUNT(DISTINCT x).',
      page: `${manual}/functions/hll_sketch_agg`,
    },
    AI: {
      why: 'It asks a model of Google Vertex AI; Databricks’ ai_query asks others.',
      page: `${manual}/functions/ai_query`,
    },
    vector: { why: 'There is no such function that is proven to agree on NULLs and on vectors of zeros.' },
    'time series': {
      why: 'Windows begin at another origin there.',
      instead: 'DATE_TRUNC and TIMESTAMP_TRUNC are translated.',
      page: `${manual}/functions/window`,
    },
    JSON: {
      why: 'What get_json_object and from_json do with quotes, numbers and invalid text is not what GoogleSQL does.',
      page: `${manual}/functions/get_json_object`,
    },
    key: {
      why: 'Keysets are a format of Google Tink; Databricks’ aes_encrypt takes bare keys.',
      page: `${manual}/functions/aes_encrypt`,
    },
    interval: {
      why: 'Databricks has no interval of months and days at once.',
      page: `${manual}/data-types/interval-type`,
    },
    session: { why: 'It tells about the session or engine, which is another one.' },
    'date and time': {
      why: 'Its limits, rounding or types are not proven to be the same there; there is no type TIME.',
      page: `${manual}/sql-ref-functions-builtin`,
    },
  },
  functions: {
    APPROX_QUANTILES: {
      why: 'approx_percentile gives other values.',
      page: `${manual}/functions/approx_percentile`,
    },
    FARM_FINGERPRINT: {
      why: 'It is FarmHash, which Databricks lacks: its hash of 64 bits is another one, and in SQL the algorithm takes some hundred steps for each value.',
      instead: 'Where any hash will do, TO_HEX(MD5(x)) is the same text on every engine.',
      page: `${manual}/functions/xxhash64`,
    },
    TIMESTAMP_FROM_UNIX_MICROS: { why: 'It is another name.', instead: 'Write TIMESTAMP_MICROS(x).' },
    TIMESTAMP_FROM_UNIX_MILLIS: { why: 'It is another name.', instead: 'Write TIMESTAMP_MILLIS(x).' },
    TIMESTAMP_FROM_UNIX_SECONDS: { why: 'It is another name.', instead: 'Write TIMESTAMP_SECONDS(x).' },
    VECTOR_SEARCH: { why: 'It reads a vector index of BigQuery.' },
  },
};
