/**
 * A SQLX file as plain data, for files that need no JavaScript engine: a `config` of literals, and placeholders that only
 * call by name. All of it is JSON. The runtime carries it out as V8 would carry out the module that `emitText` writes.
 */
export interface PlainSqlx {
  /** Relative to the project's root. */
  readonly path: string;
  /** File name without its last extension. */
  readonly name: string;
  /** Of the `config` block: an object. */
  readonly config: Expression;
  readonly sql: readonly Template[];
  readonly where?: Template;
  readonly pre?: readonly Template[];
  readonly post?: readonly Template[];
}

export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal };

/** A text, a number, a truth value and null stand for themselves; a list begins with what it is. */
export type Expression =
  | string
  | number
  | boolean
  | null
  /** A list or an object without anything to evaluate in it. */
  | readonly ['literal', Literal]
  | readonly ['list', ...Expression[]]
  /** Keys and values in turn. */
  | readonly ['object', ...Expression[]]
  /** A name among the globals. */
  | readonly ['name', string]
  | readonly ['member', Expression, string]
  /** A call of what the action's context offers (`ref`, `self`). */
  | readonly ['context', string, ...Expression[]]
  | readonly ['call', Expression, ...Expression[]]
  | readonly ['text', Template];

/** The text alone, or texts (one more than values) and the values between them. */
export type Template = string | readonly [strings: readonly string[], ...values: Expression[]];
