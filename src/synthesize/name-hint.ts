import type { ScalarName } from '../compiler/analyse/types/type.ts';

const hints: readonly (readonly [RegExp, ScalarName])[] = [
  [/^(int|integer|int_value|integer_value|long)$/i, 'INT64'],
  [/^(float|double|float_value|double_value|decimal)$/i, 'FLOAT64'],
  [/^(date_time|datetime)$/i, 'DATETIME'],
  [/^(bool|boolean|bool_value)$/i, 'BOOL'],
  [/(^|_)(is|has|was|can|should|did|are)_|_flag$|^(is|has)[A-Z]|^(active|deleted|enabled|archived)$/, 'BOOL'],
  [/(_date|^date|_day|^day|_dt|Date)$/, 'DATE'],
  [/(_at|_ts|_timestamp|^timestamp|_time|_datetime|^created|^updated|At|Timestamp)$/, 'TIMESTAMP'],
  [
    /(_count|^count|_number|_num|_qty|quantity|_total_items|_year|^year|_month|^month|_position|_rank|_seconds|_ms|_size|^age|Count)$/i,
    'INT64',
  ],
  [
    /(amount|price|cost|revenue|rate|ratio|percent|score|_usd|_eur|_gbp|latitude|longitude|_lat|_lng|weight|total|value_float)$/i,
    'FLOAT64',
  ],
];

/** The type that a name lets one expect, for columns of which nothing else is known. */
export const typeByName = (name: string): ScalarName | undefined => hints.find(([pattern]) => pattern.test(name))?.[1];

/** Whether a name is one of keys: `id`, `user_id`, `orderKey`, `uuid`. */
export const isKeyName = (name: string): boolean => /(^|_)(id|key|uuid|guid|code|pk|sk)$|[a-z](Id|Key)$/i.test(name);

/** Whether a column looks like the key of its own table: `id`, or `order_id` of `orders`. */
export function isOwnKey(column: string, table: string): boolean {
  const lower = column.toLowerCase();
  if (/^(id|uuid|guid|pk|_id)$/.test(lower)) return true;
  const stem = lower.replace(/_?(id|key|uuid|guid)$/, '');
  if (stem === lower || stem.length < 3) return false;
  const words = table.toLowerCase();
  return words === stem || words === `${stem}s` || words.endsWith(`_${stem}`) || words.endsWith(`_${stem}s`);
}
