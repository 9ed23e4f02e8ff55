import { codeCacheOf } from './code-cache.ts';
import { type Confined, type Limits, startConfined } from './walls.ts';

/** The built files that a child needs. */
export interface Scripts {
  readonly child: string;
  readonly runtime: string;
}

/** V8's heap in a child; unlike the other limits it is set when the process starts. */
export const HEAP_MEGABYTES = 2048;

let waiting: Confined | undefined;

const start = ({ child, runtime }: Scripts, heapMegabytes: number): Confined =>
  startConfined(child, [runtime, codeCacheOf(runtime)], heapMegabytes);

/** Starts a child for the first evaluation of this process, so that it boots while everything else is loaded. */
export function startEarly(scripts: Scripts): Confined {
  const early = start(scripts, HEAP_MEGABYTES);
  early.child.on('error', () => undefined);
  return early;
}

/** Keeps a child for the first that takes one. */
export function keepEarly(early: Confined | undefined): void {
  waiting = early;
}

/** The child that was started early, if it fits; else a new one. */
export function takeChild(scripts: Scripts, { heapMegabytes }: Pick<Limits, 'heapMegabytes'>): Confined {
  const early = heapMegabytes === HEAP_MEGABYTES ? waiting : undefined;
  if (early) waiting = undefined;
  return early ?? start(scripts, heapMegabytes);
}

/** Ends the early child if nobody took it. */
export function discardEarly(): void {
  waiting?.child.kill('SIGKILL');
  waiting = undefined;
}
