import { innerStatements } from '../../analyse/project/statements.ts';
import { bindStatements } from '../../analyse/statement/bind-statement.ts';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import type { NameMap, Translation } from '../../dialect/dialect.ts';
import type { At } from '../../sql/ast.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import { type MappedText, originOf } from '../../sql/mapped.ts';
import { type Parsed, parseStatements } from '../../sql/parse/statement.ts';
import { asCompound, isSteering } from './control.ts';
import { printExpr, printOperand } from './expression.ts';
import { kindOf } from './kind.ts';
import { instructions, openProgram } from './program.ts';
import { refuseQualifiers } from './qualifiers.ts';
import { printQuery } from './query.ts';
import type { Printer, Rules } from './rules.ts';
import { openSession, type Session } from './session.ts';
import { printStatement } from './statement.ts';
import { type Frag, flatten, plain } from './text.ts';
import { isDeeper } from './walk.ts';

/** How many nodes of a statement may stand inside one another. */
const MAX_DEPTH = 700;

/** Tells where the generated text uses something that the engine's catalogue or the source's dialect forbids. */
export type OutputCheck = (text: string) => readonly { readonly at: number; readonly what: string }[];

/**
 * GoogleSQL in an engine's SQL; `parsed` where the text is of another dialect and has been read. A closed world: what the parser does not know, and what the rules do not list, is BF4001
 * at the place where it stands; all of it is reported, not the first. Statements stay separated by semicolons.
 */
export function translate(
  sql: MappedText,
  names: NameMap,
  rules: Rules,
  check: OutputCheck,
  session: Session = openSession(),
  parsed: Pick<Parsed, 'statements' | 'faults'> = parseStatements(sql.text),
): Translation {
  const { statements, faults } = parsed;
  const found: Diagnostic[] = [];
  const left: Diagnostic[] = [];
  const report: Report = (at, what, why, instead) => {
    const span = originOf(sql, at.start, at.end);
    const args = { what, target: rules.title, ...(why ? { why } : {}) };
    found.push(diagnostic('BF4001', args, { help: wayOut(rules, instead), ...(span ? { span } : {}) }));
  };
  for (const fault of faults) report(fault, fault.what, fault.why);
  const leave: Leave = (at, what, why) => {
    const span = originOf(sql, at.start, at.end);
    left.push(diagnostic('BF4004', { what, target: rules.title, ...(why ? { why } : {}) }, span ? { span } : {}));
  };
  const p = printerOf(rules, names, report, leave, session);
  p.program.loops = statements.some(waits);
  if (rules.compound && statements.some(isSteering))
    p.program.compound = { variables: new Map(), labels: 0, label: 'biform_script', returns: false };
  const parts: Frag[] = statements
    .map((statement) => translated(statement, p))
    .filter((part): part is Frag => part !== undefined && plain(part) !== '');
  if (statements.length === 0 && faults.length === 0) report({ start: 0, end: sql.text.length }, 'an empty statement');
  if (found.length > 0) return { diagnostics: inOrder(found) };
  const { own, marks, ...made } = flatten(
    asCompound(parts, p).flatMap((part, i) => (i === 0 ? [part] : [';\n', part])),
    sql,
  );
  const script = instructions(p.program, marks, rules.has.oneByOne);
  const escaped = check(made.text).filter(({ at }) => !own.some(({ start, end }) => at >= start && at < end));
  if (escaped.length === 0) return { sql: made, ...(script && { script }), diagnostics: inOrder(left) };
  return {
    diagnostics: escaped.map(({ at, what }) => {
      const span = originOf(made, at);
      return diagnostic('BF4002', { what, target: rules.title }, span ? { span } : {});
    }),
  };
}

/** Whether a statement repeats others, perhaps until a time has come. */
function waits(statement: Statement): boolean {
  if (['loop', 'while', 'repeat', 'for', 'call'].includes(statement.kind)) return true;
  return innerStatements(statement).some(waits);
}

/** The text of a statement; undefined for one that only tells something to those behind it. */
function translated(statement: Statement, p: Printer): Frag | undefined {
  if (isDeeper(statement, MAX_DEPTH)) return p.refuse(statement, `SQL nested more than ${MAX_DEPTH} levels deep`);
  refuseQualifiers(statement, p);
  bindStatements(p.session.binder, [statement]);
  return printStatement(statement, p);
}

type Report = (at: At, what: string, why?: string, instead?: string) => void;
type Leave = (at: At, what: string, why?: string) => void;

const wayOut = (rules: Rules, instead: string | undefined): string =>
  `${instead === undefined ? 'Write it' : `${instead} Or write it`} for this target yourself with biform.target({ ${rules.engine}: "..." }), or leave the action out of this target.`;

const inOrder = (found: readonly Diagnostic[]): readonly Diagnostic[] =>
  found.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));

function printerOf(rules: Rules, names: NameMap, report: Report, leave: Leave, session: Session): Printer {
  const { types } = session.binder;
  const p: Printer = {
    rules,
    names,
    session,
    program: openProgram(),
    scope: { ctes: new Set(), ranges: new Map() },
    expr: (e) => printExpr(e, p),
    operand: (e) => printOperand(e, p),
    query: (query) => printQuery(query, p),
    kind: (e) => kindOf(e, rules, types),
    type: (e) => types.get(e)?.type,
    refuse: (at, what, why, instead) => {
      report(p.inside ?? at, what, why, instead);
      return 'NULL';
    },
    leave: (at, what, why) => leave(p.inside ?? at, what, why),
  };
  return p;
}
