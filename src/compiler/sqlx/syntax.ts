/** A half-open range of the source, in UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** `${...}`. `closed` is false where the file ended first. */
export interface Placeholder extends Range {
  readonly kind: 'placeholder';
  readonly closed: boolean;
}

/** SQL between the other parts, left as it is. */
export interface Text extends Range {
  readonly kind: 'text';
}

/** `-- ...` without its line end, or a block comment. */
export interface Comment extends Range {
  readonly kind: 'comment';
}

/** `---` at the end of a line, with the blanks around it; divides statements. */
export interface Separator extends Range {
  readonly kind: 'separator';
}

export type Quote = "'" | '"' | "'''" | '"""';

/** A string literal as Dataform delimits it, quotes included. A prefix such as `r` belongs to the text before it. */
export interface StringLiteral extends Range {
  readonly kind: 'string';
  readonly quote: Quote;
  readonly closed: boolean;
  /** Dataform knows placeholders in all strings but double-quoted ones. */
  readonly placeholders: readonly Placeholder[];
}

/** What SQL is made of. The parts of a block tile it. */
export type Part = Text | StringLiteral | Comment | Placeholder | Separator;

/** `config {...}` or `js {...}`. */
export interface ScriptBlock extends Range {
  readonly kind: 'config' | 'js';
  /** Offset after the opening brace. */
  readonly open: number;
  readonly closed: boolean;
}

export type SqlBlockKind = 'pre_operations' | 'post_operations' | 'incremental_where' | 'input';

/** A block of SQL within braces. `parts` tile the range from `open` to the closing brace, or to the end of the file. */
export interface SqlBlock extends Range {
  readonly kind: SqlBlockKind;
  readonly open: number;
  readonly closed: boolean;
  /** Of `input "a", "b" {`; empty for other blocks. */
  readonly labels: readonly string[];
  readonly parts: readonly Part[];
}

export type Item = Part | ScriptBlock | SqlBlock;

/** A SQLX file. The items tile the source. */
export interface SqlxFile {
  readonly source: string;
  readonly items: readonly Item[];
}

/** The parts of each statement, separators left out. There is always at least one statement, perhaps an empty one. */
export function statementsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  let current: Part[] = [];
  const statements = [current];
  for (const part of parts) {
    if (part.kind === 'separator') {
      current = [];
      statements.push(current);
    } else current.push(part);
  }
  return statements;
}

export const isScriptBlock = (item: Item): item is ScriptBlock => item.kind === 'config' || item.kind === 'js';

export const isSqlBlock = (item: Item): item is SqlBlock =>
  item.kind === 'pre_operations' ||
  item.kind === 'post_operations' ||
  item.kind === 'incremental_where' ||
  item.kind === 'input';

/** Whether an item belongs to the SQL outside all blocks. */
export const isPart = (item: Item): item is Part => !isScriptBlock(item) && !isSqlBlock(item);
