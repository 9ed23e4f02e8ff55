import { type Context, compileFunction, Script } from 'node:vm';
import { moduleKind } from '../frames.ts';

/** A file that V8 cannot read as JavaScript. Line and column count from 1 and are those of the text that was sent. */
export interface SyntaxFault {
  readonly path: string;
  readonly name: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Functions of the runtime in the context. They were taken before project code ran, and get nothing but text and its own functions. */
export interface Runtime {
  readonly define: (path: string, run: unknown) => void;
  readonly fault: (path: string, name: string, message: string, line: number, column: number) => void;
}

/**
 * A module's text goes on a line of its own, so that V8's lines and columns are the author's. The `try` is there
 * and the module is strict because Dataform's CLI has it so: both decide what V8 accepts and how it words its refusal.
 */
const OPEN = '(function(exports,require,module,__filename,__dirname){"use strict";try{\n';
const CLOSE = '\n}finally{}});';

/** Text that could end our wrapper and begin another function; worth a second look by V8. */
const MAY_BREAK_OUT = /\b(?:finally|catch)\b[\s\S]*\}\s*\)/;

/** Hands one module to the runtime in the context; returns a fault where V8 refuses its text. */
export function defineModule(
  context: Context,
  runtime: Runtime,
  root: string,
  kind: number,
  path: string,
  text: string,
): SyntaxFault | undefined {
  if (kind === moduleKind.fault) {
    const { name = 'Error', message, line = 0, column = 0 } = JSON.parse(text) as Partial<SyntaxFault>;
    registerFault(runtime, { path, name, message: message ?? '', line, column });
    return undefined;
  }
  const source = kind === moduleKind.json ? `module.exports=JSON.parse(${JSON.stringify(text)})` : text;
  const filename = `${root}/${path}`;
  try {
    const script = new Script(OPEN + source + CLOSE, { filename, lineOffset: -1 });
    if (MAY_BREAK_OUT.test(source))
      compileFunction(`"use strict";try{\n${source}\n}finally{}`, [], { filename, lineOffset: -1 });
    runtime.define(path, script.runInContext(context));
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError ? faultOf(error, path, filename) : unreadable(path);
  }
}

/** Makes requiring a path throw. */
export function registerFault(runtime: Runtime, { path, name, message, line, column }: SyntaxFault): void {
  runtime.fault(path, name, message, line, column);
}

/** V8 writes the place before the message: `file:line`, the line of text, and a mark under the fault. */
function faultOf(error: SyntaxError, path: string, filename: string): SyntaxFault {
  const lines = String(error.stack).split('\n');
  const place = lines[0]?.startsWith(`${filename}:`) ? Number(lines[0].slice(filename.length + 1)) : Number.NaN;
  const mark = lines[2]?.indexOf('^') ?? -1;
  return {
    path,
    name: 'SyntaxError',
    message: error.message,
    line: Number.isInteger(place) ? place : 0,
    column: mark >= 0 ? mark + 1 : 0,
  };
}

const unreadable = (path: string): SyntaxFault => ({
  path,
  name: 'Error',
  message: `${path} could not be loaded`,
  line: 0,
  column: 0,
});
