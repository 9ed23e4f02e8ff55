import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { At, Query } from '../../sql/ast.ts';
import { type Parsed, parseStatements } from '../../sql/parse/statement.ts';
import { lineageOf } from '../lineage/lineage.ts';
import type { Binder } from '../model/binder.ts';
import type { Catalog, Routine } from '../model/catalog.ts';
import { freshBinder } from '../model/fresh.ts';
import type { Rows } from '../model/relation.ts';
import { bindStatements } from '../statement/bind-statement.ts';
import { createdRows, type LocalTables, localTables } from './local.ts';
import type { TextFinding, UnitResult } from './model.ts';
import type { KeysOf } from './names.ts';
import { placeOfColumn, placeOfIndex, placeOfList, storedRows } from './rows.ts';
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
}

/** Parses and binds the texts of a unit in their order. `self` is the key of the table that the action makes. */
export function analyseUnit(unit: Unit, self: string | undefined, around: Surrounding): UnitResult {
  const reads = new Map<string, UnitResult['reads'][number]>();
  const local = localTables(around.keysOf);
  const made: { query?: Query; rows?: Rows } = {};
  const b = freshBinder({
    table: (path) => {
      const own = local.find(b, path);
      if (own !== 'none') return own;
      const { value, hash } = around.table(path);
      reads.set(`table\n${path.join('\n')}`, ['table', path, hash]);
      return value;
    },
    routine: (path) => {
      const { value, hash } = around.routine(path);
      reads.set(`routine\n${path.join('\n')}`, ['routine', path, hash]);
      return value;
    },
  });
  const findings = unit.texts.map((text) => analyseText(text, unit, b, local, made));
  const { query } = made;
  const result = query && made.rows ? storedRows(made.rows) : self === undefined ? undefined : created(b, local, self);
  const shown = query ?? (self === undefined ? undefined : local.creation(self)?.query);
  return {
    reads: [...reads.values()],
    findings,
    ...(result && { columns: result.columns }),
    complete: result?.complete ?? false,
    ...(query && { list: placeOfList(query) }),
    ...(around.lineage && shown && b.rows.has(shown) && { lineage: lineageOf(b, shown) }),
  };
}

function created(b: Binder, local: LocalTables, self: string): ReturnType<typeof storedRows> | undefined {
  const statement = local.creation(self);
  const rows = statement && createdRows(b, statement);
  return rows === 'unbound' ? undefined : rows;
}

function analyseText(
  { role, text, before = 0 }: ActionText,
  { stored }: Unit,
  b: Binder,
  local: LocalTables,
  made: { query?: Query; rows?: Rows },
): readonly TextFinding[] {
  const parsed = parseStatements(text);
  const first = b.findings.length;
  local.add(parsed.statements, text);
  bindStatements(b, parsed.statements);
  const found: TextFinding[] = [...syntaxFindings(parsed), ...b.findings.slice(first)];
  const [statement, ...more] = parsed.statements;
  if (role === 'query' && statement?.kind === 'query' && more.length === 0) {
    const rows = b.rows.get(statement.query);
    made.query = statement.query;
    if (rows) made.rows = rows;
    if (stored && rows && found.length === 0) found.push(...nameFindings(statement.query, rows));
  }
  if (before === 0) return found;
  return found
    .filter(({ at }) => at.start >= before)
    .map((finding) => ({ ...finding, at: { start: finding.at.start - before, end: finding.at.end - before } }));
}

function syntaxFindings({ faults }: Parsed): readonly TextFinding[] {
  return faults.map(({ what, start, end }) => ({
    diagnostic: diagnostic('BF2001', { what }),
    at: { start, end },
  }));
}

/** A table or view needs a name for each column, and no name twice. */
function nameFindings(query: Query, { columns, value }: Rows): readonly TextFinding[] {
  if (value) return [];
  const found: TextFinding[] = [];
  const seen = new Set<string>();
  const told = new Set<string>();
  const add = (made: TextFinding['diagnostic'], at: At): void => void found.push({ diagnostic: made, at });
  for (const [index, { name, pseudo }] of columns.entries()) {
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
