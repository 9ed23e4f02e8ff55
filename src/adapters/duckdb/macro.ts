/** A macro of the translation, in the schema of all of them. */
export interface Macro {
  readonly name: string;
  readonly parameters: string;
  readonly body: string;
}

/** The schema that holds the macros. Its version changes with their text. */
export const MACRO_SCHEMA = 'biform';

/** A macro from its head, `name(a, b)`, and its body. */
export const macro = (head: string, body: string): Macro => {
  const open = head.indexOf('(');
  return { name: head.slice(0, open), parameters: head.slice(open + 1, -1), body };
};

/** `body` with `name` bound once to `value`. */
export const bind = (value: string, name: string, body: string): string =>
  `list_transform([${value}], lambda ${name}: ${body})[1]`;

/** The variable of the lambda around a body; no column has such a name. */
const HELD = 'biform_held';

/**
 * A body that works out the parameters it writes as `$x` once each. DuckDB puts the text of an argument wherever a macro
 * names it, so that calls within one another would grow to texts that it cannot bind, and be worked out many times.
 * Parameters written without `$` are literals.
 */
export function once(body: string): string {
  const names = [...new Set([...body.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? ''))];
  const [only] = names;
  if (names.length === 1 && only) return bind(only, HELD, body.replaceAll(`$${only}`, HELD));
  // DuckDB 1.5.6 takes a field's name from inside a macro that is its whole value and reads a column of an outer query.
  const held = `{${names.map((name) => `'${name}': CASE WHEN TRUE THEN ${name} END`).join(', ')}}`;
  // Behind HAVING it would take `held.x` for a column x.
  return bind(held, HELD, body.replace(/\$(\w+)/g, `${HELD}['$1']`));
}

export const isDecimal = (x: string): string => `starts_with(typeof(${x}), 'DECIMAL')`;
export const isZoned = (x: string): string => `typeof(${x}) = 'TIMESTAMP WITH TIME ZONE'`;
export const isFloat = (x: string): string => `typeof(${x}) IN ('DOUBLE', 'FLOAT')`;
