/** Functions and keywords of Databricks that stand before a bracket in SQL written by the translation. */
export const calledFunctions: ReadonlySet<string> = new Set(
  `abs add_months any_value array array_contains array_join array_size avg bool_and bool_or cast ceil char_length
  coalesce collect_list collect_set concat count count_if current_date current_timestamp date_add date_format
  date_from_unix_date date_sub date_trunc datediff day dayofweek dayofyear decimal dense_rank endswith explode
  explode_outer extract filter first_value floor from_utc_timestamp get greatest hex hour if inline inline_outer instr lag
  last_day last_value lead least length lower make_date max max_by md5 min min_by minute mod month named_struct ntile
  nullif octet_length posexplode posexplode_outer quarter raise_error rand rank regexp_extract regexp_replace replace
  reverse rlike round row_number second sequence sha1 sha2 size split startswith struct substring sum timestamp_micros
  timestamp_millis timestamp_seconds timestampadd to_date to_timestamp transform trim trunc try_cast try_divide typeof
  unhex unix_date unix_micros unix_millis unix_seconds upper uuid weekofyear year
  and as between by case cube distinct div else end exists except from grouping having in insert intersect into join
  lateral like limit not offset on or order over qualify rollup select sets then union using values when where with all
  both leading trailing`.split(/\s+/),
);
