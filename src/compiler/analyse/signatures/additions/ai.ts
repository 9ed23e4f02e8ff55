import type { Table } from '../functions.ts';

/** Functions that ask a model for each row or group. Source: BigQuery ML "Generative AI overview". */
export const ai: Table = {
  'AI.AGG': ['aggregate', '(ANY, STRING, [connection_id => ANY], [endpoint => ANY], [model_params => ANY]) STRING'],
  'AI.CLASSIFY': ['(..) ?'],
  'AI.COUNT_TOKENS': ['(..) ?'],
  'AI.EMBED': ['(..) ?'],
  'AI.GENERATE': ['(..) ?'],
  'AI.GENERATE_BOOL': ['(..) ?'],
  'AI.GENERATE_DOUBLE': ['(..) ?'],
  'AI.GENERATE_INT': ['(..) ?'],
  'AI.IF': ['(..) BOOL'],
  'AI.SCORE': ['(..) FLOAT64'],
  'AI.SIMILARITY': ['(..) FLOAT64'],
};
