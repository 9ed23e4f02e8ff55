import type { Table } from '../functions.ts';

const quantiles = {
  'KLL_QUANTILES.INIT_INT64': ['aggregate having', '(INT64, [INT64], [weight => INT64]) BYTES'],
  'KLL_QUANTILES.INIT_FLOAT64': ['aggregate having', '(FLOAT64, [INT64], [weight => INT64]) BYTES'],
  'KLL_QUANTILES.MERGE_PARTIAL': ['aggregate having', '(BYTES) BYTES'],
  'KLL_QUANTILES.MERGE_INT64': ['aggregate having', '(BYTES, INT64) ARRAY<INT64>'],
  'KLL_QUANTILES.MERGE_FLOAT64': ['aggregate having', '(BYTES, INT64) ARRAY<FLOAT64>'],
  'KLL_QUANTILES.MERGE_POINT_INT64': ['aggregate having', '(BYTES, FLOAT64) INT64'],
  'KLL_QUANTILES.MERGE_POINT_FLOAT64': ['aggregate having', '(BYTES, FLOAT64) FLOAT64'],
  'KLL_QUANTILES.EXTRACT_INT64': ['(BYTES, INT64) ARRAY<INT64>'],
  'KLL_QUANTILES.EXTRACT_FLOAT64': ['(BYTES, INT64) ARRAY<FLOAT64>'],
  'KLL_QUANTILES.EXTRACT_POINT_INT64': ['(BYTES, FLOAT64) INT64'],
  'KLL_QUANTILES.EXTRACT_POINT_FLOAT64': ['(BYTES, FLOAT64) FLOAT64'],
} as const;

/** Functions that BigQuery documents and the analyzer's list lacks. Source: BigQuery "All functions" and the page named. */
export const newer: Table = {
  // Aggregate functions
  MAX_BY: ['aggregate over=optional frame', '(T1, T2 order) T1'],
  MIN_BY: ['aggregate over=optional frame', '(T1, T2 order) T1'],
  // Differentially private aggregate functions
  SUM: ['(ANY, contribution_bounds_per_group => ANY, [report_format => ANY]) ?', '(ANY, report_format => ANY) ?'],
  COUNT: ['(ANY, contribution_bounds_per_group => ANY, [report_format => ANY]) ?', '(ANY, report_format => ANY) ?'],
  $count_star: ['(contribution_bounds_per_group => ANY, [report_format => ANY]) ?', '(report_format => ANY) ?'],
  AVG: ['(ANY, contribution_bounds_per_group => ANY, [report_format => ANY]) ?', '(ANY, report_format => ANY) ?'],
  APPROX_COUNT_DISTINCT: ['(ANY, contribution_bounds_per_group => ANY, [report_format => ANY]) ?'],
  PERCENTILE_CONT: ['(ANY, ANY, contribution_bounds_per_row => ANY, [report_format => ANY]) ?'],
  APPROX_QUANTILES: ['(ANY, ANY, contribution_bounds_per_row => ANY, [report_format => ANY]) ?'],
  VAR_POP: ['(ANY, contribution_bounds_per_row => ANY, [report_format => ANY]) ?'],
  STDDEV_POP: ['(ANY, contribution_bounds_per_row => ANY, [report_format => ANY]) ?'],
  // KLL quantile functions
  ...quantiles,
  // String functions
  CONTAINS_SUBSTR: ['(ANY, STRING, [json_scope => STRING]) BOOL'],
  EDIT_DISTANCE: ['(STRING, STRING, [max_distance: INT64]) INT64', '(BYTES, BYTES, [max_distance: INT64]) INT64'],
  SPLIT_SUBSTR: ['(STRING, STRING, INT64, [INT64]) STRING'],
  // Search functions
  SEARCH: ['(ANY, STRING, [json_scope => STRING], [analyzer => STRING], [analyzer_options => ANY]) BOOL'],
  // Text analysis functions
  TEXT_ANALYZE: ['(STRING, [analyzer => STRING], [analyzer_options => ANY]) ARRAY<STRING>'],
  BAG_OF_WORDS: ['(ARRAY<STRING>) ARRAY<STRUCT<term STRING, count INT64>>'],
  TF_IDF: [
    'analytic over=optional',
    '(ARRAY<STRING>) ARRAY<STRUCT<term STRING, tf_idf FLOAT64>>',
    '(ARRAY<STRING>, INT64) ARRAY<STRUCT<term STRING, tf_idf FLOAT64>>',
    '(ARRAY<STRING>, INT64, INT64) ARRAY<STRUCT<term STRING, tf_idf FLOAT64>>',
  ],
  // Mathematical functions
  COSINE_DISTANCE: ['(ANY, ANY) FLOAT64'],
  EUCLIDEAN_DISTANCE: ['(ANY, ANY) FLOAT64'],
  MANHATTAN_DISTANCE: ['(ANY, ANY) FLOAT64'],
  DOT_PRODUCT: ['(ANY, ANY) FLOAT64'],
  L1_NORM: ['(ANY) FLOAT64'],
  L2_NORM: ['(ANY) FLOAT64'],
  // Array functions
  ARRAY_MIN: ['(ARRAY<T1>) T1'],
  ARRAY_MAX: ['(ARRAY<T1>) T1'],
  ARRAY_ZIP: ['(..) ?'],
  // JSON functions
  JSON_KEYS: ['(JSON, [INT64], [mode => STRING]) ARRAY<STRING>'],
  JSON_FLATTEN: ['(JSON) ARRAY<JSON>'],
  JSON_CONTAINS: ['(JSON, JSON) BOOL'],
  JSON_SET: ['(JSON, STRING, ANY, STRING..., ANY..., [create_if_missing => BOOL]) JSON'],
  BOOL_ARRAY: ['(JSON) ARRAY<BOOL>'],
  INT64_ARRAY: ['(JSON) ARRAY<INT64>'],
  FLOAT64_ARRAY: ['(JSON, [wide_number_mode => STRING]) ARRAY<FLOAT64>'],
  STRING_ARRAY: ['(JSON) ARRAY<STRING>'],
  LAX_BOOL_ARRAY: ['(JSON) ARRAY<BOOL>'],
  LAX_INT64_ARRAY: ['(JSON) ARRAY<INT64>'],
  LAX_FLOAT64_ARRAY: ['(JSON) ARRAY<FLOAT64>'],
  LAX_STRING_ARRAY: ['(JSON) ARRAY<STRING>'],
  SAFE_TO_JSON: ['(ANY) JSON'],
  // Geography functions
  ST_HAUSDORFFDISTANCE: ['(GEOGRAPHY, GEOGRAPHY, [directed: BOOL]) FLOAT64'],
  ST_HAUSDORFFDWITHIN: ['(GEOGRAPHY, GEOGRAPHY, FLOAT64, [directed: BOOL]) BOOL'],
  ST_LINEINTERPOLATEPOINT: ['(GEOGRAPHY, FLOAT64) GEOGRAPHY'],
  ST_LINESUBSTRING: ['(GEOGRAPHY, FLOAT64, FLOAT64) GEOGRAPHY'],
  ST_REGIONSTATS: ['(..) ?'],
  ST_ISVALID: ['(GEOGRAPHY) BOOL'],
  // DLP encryption functions
  DLP_DETERMINISTIC_ENCRYPT: ['(ANY, STRING, STRING, [STRING]) STRING'],
  DLP_DETERMINISTIC_DECRYPT: ['(ANY, STRING, STRING, [STRING]) STRING'],
  DLP_KEY_CHAIN: ['(..) ?'],
  // ObjectRef functions
  'OBJ.FETCH_METADATA': ['(..) ?'],
  'OBJ.GET_ACCESS_URL': ['(..) JSON'],
  'OBJ.GET_READ_URL': ['(..) ?'],
  'OBJ.MAKE_REF': ['(..) ?'],
  // Graph query functions
  DESTINATION_NODE_ID: ['(..) ?'],
  EDGES: ['(..) ?'],
  ELEMENT_DEFINITION_NAME: ['(..) ?'],
  ELEMENT_ID: ['(..) ?'],
  IS_ACYCLIC: ['(..) BOOL'],
  IS_FIRST: ['(..) BOOL'],
  IS_SIMPLE: ['(..) BOOL'],
  IS_TRAIL: ['(..) BOOL'],
  LABELS: ['(..) ?'],
  NODES: ['(..) ?'],
  PATH: ['(..) ?'],
  PATH_FIRST: ['(..) ?'],
  PATH_LAST: ['(..) ?'],
  PATH_LENGTH: ['(..) INT64'],
  PROPERTY_EXISTS: ['(..) BOOL'],
  PROPERTY_NAMES: ['(..) ?'],
  SOURCE_NODE_ID: ['(..) ?'],
};
