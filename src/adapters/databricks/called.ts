/** Functions and keywords of Databricks that stand before a bracket in SQL written by the translation. */
export const calledFunctions: ReadonlySet<string> = new Set(
  `abs acos add_months array_distinct array_sort ascii asin atan atan2 base64 bit_and bit_count bit_or bit_xor bigint cbrt chr corr cos cot covar_pop covar_samp cume_dist element_at exists exp flatten format_string from_json get_json_object initcap isnan left ln log10 lpad nth_value percent_rank percentile_cont pmod pow regexp_extract_all regexp_instr repeat right rpad schema_of_variant shiftleft shiftrightunsigned sign sin slice sort_array sqrt stddev_pop stddev_samp tan to_json to_utc_timestamp make_timestamp_ntz next_day translate try_add try_multiply try_parse_json try_subtract try_to_timestamp try_validate_utf8 try_variant_get variant_get parse_json unbase64 validate_utf8 var_pop var_samp zip_with group filter within nullif bf_rows aggregate array_max array_min grouping inline tablesample to_binary timestampdiff
  add_months any_value array array_contains array_join array_size avg bool_and bool_or cast ceil char_length
  coalesce collect_list collect_set concat count count_if current_date current_timestamp date_add date_format
  date_from_unix_date date_sub date_trunc datediff day dayofweek dayofyear decimal dense_rank endswith explode
  explode_outer extract filter first_value floor from_utc_timestamp get greatest hex hour if inline inline_outer instr lag
  last_day last_value lead least length lower make_date max max_by md5 min min_by minute mod month named_struct ntile
  nullif octet_length posexplode posexplode_outer quarter raise_error rand rank regexp_extract regexp_replace replace
  reverse rlike round row_number second sequence sha1 sha2 size split startswith struct substring sum timestamp_micros
  timestamp_millis timestamp_seconds timestampadd to_date to_timestamp transform trim trunc try_cast try_divide typeof
  unhex unix_date unix_micros unix_millis unix_seconds upper uuid weekofyear year
  and as between by case cube distinct div else end exists except from grouping having in insert intersect into join
  lateral like limit not offset on or order over qualify rollup select sets then union using values when where with all tblproperties dbproperties cluster by
  both leading trailing columns table return`.split(/\s+/),
);
