import type { CompiledGraph } from '../../actions/graph.ts';
import { type Code, catalog } from '../../diagnostics/catalog/index.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { EvaluationFault } from '../../load/port.ts';
import type { SettingsFault } from '../../project/settings.ts';
import type { Finding } from '../../resolve/settle.ts';
import { explainBlock, explainSemicolon, explainStatements } from './blocks.ts';
import { explainCall, readable } from './calls.ts';
import { consequencesOf } from './consequences.ts';
import { explainCycle } from './cycles.ts';
import { explainNamesakes, isDuplicate, namesakes } from './duplicates.ts';
import { explainException } from './exceptions.ts';
import type { Explain, Explanation } from './explanation.ts';
import { explainActionsFile, explainData, explainModule, explainSettingsShape, explainVariables } from './files.ts';
import { explainList } from './lists.ts';
import { candidatesOf, explainMissing, type Missing, missing } from './missing.ts';
import { explainProperty } from './properties.ts';
import { placed, type Reading, reading } from './reading.ts';
import { causeAmong, explainCause, explainSyntax } from './syntax.ts';
import { explainInput, explainNameless, explainValue } from './values.ts';

/** What is known of a project whose errors are to be explained. */
export interface Explainable {
  /** The graph's errors, in its order. */
  readonly findings: readonly Finding[];
  readonly fatal?: EvaluationFault | undefined;
  /** What is found in the files themselves. */
  readonly warnings: readonly Diagnostic[];
  readonly graph: CompiledGraph;
  readonly texts: ReadonlyMap<string, string>;
  /** Paths of files that are there, read or not. */
  readonly paths?: readonly string[];
  /** Files that are there but could not be read. */
  readonly unread?: readonly string[];
}

export interface Explained {
  /** Every mistake once, in the order of the graph's errors; warnings first. */
  readonly diagnostics: readonly Diagnostic[];
  readonly fatal?: Diagnostic;
}

/** Code of an error that project code itself threw. */
const OWN_ERROR = 'BF1011';
const SEMICOLON = 'BF1039';
/** What Dataform says of `protected` where it does not belong, and what it then says once more. */
const MISPLACED_KEY = 'BF1035';
const UNKNOWN_KEY = 'BF1030';

/** A code as the sandbox gave it, if it is one of biform's. */
const codeOf = (given: string): Code => (Object.hasOwn(catalog, given) ? given : OWN_ERROR) as Code;

/** Explanations by code, the first that knows more than Dataform counts; those of all codes stand last. */
const explainers: Readonly<Record<string, readonly Explain[]>> = {
  BF1003: [explainData],
  BF1004: [explainSettingsShape],
  BF1007: [explainVariables],
  BF1010: [explainSyntax],
  BF1011: [explainCall, explainList],
  BF1012: [explainModule],
  BF1014: [explainData],
  BF1020: [explainActionsFile],
  BF1034: [explainStatements],
  BF1036: [explainBlock],
  BF1037: [explainBlock],
  BF1038: [explainBlock],
  BF1063: [explainCall],
  BF1065: [explainCall],
  BF1069: [explainCycle],
  BF1080: [explainNameless],
  BF1084: [explainInput],
};
const forAll: readonly Explain[] = [explainProperty, explainValue, explainActionsFile, explainException];

/**
 * The errors of a graph as biform tells of them: in words for people, at the author's line, with what helps. Several
 * errors that are one mistake become one, and what only follows from another error is told beside that one.
 */
export function explainErrors({ findings, fatal, warnings, graph, texts, paths, unread = [] }: Explainable): Explained {
  const project = reading(texts, graph, paths);
  const { isConsequence, notesFor } = consequencesOf(findings, unread, project);
  const used = new Set<Diagnostic>();
  const found: Diagnostic[] = [];
  const groups = grouped(
    findings.filter((finding) => !isConsequence(finding)),
    project,
  );
  for (const { finding, explain } of groups) {
    const { message = '', fileName = '' } = finding.error;
    const cause = causeAmong(warnings, finding.code, fileName);
    if (cause) used.add(cause);
    const told = cause ? explainCause(cause, message) : explain();
    const notes = [...(told.notes ?? []), ...notesFor(fileName)];
    found.push(asDiagnostic(finding, notes.length > 0 ? { ...told, notes } : told, project));
  }
  const left = warnings.filter((warning) => !used.has(warning));
  const last = fatal && asDiagnostic(fromFault(fatal), explainOne(fromFault(fatal), project), project);
  const errors = withoutRepeats(last ? found.filter((one) => !isSame(one, last)) : found);
  return { diagnostics: [...left, ...errors], ...(last ? { fatal: last } : {}) };
}

/** Why the settings of a project cannot be read, as an error like any other. */
export function explainSettings(fault: SettingsFault, texts: ReadonlyMap<string, string>): Diagnostic {
  const { code, message, file, start, end, property } = fault;
  const finding: Finding = { code, error: { message, fileName: file }, ...(property ? { property } : {}) };
  const project = reading(texts, { projectConfig: {}, graphErrors: {}, dataformCoreVersion: '' });
  const told = explainOne(finding, project);
  return asDiagnostic(finding, { span: { file, start, end }, ...told }, project);
}

/** A fault that ended the compilation, in the form of an error of the graph. */
function fromFault({ name: _, message, fileName, ...origin }: EvaluationFault): Finding {
  return { ...origin, error: { message, ...(fileName === undefined ? {} : { fileName }) } };
}

interface Group {
  /** The first error of the group. */
  readonly finding: Finding;
  readonly explain: () => Explanation;
}

function grouped(findings: readonly Finding[], project: Reading): readonly Group[] {
  const names = namesakes(findings.filter(isDuplicate));
  const references = new Map<string, Missing[]>();
  const semicolons = new Map<string, number>();
  const groups: Group[] = [];
  for (const finding of findings) {
    const same = names.find((one) => one.findings[0] === finding);
    if (same) groups.push({ finding, explain: () => explainNamesakes(same, project) });
    if (names.length > 0 && (isDuplicate(finding) || candidatesOf(finding).length === 1)) continue;
    const lost = missing(finding, project);
    if (lost) {
      const known = references.get(lost.key);
      if (known) known.push(lost);
      else {
        const group = [lost];
        references.set(lost.key, group);
        groups.push({ finding, explain: () => explainMissing(group, project) });
      }
      continue;
    }
    const { fileName = '' } = finding.error;
    if (finding.code === SEMICOLON) {
      const before = semicolons.get(fileName) ?? 0;
      semicolons.set(fileName, before + 1);
      groups.push({ finding, explain: () => explainSemicolon(fileName, before, project) });
    } else groups.push({ finding, explain: () => explainOne(finding, project) });
  }
  return groups;
}

function explainOne(finding: Finding, project: Reading): Explanation {
  const own = Object.hasOwn(explainers, finding.code) ? (explainers[finding.code] ?? []) : [];
  for (const explain of [...own, ...forAll]) {
    const told = explain(finding, project);
    if (told) return told;
  }
  return {};
}

function asDiagnostic(finding: Finding, told: Explanation, project: Reading): Diagnostic {
  const { code, error } = finding;
  const { message: original = '', actionName } = error;
  const { message = readable(original), span = placeOf(finding, project), ...rest } = told;
  return {
    code: codeOf(code),
    severity: 'error',
    message,
    ...(message === original ? {} : { original }),
    ...(span ? { span } : {}),
    ...(actionName && !actionName.startsWith('.') ? { action: actionName } : {}),
    ...rest,
  };
}

/** Where an error is that nothing more is known of: V8's place, else the start of its file. */
function placeOf({ generated, error }: Finding, project: Reading): Diagnostic['span'] {
  const { fileName, message } = error;
  const place = generated && placed(generated, project, message);
  if (place) return place;
  return fileName !== undefined && project.texts.has(fileName) ? { file: fileName, start: 0, end: 0 } : undefined;
}

/** Whether an error is what the compilation ends with, told once more. */
const isSame = (one: Diagnostic, last: Diagnostic): boolean =>
  one.code === last.code && one.span?.file === last.span?.file && one.span?.start === last.span?.start;

/** Dataform evaluates some code twice and then reports its errors twice. */
function withoutRepeats(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return found.filter(({ code, message, span }) => {
    if (!span) return true;
    if (code === UNKNOWN_KEY && found.some((one) => one.code === MISPLACED_KEY && one.span?.file === span.file))
      return message.includes('"protected"') === false;
    const key = `${code}\0${message}\0${span.file}\0${span.start}\0${span.end}`;
    if (span.end === span.start || !seen.has(key)) {
      seen.add(key);
      return true;
    }
    return false;
  });
}
