import type { CompiledGraph } from '../../actions/graph.ts';
import type { ActionFinding, TextPlace } from '../../analyse/project/model.ts';
import { type Diagnostic, type Note, replaceWith } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { At } from '../../sql/ast.ts';
import { type MappedText, originOf } from '../../sql/mapped.ts';
import { v8OffsetAt } from '../../sqlx/origins.ts';
import { type Target, targetName } from '../../target/target.ts';
import type { Settled } from '../compile.ts';
import { type Config, keySpan, propertyIn, valueSpan } from '../explain/config.ts';
import { propertiesIn, type Value } from '../explain/tree.ts';
import type { ConfigOf } from './configs.ts';
import type { Declared } from './declared.ts';

/** What places are looked up in. */
export interface Places {
  readonly settled: Pick<Settled, 'graph' | 'origins' | 'textOf'>;
  readonly texts: ReadonlyMap<string, string>;
  readonly configOf: ConfigOf;
  readonly declared: Declared;
}

interface Found {
  readonly span?: Span;
  /** The author's text is the very text that the finding is about. */
  readonly verbatim?: boolean;
}

type Field = Extract<TextPlace, { in: 'field' }>;

interface AnyAction {
  readonly target?: Target;
  readonly fileName?: string;
  readonly parentAction?: Target;
}

/** A finding as a diagnostic at its place in the author's files, with its action and the edit that mends it. */
export function placedFinding(finding: ActionFinding, places: Places): Diagnostic {
  const { kind, index, place, at, diagnostic, replacement } = finding;
  const action = (places.settled.graph[kind]?.[index] ?? {}) as AnyAction;
  const { span, verbatim } = placeOf(finding, action, places);
  const text = place.in === 'field' ? fieldText(places.settled.graph, finding, place) : undefined;
  const shown = at && !verbatim && text !== undefined ? excerpt(text, at) : undefined;
  const notes: readonly Note[] = shown === undefined ? [] : [{ message: `The SQL that is made there: ${shown}` }];
  return {
    ...diagnostic,
    ...(span && { span }),
    ...(action.target && { action: targetName(action.target) }),
    ...(notes.length > 0 && { notes: [...(diagnostic.notes ?? []), ...notes] }),
    ...(verbatim && span && replacement !== undefined && { fixes: [replaceWith(span, replacement)] }),
  };
}

function placeOf({ kind, index, place, at }: ActionFinding, action: AnyAction, places: Places): Found {
  const from = places.settled.origins[kind][index];
  const call = from?.from === 'js' ? from : undefined;
  const file = from?.path.endsWith('.js') ? from.path : action.fileName;
  if (place.in === 'declared') {
    const span = action.target && places.declared.placeOf({ ...action, target: action.target }, place.column);
    return span ? { span } : inFile(file, '', undefined, places, call);
  }
  if (place.in === 'setting')
    return settingPlace(place, at, action, places) ?? inFile(file, '', undefined, places, call);
  const mapped = places.settled.textOf(kind, index, place.field, place.index);
  if (mapped && mapped.pieces.length > 0) return at ? origin(mapped, at, places) : { span: originSpan(mapped) };
  const text = fieldText(places.settled.graph, { kind, index }, place) ?? '';
  if (action.parentAction) return inlinePlace(text, at, action, places);
  return inFile(file, text, at, places, call);
}

const whole = ({ fileName }: AnyAction): Found =>
  fileName === undefined ? {} : { span: { file: fileName, start: 0, end: 0 } };

function origin(mapped: MappedText, { start, end }: At, { texts }: Places): Found {
  const span = originOf(mapped, start, end);
  if (!span) return {};
  const piece = mapped.pieces.findLast((one) => one.at <= start);
  if (piece?.verbatim === true) return { span, verbatim: span.end - span.start === end - start };
  const source = texts.get(span.file)?.slice(span.start, span.end);
  if (!source) return { span };
  const copied = likeliest(source, mapped.text, { start, end });
  const found = copied >= 0 ? copied : onlyWord(source, mapped.text.slice(start, end));
  if (found < 0) return { span };
  const from = span.start + found;
  return { span: { ...span, start: from, end: from + end - start }, verbatim: copied >= 0 };
}

/** Where a word stands in JavaScript, if it stands there exactly once and as a whole; else -1. */
function onlyWord(source: string, word: string): number {
  const found = /^\w{3,}$/.test(word) ? once(source, word) : -1;
  const isWhole =
    found >= 0 && !/[\w.$]/.test(source[found - 1] ?? '') && !/[\w$(]/.test(source[found + word.length] ?? '');
  return isWhole ? found : -1;
}

const originSpan = ({ pieces, text }: MappedText): Span => {
  const [first] = pieces;
  const last = pieces.at(-1);
  const start = first?.span ?? { file: '', start: 0, end: 0 };
  return { ...start, end: Math.max(start.start, last && text.length > last.at ? last.span.end : start.end) };
};

function fieldText(
  graph: CompiledGraph,
  { kind, index }: Pick<ActionFinding, 'kind' | 'index'>,
  { field, index: i }: Field,
): string | undefined {
  const value = (graph[kind]?.[index] as Readonly<Record<string, unknown>> | undefined)?.[field];
  const text: unknown = Array.isArray(value) ? value[i] : value;
  return typeof text === 'string' ? text : undefined;
}

/** A place in the value of a setting, or the setting's key where the value is not written there. */
function settingPlace(
  { keys, value }: Extract<TextPlace, { in: 'setting' }>,
  at: At | undefined,
  action: AnyAction,
  { configOf }: Places,
): Found | undefined {
  const config = configOf(action);
  if (!config) return undefined;
  const list = keys.filter((key) => !/^\d+$/.test(key));
  const property = propertyIn(config, list);
  if (!property) return undefined;
  const written = [property.value, ...(property.value.items ?? [])].find((one) => one.isText && one.text === value);
  if (!written || value === '') return { span: keySpan(config, property) };
  return within(config, written, at ?? { start: 0, end: value.length }, value);
}

/** A range of a text's content. Exact where the text stands there letter by letter. */
function within(config: Config, written: Value, at: At, content: string): Found {
  const property = { key: '', start: 0, end: 0, value: written };
  const span = valueSpan(config, property);
  if (config.text.slice(span.start, span.end) !== content) return { span };
  return { span: { ...span, start: span.start + at.start, end: span.start + at.end }, verbatim: true };
}

/** A place in an inline assertion, whose SQL is made of texts in the config of another action. */
function inlinePlace(text: string, at: At | undefined, action: AnyAction, { configOf }: Places): Found {
  const { fileName, parentAction } = action;
  const config = configOf({
    ...(fileName !== undefined && { fileName }),
    ...(parentAction && { target: parentAction }),
  });
  const property = config && [...propertiesIn(config.value)].find(({ key }) => key === 'assertions');
  if (!config || !property) return whole(action);
  if (!at) return { span: keySpan(config, property) };
  const word = text.slice(at.start, at.end);
  const line = text.slice(text.lastIndexOf('\n', at.start) + 1, at.start);
  for (const written of textsIn(property.value)) {
    const content = written.text ?? '';
    const before = line.endsWith('(') || line.trim() === '' ? 0 : commonEnd(line, content, word);
    const found = before < 0 ? -1 : content.indexOf(word, before);
    if (found >= 0) return within(config, written, { start: found, end: found + word.length }, content);
  }
  return { span: keySpan(config, property) };
}

/** Where `word` stands in `content` behind the same letters as at the end of `line`; -1 where it does not. */
function commonEnd(line: string, content: string, word: string): number {
  for (let from = content.indexOf(word); from >= 0; from = content.indexOf(word, from + 1))
    if (line.endsWith(content.slice(0, from))) return from;
  return -1;
}

function* textsIn(value: Value): Generator<Value> {
  if (value.isText) yield value;
  for (const item of value.items ?? []) yield* textsIn(item);
  for (const property of value.properties ?? []) yield* textsIn(property.value);
}

/** A place in a file that holds SQL as it is, or makes it: the same text or line if it stands there once, else the call. */
function inFile(
  file: string | undefined,
  text: string,
  at: At | undefined,
  { texts }: Places,
  call: { readonly line: number; readonly column: number } | undefined,
): Found {
  const source = file === undefined ? undefined : texts.get(file);
  if (file === undefined || source === undefined) return file === undefined ? {} : { span: { file, start: 0, end: 0 } };
  const start = call ? v8OffsetAt(source, call) : 0;
  const all = once(source, text.trim());
  const offset = text.length - text.trimStart().length;
  if (at && all >= 0)
    return { span: { file, start: all + at.start - offset, end: all + at.end - offset }, verbatim: true };
  const there = at ? likeliest(source, text, at) : -1;
  if (at && there >= 0) return { span: { file, start: there, end: there + at.end - at.start }, verbatim: true };
  const word = /^[\w$.]+/.exec(source.slice(start))?.[0].length ?? 0;
  return { span: { file, start, end: call ? start + word : start } };
}

/** Letters around a range that must be the same for two places to be taken for one. */
const LEAST_AROUND = 6;
const MOST_AROUND = 200;

/** The place in a file from which a range of a text was most likely copied: that with most of the same letters around it. */
function likeliest(source: string, text: string, { start, end }: At): number {
  const range = text.slice(start, end);
  let best = -1;
  let most = LEAST_AROUND - 1;
  let isTied = false;
  for (let found = source.indexOf(range); range !== '' && found >= 0; found = source.indexOf(range, found + 1)) {
    let left = 0;
    while (left < MOST_AROUND && left < start && left < found && source[found - left - 1] === text[start - left - 1])
      left += 1;
    let right = 0;
    const after = found + range.length;
    while (right < MOST_AROUND && end + right < text.length && source[after + right] === text[end + right]) right += 1;
    if (left + right < most) continue;
    isTied = left + right === most && best >= 0;
    if (left + right > most) {
      best = found;
      most = left + right;
    }
  }
  return isTied ? -1 : best;
}

/** Where a text stands in another, if it stands there exactly once; else -1. */
function once(source: string, text: string): number {
  const first = text === '' ? -1 : source.indexOf(text);
  return first >= 0 && source.indexOf(text, first + 1) < 0 ? first : -1;
}

const LONGEST = 100;

/** The line of a text that holds a range, cut to a readable length around it. */
function excerpt(text: string, { start, end }: At): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const stop = text.indexOf('\n', start);
  const to = stop < 0 ? text.length : stop;
  if (to - from <= LONGEST) return text.slice(from, to).trim();
  const left = Math.max(from, start - LONGEST / 2);
  const right = Math.min(to, Math.max(end, left + LONGEST));
  return `${left > from ? '...' : ''}${text.slice(left, right).trim()}${right < to ? '...' : ''}`;
}
