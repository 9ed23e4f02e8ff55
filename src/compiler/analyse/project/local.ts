import type { Statement } from '../../sql/ast-statement.ts';
import type { Binder } from '../model/binder.ts';
import type { TableSchema } from '../model/catalog.ts';
import { typeFromName } from '../types/text.ts';
import { UNKNOWN } from '../types/type.ts';
import type { KeysOf } from './names.ts';
import { type StoredRows, storedRows } from './rows.ts';
import { tableSchema } from './schemas.ts';

type Create = Extract<Statement, { kind: 'create' }>;

/** A statement with the text that it stands in. */
interface Placed<S> {
  readonly statement: S;
  readonly text: string;
}

/** Tables that the statements of one script make, the last first. */
export interface LocalTables {
  /** Statements that will be bound next. */
  readonly add: (statements: readonly Statement[], text: string) => void;
  /** What the script made under a name, as far as it is bound; `none` where it made no such table. */
  readonly find: (b: Binder, path: readonly string[]) => TableSchema | 'none' | undefined;
  /** The statement that makes a table of this key last. */
  readonly creation: (key: string) => Create | undefined;
}

export function localTables(keysOf: KeysOf): LocalTables {
  const creates: Create[] = [];
  const alters: Placed<Extract<Statement, { kind: 'alter' }>>[] = [];
  const sameTable = (made: Create, path: readonly string[]): boolean => {
    const written = made.name.parts.map(({ name }) => name);
    if (made.temporary) return written.length === 1 && path.length === 1 && written[0] === path[0];
    const keys = keysOf(path);
    return keysOf(written).some((key) => keys.includes(key));
  };
  const altered = (path: readonly string[]): boolean => {
    const keys = keysOf(path);
    return alters.some(({ statement, text }) => {
      const names = statement.name.parts.map(({ name }) => name);
      return changesColumns(text, statement) && keysOf(names).some((key) => keys.includes(key));
    });
  };
  return {
    add: (statements, text) => {
      for (const statement of statements) collect(statement, text, creates, alters);
    },
    find: (b, path) => {
      for (let i = creates.length - 1; i >= 0; i -= 1) {
        const made = creates[i];
        if (!made || !sameTable(made, path)) continue;
        const rows = createdRows(b, made);
        if (rows === 'unbound') continue;
        if (!rows) return undefined;
        return tableSchema(path.join('.'), rows.columns, rows.complete && !altered(path), 'table');
      }
      return 'none';
    },
    creation: (key) =>
      creates.findLast((made) => keysOf(made.name.parts.map(({ name }) => name)).includes(key) && !made.temporary),
  };
}

/** Whether an ALTER may add, drop or change columns. */
export const changesColumns = (text: string, { start, end }: Statement): boolean =>
  text.slice(start, end).toUpperCase().includes('COLUMN');

function collect(
  statement: Statement,
  text: string,
  creates: Create[],
  alters: Placed<Extract<Statement, { kind: 'alter' }>>[],
): void {
  if (statement.kind === 'create') creates.push(statement);
  else if (statement.kind === 'alter') alters.push({ statement, text });
  else for (const inner of innerStatements(statement)) collect(inner, text, creates, alters);
}

/** The statements that a statement of a script holds. */
export function innerStatements(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'if':
    case 'case':
      return [...statement.branches.flatMap(({ body }) => body), ...statement.otherwise];
    case 'loop':
    case 'while':
    case 'repeat':
    case 'for':
      return statement.body;
    case 'block':
      return [...statement.body, ...statement.exception];
    default:
      return [];
  }
}

/** The columns of a created table; `unbound` before its query is bound, undefined where nothing is known. */
export function createdRows(b: Binder, { query, columns, source }: Create): StoredRows | 'unbound' | undefined {
  if (source) return undefined;
  const typed = columns?.every(({ type }) => type !== undefined) ? columns : undefined;
  if (typed) {
    const made = typed.map(({ name, type, required, default: value }) => ({
      name: name.name,
      type: (type && typeFromName(type)) ?? UNKNOWN,
      ...(required && { nullable: false }),
      ...(value && { hasDefault: true as const }),
    }));
    return { columns: made, complete: true };
  }
  if (!query) return undefined;
  const rows = b.rows.get(query);
  if (!rows) return 'unbound';
  const stored = storedRows(rows);
  if (!columns) return stored;
  if (!stored.complete || columns.length !== stored.columns.length) return { columns: [], complete: false };
  return { ...stored, columns: stored.columns.map((column, i) => ({ ...column, name: columns[i]?.name.name ?? '' })) };
}
