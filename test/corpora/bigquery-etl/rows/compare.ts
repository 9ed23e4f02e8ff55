import { isList, isObject, type Json } from './json.ts';

/** Numbers are equal by value, as in Python; names of fields are sorted. */
function comparable(value: Json): unknown {
  if (isList(value)) return value.map(comparable);
  if (isObject(value))
    return Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, comparable(inner)]);
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value)))
    return { number: `${value}` };
  return typeof value === 'number' ? { number: `${value}` } : value;
}

const keyOf = (value: Json): string => JSON.stringify(comparable(value));

/** What one side has and the other has not, or undefined for the same rows in any order. */
export function difference(want: readonly Json[], got: readonly Json[]): string | undefined {
  const left = [...got];
  const missing = want.filter((one) => {
    const at = left.findIndex((other) => keyOf(other) === keyOf(one));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  if (missing.length === 0 && left.length === 0) return undefined;
  const counts = want.length === got.length ? '' : `${want.length} rows expected, ${got.length} given; `;
  const [first] = missing;
  const nearest =
    first === undefined ? left[0] : left.toSorted((a, b) => apart(first, a).length - apart(first, b).length)[0];
  if (first === undefined || nearest === undefined) return `${counts}${show(first ?? nearest ?? null)}`;
  return `${counts}${missing.length} rows differ: ${apart(first, nearest).slice(0, 6).join('; ')}`;
}

const show = (value: Json | undefined): string =>
  value === undefined
    ? 'nothing'
    : JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? Number(one) : one)).slice(0, 300);

/** Paths at which two values differ. */
function apart(want: Json | undefined, got: Json | undefined, at = ''): readonly string[] {
  if (want !== undefined && got !== undefined && keyOf(want) === keyOf(got)) return [];
  if (isObject(want) && isObject(got))
    return [...new Set([...Object.keys(want), ...Object.keys(got)])].flatMap((name) =>
      apart(want[name], got[name], `${at}.${name}`),
    );
  if (isList(want) && isList(got) && want.length === got.length)
    return want.flatMap((one, i) => apart(one, got[i], `${at}[${i}]`));
  return [`${at} is ${show(got)} instead of ${show(want)}`];
}
