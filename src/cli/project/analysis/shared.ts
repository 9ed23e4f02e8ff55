import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/** What both threads of an analysis see: numbers in shared memory, by their place. */
export const counters = {
  /** The first task that nobody has begun. */
  next: 0,
  /** How often the helping thread has sent something, or ended. */
  sent: 1,
  /** 1 where it sends no more. */
  over: 2,
} as const;

/** What the helping thread is given at its start. */
export interface HelperData {
  readonly role: 'analysis';
  readonly port: MessagePort;
  readonly numbers: Int32Array;
}

export const isHelperData = (data: unknown): data is HelperData =>
  typeof data === 'object' && data !== null && 'role' in data && data.role === 'analysis';

export const newNumbers = (): Int32Array =>
  new Int32Array(new SharedArrayBuffer(Object.keys(counters).length * Int32Array.BYTES_PER_ELEMENT));

/** All that has come through a port, which carries lists. */
export function received<T>(port: MessagePort): readonly T[] {
  const all: T[] = [];
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
    all.push(...(next.message as readonly T[]));
  return all;
}
