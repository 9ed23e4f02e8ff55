import { readSync, writeSync } from 'node:fs';
import type { Frame } from '../frames.ts';
import { HEADER_BYTES } from '../frames.ts';

const pause = new Int32Array(new SharedArrayBuffer(4));
const PAUSE_MILLIS = 0.2;

const isBusy = (error: unknown): boolean => (error as { code?: string }).code === 'EAGAIN';

/** Retries a call on a pipe that is momentarily full or empty. */
function patiently<T>(attempt: () => T): T {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      Atomics.wait(pause, 0, 0, PAUSE_MILLIS);
    }
  }
}

/** Reads whole frames from standard input, waiting for them; undefined at its end. What was to be written goes first. */
export function inputFrames(): () => Frame | undefined {
  let bytes = Buffer.allocUnsafe(1 << 20);
  let from = 0;
  let to = 0;
  const need = (count: number): boolean => {
    if (from + count > bytes.length) {
      const larger = count > bytes.length ? Buffer.allocUnsafe(count * 2) : bytes;
      bytes.copy(larger, 0, from, to);
      bytes = larger;
      to -= from;
      from = 0;
    }
    while (to - from < count) {
      const got = patiently(() => readSync(0, bytes, to, bytes.length - to, null));
      if (got === 0) return false;
      to += got;
    }
    return true;
  };
  return () => {
    flushOutput();
    if (!need(HEADER_BYTES)) return undefined;
    const length = bytes.readUInt32LE(from);
    if (!need(HEADER_BYTES + length)) return undefined;
    const start = from + HEADER_BYTES;
    from = start + length;
    return { type: bytes[start - 1] ?? 0, payload: bytes.subarray(start, from) };
  };
}

/** Bytes that the parent has not taken yet: it reads one line of an answer while the next is made. */
const waiting: Buffer[] = [];
let waitingBytes = 0;
/** With more than this waiting, nothing more is made before the parent has caught up. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/** Writes a frame to standard output, as far as the pipe takes it now. */
export function outputFrame(type: number, text: string): void {
  const payload = Buffer.from(text, 'utf8');
  const head = Buffer.allocUnsafe(HEADER_BYTES);
  head.writeUInt32LE(payload.length, 0);
  head[4] = type;
  waiting.push(head, payload);
  waitingBytes += head.length + payload.length;
  if (waitingBytes > MAX_WAITING_BYTES) flushOutput();
  else writeWaiting();
}

/** Waits until all output is gone. */
export function flushOutput(): void {
  while (waiting.length > 0) patiently(writeSome);
}

function writeWaiting(): void {
  try {
    while (waiting.length > 0) writeSome();
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}

/** Writes some of the first bytes that wait. Throws EAGAIN where the pipe is full. */
function writeSome(): void {
  const [first] = waiting;
  if (!first) return;
  const written = first.length > 0 ? writeSync(1, first) : 0;
  waitingBytes -= written;
  if (written === first.length) waiting.shift();
  else waiting[0] = first.subarray(written);
}
