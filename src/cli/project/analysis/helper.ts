import { availableParallelism } from 'node:os';
import { MessageChannel, Worker } from 'node:worker_threads';
import { CHUNK, type Helper, type Solved } from '../../../compiler/analyse/project/together.ts';
import { counters, type HelperData, newNumbers, received } from './shared.ts';

/** A thread that helps to analyse a project. */
export interface HelperThread {
  readonly helper: Helper;
  /** Ends it at once. */
  readonly close: () => void;
}

/** The built command line, which is also the script of its threads; where biform runs from its sources there is none. */
const script = import.meta.url.endsWith('/biform.cjs') ? new URL('cli.js', import.meta.url) : undefined;

/** Below so many files a thread costs more than it gains on two cores: measured, it loses at 1,100 files and gains at 5,500. */
const WORTH_IT = 2000;

/** The thread may need as much stack as this one, and no more: what is too deep for one is too deep for both. */
const STACK_MEGABYTES = 1;

/** A thread that does nothing for so long is not waited for, in milliseconds; it may have died. */
const PATIENCE_MILLIS = 2000;

/** Starts a thread where a project of so many files gains by it. It loads what it needs while this one goes on. */
export function startHelper(files: number): HelperThread | undefined {
  if (files < WORTH_IT || availableParallelism() < 2 || !script) return undefined;
  const { port1: port, port2 } = new MessageChannel();
  const numbers = newNumbers();
  const workerData: HelperData = { role: 'analysis', port: port2, numbers };
  const thread = new Worker(script, {
    workerData,
    transferList: [port2],
    resourceLimits: { stackSizeMb: STACK_MEGABYTES },
  });
  thread.on('error', () => undefined);
  thread.unref();
  port.unref();
  const hear = (): readonly Solved[] => received<Solved>(port);
  return {
    helper: {
      begin: (work) => port.postMessage(work),
      claim: () => Atomics.add(numbers, counters.next, CHUNK),
      tell: (rows) => port.postMessage(rows),
      hear,
      wait: () => {
        for (;;) {
          const sent = Atomics.load(numbers, counters.sent);
          const over = Atomics.load(numbers, counters.over) === 1;
          const solved = hear();
          if (solved.length > 0) return solved;
          if (over || Atomics.wait(numbers, counters.sent, sent, PATIENCE_MILLIS) === 'timed-out') return undefined;
        }
      },
    },
    close: () => {
      port.close();
      void thread.terminate();
    },
  };
}
