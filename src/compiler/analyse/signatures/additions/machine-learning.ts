import type { Table } from '../functions.ts';

const scaler = ['analytic over=optional', '(FLOAT64) FLOAT64'] as const;
const encoder = ['analytic over=optional', '(ANY, [ANY], [ANY], [ANY]) ?'] as const;

/** Scalar and analytic functions of BigQuery ML. Source: BigQuery ML "Feature preprocessing", "Generative AI functions". */
export const machineLearning: Table = {
  'ML.BAG_OF_WORDS': ['analytic over=optional', '(..) ?'],
  'ML.BUCKETIZE': ['(FLOAT64, ANY, [ANY], [ANY]) STRING'],
  'ML.CONVERT_COLOR_SPACE': ['(..) ?'],
  'ML.CONVERT_IMAGE_TYPE': ['(..) ?'],
  'ML.DECODE_IMAGE': ['(..) ?'],
  'ML.DISTANCE': ['(ANY, ANY, [STRING]) FLOAT64'],
  'ML.FEATURE_CROSS': ['(ANY, [INT64]) ?'],
  'ML.HASH_BUCKETIZE': ['(ANY, INT64) INT64'],
  'ML.IMPUTER': ['analytic over=optional', '(ANY, STRING) ?'],
  'ML.LABEL_ENCODER': encoder,
  'ML.LP_NORM': ['(ANY, ANY) FLOAT64'],
  'ML.MAX_ABS_SCALER': scaler,
  'ML.MIN_MAX_SCALER': scaler,
  'ML.MULTI_HOT_ENCODER': encoder,
  'ML.NGRAMS': ['(ARRAY<STRING>, ARRAY<INT64>, [STRING]) ARRAY<STRING>'],
  'ML.NORMALIZER': ['(ANY, [ANY]) ARRAY<FLOAT64>'],
  'ML.ONE_HOT_ENCODER': encoder,
  'ML.POLYNOMIAL_EXPAND': ['(ANY, [INT64]) ?'],
  'ML.QUANTILE_BUCKETIZE': ['analytic over=optional', '(FLOAT64, INT64, [ANY]) STRING'],
  'ML.RESIZE_IMAGE': ['(..) ?'],
  'ML.ROBUST_SCALER': ['analytic over=optional', '(FLOAT64, [ANY], [ANY], [ANY]) FLOAT64'],
  'ML.STANDARD_SCALER': scaler,
  'ML.TF_IDF': ['analytic over=optional', '(..) ?'],
};
