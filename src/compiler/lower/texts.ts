import type { Catalog } from '../analyse/model/catalog.ts';
import type { ReadText, SqlReader } from '../analyse/model/reader.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import { concat, draftOf, type Part, slice } from '../dialect/compose.ts';
import type { Dialect, NameMap } from '../dialect/dialect.ts';
import type { Graded } from '../dialect/grade.ts';
import { nameKey } from '../dialect/names.ts';
import { bodyEnd } from '../dialect/scan.ts';
import type { Instruction } from '../dialect/script.ts';
import type { OriginKind, TextOrigin } from '../load/port.ts';
import { tokenAt } from '../sql/lexer.ts';
import { type MappedText, originOf } from '../sql/mapped.ts';
import type { Target } from '../target/target.ts';
import { openSession, type Procedure, type SqlFunction } from './translate/session.ts';
import type { Kept } from './translate/stored.ts';

/** The SQL of one field of an action (`graph[kind][action]`) with its origins; undefined where they are not known. */
export type TextOf = (
  kind: OriginKind,
  action: number,
  field: TextOrigin['field'],
  index: number,
) => MappedText | undefined;

/** What all steps of lowering share. */
export interface Lowering {
  readonly dialect: Dialect;
  readonly names: NameMap;
  readonly hash: (text: string) => string;
  /** Of the way in which this dialect is written; see `loweringVersion`. */
  readonly version: string;
  readonly report: (found: Diagnostic) => void;
  /** Is told how each part of an action's SQL was translated. */
  readonly grade?: (action: string, found: Graded) => void;
  readonly textOf: TextOf;
  readonly id: (target: Target, use: 'schema-change' | 'staging') => string;
  /** What is known of tables and routines. */
  readonly catalog?: Catalog;
  /** Procedures that actions of the project create, by their path in SQL. */
  readonly procedure?: (path: readonly string[]) => Procedure | undefined;
  /** SQL functions that actions of the project create in datasets. */
  readonly routine?: (path: readonly string[]) => SqlFunction | undefined;
  /** What reads the SQL of an action that is written in another dialect. */
  readonly readerOf?: (action: Target) => SqlReader | undefined;
}

/** Whether a text is blanks, comments and semicolons alone. */
function isNothing(text: string): boolean {
  for (let at = 0; at < text.length; ) {
    const { kind, end } = tokenAt(text, at, undefined);
    if (kind !== 'space' && kind !== 'comment' && text[at] !== ';') return false;
    at = end;
  }
  return true;
}

/** A text in the target's dialect; with its steps where the engine cannot run it as one text. */
export interface Translated extends MappedText {
  readonly script?: readonly Instruction[];
}

/** Collects the texts of one action in the target's dialect, and the faults on the way. */
export interface Translator {
  /** A statement or query; undefined after a fault, which is reported. */
  readonly statement: (text: MappedText) => Promise<Translated | undefined>;
  /** A query that can stand in parentheses: without semicolons and comments at its end. Its rows may go into a table. */
  readonly query: (text: MappedText, use?: Kept) => Promise<MappedText | undefined>;
  /** A scalar expression. */
  readonly expression: (text: string) => Promise<string | undefined>;
  /** Forgets what the texts so far have declared: the script that adds rows to the action's table follows. */
  readonly anew: () => void;
  /** Every dataset that the translated SQL names, on this engine; undefined where SQL is sent as it was written. */
  readonly reads: () => readonly Target[] | undefined;
  /** What the first fault said. */
  readonly fault: () => string | undefined;
}

/** Named in the select list so that no translator makes up a name of its own. */
const ALIAS = 'biform_expression';
const aliased = new RegExp(`\\s+AS\\s+["\`]?${ALIAS}["\`]?[\\s;]*$`, 'i');

export function translator(
  action: string,
  file: string | undefined,
  context: Lowering,
  reader?: SqlReader,
): Translator {
  const { dialect, report } = context;
  const own = reader?.engine === dialect.name;
  const verbatim = dialect.verbatim && !reader;
  const read = new Map<string, Target>();
  const names: NameMap = (path) => {
    const target = context.names(path);
    if (!('fault' in target) && target.schema !== undefined) read.set(nameKey(target, dialect), target);
    return target;
  };
  let first: string | undefined;
  let session = openSession(context.catalog, true, context.procedure, context.routine);
  const statement = async (text: MappedText): Promise<Translated | undefined> => {
    if (verbatim) return text;
    if (reader && own) return named(text, reader, context);
    if (isNothing(text.text)) {
      const span = file === undefined ? undefined : { file, start: 0, end: 0 };
      const found = diagnostic('BF1623', { action }, { action, ...(span !== undefined && { span }) });
      if (first === undefined) report(found);
      first ??= found.message;
      return undefined;
    }
    const { grade } = context;
    const tell = grade && ((one: Graded) => grade(action, one));
    const parsed = reader?.read(text.text, context.catalog ?? NOTHING_KNOWN);
    if (parsed && tell) for (const one of gradesOf(parsed, text)) tell(one);
    const { sql, script, diagnostics } = await dialect.translate(text, names, session, tell, parsed);
    for (const one of diagnostics) {
      const span = one.span ?? (file === undefined ? undefined : { file, start: 0, end: 0 });
      report({ ...one, action, ...(span !== undefined && { span }) });
      if (one.severity === 'error') first ??= one.message;
    }
    if (!sql || diagnostics.some(({ severity }) => severity === 'error')) return undefined;
    return script ? { ...sql, script } : sql;
  };
  return {
    statement,
    query: async (text, use) => {
      session.makesOf = use;
      const sql = await statement(text);
      session.makesOf = undefined;
      if (sql === undefined || dialect.verbatim) return sql;
      if (sql.script) {
        const found = diagnostic('BF4001', { what: 'control flow in a query', target: dialect.title }, { action });
        report(found);
        first ??= found.message;
        return undefined;
      }
      const { text: cut, pieces } = slice(draftOf(sql), 0, bodyEnd(sql.text, dialect.lexical));
      return { text: cut, pieces };
    },
    expression: async (text) => {
      if (verbatim || own) return text;
      const sql = await statement({ text: `SELECT ${text}\nAS ${ALIAS}`, pieces: [] });
      return sql?.text.replace(/^\s*SELECT\s+/i, '').replace(aliased, '');
    },
    anew: () => {
      session = openSession(context.catalog, false, context.procedure, context.routine);
    },
    reads: () => (dialect.verbatim || own ? undefined : [...read.values()]),
    fault: () => first,
  };
}

/** The translator's `reads` as a field of a compiled action. */
export function readBy(translate: Translator): { readonly reads?: readonly Target[] } {
  const reads = translate.reads();
  return reads === undefined ? {} : { reads };
}

const NOTHING_KNOWN: Catalog = { table: () => undefined, routine: () => undefined };

/** A text in the engine's own language: only the names that `ref()` wrote become the engine's. */
function named(text: MappedText, reader: SqlReader, { names, dialect }: Lowering): MappedText {
  const draft = draftOf(text);
  let at = 0;
  const parts: Part[] = [];
  for (const { start, end, names: path } of reader.paths(text.text)) {
    const target = names(path);
    if ('fault' in target) continue;
    parts.push(slice(draft, at, start), { ...slice(draft, start, end), text: dialect.relation(target) });
    at = end;
  }
  const { text: made, pieces } = concat([...parts, slice(draft, at)]);
  return { text: made, pieces };
}

/** How a text of another dialect was read, as grades. */
const gradesOf = ({ notes }: ReadText, text: MappedText): readonly Graded[] =>
  notes.map(({ what, how, differs, start, end }) => {
    const span = originOf(text, start, end);
    return {
      what,
      grade: differs === undefined ? how : 'differs',
      printed: how,
      ...(differs !== undefined && { reason: differs }),
      ...(span && { span }),
    };
  });
