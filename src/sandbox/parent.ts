import type { ChildProcess } from 'node:child_process';
import { type Diagnostic, diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import { CALM } from '../compiler/load/answer.ts';
import type { Evaluate, Evaluation, EvaluationRequest, ModuleSource } from '../compiler/load/port.ts';
import { HEAP_MEGABYTES, type Scripts, takeChild } from './early.ts';
import { causeOfDeath, SandboxFault } from './fault.ts';
import { type Frame, frameReader, frameWriter, moduleKind, textFrame, toChild, toParent } from './frames.ts';
import { reworded } from './reword.ts';
import { answerReader, type Listener } from './validate.ts';
import type { Limits } from './walls.ts';

export interface SandboxOptions {
  /** Longest time from the start of the child to its answer, in milliseconds. */
  readonly timeoutMillis: number;
  /** Built files: the child's script and the runtime that it loads into its context. */
  readonly scripts: Scripts;
  /** Size of the largest answer that is accepted, in mebibytes of UTF-8. */
  readonly outputMegabytes?: number;
  readonly limits?: Partial<Limits>;
  /** The child is started ahead of its work: its time counts from `run` on. */
  readonly waits?: boolean;
  /** Takes warnings about the sandbox itself. */
  readonly report?: (found: Diagnostic) => void;
}

/** What the child must know before it sees a module. */
export type BootRequest = Omit<EvaluationRequest, 'modules'>;

/**
 * What the child answered: checked, and the lines that it was (see `readAnswer`). Or `again`: the plain files that it must
 * have as modules.
 */
export type Answer =
  | { readonly evaluation: Evaluation; readonly lines: readonly string[] }
  | { readonly again: readonly string[] };

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** No code of the project can reach an action (see `compiler/load/calm.ts`). */
  readonly isCalm?: boolean;
  /** Hears the answer while it comes. */
  readonly listener?: Listener | undefined;
}

/** One child process for one evaluation. It starts at once, so that it boots while the parent reads files. */
export interface Sandbox {
  /** Call once, before modules are added. */
  readonly open: (request: BootRequest) => void;
  readonly add: (module: ModuleSource) => void;
  /** Adds a SQLX file that needs no JavaScript engine: JSON text of a `PlainSqlx`. */
  readonly addPlain: (file: string) => void;
  /** Nothing but definitions in SQLX follows: the child may evaluate them as they come. */
  readonly begin: () => void;
  /** Lets the child receive what was added; call now and then while adding much. */
  readonly breathe: () => Promise<void> | undefined;
  /** Evaluates. Rejects with a SandboxFault where the child gave no valid answer. */
  readonly run: (how?: RunOptions) => Promise<Answer>;
  /** Ends the child at once, whatever it does. */
  readonly close: () => void;
}

const MEGABYTE = 1024 * 1024;
/** Time that an interrupted child has to say where it was, in milliseconds. */
const LAST_WORDS_MILLIS = 500;
/** So many plain files go into one frame. */
const PLAIN_BATCH = 200;
/** So many waiting bytes are worth a turn of the event loop. */
const BATCH_BYTES = 128 * 1024;
const defaultLimits: Limits = { heapMegabytes: HEAP_MEGABYTES, dataMegabytes: 3072, cpuSeconds: 0 };

/** Starts a child process without rights; it waits for a project. */
export function startSandbox(options: SandboxOptions): Sandbox {
  const cpuSeconds = Math.ceil(options.timeoutMillis / 1000) + 30;
  const limits: Limits = { ...defaultLimits, cpuSeconds, ...options.limits };
  const { child, closeWalls } = takeChild(options.scripts, limits);
  const writer = frameWriter();
  const sources = new Map<string, string>();
  let plain: string[] = [];
  const endPlain = (): void => {
    if (plain.length > 0) writer.text(toChild.plain, `[${plain.join()}]`);
    plain = [];
  };
  let walled = false;
  const flush = (): void => {
    if (walled && writer.size() > 0) child.stdin?.write(writer.take());
  };
  let startClock: () => void = () => undefined;
  const isAsked = options.waits ? new Promise<void>((resolve) => (startClock = resolve)) : Promise.resolve();
  let heardBy: Listener | undefined;
  const listener: Listener = {
    names: (names) => heardBy?.names(names),
    part: (part) => heardBy?.part(part),
  };
  const answer = listen(child, { ...options, isAsked, listener }, limits, sources, async () => {
    const closed = await closeWalls(limits);
    if (!closed && child.exitCode === null && child.signalCode === null) options.report?.(diagnostic('BF1509', {}));
    walled = true;
    flush();
  });
  answer.catch(() => undefined);
  return {
    open: (request) => writer.text(toChild.boot, JSON.stringify(request)),
    add: (module) => {
      if (module.fault) writer.module(moduleKind.fault, module.path, JSON.stringify(module.fault));
      else {
        writer.module(module.path.endsWith('.json') ? moduleKind.json : moduleKind.script, module.path, module.source);
        sources.set(module.path, module.source);
      }
    },
    addPlain: (file) => {
      plain.push(file);
      if (plain.length === PLAIN_BATCH) endPlain();
    },
    begin: () => writer.text(toChild.begin, ''),
    breathe: () => {
      if (writer.size() < BATCH_BYTES) return undefined;
      flush();
      return new Promise((resolve) => setImmediate(resolve));
    },
    run: async ({ signal, isCalm, listener: given } = {}) => {
      heardBy = given;
      startClock();
      endPlain();
      writer.text(toChild.run, isCalm ? CALM : '');
      flush();
      signal?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
      try {
        return await answer;
      } catch (error) {
        throw signal?.aborted ? signal.reason : error;
      }
    },
    close: () => void child.kill('SIGKILL'),
  };
}

/** Follows a child to its answer, which is checked line by line. The child is gone when the promise settles. */
function listen(
  child: ChildProcess,
  options: SandboxOptions & { readonly isAsked: Promise<void>; readonly listener: Listener },
  limits: Limits,
  sources: ReadonlyMap<string, string>,
  onReady: () => void,
): Promise<Answer> {
  let resolve: (answer: Answer) => void = () => undefined;
  let reject: (fault: Error) => void = () => undefined;
  const promise = new Promise<Answer>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  const megabytes = options.outputMegabytes ?? 400;
  const seconds = options.timeoutMillis / 1000;
  let late = false;
  let words = '';
  const takeLine = answerReader(options.listener);
  const fail = (found: Diagnostic): void => reject(new SandboxFault(found));
  const tooLate = (file?: string): void =>
    fail(diagnostic('BF1506', { seconds, file: file !== undefined && sources.has(file) ? file : undefined }));
  const onFrame = ({ type, payload }: Frame): void => {
    if (type === toParent.ready) onReady();
    else if (type === toParent.output) {
      const whole = takeLine(payload.toString('utf8'));
      if (whole) resolve(whole);
    } else if (type === toParent.where && late) tooLate(payload.toString('utf8'));
    else if (type === toParent.faults) {
      reworded(payload.toString('utf8'), sources).then(
        (faults) => child.stdin?.write(textFrame(toChild.wordings, JSON.stringify(faults))),
        () => fail(diagnostic('BF1511', { where: 'a list of syntax errors that cannot be read' })),
      );
    } else fail(diagnostic('BF1511', { where: 'it replaced the result of its own compilation' }));
  };
  const read = frameReader(megabytes * MEGABYTE, onFrame);
  child.stdout?.on('data', (chunk: Buffer) => {
    try {
      read(chunk);
    } catch (error) {
      if (error instanceof SandboxFault) reject(error);
      else fail(diagnostic('BF1508', { megabytes }));
    }
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    if (words.length < 100_000) words += chunk.toString('utf8');
  });
  child.stdin?.on('error', () => undefined);
  child.on('error', (error) => fail(diagnostic('BF1510', { how: error.message })));
  child.on('close', (status, signal) => {
    if (late) tooLate();
    else fail(causeOfDeath(status, signal, words, limits.dataMegabytes, seconds));
  });
  if (child.exitCode !== null || child.signalCode !== null)
    fail(causeOfDeath(child.exitCode, child.signalCode, words, limits.dataMegabytes, seconds));
  let deadline: NodeJS.Timeout | undefined;
  let isOver = false;
  void options.isAsked.then(() => {
    if (isOver) return;
    deadline = setTimeout(() => {
      late = true;
      child.kill('SIGINT');
      setTimeout(tooLate, LAST_WORDS_MILLIS).unref();
    }, options.timeoutMillis);
  });
  return promise.finally(() => {
    isOver = true;
    clearTimeout(deadline);
    child.kill('SIGKILL');
  });
}

/** The port of the compiler: one request, one child. */
export const evaluateIn =
  (options: SandboxOptions): Evaluate =>
  async (request, signal) => {
    const { modules, ...boot } = request;
    const sandbox = startSandbox(options);
    try {
      sandbox.open(boot);
      for (const module of modules) {
        sandbox.add(module);
        await sandbox.breathe();
      }
      const answer = await sandbox.run({ signal });
      if ('evaluation' in answer) return answer.evaluation;
      throw new SandboxFault(diagnostic('BF1511', { where: 'it asks for modules that it has' }));
    } finally {
      sandbox.close();
    }
  };
