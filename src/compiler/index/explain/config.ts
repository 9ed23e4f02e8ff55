import type { Span } from '../../diagnostics/span.ts';
import type { Finding } from '../../resolve/settle.ts';
import { type FileReading, placed, type Reading } from './reading.ts';
import { callAt } from './references.ts';
import { calleeName, textOf } from './script.ts';
import { contentOf, literalValue, type Property, propertiesIn, propertyAt, type Value } from './tree.ts';

/** The config that an error is about, as the author wrote it. */
export interface Config {
  readonly file: string;
  readonly text: string;
  readonly value: Value;
}

/** Calls of the JavaScript API that take a config. */
const makers: ReadonlySet<string> = new Set(['publish', 'operate', 'assert', 'declare', 'notebook', 'test', 'config']);

/**
 * Finds the config that an error is about: the block of a SQLX file, the whole of a YAML or JSON file, in JavaScript the
 * arguments of the call that V8 names or that makes the action.
 */
export function configOf({ error, generated, callers = [] }: Finding, project: Reading): Config | undefined {
  const inFile = (path: string | undefined): Config | undefined => {
    const file = project.file(path);
    return path !== undefined && file?.config ? { file: path, text: file.text, value: file.config } : undefined;
  };
  if (error.fileName && !error.fileName.endsWith('.js')) {
    const found = inFile(error.fileName);
    if (found) return found;
  }
  for (const frame of generated ? [generated, ...callers] : []) {
    const found = inFile(frame.path) ?? inCall(frame, project);
    if (found) return found;
  }
  return byName(error.fileName, error.actionTarget?.name, project);
}

function inCall(frame: NonNullable<Finding['generated']>, project: Reading): Config | undefined {
  const place = placed(frame, project);
  const file = place && project.file(place.file);
  const call = file && callAt(file, place.start);
  return call && { file: place.file, text: file.text, value: argumentsOf(call) };
}

type CallNode = FileReading['calls'][number]['node'];

const argumentsOf = (call: CallNode): Value => ({
  start: call.start,
  end: call.end,
  items: call.arguments.flatMap((argument) => (argument.type === 'SpreadElement' ? [] : [literalValue(argument)])),
});

/** Of a JavaScript file the call that makes an action, else all that could. */
function byName(path: string | undefined, name: string | undefined, project: Reading): Config | undefined {
  const file = project.file(path);
  if (!file || path === undefined) return undefined;
  const makes = file.calls.filter(({ node }) => makers.has(calleeName(node))).map(({ node }) => node);
  const named = makes.filter(({ arguments: [first] }) => first?.type !== 'SpreadElement' && textOf(first) === name);
  const items = (named.length > 0 ? named : makes).map(argumentsOf);
  return { file: path, text: file.text, value: { start: 0, end: file.text.length, items } };
}

/** The property that a path leads to; where the config was rewritten first, one of the same name at any depth. */
export function propertyIn({ value }: Config, path: readonly string[]): Property | undefined {
  const bodies = [value, ...(value.items ?? [])];
  for (const body of bodies) {
    const exact = propertyAt(body, path);
    if (exact) return exact;
  }
  const key = path.at(-1);
  return [...propertiesIn(value)].find((property) => property.key === key);
}

/** The first property whose key is one of these, in the order of the keys. */
export function propertyNamed({ value }: Config, keys: readonly string[]): Property | undefined {
  const all = [...propertiesIn(value)];
  for (const key of keys) {
    const found = all.find((property) => property.key === key);
    if (found) return found;
  }
  return undefined;
}

export const keySpan = ({ file }: Config, { start, end }: Property): Span => ({ file, start, end });

/** The value of a property, without the quotes of a text. */
export const valueSpan = ({ file, text }: Config, { value }: Property): Span => ({ file, ...contentOf(value, text) });
