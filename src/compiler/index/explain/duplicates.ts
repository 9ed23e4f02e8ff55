import { finalName } from '../../actions/names.ts';
import type { Note } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Finding } from '../../resolve/settle.ts';
import { type Target, targetName } from '../../target/target.ts';
import { capital, type Explanation, enumeration, inWords } from './explanation.ts';
import type { FileReading, Reading } from './reading.ts';
import { calleeName, textOf } from './script.ts';
import { contentOf } from './tree.ts';

const SAME_NAME = 'BF1067';
const SAME_CANONICAL = 'BF1068';

export const isDuplicate = ({ code }: Finding): boolean => code === SAME_NAME || code === SAME_CANONICAL;

/** Errors about one name that several actions have. */
export interface Namesakes {
  readonly target: Target;
  /** One for each action. */
  readonly findings: readonly Finding[];
}

/**
 * Groups errors about names that are there twice. What Dataform says twice of a pair, once of its names and once of
 * its canonical targets, is one mistake, and the inline assertions of two such tables are part of it.
 */
export function namesakes(findings: readonly Finding[]): readonly Namesakes[] {
  const groups = [...grouped(findings, SAME_NAME), ...grouped(findings, SAME_CANONICAL)];
  const kept: Namesakes[] = [];
  for (const group of groups) if (!kept.some((other) => isPartOf(group, other))) kept.push(group);
  return kept;
}

function grouped(findings: readonly Finding[], code: string): readonly Namesakes[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { message = '', actionTarget } = finding.error;
    if (finding.code !== code || !actionTarget) continue;
    groups.set(message, [...(groups.get(message) ?? []), finding]);
  }
  const whole = [...groups.values()].sort((a, b) => assertionRank(a) - assertionRank(b));
  return whole.map((list) => ({ target: list[0]?.error.actionTarget as Target, findings: list }));
}

const INLINE = /_assertions_(?:uniqueKey_\d+|rowConditions)$/;
const assertionRank = ([first]: readonly Finding[]): number =>
  Number(INLINE.test(first?.error.actionTarget?.name ?? ''));

function isPartOf(group: Namesakes, other: Namesakes): boolean {
  const files = filesOf(group).join('\0');
  if (files !== filesOf(other).join('\0')) return false;
  if (targetName(group.target) === targetName(other.target)) return true;
  return INLINE.test(group.target.name) && group.target.name.includes(`_${other.target.name}_assertions_`);
}

const filesOf = ({ findings }: Namesakes): readonly string[] =>
  findings.map(({ error }) => error.fileName ?? '').sort();

/** Points at the second of the actions; the others follow as notes. */
export function explainNamesakes(group: Namesakes, project: Reading): Explanation {
  const { findings } = group;
  const places = findings.flatMap((finding, i) => {
    const before = findings.slice(0, i).filter(({ error }) => error.fileName === finding.error.fileName).length;
    return placeOf(finding, before, project) ?? [];
  });
  const [first, second, ...more] = places;
  const notes: Note[] = (second ? [first, ...more] : []).slice(0, 6).flatMap((span, i) => {
    const message = i === 0 ? 'the first one is here' : 'another one is here';
    return span ? [{ message, span }] : [];
  });
  const span = second ?? first;
  return {
    message: messageOf(group),
    help: 'Rename one: config { name: "..." }, or move it to another dataset: config { schema: "..." }.',
    ...(span ? { span } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

function messageOf({ findings, target }: Namesakes): string {
  const canonical = canonicalOf(findings[0]);
  const files = [...new Set(findings.map(({ error }) => error.fileName ?? ''))];
  const count = findings.length;
  const where = files.length === 1 ? `, ${count === 2 ? 'both' : 'all'} in ${files[0]}` : `: ${enumeration(files)}`;
  const stage = canonical ? ' before their names are changed' : '';
  return `${capital(inWords(count))} actions are called ${targetName(canonical ?? target)}${stage}${where}.`;
}

/** The name that a message about canonical names shows, as JSON in its second line. */
function canonicalOf(finding: Finding | undefined): Target | undefined {
  if (finding?.code !== SAME_CANONICAL) return undefined;
  const json = finding.error.message?.split('\n')[1]?.replace(/^"|"$/g, '');
  try {
    return JSON.parse(json ?? '') as Target;
  } catch {
    return undefined;
  }
}

/** Where an action gets its name; `before` counts those of the same file that come first. */
function placeOf({ error }: Finding, before: number, project: Reading): Span | undefined {
  const { fileName = '', actionTarget } = error;
  const file = project.file(fileName);
  if (!file || !actionTarget) return project.texts.has(fileName) ? { file: fileName, start: 0, end: 0 } : undefined;
  const { projectConfig } = project.graph;
  const isName = (text: string | undefined): boolean =>
    text !== undefined && (text === actionTarget.name || finalName(projectConfig, text) === actionTarget.name);
  const spans = fileName.endsWith('.js') ? namesInCalls(file, isName) : namesInConfig(file, isName);
  const span = spans[before] ?? spans.at(-1) ?? headOf(file);
  return { file: fileName, ...span };
}

type Range = { readonly start: number; readonly end: number };

const makers: ReadonlySet<string> = new Set(['publish', 'operate', 'assert', 'declare', 'notebook', 'test']);

function namesInCalls(file: FileReading, isName: (text: string | undefined) => boolean): readonly Range[] {
  return file.calls.flatMap(({ node }) => {
    const [argument] = node.arguments;
    if (!argument || !makers.has(calleeName(node)) || argument.type === 'SpreadElement') return [];
    if (isName(textOf(argument))) return [contentOf(argument, file.text)];
    const strings = [...file.strings.values()].flat().filter(({ call, key }) => call === node && key === 'name');
    return strings.filter(({ text }) => isName(text)).map((written) => contentOf(written, file.text));
  });
}

function namesInConfig({ config, text }: FileReading, isName: (text: string | undefined) => boolean): readonly Range[] {
  const values = config ? [config, ...(config.properties?.[0]?.value.items ?? [])] : [];
  const bodies = values.flatMap((value) => [value, ...(value.properties ?? []).map((property) => property.value)]);
  const named = (key: string) => (value: (typeof bodies)[number]) =>
    value.properties?.filter((property) => property.key === key) ?? [];
  const byName = bodies.flatMap(named('name')).filter(({ value }) => isName(value.text));
  const byFile = bodies
    .flatMap(named('filename'))
    .filter(({ value }) => isName(value.text?.replace(/^.*\//, '').replace(/\.[^.]*$/, '')));
  return [...byName, ...byFile].map(({ value }) => contentOf(value, text));
}

/** The word that opens the file's config block, else its start. */
function headOf({ scripts, text }: FileReading): Range {
  const block = scripts.find(({ kind }) => kind === 'config');
  return block && text.startsWith('config', block.start)
    ? { start: block.start, end: block.start + 'config'.length }
    : { start: 0, end: 0 };
}
