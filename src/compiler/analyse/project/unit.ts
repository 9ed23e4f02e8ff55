import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { At, Query } from '../../sql/ast.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import { type Parsed, parseStatements } from '../../sql/parse/statement.ts';
import { lineageOf } from '../lineage/lineage.ts';
import type { Binder } from '../model/binder.ts';
import type { Catalog, Routine } from '../model/catalog.ts';
import { freshBinder } from '../model/fresh.ts';
import type { SqlReader } from '../model/reader.ts';
import type { Column, Rows } from '../model/relation.ts';
import { bindStatements } from '../statement/bind-statement.ts';
import type { TextFinding, UnitResult } from './model.ts';
import { type KeysOf, pathOf } from './names.ts';
import { parserOf } from './read-text.ts';
import { meantNames, placeOfColumn, placeOfIndex, placeOfList, type StoredRows, storedRows } from './rows.ts';
import { tableSchema, withMeant } from './schemas.ts';
import { innerStatements } from './statements.ts';
import type { ActionText, Unit } from './texts.ts';

/** An answer about a table or routine, with a hash that changes when the answer does. */
export interface Answered<T> {
  readonly value: T;
  readonly hash: string;
}

/** What stands outside a unit's texts. */
export interface Surrounding {
  readonly keysOf: KeysOf;
  readonly table: (path: readonly string[]) => Answered<ReturnType<Catalog['table']>>;
  readonly routine: (path: readonly string[]) => Answered<Routine | undefined>;
  readonly lineage: boolean;
  /** What a text was parsed to before. */
  readonly parsed?: ((text: string) => Parsed | undefined) | undefined;
  /** What reads the texts where they are not GoogleSQL. */
  readonly reader?: SqlReader;
}

/** Parses and binds the texts of a unit in their order. `self` is the key of the table that the action makes. */
export function analyseUnit(unit: Unit, self: string | undefined, around: Surrounding): UnitResult {
  const reads = new Map<string, UnitResult['reads'][number]>();
  const made: Made = { creates: [] };
  const catalog: Catalog = {
    table: (path) => {
      const { value, hash } = around.table(path);
      reads.set(`table\n${path.join('\n')}`, ['table', path, hash]);
      return value;
    },
    routine: (path) => {
      const { value, hash } = around.routine(path);
      reads.set(`routine\n${path.join('\n')}`, ['routine', path, hash]);
      return value;
    },
  };
  const b = freshBinder(catalog);
  const reading: Reading = around.reader
    ? { parse: parserOf(around.reader, catalog, b), dialect: around.reader.title }
    : { parse: (text) => around.parsed?.(text) ?? parseStatements(text) };
  const findings = unit.texts.map((text) => analyseText(text, unit, self, b, made, reading));
  const { query } = made;
  const creation = query || self === undefined ? undefined : creationOf(self, made, around.keysOf);
  const result = query && made.rows ? storedRows(made.rows) : creation && madeTable(b, creation);
  const shown = query ?? creation?.query;
  return {
    reads: [...reads.values()],
    findings,
    ...(result && { columns: result.columns }),
    complete: result?.complete ?? false,
    ...(made.meant && { meant: made.meant }),
    ...(query && { list: placeOfList(query) }),
    ...(around.lineage && shown && b.rows.has(shown) && { lineage: lineageOf(b, shown) }),
  };
}

type Create = Extract<Statement, { kind: 'create' }>;

/** How texts are read. */
interface Reading {
  readonly parse: (text: string) => Parsed;
  /** The title of another dialect than GoogleSQL. */
  readonly dialect?: string;
}

/** What the texts of a unit give, as far as they are bound. */
interface Made {
  query?: Query;
  rows?: Rows;
  meant?: readonly string[];
  readonly creates: Create[];
}

/** The statement that makes the action's own table last. */
const creationOf = (self: string, { creates }: Made, keysOf: KeysOf): Create | undefined =>
  creates.findLast(({ name, temporary }) => !temporary && keysOf(pathOf(name.parts)).includes(self));

/** The columns of a table that a script has made. */
function madeTable(b: Binder, { name }: Create): StoredRows | undefined {
  const table = b.made.tables.get(pathOf(name.parts).join('.'));
  return table && { columns: table.columns.filter(({ pseudo }) => !pseudo), complete: table.complete };
}

/** CREATE statements of a script, also within blocks. */
function createsIn(statements: readonly Statement[], into: Create[]): void {
  for (const statement of statements) {
    if (statement.kind === 'create') into.push(statement);
    else createsIn(innerStatements(statement), into);
  }
}

function analyseText(
  { role, text, before = 0 }: ActionText,
  { stored }: Unit,
  self: string | undefined,
  b: Binder,
  made: Made,
  { parse, dialect }: Reading,
): readonly TextFinding[] {
  const parsed = parse(text);
  const first = b.findings.length;
  if (role === 'script') createsIn(parsed.statements, made.creates);
  bindStatements(b, parsed.statements);
  const found: TextFinding[] = [
    ...syntaxFindings(parsed, dialect),
    ...b.findings.slice(first).filter(isCertainIn(parsed)),
  ];
  const [statement, ...more] = parsed.statements;
  if (role === 'query' && statement?.kind === 'query' && more.length === 0) {
    const rows = b.rows.get(statement.query);
    made.query = statement.query;
    const meant = found.length > 0 ? meantNames(statement.query, found) : [];
    if (meant.length > 0) made.meant = meant;
    if (rows) {
      // What stands behind a syntax error is not read, and may name further columns.
      made.rows = parsed.faults.length > 0 ? { ...rows, complete: false } : rows;
      if (self !== undefined) noteSelf(b, self, storedRows(rows), made.meant);
    }
    if (stored && rows && found.length === 0) found.push(...nameFindings(statement.query, rows));
  }
  if (before === 0) return found;
  return found
    .filter(({ at }) => at.start >= before)
    .map(({ diagnostic, at, ...rest }) => ({
      ...rest,
      diagnostic: { ...diagnostic, message: inOwnWords(diagnostic.message) },
      at: { start: at.start - before, end: at.end - before },
    }));
}

/** Says what the author calls the tables that stand around a condition of his. */
const inOwnWords = (message: string): string =>
  message.replace(' in subquery.', ' in the query.').replace(' in DATAFORM_DEST.', ' in the table.');

/** Statements behind the query see the table that it has made. */
function noteSelf(b: Binder, self: string, { columns, complete }: StoredRows, meant?: readonly string[]): void {
  const name = self
    .split('\n')
    .filter((part) => part !== '')
    .join('.');
  b.made.tables.set(name, tableSchema(name, withMeant(columns, meant), complete, 'table'));
}

/** Syntax errors; of another dialect the first part that is not read, for then nothing of the text is known. */
function syntaxFindings({ faults }: Parsed, dialect: string | undefined): readonly TextFinding[] {
  const [first] = faults;
  if (first && dialect !== undefined) {
    const { message, start, end } = first;
    return [{ diagnostic: diagnostic('BF2021', { what: message, dialect }), at: { start, end } }];
  }
  return faults.flatMap(({ kind, message, start, end }) =>
    kind === 'syntax' ? [{ diagnostic: diagnostic('BF2001', { message }), at: { start, end } }] : [],
  );
}

/** What is found in a statement with a syntax error may only follow from that. */
function isCertainIn({ faults, statements }: Parsed): (found: TextFinding) => boolean {
  if (faults.length === 0) return () => true;
  const broken = statements.filter(({ start, end }) =>
    faults.some((fault) => fault.start >= start && fault.start <= end),
  );
  return ({ at }) => !broken.some(({ start, end }) => at.start >= start && at.end <= end);
}

/** A table or view needs a name for each column, and no name twice. */
function nameFindings(query: Query, { columns, value }: Rows): readonly TextFinding[] {
  if (value) return [];
  const found: TextFinding[] = [];
  const seen = new Set<string>();
  const told = new Set<string>();
  const add = (made: TextFinding['diagnostic'], at: At): void => void found.push({ diagnostic: made, at });
  for (let index = 0; index < columns.length; index += 1) {
    const { name, pseudo } = columns[index] as Column;
    if (pseudo) continue;
    if (name === undefined) {
      add(diagnostic('BF3108', { position: index + 1 }), placeOfIndex(query, index, columns.length));
      continue;
    }
    const lower = name.toLowerCase();
    if (seen.has(lower) && !told.has(lower)) {
      told.add(lower);
      add(diagnostic('BF3107', { column: name }), placeOfColumn(query, name));
    }
    seen.add(lower);
  }
  return found;
}
