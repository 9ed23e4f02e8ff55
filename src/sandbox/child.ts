/**
 * The process that runs project code, bundled to dist/child.cjs. It is started without rights (see walls.ts) and
 * trusts nothing that comes back from the context: it only asks whether the answer is a string and passes it on.
 * Everything the project can reach is defined inside the context by the runtime, so no object of this realm is there.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { type Context, createContext, Script } from 'node:vm';
import { defineModule, registerFault, type SyntaxFault } from './child/define.ts';
import { inputFrames, outputFrame } from './child/pipe.ts';
import { readModule, toChild, toParent } from './frames.ts';

const isString = (value: unknown): value is string => typeof value === 'string';

function newContext(runtime: string): Context {
  const context = createContext(Object.create(null), {
    codeGeneration: { strings: true, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  new Script(runtime, { filename: 'biform:runtime' }).runInContext(context);
  return context;
}

/** Loads what Node would load later from files: afterwards no file can be opened. */
function touchLazyParts(): void {
  new Intl.DateTimeFormat().format(0);
  'a'.localeCompare('b');
  new Date(0).getTimezoneOffset();
}

/**
 * Sets V8 up for many small functions that run once: it compiles a module whole when it reads it, and optimises only
 * what has run for long. A fifth less time for projects of thousands of files.
 */
function expectManySmallModules(): void {
  setFlagsFromString('--no-lazy');
  setFlagsFromString('--interrupt-budget=1000000');
}

function run(context: Context): void {
  let result: unknown;
  try {
    result = new Script('__biform_run()').runInContext(context, { breakOnSigint: true });
  } catch {
    outputFrame(toParent.where, whereItWas(context));
    return;
  }
  if (isString(result)) outputFrame(toParent.output, result);
  else outputFrame(toParent.failure, 'the project replaced the result of its own compilation');
}

/** The file that was being evaluated, as far as the runtime can still tell. */
function whereItWas(context: Context): string {
  try {
    const where: unknown = new Script('typeof __biform_where==="function"?__biform_where():""').runInContext(context, {
      breakOnSigint: true,
    });
    return isString(where) ? where : '';
  } catch {
    return '';
  }
}

function main(): void {
  process.on('uncaughtException', () => process.exit(70));
  process.on('unhandledRejection', () => undefined);
  const runtime = readFileSync(process.argv[2] ?? join(__dirname, 'runtime.js'), 'utf8');
  touchLazyParts();
  outputFrame(toParent.ready, '');
  const context = newContext(runtime);
  expectManySmallModules();
  const next = inputFrames();
  const faults: SyntaxFault[] = [];
  let root = '';
  for (let frame = next(); frame; frame = next()) {
    if (frame.type === toChild.boot) {
      const text = frame.payload.toString('utf8');
      root = String((JSON.parse(text) as { projectDir?: string }).projectDir ?? '');
      new Script(`__biform_boot(${JSON.stringify(text)})`).runInContext(context);
    } else if (frame.type === toChild.module) {
      const { kind, path, text } = readModule(frame.payload);
      const fault = defineModule(context, root, kind, path, text);
      if (fault) faults.push(fault);
    } else if (frame.type === toChild.run && faults.length > 0) {
      outputFrame(toParent.faults, JSON.stringify(faults));
    } else if (frame.type === toChild.wordings) {
      for (const fault of JSON.parse(frame.payload.toString('utf8')) as SyntaxFault[]) registerFault(context, fault);
      run(context);
    } else if (frame.type === toChild.run) {
      run(context);
    }
  }
  process.exit(0);
}

main();
