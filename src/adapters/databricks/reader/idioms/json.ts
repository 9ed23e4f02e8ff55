import { isJson } from '../../../../compiler/analyse/expression/literal-text.ts';
import { plain } from '../../../../compiler/lower/translate/text.ts';
import { kindAt, scalarText, typeAt, variantItems, variantTexts } from '../../json.ts';
import { call, str } from '../make.ts';
import { pathText } from '../resolve/json.ts';
import type { JsonStep } from '../tree.ts';
import { arrayOf, type Spark, STRING } from '../types/spark.ts';
import { type Found, type Idiom, made, textIn, valueIn } from './idiom.ts';
import { hole } from './shape.ts';

const VARIANT: Spark = { kind: 'VARIANT' };

/** The steps of a path in Databricks' spelling: `$['a'][0].b`. */
export function stepsOf(path: string): readonly JsonStep[] | undefined {
  if (!/^\$(?:\['[^'\\\]]*'\]|\[\d+\]|\.\w+)*$/.test(path)) return undefined;
  return [...path.matchAll(/\['([^']*)'\]|\[(\d+)\]|\.(\w+)/g)].map(
    ([, key, index, name]): JsonStep => (index === undefined ? (key ?? name ?? '') : Number(index)),
  );
}

/** A function of JSON by the path in `@p`. */
function byPath(shape: string, name: string, kind: 'STRING' | 'VARIANT', t: Spark): Idiom {
  return { shape, read: (found) => called(found, name, kind, t) };
}

function called(found: Found, name: string, kind: 'STRING' | 'VARIANT', t: Spark) {
  const path = textIn(found, 'p');
  const steps = path === undefined ? undefined : stepsOf(path);
  const v = steps && valueIn(found, 'a');
  if (!v || !steps || v.t.kind !== kind) return undefined;
  return made(call(name, [v.e, str(pathText(steps, found.place), found.place)], found.place), t, [v]);
}

const [a, p] = [hole('a'), hole('p')];
const typed = plain(typeAt(a, p));
const kind = plain(kindAt(a, p));
const items = plain(variantItems(a, p));
const texts = `from_json(get_json_object(@a, @p), 'ARRAY<STRING>')`;
const parsedItems = `try_variant_get(try_parse_json(@a), @p, 'ARRAY<VARIANT>')`;
const BEYOND = `'\\\\\\\\u[dD][89abAB]'`;
const FAULT = `raise_error('JSON with characters beyond the basic plane is not translated')`;
const spelt = "CASE WHEN schema_of_variant(i) RLIKE '^(OBJECT|ARRAY)' THEN t ELSE to_json(i) END";

/** JSON in texts and in values of the type VARIANT. */
export const json: readonly Idiom[] = [
  byPath(`if(${typed} RLIKE '^(OBJECT|ARRAY|VOID)', NULL, get_json_object(@a, @p))`, 'JSON_VALUE', 'STRING', STRING),
  byPath(
    `CASE WHEN ${typed} = 'STRING' THEN to_json(try_variant_get(try_parse_json(@a), @p, 'variant')) WHEN ${typed} <> 'VOID' THEN get_json_object(@a, @p) END`,
    'JSON_QUERY',
    'STRING',
    STRING,
  ),
  byPath(
    `CASE WHEN ${typed} LIKE 'ARRAY%' AND NOT exists(${parsedItems}, i -> schema_of_variant(i) RLIKE '^(OBJECT|ARRAY)') THEN ${texts} END`,
    'JSON_VALUE_ARRAY',
    'STRING',
    arrayOf(STRING),
  ),
  byPath(
    `CASE WHEN ${typed} LIKE 'ARRAY%' THEN zip_with(${parsedItems}, ${texts}, (i, t) -> transform(array(${spelt}), bf_v -> if(bf_v RLIKE ${BEYOND}, ${FAULT}, bf_v))[0]) END`,
    'JSON_QUERY_ARRAY',
    'STRING',
    arrayOf(STRING),
  ),
  byPath(`variant_get(@a, @p, 'variant')`, 'JSON_QUERY', 'VARIANT', VARIANT),
  byPath(`CASE WHEN ${kind} LIKE 'ARRAY%' THEN ${items} END`, 'JSON_QUERY_ARRAY', 'VARIANT', arrayOf(VARIANT)),
  byPath(plain(variantTexts(a, p)), 'JSON_VALUE_ARRAY', 'VARIANT', arrayOf(STRING)),
  {
    shape: plain(scalarText(a)),
    read: (found) => {
      const v = valueIn(found, 'a');
      return v?.t.kind === 'VARIANT' ? made(call('JSON_VALUE', [v.e], found.place), STRING, [v]) : undefined;
    },
  },
  {
    shape: 'parse_json(@a)',
    read: (found) => {
      const value = textIn(found, 'a');
      if (value === undefined || !isJson(value)) return undefined;
      return { e: { ...found.place, kind: 'typed', type: 'JSON', value }, t: VARIANT };
    },
  },
];
