import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  /** Wall time of the whole process in milliseconds. */
  readonly milliseconds: number;
  /** Sum of the peak resident sizes of the process and its descendants in MiB; undefined where not looked at. */
  readonly peak?: number;
}

/** Runs a command to its end, its stdout going to a file. Throws when its exit status is not 0. */
export async function measure(
  command: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly stdout?: string;
    readonly memory?: boolean;
  } = {},
): Promise<Measured> {
  const out = openSync(options.stdout ?? '/dev/null', 'w');
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC', ...options.env };
  const started = performance.now();
  const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', out, 'pipe'], env });
  const watch = options.memory ? watchMemory(child.pid!) : undefined;
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const milliseconds = performance.now() - started;
  closeSync(out);
  const peak = watch?.();
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${errors.slice(0, 2000)}`);
  return { milliseconds, ...(peak === undefined ? {} : { peak }) };
}

/** Looks at a process tree until the returned function is called, which gives the sum of the peaks. Linux only. */
function watchMemory(pid: number): () => number {
  const peaks = new Map<number, number>();
  const look = (): void => {
    for (const one of treeOf(pid)) {
      const size = /VmHWM:\s+(\d+) kB/.exec(readOr(`/proc/${one}/status`))?.[1];
      if (size !== undefined) peaks.set(one, Math.max(peaks.get(one) ?? 0, Number(size) / 1024));
    }
  };
  const timer = setInterval(look, 10);
  return () => {
    clearInterval(timer);
    return [...peaks.values()].reduce((sum, size) => sum + size, 0);
  };
}

function treeOf(pid: number): readonly number[] {
  let threads: readonly string[] = [];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  const children = threads.flatMap((thread) =>
    readOr(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean),
  );
  return [pid, ...children.flatMap((child) => treeOf(Number(child)))];
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
