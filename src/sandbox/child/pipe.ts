import { readSync, writeSync } from 'node:fs';
import type { Frame } from '../frames.ts';
import { HEADER_BYTES } from '../frames.ts';

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Retries a call on a pipe that is momentarily full or empty. */
function patiently<T>(attempt: () => T): T {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if ((error as { code?: string }).code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

/** Reads whole frames from standard input, waiting for them; undefined at its end. */
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
    if (!need(HEADER_BYTES)) return undefined;
    const length = bytes.readUInt32LE(from);
    if (!need(HEADER_BYTES + length)) return undefined;
    const start = from + HEADER_BYTES;
    from = start + length;
    return { type: bytes[start - 1] ?? 0, payload: bytes.subarray(start, from) };
  };
}

/** Writes a frame to standard output and waits until it is gone. */
export function outputFrame(type: number, text: string): void {
  const payload = Buffer.from(text, 'utf8');
  const head = Buffer.allocUnsafe(HEADER_BYTES);
  head.writeUInt32LE(payload.length, 0);
  head[4] = type;
  for (const part of [head, payload]) {
    for (let at = 0; at < part.length; ) at += patiently(() => writeSync(1, part, at, part.length - at));
  }
}
