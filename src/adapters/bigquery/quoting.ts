import type { Target } from '../../compiler/target/target.ts';

/** What BigQuery's escape sequences call the characters that may not stand in a quoted token. */
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

const escaped = (text: string, quote: string): string =>
  text.replace(/[\\\n\r\t`']/g, (c) => (c === quote ? `\\${c}` : (escapes[c] ?? c)));

export const identifier = (name: string): string => `\`${escaped(name, '`')}\``;

export const string = (value: string): string => `'${escaped(value, "'")}'`;

/** The whole path in one pair of back quotes, as Dataform writes it. */
export const relation = (target: Target): string =>
  identifier(
    [target.database, target.schema, target.name].filter((part) => part !== undefined && part !== '').join('.'),
  );
