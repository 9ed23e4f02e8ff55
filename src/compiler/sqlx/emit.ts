import type { Span } from '../diagnostics/span.ts';
import type { MappedText } from '../sql/mapped.ts';
import { type Fault, type Layout, layOut, type Statement } from './layout.ts';
import { add, addPart, copy, emptyOutput, type Output } from './output.ts';
import { parseSqlx } from './parse.ts';
import { isReadAlike, type Segment, segmentsOf } from './segments.ts';
import type { Range, SqlBlockKind, SqlxFile } from './syntax.ts';

/** Name of the tag that each SQL template of the emitted module carries; the module's context must define it. */
export const templateTag = '__biform';

/** Where the text of one statement comes from. */
export interface StatementMap {
  readonly block: 'sql' | SqlBlockKind;
  /** Index of the statement within its block; of an `input` block, the index of that block among its kind. */
  readonly statement: number;
  readonly span: Span;
  /** In order; undefined where the templates are not tagged. */
  readonly segments: readonly Segment[] | undefined;
}

/** A SQLX file as a JavaScript module, mapped back to its source. */
export interface EmittedSqlx extends MappedText {
  readonly file: SqlxFile;
  /** Whether the templates carry the tag. Without it the values of a statement are not recorded. */
  readonly tagged: boolean;
  readonly statements: readonly StatementMap[];
  /** Dataform refuses the file before any JavaScript exists: requiring it throws this error. `text` is empty then. */
  readonly fault?: Fault;
}

/**
 * Turns a SQLX file into the module that Dataform 3.0.62 makes of it (`compiler()` of @dataform/core): a call of
 * `dataform.sqlxAction`. Its SQL templates are tagged unless that would hide an error of V8; a tag that joins the cooked
 * strings and values gives the same SQL. `path` is relative to the project's root.
 */
export function emitSqlx(source: string, path: string): EmittedSqlx {
  const file = parseSqlx(source);
  const layout = layOut(file);
  if ('fault' in layout) {
    return { text: '', pieces: [], file, tagged: false, statements: [], fault: layout.fault };
  }
  const tagged = write(file, layout, path, templateTag, true);
  const statements = mapStatements(tagged);
  const { text, pieces } = statements ? tagged : write(file, layout, path, '', true);
  if (statements) return { text, pieces, file, tagged: true, statements };
  const unmapped = tagged.templates.map((template) => statementMap(template, undefined));
  return { text, pieces, file, tagged: false, statements: unmapped };
}

/** The text of `emitSqlx` alone, in less than half the time: for evaluation, which needs origins only where something is wrong. */
export function emitText(
  source: string,
  path: string,
  file = parseSqlx(source),
): { readonly text: string; readonly fault?: Fault } {
  const layout = layOut(file);
  if ('fault' in layout) return { text: '', fault: layout.fault };
  const tagged = write(file, layout, path, templateTag, false);
  const alike = tagged.templates.every((template) => isReadAlike(tagged.text, template));
  return { text: alike ? tagged.text : write(file, layout, path, '', false).text };
}

/** The maps of all statements, or undefined where V8 reads one of them otherwise than Dataform's braces suggest. */
function mapStatements({ text, pieces, templates }: Writer): readonly StatementMap[] | undefined {
  const statements: StatementMap[] = [];
  for (const template of templates) {
    const segments = segmentsOf(text, pieces, template);
    if (segments === undefined) return undefined;
    statements.push(statementMap(template, segments));
  }
  return statements;
}

const statementMap = (
  { block, statement, span }: WrittenTemplate,
  segments: readonly Segment[] | undefined,
): StatementMap => ({ block, statement, span, segments });

/** A template literal: where it stands in the module, without its backticks, and the index of its first piece. */
interface WrittenTemplate extends Range {
  readonly block: StatementMap['block'];
  readonly statement: number;
  readonly span: Span;
  readonly piece: number;
}

interface Writer extends Output {
  readonly layout: Layout;
  readonly tag: string;
  /** What each function starts with: see `declarations`. */
  readonly names: string;
  readonly templates: WrittenTemplate[];
}

function write(file: SqlxFile, layout: Layout, path: string, tag: string, mapped: boolean): Writer {
  const names = declarations(file.source);
  const writer: Writer = { ...emptyOutput(file.source, path, mapped), layout, tag, names, templates: [] };
  const { config, sql, blocks, inputs } = layout;
  const head = config ?? { start: 0, end: 0 };
  add(writer, `dataform.sqlxAction({\nsqlxConfig: {\nname: "${escapedName(path)}",\ntype: "operations",\n...`, head);
  if (config) copy(writer, config.start + 'config '.length, config.end);
  add(writer, `${config ? '' : '{}'}\n},\nsqlStatementCount: ${sql.length},\nsqlContextable: `, head);
  addFunction(writer, 'sql', sql, true);
  const where = blocks.incremental_where?.[0];
  add(writer, ',\nincrementalWhereContextable: ', head);
  if (where?.some(({ start, end }) => end > start)) addFunction(writer, 'incremental_where', [where], false);
  else add(writer, 'undefined', head);
  for (const [kind, key] of operations) {
    add(writer, `,\n${key}: `, head);
    const statements = blocks[kind];
    if (statements) addFunction(writer, kind, statements, true);
    else add(writer, 'undefined', head);
  }
  add(writer, ',\ninputContextables: [', head);
  for (const [index, { block, statement }] of inputs.entries()) {
    const names = block.labels.map((label) => `"${label}"`).join(', ');
    add(writer, `${index > 0 ? ',' : ''}\n{ refName: [${names}],\ncontextable: (ctx) => {\n`, block);
    addScripts(writer);
    add(writer, '\nreturn ', block);
    addTemplate(writer, 'input', index, statement);
    add(writer, ';\n} }', block);
  }
  add(writer, ']\n});\n', head);
  return writer;
}

const operations = [
  ['pre_operations', 'preOperationsContextable'],
  ['post_operations', 'postOperationsContextable'],
] as const;

/** File name without its last extension, backslashes doubled for a JavaScript string (quotes are not, as in Dataform). */
function escapedName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.slice(0, Math.max(0, name.lastIndexOf('.'))).replaceAll('\\', '\\\\');
}

const contextNames = ['self', 'ref', 'resolve', 'name', 'when', 'incremental', 'schema', 'database'].map(
  (name) => [name, `const ${name} = ctx.${name} ? ctx.${name}.bind(ctx) : undefined;\n`] as const,
);
const contextValue = ['EXPECT', 'const EXPECT = ctx.EXPECT ? ctx.EXPECT : undefined;\n'] as const;

/** Declarations of the context's members. Those whose name the file never spells are left out: V8 has less to compile. */
function declarations(source: string): string {
  const escaped = source.includes('\\u');
  return [...contextNames, contextValue].map(([name, text]) => (escaped || source.includes(name) ? text : '')).join('');
}

/** Adds a function of the context that gives its statements, as a list or as the single text. */
function addFunction(
  writer: Writer,
  block: StatementMap['block'],
  statements: readonly Statement[],
  list: boolean,
): void {
  const origin = { start: statements[0]?.[0]?.start ?? 0, end: statements.at(-1)?.at(-1)?.end ?? 0 };
  add(writer, `(ctx) => {\n${writer.names}`, origin);
  addScripts(writer);
  add(writer, list ? '\nreturn [' : '\nreturn ', origin);
  for (const [index, statement] of statements.entries()) {
    if (index > 0) add(writer, ',', origin);
    addTemplate(writer, block, index, statement);
  }
  add(writer, list ? '];\n}' : '\n}', origin);
}

/** Pastes the `js` blocks; the last unit of each is taken for its brace. */
function addScripts(writer: Writer): void {
  for (const { open, end } of writer.layout.scripts) copy(writer, open, end - 1);
}

function addTemplate(writer: Writer, block: StatementMap['block'], statement: number, parts: Statement): void {
  const span = { file: writer.file, start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 };
  add(writer, `${writer.tag}\``, span);
  const start = writer.text.length;
  const piece = writer.pieces.length;
  for (const part of parts) addPart(writer, part);
  writer.templates.push({ block, statement, span, start, end: writer.text.length, piece });
  add(writer, '`', span);
}
