import type { Fix, Note } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../resolve/settle.ts';
import { type Target, targetName } from '../../target/target.ts';
import type { Explanation } from './explanation.ts';
import { enumeration } from './explanation.ts';
import type { Reading } from './reading.ts';
import { type Named, namedAt, namesIn, renaming } from './references.ts';

const UNRESOLVED = 'BF1060';
const AMBIGUOUS = 'BF1062';
const codes: ReadonlySet<string> = new Set([UNRESOLVED, 'BF1061', AMBIGUOUS]);

/** A reference to nothing, or to several actions, as one of Dataform's errors tells of it. */
export interface Missing {
  readonly finding: Finding;
  readonly reference: Partial<Target>;
  readonly named: readonly Named[];
  /** Errors with the same key are about one mistake. */
  readonly key: string;
}

/** Reads an error as one about a reference, if it is. */
export function missing(finding: Finding, project: Reading): Missing | undefined {
  const { code, reference, generated, callers = [], error } = finding;
  if (!codes.has(code) || !reference?.name) return undefined;
  const atCall = generated && namedAt([generated, ...callers], reference, project);
  const named = atCall ? [atCall] : namesIn(error.fileName ?? '', project, reference);
  const file = named[0]?.span.file ?? error.fileName ?? '';
  const { defaultDatabase = '', defaultSchema = '' } = project.graph.projectConfig;
  const { database = defaultDatabase, schema = defaultSchema, name } = reference;
  const key = [file, code === AMBIGUOUS, database || defaultDatabase, schema || defaultSchema, name].join('\0');
  return { finding, reference, named, key };
}

/** Explains all errors about one reference of one file. */
export function explainMissing(group: readonly Missing[], project: Reading): Explanation {
  const [first] = group as readonly [Missing, ...Missing[]];
  const places = placesOf(group);
  const [place, ...more] = places;
  const notes: Note[] = [
    ...(place?.through ? [{ message: 'it is looked up here', span: place.through }] : []),
    ...more.slice(0, 5).map(({ span }) => ({ message: 'and here', span })),
  ];
  const common = { ...(place ? { span: place.span } : {}), ...(notes.length > 0 ? { notes } : {}) };
  if (first.finding.code === AMBIGUOUS) return { ...common, ...explainAmbiguous(first, place, project) };
  const { suggestion } = group.find(({ finding }) => finding.suggestion)?.finding ?? first.finding;
  const fix = suggestion && commonFix(places, first.reference, suggestion, project);
  const help = suggestion ? `Did you mean ${targetName(suggestion)}?` : undefined;
  return {
    ...common,
    message: messageOf(group),
    help: help ?? 'A table that other software makes needs a declaration: config { type: "declaration", ... }.',
    ...(fix ? { fixes: [fix] } : {}),
  };
}

function messageOf(group: readonly Missing[]): string {
  const [{ reference, finding }] = group as readonly [Missing, ...Missing[]];
  const name = targetName({ name: '', ...reference });
  if (group.some((one) => one.finding.code === UNRESOLVED)) return `Could not resolve "${name}"`;
  return `Missing dependency: ${finding.error.actionName ?? 'an action'} depends on "${name}", which does not exist.`;
}

/** Each place once; what Dataform says about dependencies adds none where the calls themselves are known. */
function placesOf(group: readonly Missing[]): readonly Named[] {
  const atCalls = group.filter(({ finding }) => finding.generated);
  const all = (atCalls.length > 0 ? atCalls : group).flatMap(({ named }) => named);
  const byStart = new Map(all.map((named) => [`${named.span.file}:${named.span.start}`, named]));
  return [...byStart.values()];
}

function commonFix(
  places: readonly Named[],
  reference: Partial<Target>,
  suggestion: Target,
  project: Reading,
): Fix | undefined {
  const fixes = places.flatMap((place) => renaming(place, reference, suggestion, project) ?? []);
  const [first] = fixes;
  if (!first || fixes.length < places.length) return undefined;
  const count = fixes.length > 1 ? ` in ${fixes.length} places` : '';
  return { title: `${first.title}${count}`, edits: fixes.flatMap(({ edits }) => edits) };
}

/** Of a reference that fits several actions their names, each once. */
export function candidatesOf({ code, error }: Finding): readonly Target[] {
  if (code !== AMBIGUOUS) return [];
  const list = /Did you mean one of: (.*)\.$/.exec(error.message ?? '')?.[1] ?? '';
  return [...new Set(list.split(', '))].map((candidate) => {
    const dot = candidate.indexOf('.');
    return { schema: candidate.slice(0, dot), name: candidate.slice(dot + 1) };
  });
}

function explainAmbiguous({ reference, finding }: Missing, place: Named | undefined, project: Reading): Explanation {
  const candidates = inProjects(candidatesOf(finding), project);
  const name = targetName({ name: '', ...reference });
  const [only, ...others] = candidates.map(targetName);
  if (others.length === 0) return { message: `Ambiguous action name "${name}": several actions are called ${only}` };
  const fixes = place ? candidates.flatMap((meant) => renaming(place, reference, meant, project) ?? []) : [];
  return {
    message: `Ambiguous action name "${name}": it may be ${enumeration(candidates.map(targetName)).replace(/ and ([^ ]*)$/, ' or $1')}`,
    ...(fixes.length > 0 ? { fixes } : { help: `Name the ${candidates[0]?.database ? 'project' : 'dataset'} too.` }),
  };
}

/** A name that stands in several projects with each of them; Dataform's list leaves them out. */
function inProjects(candidates: readonly Target[], { graph }: Reading): readonly Target[] {
  const [only, ...others] = candidates;
  if (!only || others.length > 0) return candidates;
  const same = (graph.targets ?? []).filter(({ schema, name }) => schema === only.schema && name === only.name);
  const projects = new Set(same.map(({ database }) => database));
  return projects.size > 1 && !projects.has(undefined) ? same.filter((one) => projects.delete(one.database)) : [only];
}
