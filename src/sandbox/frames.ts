/**
 * What parent and child say to each other: frames of a length (4 bytes, little endian), a type (1 byte) and a payload.
 * Only bytes cross; each side reads the other's as untrusted text.
 */

/**
 * Parent to child, in this order: boot once, modules and plain files (a list of them in each frame), run once, wordings if
 * the child asked for them. After `begin` come definitions alone; the child evaluates them as they come, where it can.
 */
export const toChild = { boot: 1, module: 2, run: 3, wordings: 4, plain: 5, begin: 6 } as const;

/**
 * Child to parent. `faults` asks how to word the syntax errors found; `where` names the file that ran at an interruption;
 * each `output` is a line of the answer.
 */
export const toParent = { ready: 1, faults: 2, output: 3, failure: 4, where: 5 } as const;

/** How the text of a module frame is to be read. */
export const moduleKind = { script: 0, json: 1, fault: 2 } as const;

export const HEADER_BYTES = 5;

export interface Frame {
  readonly type: number;
  readonly payload: Buffer;
}

/** The header of a frame with so many payload bytes. */
export function header(type: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES);
  bytes.writeUInt32LE(length, 0);
  bytes[4] = type;
  return bytes;
}

/** A whole frame that carries text. */
export function textFrame(type: number, text: string): Buffer {
  const payload = Buffer.from(text, 'utf8');
  return Buffer.concat([header(type, payload.length), payload]);
}

/** Collects frames in few large buffers, so that thousands of files need only some writes. */
export interface FrameWriter {
  readonly module: (kind: number, path: string, text: string) => void;
  readonly text: (type: number, text: string) => void;
  /** What was collected since the last call. */
  readonly take: () => Buffer;
  readonly size: () => number;
}

export function frameWriter(): FrameWriter {
  let bytes = Buffer.allocUnsafe(1 << 18);
  let used = 0;
  const room = (more: number): void => {
    if (used + more <= bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, used + more));
    bytes.copy(larger, 0, 0, used);
    bytes = larger;
  };
  const put = (type: number, prefix: (at: number) => number, text: string, extra: number): void => {
    room(HEADER_BYTES + extra + text.length * 3);
    const start = used;
    let at = prefix(start + HEADER_BYTES);
    at += bytes.write(text, at, 'utf8');
    bytes.writeUInt32LE(at - start - HEADER_BYTES, start);
    bytes[start + 4] = type;
    used = at;
  };
  return {
    module: (kind, path, text) =>
      put(
        toChild.module,
        (at) => {
          const length = bytes.write(path, at + 3, 'utf8');
          bytes[at] = kind;
          bytes.writeUInt16LE(length, at + 1);
          return at + 3 + length;
        },
        text,
        3 + path.length * 3,
      ),
    text: (type, text) => put(type, (at) => at, text, 0),
    take: () => {
      const taken = bytes.subarray(0, used);
      bytes = Buffer.allocUnsafe(1 << 18);
      used = 0;
      return taken;
    },
    size: () => used,
  };
}

/** Splits a module frame's payload. */
export function readModule(payload: Buffer): { kind: number; path: string; text: string } {
  const length = payload.readUInt16LE(1);
  return {
    kind: payload[0] ?? 0,
    path: payload.toString('utf8', 3, 3 + length),
    text: payload.toString('utf8', 3 + length),
  };
}

/** Cuts a stream of chunks into frames; calls back for each that is complete. Throws where a frame exceeds `limit` bytes. */
export function frameReader(limit: number, onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let waiting: Buffer[] = [];
  let have = 0;
  let want = HEADER_BYTES;
  return (chunk) => {
    waiting.push(chunk);
    have += chunk.length;
    while (have >= want) {
      const all = waiting.length === 1 ? (waiting[0] ?? chunk) : Buffer.concat(waiting, have);
      const length = all.readUInt32LE(0);
      if (length > limit) throw new RangeError(`frame of ${length} bytes`);
      if (have < HEADER_BYTES + length) {
        waiting = [all];
        want = HEADER_BYTES + length;
        return;
      }
      onFrame({ type: all[4] ?? 0, payload: all.subarray(HEADER_BYTES, HEADER_BYTES + length) });
      const rest = all.subarray(HEADER_BYTES + length);
      waiting = rest.length > 0 ? [rest] : [];
      have = rest.length;
      want = HEADER_BYTES;
    }
  };
}
