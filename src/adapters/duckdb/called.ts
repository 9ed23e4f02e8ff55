/** Functions and keywords of DuckDB that stand before a bracket in SQL written by the translation. Nothing else passes. */
export const calledFunctions: ReadonlySet<string> = new Set(
  `abs acos any_value octet_length arg_max_null arg_min_null array_to_string ascii asin atan atan2 avg bit_and bit_count bit_or bit_xor
  bool_and bool_or cast cast_to_type cbrt chr coalesce corr cos cot count covar_pop covar_samp cume_dist date_diff
  date_trunc dayofweek dense_rank duckdb_columns encode ends_with epoch_us error exp extract first_value flatten from_base64
  generate_series generate_subscripts getvariable greatest hex isinf isnan json_extract lag last_value lead least len length
  list list_reverse list_sort list_transform ln log10 lower ltrim make_date make_time make_timestamp make_timestamptz max md5
  min nfc_normalize now nth_value ntile nullif percent_rank pow printf quantile_cont quantile_disc random rank
  regexp_extract_all regexp_matches regexp_replace replace reverse row row_number rtrim sha1 sha256 sign sin sqrt
  starts_with stddev_pop stddev_samp strftime string_agg string_split strlen strpos strptime struct_extract_at struct_pack struct_update struct_values sum tan
  timezone to_base64 to_days to_hours to_microseconds to_milliseconds to_minutes to_months to_seconds to_years
  regr_count grouping translate trim try unhex unicode unnest uuid var_pop var_samp xor
  and array as by case cube distinct else end exclude exists from having in interval into join lateral not on or order
  over qualify replace rollup select sets struct then union using unpivoted values when where with except intersect all decimal between
  like bernoulli rename filter insert offset limit lpad quarter`.split(/\s+/),
);
