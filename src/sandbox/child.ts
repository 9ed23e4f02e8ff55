/**
 * The process that runs project code, bundled to dist/child.cjs. It is started without rights (see walls.ts) and
 * trusts nothing that comes back from the context: it only asks whether the answer is a string and passes it on.
 * Everything the project can reach is defined inside the context by the runtime, so no object of this realm is there.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { type Context, createContext, Script } from 'node:vm';
import { defineModule, type Runtime, registerFault, type SyntaxFault } from './child/define.ts';
import { flushOutput, inputFrames, outputFrame } from './child/pipe.ts';
import { v8Flags } from './child/v8-flags.ts';
import { keptCode } from './code-cache.ts';
import { readModule, toChild, toParent } from './frames.ts';

const isString = (value: unknown): value is string => typeof value === 'string';

/** The context with the runtime in it, and the runtime's functions: project code that runs later cannot replace them. */
interface Realm extends Runtime {
  readonly context: Context;
  readonly boot: (request: string) => void;
  /** Says what the next `step` does. */
  readonly arm: (what: 'begin' | 'plain' | 'run' | 'next', text: string) => void;
}

/** A built script and the code that V8 has compiled of it. */
interface Compiled {
  readonly source: string;
  readonly cachedData?: Buffer;
}

function readScript(file: string): Compiled {
  const cachedData = keptCode(file);
  return { source: readFileSync(file, 'utf8'), ...(cachedData && { cachedData }) };
}

function newRealm({ source, ...code }: Compiled): Realm {
  const context = createContext(Object.create(null), {
    codeGeneration: { strings: true, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  new Script(source, { filename: 'biform:runtime', ...code }).runInContext(context);
  const taken = <F>(name: string): F => new Script(name).runInContext(context) as F;
  return {
    context,
    boot: taken('__biform_boot'),
    define: taken('__biform_def'),
    fault: taken('__biform_fault'),
    arm: taken('__biform_arm'),
  };
}

/** Loads what Node would load later from a file, the time zone: afterwards no file can be opened. */
function touchLazyParts(): void {
  new Date(0).getTimezoneOffset();
}

const stepScript = new Script('__biform_step()');

/** Lets project code run, as a script because only scripts can be interrupted. Undefined where it was, or gave no text. */
function step({ context, arm }: Realm, what: Parameters<Realm['arm']>[0], text = ''): string | undefined {
  let result: unknown;
  try {
    arm(what, text);
    result = stepScript.runInContext(context, { breakOnSigint: true });
  } catch {
    outputFrame(toParent.where, whereItWas(context));
    flushOutput();
    return undefined;
  }
  if (isString(result)) return result;
  outputFrame(toParent.failure, 'the project replaced the result of its own compilation');
  return undefined;
}

function run(realm: Realm, how = ''): void {
  for (let line = step(realm, 'run', how); line; line = step(realm, 'next')) outputFrame(toParent.output, line);
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
  const runtime = readScript(process.argv[2] ?? join(__dirname, 'runtime.js'));
  touchLazyParts();
  outputFrame(toParent.ready, '');
  for (const flag of v8Flags) setFlagsFromString(flag);
  const realm = newRealm(runtime);
  const next = inputFrames();
  const faults: SyntaxFault[] = [];
  let root = '';
  for (let frame = next(); frame; frame = next()) {
    const text = (): string => frame.payload.toString('utf8');
    if (frame.type === toChild.boot) {
      root = String((JSON.parse(text()) as { projectDir?: string }).projectDir ?? '');
      realm.boot(text());
    } else if (frame.type === toChild.module) {
      const module = readModule(frame.payload);
      const fault = defineModule(realm.context, realm, root, module.kind, module.path, module.text);
      if (fault) faults.push(fault);
    } else if (frame.type === toChild.plain) {
      step(realm, 'plain', text());
    } else if (frame.type === toChild.begin) {
      // What cannot be read is worded first, before anything may ask for it.
      if (faults.length === 0) step(realm, 'begin');
    } else if (frame.type === toChild.run && faults.length > 0) {
      outputFrame(toParent.faults, JSON.stringify(faults));
    } else if (frame.type === toChild.wordings) {
      for (const fault of JSON.parse(text()) as SyntaxFault[]) registerFault(realm, fault);
      run(realm);
    } else if (frame.type === toChild.run) {
      run(realm, text());
    }
  }
  flushOutput();
  process.exit(0);
}

main();
