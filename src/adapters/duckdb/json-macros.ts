import { bind, MACRO_SCHEMA, type Macro, macro, once } from './macro.ts';

const B = `${MACRO_SCHEMA}.`;

/** JSON in text or JSON columns. A text that is no JSON counts as NULL, as in GoogleSQL. */
export const jsonMacros: readonly Macro[] = [
  macro('bf_json(x)', once('CASE WHEN json_valid($x) THEN CAST($x AS JSON) END')),
  macro(
    'bf_json_value(x, p)',
    bind(
      `json_extract(${B}bf_json(x), p)`,
      'v',
      `CASE WHEN json_type(v) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN json_extract_string(v, '$') END`,
    ),
  ),
  macro(
    'bf_json_query(x, p)',
    once(
      `cast_to_type(CASE WHEN typeof($x) = 'JSON' THEN json_extract(${B}bf_json($x), p) ELSE ${bind(`json_extract(${B}bf_json($x), p)`, 'v', `CASE WHEN json_type(v) <> 'NULL' THEN v END`)} END, $x)`,
    ),
  ),
  macro(
    'bf_json_array(x, p)',
    once(
      `cast_to_type(${bind(`json_extract(${B}bf_json($x), p)`, 'v', `list_transform(CAST(CASE WHEN json_type(v) = 'ARRAY' THEN v END AS JSON[]), lambda e: coalesce(e, CAST('null' AS JSON)))`)}, [$x])`,
    ),
  ),
  macro(
    'bf_json_value_array(x, p)',
    bind(
      `json_extract(${B}bf_json(x), p)`,
      'j',
      `CASE WHEN json_type(j) = 'ARRAY' AND len(list_filter(CAST(j AS JSON[]), lambda v: json_type(v) IN ('OBJECT', 'ARRAY'))) = 0 THEN list_transform(CAST(j AS JSON[]), lambda v: json_extract_string(v, '$')) END`,
    ),
  ),
  macro(
    'bf_parse_json(x)',
    once("CASE WHEN json_valid($x) THEN CAST(json($x) AS JSON) WHEN $x IS NOT NULL THEN error('not a JSON text') END"),
  ),
  macro(
    'bf_json_type(x)',
    once(
      "CASE json_type($x) WHEN 'VARCHAR' THEN 'string' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' WHEN 'BOOLEAN' THEN 'boolean' ELSE lower(json_type($x)) END",
    ),
  ),
  macro(
    'bf_json_string(x)',
    once(
      `CASE WHEN json_type($x) = 'VARCHAR' THEN json_extract_string($x, '$') WHEN $x IS NOT NULL THEN error('the JSON value is not a string') END`,
    ),
  ),
  macro(
    'bf_json_bool(x)',
    once(
      `CASE WHEN json_type($x) = 'BOOLEAN' THEN CAST($x AS BOOLEAN) WHEN $x IS NOT NULL THEN error('the JSON value is not a boolean') END`,
    ),
  ),
  macro(
    'bf_json_int64(x)',
    once(
      `CASE WHEN json_type($x) IN ('UBIGINT', 'BIGINT') THEN CAST($x AS BIGINT) WHEN json_type($x) = 'DOUBLE' AND CAST($x AS DOUBLE) = trunc(CAST($x AS DOUBLE)) THEN CAST(CAST($x AS DOUBLE) AS BIGINT) WHEN $x IS NOT NULL THEN error('the JSON value is not an integer') END`,
    ),
  ),
  macro(
    'bf_json_float64(x)',
    once(
      `CASE WHEN json_type($x) IN ('UBIGINT', 'BIGINT', 'DOUBLE') THEN CAST($x AS DOUBLE) WHEN $x IS NOT NULL THEN error('the JSON value is not a number') END`,
    ),
  ),
  macro(
    'bf_to_json_string(x)',
    once(
      `CASE WHEN regexp_matches(typeof($x), 'DOUBLE|FLOAT|DECIMAL|TIMESTAMP|TIME|BLOB|INTERVAL|HUGEINT') THEN error('TO_JSON_STRING of values of this type is not supported on DuckDB') WHEN $x IS NULL THEN 'null' ELSE ${bind('CAST(to_json($x) AS VARCHAR)', 's', `CASE WHEN regexp_matches(s, '(?:^|[:\\[,])-?[0-9]{16,}') THEN error('TO_JSON_STRING of an INT64 beyond 2^53 is not supported on DuckDB') WHEN regexp_matches(s, '[\\\\]u00[01][A-F]') THEN error('TO_JSON_STRING of this control character is not supported on DuckDB') ELSE s END`)} END`,
    ),
  ),
];
