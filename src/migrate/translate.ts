import type { Statement } from '../compiler/sql/ast-statement.ts';
import { lex } from '../compiler/sql/lexer.ts';
import { type Checked, checkGoogleSql, type Known } from './check/googlesql.ts';
import type { Topic } from './check/typed.ts';
import { commandNotice } from './command.ts';
import { expand, hasStandIn, withoutPercent } from './expand.ts';
import { type MigrationTarget, type Notice, notice, type Rewriting, targetTitles } from './rules/model.ts';
import { treeOf } from './rules/tree.ts';
import { sqlParts } from './source/client.ts';
import { type SourceDialect, type SourceName, sourceDialects } from './source/dialect.ts';
import { commentsBehind, type SourceStatement, splitStatements } from './source/split.ts';
import { type Described, type MadeTable, prepare } from './statement.ts';

/** Reads a statement of one dialect and writes it in another. Never throws. */
export type Library = (
  text: string,
  from: SourceName,
  to: MigrationTarget,
) => { readonly text: string } | { readonly fault: string };

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export type Verdict = 'translated' | 'notes' | 'person';

/** What became of one statement or client command. */
export interface TranslatedStatement {
  readonly verdict: Verdict;
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** The first words, with nothing secret in them. */
  readonly title: string;
  /** SQL of the target; absent where nothing is to be run, or nothing could be written. */
  readonly sql?: string;
  readonly notices: readonly Notice[];
  readonly comments: readonly string[];
  readonly made?: MadeTable;
  readonly describes?: Described;
  /** The tree of `sql`, where it is GoogleSQL. */
  readonly statements?: readonly Statement[];
}

export interface TranslatedFile {
  readonly path: string;
  readonly text: string;
  readonly statements: readonly TranslatedStatement[];
  /** Comments behind the last statement. */
  readonly behind: readonly string[];
}

export interface Translating {
  readonly from: SourceName;
  readonly to: MigrationTarget;
  readonly library: Library;
  /** Upper-case names of the functions of a target that is not checked by types. */
  readonly functions?: ReadonlySet<string>;
}

/** Translates files in their order; tables that one makes are known in those behind it. */
export function translateFiles(files: readonly SourceFile[], options: Translating): readonly TranslatedFile[] {
  const known: Known = { tables: new Map() };
  const spelt = new Map<string, string>();
  const dialect = sourceDialects[options.from];
  return files.map((file) => {
    const found = statementsOf(file, dialect);
    return {
      ...file,
      statements: found.map((statement) => oneStatement(file.text, statement, options, known, spelt)),
      behind: commentsBehind(file.text, found.at(-1)?.end ?? 0, dialect),
    };
  });
}

function statementsOf(file: SourceFile, dialect: SourceDialect): readonly SourceStatement[] {
  return sqlParts(file.text).flatMap(({ start, end }) =>
    splitStatements(file.text.slice(start, end), dialect).map((statement) => ({
      ...statement,
      start: statement.start + start,
      end: statement.end + start,
      tokens: statement.tokens.map((token) => ({ ...token, start: token.start + start, end: token.end + start })),
    })),
  );
}

function oneStatement(
  text: string,
  statement: SourceStatement,
  options: Translating,
  known: Known,
  spelt: Map<string, string>,
): TranslatedStatement {
  const { start, end, comments } = statement;
  const dialect = sourceDialects[options.from];
  if (statement.kind === 'command') {
    const found = commandNotice(text.slice(start, end), start, dialect);
    return {
      verdict: found.kind === 'person' ? 'person' : 'notes',
      start,
      end,
      title: found.what,
      notices: [found],
      comments,
    };
  }
  const r: Rewriting = { text, dialect, target: options.to, notices: [], slots: [] };
  const title = text
    .slice(start, Math.min(end, start + 200))
    .replace(/\s+/g, ' ')
    .slice(0, 70);
  const made = attempt(r, statement, options, known);
  if (options.functions && made.sql !== undefined) byTypes(r, statement, options, known);
  if (made.statements) caseOfNames(r, [...(made.reads ?? []), ...(made.made ? [made.made.name] : [])], spelt);
  const notices = unique(r.notices);
  const verdict: Verdict = notices.some(({ kind }) => kind === 'person')
    ? 'person'
    : notices.length > 0
      ? 'notes'
      : 'translated';
  const { reads: _, ...rest } = made;
  return { verdict, start, end, title, notices, comments, ...rest };
}

/** Each notice once, in the order of the text; those about the result as a whole stand last. */
function unique(notices: readonly Notice[]): readonly Notice[] {
  const seen = new Map<string, Notice>();
  for (const one of notices) {
    const key = one.kind === 'note' ? `${one.kind} ${one.why}` : `${one.kind} ${one.why} ${one.start ?? ''}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()].sort((a, b) => (a.start ?? Number.MAX_SAFE_INTEGER) - (b.start ?? Number.MAX_SAFE_INTEGER));
}

type Outcome = Pick<TranslatedStatement, 'sql' | 'made' | 'describes' | 'statements'> & {
  readonly reads?: readonly (readonly string[])[];
};

/** Differences that Databricks shares with BigQuery, with what to write there. */
const alike: { readonly [K in Topic]?: string } = {
  division: 'a DIV b.',
  zero: 'try_divide(a, b).',
  scale: 'CAST(a AS DECIMAL(38, 6)) / b.',
  difference: 'datediff(a, b).',
  days: 'x + make_interval(0, 0, 0, n).',
  case: 'upper(rtrim(x)).',
  text: "date_format(x, 'yyyy-MM-dd').",
  average: 'CAST(avg(x) AS BIGINT).',
};

/**
 * Databricks has no front end here: what types say comes from the same statement in GoogleSQL. What is certain to differ
 * needs a person, since nothing is mended.
 */
function byTypes(r: Rewriting, statement: SourceStatement, options: Translating, known: Known): void {
  const twin: Rewriting = { ...r, target: 'bigquery', notices: [], slots: [] };
  const nodes = treeOf(r.text, statement.tokens);
  const prepared = nodes && prepare(twin, nodes);
  if (!prepared || prepared.kind === 'dropped' || prepared.kind === 'person') return;
  const read =
    prepared.kind === 'ready' ? { text: prepared.text } : options.library(prepared.text, options.from, 'bigquery');
  if ('fault' in read) return;
  const text = expand(read.text, twin.slots);
  const whole = prepared.kind === 'ready' ? text : prepared.wrap(text);
  const checked = checkedWithClock(twin, withoutPercent(whole) ?? whole, known);
  if (!checked.unread)
    for (const fault of checked.faults)
      if (!fault.startsWith('There is no function')) r.notices.push({ kind: 'person', what: 'the types', why: fault });
  for (const { topic, what, why, replacement } of checked.findings) {
    const way = alike[topic];
    if (way !== undefined)
      r.notices.push({
        kind: replacement === undefined ? 'note' : 'person',
        what,
        why: why.replace(/; [A-Z_]+ .*$/, '.'),
        way,
      });
  }
}

function attempt(r: Rewriting, statement: SourceStatement, options: Translating, known: Known): Outcome {
  const whole = { start: statement.start, end: statement.end };
  const nodes = treeOf(r.text, statement.tokens);
  if (!nodes) {
    notice(r, 'person', whole, 'Its brackets do not match, or lie too deep.');
    return {};
  }
  const prepared = prepare(r, nodes);
  if (prepared.kind === 'dropped' || prepared.kind === 'person') return {};
  if (prepared.kind === 'ready') {
    const { made, describes } = prepared;
    return {
      ...finish(r, expand(prepared.text, r.slots), options, known, whole),
      ...(made && { made }),
      ...(describes && { describes }),
    };
  }
  const read = options.library(prepared.text, options.from, options.to);
  if ('fault' in read) {
    notice(r, 'person', whole, `It could not be read as ${r.dialect.title}: ${plainFault(read.fault)}`);
    return prepared.made ? { made: prepared.made } : {};
  }
  const text = prepared.wrap(expand(read.text, r.slots));
  return { ...finish(r, text, options, known, whole), ...(prepared.made && { made: prepared.made }) };
}

/** The library counts lines of what it was given, which is no longer the author's text. */
const plainFault = (fault: string): string => {
  const said = fault.replace(/^\w+ error at line \d+, column \d+:\s*/i, '').replace(/bfq_\d+/gi, 'a call');
  return /[.!]$/.test(said) ? said : `${said}.`;
};

/** Checks the text of the target. */
function finish(
  r: Rewriting,
  text: string,
  options: Translating,
  known: Known,
  whole: { readonly start: number; readonly end: number },
): Outcome {
  if (hasStandIn(text)) notice(r, 'person', whole, 'A part of the statement did not come through the library.');
  const oneTree = { bigquery: true, databricks: false }[options.to];
  if (!oneTree) {
    foreignNames(r, text, options.functions, whole);
    const again = options.library(text, 'spark', options.to);
    if ('fault' in again)
      notice(r, 'person', whole, `Databricks would not read the translation: ${plainFault(again.fault)}`);
    return { sql: text };
  }
  const readable = withoutPercent(text);
  const checked = checkedWithClock(r, readable ?? text, known);
  for (const fault of checked.faults)
    r.notices.push({ kind: 'person', what: 'the translation', why: `BigQuery would not take it: ${fault}` });
  for (const { kind, what, why, way } of checked.findings)
    r.notices.push({ kind, what, why, ...(way !== undefined && { way }) });
  return { sql: checked.text, statements: checked.statements, reads: checked.reads };
}

/** The clock gives instants; where they meet times without a zone, it is read as one of UTC. */
function checkedWithClock(r: Rewriting, text: string, known: Known): Checked {
  const first = checkGoogleSql(text, known, r.dialect);
  if (first.faults.length === 0 || !text.includes('CURRENT_TIMESTAMP()')) return first;
  const second = checkGoogleSql(text.replaceAll('CURRENT_TIMESTAMP()', 'CURRENT_DATETIME()'), known, r.dialect);
  if (second.faults.length > 0) return first;
  r.notices.push({
    kind: 'note',
    what: 'CURRENT_TIMESTAMP',
    why: 'It is stored without a zone: the time of the session there, of UTC here.',
    way: "CURRENT_DATETIME('Europe/Berlin').",
  });
  return second;
}

/** Functions in a text that its target does not have. */
function foreignNames(
  r: Rewriting,
  text: string,
  functions: ReadonlySet<string> | undefined,
  at: { readonly start: number; readonly end: number },
): void {
  if (!functions) return;
  const tokens = lex(text).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1];
    const name = text.slice(token.start, token.end).toUpperCase();
    if (token.kind !== 'name' || !next || text.slice(next.start, next.end) !== '(' || functions.has(name)) continue;
    const before = tokens[i - 1];
    if (before && /^(?:INTO|TABLE|AS|VIEW|\.|WITH|,)$/i.test(text.slice(before.start, before.end))) continue;
    notice(r, 'person', at, `${targetTitles[r.target]} has no function ${name}.`);
  }
}

/** BigQuery tells tables apart by case, the sources do not. */
function caseOfNames(r: Rewriting, paths: readonly (readonly string[])[], spelt: Map<string, string>): void {
  for (const path of paths) {
    const written = path.join('.');
    const first = spelt.get(written.toLowerCase());
    if (first === undefined) spelt.set(written.toLowerCase(), written);
    else if (first !== written)
      r.notices.push({
        kind: 'note',
        what: written,
        why: `BigQuery tells tables apart by case, and this one is also spelt ${first}.`,
      });
  }
}
