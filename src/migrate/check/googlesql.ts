import type { Finding } from '../../compiler/analyse/model/binder.ts';
import type { TableSchema } from '../../compiler/analyse/model/catalog.ts';
import { freshBinder } from '../../compiler/analyse/model/fresh.ts';
import { bindStatements } from '../../compiler/analyse/statement/bind-statement.ts';
import type { Statement } from '../../compiler/sql/ast-statement.ts';
import { parseStatements } from '../../compiler/sql/parse/statement.ts';
import type { SourceDialect } from '../source/dialect.ts';
import { type TypedFinding, typedFindings } from './typed.ts';

/** Tables that the statements so far have made, by lower-case dotted name, and names of those in use. */
export interface Known {
  readonly tables: Map<string, TableSchema>;
}

/** What biform's own front end says of a translated text. */
export interface Checked {
  readonly text: string;
  /** Why it cannot be right. */
  readonly faults: readonly string[];
  /** It was not even read. */
  readonly unread: boolean;
  readonly findings: readonly TypedFinding[];
  readonly statements: readonly Statement[];
  /** Tables that it reads or writes, in parts. */
  readonly reads: readonly (readonly string[])[];
}

const MOST_ROUNDS = 12;

/**
 * Parses and binds GoogleSQL over what is known, and puts in what the types ask for: one round per level of nesting.
 * Notes every table that the text makes.
 */
export function checkGoogleSql(text: string, known: Known, dialect: SourceDialect): Checked {
  const noted = new Map<string, TypedFinding>();
  let current = text;
  for (let round = 0; ; round += 1) {
    const one = bindOnce(current, known, dialect);
    const edits = round < MOST_ROUNDS ? outermost(one.typed.filter((found) => found.replacement !== undefined)) : [];
    for (const found of one.typed)
      if (found.replacement === undefined || edits.includes(found)) noted.set(found.why, found);
    if (edits.length === 0 || one.faults.some(({ severity }) => severity === 'syntax')) {
      note(known, one.made);
      return {
        text: current,
        faults: [...new Set(one.faults.map(({ message }) => message))],
        unread: one.faults.some(({ severity }) => severity === 'syntax'),
        findings: [...noted.values()],
        statements: one.statements,
        reads: one.reads,
      };
    }
    current = edited(current, edits);
  }
}

/** Edits that do not overlap, innermost first: an operand is mended before what is around it. */
function outermost(found: readonly TypedFinding[]): readonly TypedFinding[] {
  const chosen: TypedFinding[] = [];
  for (const one of [...found].sort((a, b) => a.end - a.start - (b.end - b.start)))
    if (!chosen.some((other) => one.start < other.end && other.start < one.end)) chosen.push(one);
  return chosen;
}

const edited = (text: string, edits: readonly TypedFinding[]): string =>
  [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((made, { start, end, replacement = '' }) => made.slice(0, start) + replacement + made.slice(end), text);

interface Fault {
  readonly message: string;
  readonly severity: 'syntax' | 'meaning';
}

function bindOnce(text: string, known: Known, dialect: SourceDialect) {
  const parsed = parseStatements(text);
  const faults: Fault[] = parsed.faults.map(({ message }) => ({ message, severity: 'syntax' }));
  for (const statement of parsed.statements)
    if (statement.kind === 'opaque')
      faults.push({ message: `BigQuery's SQL has no ${statement.what}.`, severity: 'syntax' });
  const reads: (readonly string[])[] = [];
  const binder = freshBinder({
    table: (path) => {
      reads.push(path);
      return known.tables.get(path.join('.').toLowerCase());
    },
    routine: () => undefined,
  });
  if (faults.length === 0) bindStatements(binder, parsed.statements);
  faults.push(
    ...binder.findings
      .filter(isFault)
      .map(({ diagnostic }) => ({ message: diagnostic.message, severity: 'meaning' as const })),
  );
  const typed = faults.some(({ severity }) => severity === 'syntax') ? [] : typedFindings(text, binder, dialect);
  const replaced = typed.filter(({ replacement }) => replacement !== undefined);
  const left = replaced.length > 0 ? faults.filter(({ severity }) => severity === 'syntax') : faults;
  return { faults: left, typed, statements: parsed.statements, made: binder.made.tables, reads };
}

const isFault = ({ diagnostic }: Finding): boolean => diagnostic.severity === 'error';

function note(known: Known, made: ReadonlyMap<string, TableSchema>): void {
  for (const [name, schema] of made) known.tables.set(name.toLowerCase(), schema);
}
