import { custom } from '../../compiler/lower/translate/define.ts';
import { jsonPath } from '../../compiler/lower/translate/jsonpath.ts';
import type { FunctionRule, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { bind, fail } from './bind.ts';
import { floatText } from './casts.ts';
import { string } from './quoting.ts';

const text = { returns: 'STRING' } as const;

/** The path in Databricks' spelling; undefined after a refusal. */
function pathOf(e: Expr | undefined, p: Printer): string | undefined {
  if (!e) return '$';
  const steps = e.kind === 'string' ? jsonPath(e.value) : undefined;
  if (!steps || steps.some((step) => typeof step === 'string' && /['"\]\\]/.test(step))) {
    p.refuse(e, 'this JSONPath', 'Only literals of names and numbers are translated.');
    return undefined;
  }
  return steps.map((step) => (typeof step === 'number' ? `[${step}]` : `['${step}']`)).reduce((a, b) => a + b, '$');
}

/** A text with JSON in it, or a value of the type JSON, and a path as a literal; undefined after a refusal. */
function source(call: Call, p: Printer): { x: Frag; path: string; parsed: boolean } | undefined {
  const [x, at] = call.args;
  if (!x) return undefined;
  const path = pathOf(at, p);
  return path === undefined ? undefined : { x: p.expr(x), path: string(path), parsed: p.kind(x) === 'JSON' };
}

/** The kind of the value at a path: `OBJECT<..>`, `ARRAY<..>`, `STRING` ...; NULL where the text is no JSON. */
export const typeAt = (x: Frag, path: Frag): Frag =>
  q`schema_of_variant(try_variant_get(try_parse_json(${x}), ${path}, 'variant'))`;

export const kindAt = (v: Frag, path: Frag): Frag => q`schema_of_variant(variant_get(${v}, ${path}, 'variant'))`;

export const variantItems = (v: Frag, path: Frag): Frag => q`variant_get(${v}, ${path}, 'ARRAY<VARIANT>')`;

/** The text of a scalar of the type JSON: NULL for others. A number with a point, or beyond INT64, is a double. */
export const scalarText = (v: Frag): Frag => {
  const spelt = bind(floatText(q`CAST(${v} AS DOUBLE)`), (t) => q`concat(${t}, if(${t} RLIKE '^-?[0-9]+$', '.0', ''))`);
  return q`CASE WHEN schema_of_variant(${v}) RLIKE '^(DECIMAL|DOUBLE|FLOAT)' THEN ${spelt} WHEN schema_of_variant(${v}) NOT RLIKE '^(OBJECT|ARRAY|VOID)' THEN CAST(${v} AS STRING) END`;
};

const variantValue = (x: Frag, path: Frag): Frag => bind(q`variant_get(${x}, ${path}, 'variant')`, scalarText);

/** NULL where an element is an object or an array. */
export const variantTexts = (x: Frag, path: Frag): Frag =>
  bind(x, (v) => {
    const nested = q`exists(${variantItems(v, path)}, bf_i -> schema_of_variant(bf_i) RLIKE '^(OBJECT|ARRAY)')`;
    return q`CASE WHEN ${kindAt(v, path)} LIKE 'ARRAY%' AND NOT ${nested} THEN transform(${variantItems(v, path)}, bf_i -> ${scalarText('bf_i')}) END`;
  });

/** JSON_VALUE: a scalar's text. */
function value(call: Call, p: Printer): Frag {
  const found = source(call, p);
  if (!found) return '';
  const { path } = found;
  if (found.parsed) return variantValue(found.x, path);
  return bind(
    found.x,
    (v) => q`if(${typeAt(v, path)} RLIKE '^(OBJECT|ARRAY|VOID)', NULL, get_json_object(${v}, ${path}))`,
  );
}

/** Databricks writes characters beyond the basic plane as escapes, where BigQuery keeps them. */
const plainText = (made: Frag): Frag =>
  bind(
    made,
    (t) =>
      q`if(${t} RLIKE ${string('\\\\u[dD][89abAB]')}, ${fail('JSON with characters beyond the basic plane is not translated')}, ${t})`,
  );

/** JSON_QUERY: the JSON text of any value but null. */
function query(call: Call, p: Printer): Frag {
  const found = source(call, p);
  if (!found) return '';
  const { path } = found;
  if (found.parsed) return q`variant_get(${found.x}, ${path}, 'variant')`;
  return bind(found.x, (v) => {
    const made = q`get_json_object(${v}, ${path})`;
    const quoted = q`to_json(try_variant_get(try_parse_json(${v}), ${path}, 'variant'))`;
    return plainText(
      q`CASE WHEN ${typeAt(v, path)} = 'STRING' THEN ${quoted} WHEN ${typeAt(v, path)} <> 'VOID' THEN ${made} END`,
    );
  });
}

/** JSON_VALUE_ARRAY: the scalars' texts; NULL where one of them is an object or an array. */
function valueArray(call: Call, p: Printer): Frag {
  const found = source(call, p);
  if (!found) return '';
  const { path } = found;
  if (found.parsed) return variantTexts(found.x, path);
  return bind(found.x, (v) => {
    const made = q`from_json(get_json_object(${v}, ${path}), 'ARRAY<STRING>')`;
    const items = q`try_variant_get(try_parse_json(${v}), ${path}, 'ARRAY<VARIANT>')`;
    const nested = q`exists(${items}, i -> schema_of_variant(i) RLIKE '^(OBJECT|ARRAY)')`;
    return q`CASE WHEN ${typeAt(v, path)} LIKE 'ARRAY%' AND NOT ${nested} THEN ${made} END`;
  });
}

/** JSON_QUERY_ARRAY: the JSON text of each element. */
function queryArray(call: Call, p: Printer): Frag {
  const found = source(call, p);
  if (!found) return '';
  const { path } = found;
  if (found.parsed)
    return bind(found.x, (v) => q`CASE WHEN ${kindAt(v, path)} LIKE 'ARRAY%' THEN ${variantItems(v, path)} END`);
  return bind(found.x, (v) => {
    const items = q`try_variant_get(try_parse_json(${v}), ${path}, 'ARRAY<VARIANT>')`;
    const plainTexts = q`from_json(get_json_object(${v}, ${path}), 'ARRAY<STRING>')`;
    const spelt = q`zip_with(${items}, ${plainTexts}, (i, t) -> ${plainText("CASE WHEN schema_of_variant(i) RLIKE '^(OBJECT|ARRAY)' THEN t ELSE to_json(i) END")})`;
    return q`CASE WHEN ${typeAt(v, path)} LIKE 'ARRAY%' THEN ${spelt} END`;
  });
}

/** JSON in text. Numbers are spelt anew (`1.50` becomes `1.5`), and a key that stands twice makes the text no JSON. */
export const json: Readonly<Record<string, FunctionRule>> = {
  JSON_EXTRACT: custom(1, 2, query, text),
  JSON_EXTRACT_ARRAY: custom(1, 2, queryArray, { returns: 'ARRAY' }),
  JSON_EXTRACT_SCALAR: custom(1, 2, value, text),
  JSON_EXTRACT_STRING_ARRAY: custom(1, 2, valueArray, { returns: 'ARRAY' }),
  JSON_QUERY: custom(1, 2, query, text),
  JSON_QUERY_ARRAY: custom(1, 2, queryArray, { returns: 'ARRAY' }),
  JSON_VALUE: custom(1, 2, value, text),
  JSON_VALUE_ARRAY: custom(1, 2, valueArray, { returns: 'ARRAY' }),
};
