import type { CallExpression } from 'acorn';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { ErrorOrigin } from '../../load/port.ts';
import type { Target } from '../../target/target.ts';
import { type FileReading, placed, type Reading, scriptAt, type Written } from './reading.ts';
import { calleeName, calleeStart, textOf } from './script.ts';
import { contentOf } from './tree.ts';

type Reference = Partial<Target>;
type V8Place = NonNullable<ErrorOrigin['generated']>;

/** A place where an action is named. */
export interface Named {
  readonly span: Span;
  /** The string itself, where it stands there letter by letter. */
  readonly written?: Written;
  /** The place in an include that the name came to, where that is another one. */
  readonly through?: Span;
}

/** Where a call of `ref` or `resolve` that failed got its name from: the string, else the `${...}` or the call. */
export function namedAt(frames: readonly V8Place[], reference: Reference, project: Reading): Named | undefined {
  const places = frames.flatMap((frame) => placed(frame, project) ?? []);
  const innermost = places[0];
  if (!innermost) return undefined;
  for (const place of places) {
    const file = project.file(place.file);
    const call = file && callAt(file, place.start);
    const written = file && call && stringIn(file, call, reference);
    if (written) return { span: spanOf(place.file, file, written), written };
  }
  const outermost = places.findLast(({ file }) => file.startsWith('definitions/')) ?? innermost;
  const file = project.file(outermost.file);
  if (outermost !== innermost) {
    const script = file && scriptAt(file, outermost.start);
    const around = script?.kind === 'placeholder' ? { ...outermost, start: script.start, end: script.end } : outermost;
    return { span: around, through: innermost };
  }
  const argument = (file && callAt(file, innermost.start))?.arguments[0];
  return { span: argument ? { file: innermost.file, start: argument.start, end: argument.end } : innermost };
}

/** The call whose name stands at an offset. */
export function callAt({ calls }: FileReading, offset: number): CallExpression | undefined {
  return calls.find(({ node }) => calleeStart(node) === offset)?.node;
}

function stringIn(file: FileReading, call: CallExpression, reference: Reference): Written | undefined {
  const all = file.strings.get(reference.name ?? '') ?? [];
  const inside = all.filter(({ start, end }) => call.start <= start && end <= call.end);
  return inside.findLast((written) => written.call === call) ?? inside.at(-1);
}

/** Where a file names an action that is known by its parts alone, the likeliest place first. */
export function namesIn(path: string, project: Reading, reference: Reference): readonly Named[] {
  const file = project.file(path);
  const { database, schema, name } = reference;
  if (!file || !name) return [];
  const texts = [name, `${schema}.${name}`, `${database}.${schema}.${name}`];
  const found = texts.flatMap((text) => file.strings.get(text) ?? []);
  const ranked = found
    .map((written) => ({ written, rank: rankOf(written, reference) }))
    .sort((a, b) => a.rank - b.rank);
  const best = ranked[0]?.rank;
  return ranked
    .filter(({ rank }) => rank === best)
    .map(({ written }) => ({ span: spanOf(path, file, written), written }));
}

const spanOf = (file: string, { text }: FileReading, written: Written): Span => ({ file, ...contentOf(written, text) });

/** How likely a string names the action: as an argument of `ref`, in a list of dependencies, elsewhere. */
function rankOf({ call, key, object, start }: Written, reference: Reference): number {
  const name = call && calleeName(call);
  if (call && (name === 'ref' || name === 'resolve'))
    return isLast(call, start) || object ? partsRank(call, reference) : 6;
  if (key?.startsWith('dependenc') || name === 'dependencies') return 2;
  if (key === 'name' && object) return 3;
  return call ? 4 : 5;
}

const isLast = (call: CallExpression, start: number): boolean => call.arguments.at(-1)?.start === start;

/** A call with just the parts that the reference has comes first. */
function partsRank(call: CallExpression, { schema, database }: Reference): number {
  const parts = call.arguments.map((argument) => (argument.type === 'SpreadElement' ? undefined : textOf(argument)));
  const wanted = [database, schema].filter((part) => part !== undefined && part !== '');
  const given = parts.slice(0, -1);
  return given.length === wanted.length && given.every((part, i) => part === wanted[i]) ? 0 : 1;
}

/** Writes another action's name where a wrong one stands. */
export function renaming(named: Named, reference: Reference, meant: Target, project: Reading): Fix | undefined {
  const { written, span } = named;
  const text = project.texts.get(span.file);
  if (!written || text === undefined) return undefined;
  const sameSchema = !reference.schema || reference.schema === meant.schema;
  const isPlain = written.text === reference.name;
  const isDotted = written.text.includes('.') && written.call !== undefined && isReference(written.call);
  if (isPlain && sameSchema && meant.name !== written.text && !isDotted && isAlone(meant, project))
    return fixOf(span, meant.name, meant.name);
  const quote = text.charAt(written.start);
  if (isPlain && written.call && !written.object && isReference(written.call) && meant.schema) {
    const first = written.call.arguments[0]?.start ?? written.start;
    const needed = sameSchema && reference.schema && meant.database ? [meant.database] : [];
    const by = [...needed, meant.schema, meant.name].map((part) => `${quote}${part}${quote}`).join(', ');
    return fixOf({ file: span.file, start: first, end: written.end }, by, `${calleeName(written.call)}(${by})`);
  }
  if (!isPlain && written.text.endsWith(`.${reference.name}`) && meant.schema) {
    const by = `${meant.schema}.${meant.name}`;
    return fixOf(span, by, by);
  }
  return undefined;
}

/** Whether a bare name is enough to mean this action. */
const isAlone = ({ name }: Target, { graph }: Reading): boolean =>
  (graph.targets ?? []).filter((one) => one.name === name).length < 2;

const isReference = (call: CallExpression): boolean => ['ref', 'resolve'].includes(calleeName(call));

const fixOf = (span: Span, text: string, shown: string): Fix => ({
  title: `replace with ${shown}`,
  edits: [{ span, text }],
});
