import type { ErrorOrigin } from '../port.ts';

/** Codes of the errors that the runtime itself throws; other errors are the project's own. */
const codes = new WeakMap<object, string>();

type ErrorKind = new (message: string) => Error;

/** An error of Dataform's wording with its code in biform's catalogue. */
export function fault(code: string, message: string, Kind: ErrorKind = Error): Error {
  const error = new Kind(message);
  codes.set(error, code);
  return error;
}

/** Notes the code of an error that somebody else made. */
export function mark(error: Error, code: string): Error {
  codes.set(error, code);
  return error;
}

const references = new WeakMap<object, NonNullable<ErrorOrigin['reference']>>();

/** An error about a reference that names nothing or too much. */
export function referenceFault(code: string, message: string, reference: NonNullable<ErrorOrigin['reference']>): Error {
  const error = fault(code, message);
  const { database, schema, name } = reference;
  references.set(error, {
    ...(database ? { database } : {}),
    ...(schema ? { schema } : {}),
    ...(name ? { name } : {}),
  });
  return error;
}

const properties = new WeakMap<object, NonNullable<ErrorOrigin['property']>>();

/** Notes the property that an error is about. */
export function about(error: Error, { path, type }: NonNullable<ErrorOrigin['property']>): Error {
  properties.set(error, { path, type });
  return error;
}

/** So many calls lead from the author's file to an error at most. */
const MAX_CALLERS = 4;

/** Code, place, reference and property of any thrown value. */
export function originOf(thrown: unknown): ErrorOrigin {
  if (typeof thrown !== 'object' || thrown === null) return { code: codeOf(thrown) };
  const [generated, ...callers] = framesOf(thrown);
  const reference = references.get(thrown);
  const property = properties.get(thrown);
  return {
    code: codeOf(thrown),
    ...(reference ? { reference } : {}),
    ...(property ? { property } : {}),
    ...(generated ? { generated } : {}),
    ...(callers.length > 0 ? { callers: callers.slice(0, MAX_CALLERS) } : {}),
  };
}

/** Code of any thrown value. */
export function codeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return 'BF1011';
  return codes.get(thrown) ?? (thrown instanceof SyntaxError ? 'BF1010' : 'BF1011');
}

let root = '';

/** Sets the folder that the files of the project stand under in V8's stacks. */
export function setRoot(projectDir: string): void {
  root = `${projectDir}/`;
}

type Place = NonNullable<ErrorOrigin['generated']>;

/** Places that V8 could not note itself (texts that it could not compile). */
const places = new WeakMap<object, Place>();

/** Notes where an error comes from. */
export const setPlace = (error: object, place: Place): void => void places.set(error, place);

/** The innermost place in the project's files that an error's stack shows, rather not in a package. */
export function placeOf(thrown: unknown): Place | undefined {
  return typeof thrown === 'object' && thrown !== null ? framesOf(thrown)[0] : undefined;
}

function framesOf(error: object): readonly Place[] {
  const known = places.get(error);
  if (known) return [known];
  const frames = projectFrames((error as { stack?: unknown }).stack);
  const own = frames.filter(({ path }) => !path.includes('node_modules/'));
  return own.length > 0 ? own : frames;
}

/** Where project code called the runtime from. */
export function callPlace(): Place | undefined {
  return placeOf(new Error());
}

function projectFrames(stack: unknown): Place[] {
  if (typeof stack !== 'string') return [];
  const found: Place[] = [];
  for (const line of stack.split('\n')) {
    const at = line.startsWith('    at ') ? line.indexOf(root) : -1;
    const [, path, row, column] = (at >= 0 && /^(.*):(\d+):(\d+)\)?$/.exec(line.slice(at + root.length))) || [];
    if (path) found.push({ path, line: Number(row), column: Number(column) });
  }
  return found;
}

/** The stack that the graph shows: the error and the places in the project, nothing of the runtime. */
export function shownStack(error: {
  readonly stack?: unknown;
  readonly name?: unknown;
  readonly message?: unknown;
}): string {
  const frames = projectFrames(error.stack).map(({ path, line, column }) => `\n    at ${path}:${line}:${column}`);
  return `${String(error.name ?? 'Error')}: ${String(error.message ?? '')}${frames.join('')}`;
}
