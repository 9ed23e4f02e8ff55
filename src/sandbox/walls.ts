import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What a process that runs project code may use. */
export interface Limits {
  /** V8's heap, in mebibytes. */
  readonly heapMegabytes: number;
  /** All writable memory (with array buffers), in mebibytes. */
  readonly dataMegabytes: number;
  /** Processor time, in seconds; the kernel ends the process afterwards even if biform is gone. */
  readonly cpuSeconds: number;
}

const major = Number(process.versions.node.split('.')[0]);

const installed = (name: string): string | undefined =>
  process.platform === 'linux'
    ? [`/usr/bin/${name}`, `/bin/${name}`, `/usr/sbin/${name}`].find((path) => existsSync(path))
    : undefined;

/** What V8 may fill before it looks for old objects that nobody needs any more. */
const INITIAL_MEGABYTES = 256;

/** Node's options for the memory and the threads of a process that runs project code. */
export const engineOptions = (heapMegabytes: number): readonly string[] => [
  '--disallow-code-generation-from-strings',
  `--max-old-space-size=${heapMegabytes}`,
  // What a compilation makes stays until its end: looking through it on the way only takes the other process's time.
  `--initial-old-space-size=${Math.min(INITIAL_MEGABYTES, heapMegabytes)}`,
  // As many threads of V8's own as there are processors to spare, in place of four.
  '--v8-pool-size=0',
];

/** Node's options for a process that may read only the given files and nothing else, whatever code it runs. */
function nodeOptions(readable: readonly string[], heapMegabytes: number): string[] {
  return [
    major >= 24 ? '--permission' : '--experimental-permission',
    ...readable.map((file) => `--allow-fs-read=${file}`),
    ...engineOptions(heapMegabytes),
    '--no-warnings',
  ];
}

/** A process that runs project code, and the one that waits to take its rights away. */
export interface Confined {
  readonly child: ChildProcess;
  /**
   * Takes files, network and further memory from the child. Gives false where the system has no `prlimit`: then Node 20
   * leaves the network within reach of code that escapes from the context. Call once.
   */
  readonly closeWalls: (limits: Limits) => Promise<boolean>;
}

/**
 * Starts a Node process without rights, environment or working directory, which is told of the files that it may read.
 * It ends with its parent where Linux can see to it.
 */
export function startConfined(script: string, files: readonly string[], heapMegabytes: number): Confined {
  const { TZ, LANG, LC_ALL } = process.env;
  const env = Object.fromEntries(Object.entries({ TZ, LANG, LC_ALL }).filter(([, value]) => value !== undefined));
  const command = [process.execPath, ...nodeOptions([script, ...files], heapMegabytes), script, ...files];
  const setpriv = installed('setpriv');
  if (setpriv) command.unshift(setpriv, '--pdeathsig', 'KILL');
  const [file = process.execPath, ...args] = command;
  const child = spawn(file, args, { env, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
  return { child, closeWalls: startWarden(child) };
}

/** Waits for a line of options, then becomes `prlimit` for the process of the second argument. Ctrl-C is the parent's affair. */
const WARDEN = 'trap "" INT; read -r limits && exec "$0" --pid "$1" $limits';

/**
 * Starts the process that will limit another one. It is there before it is needed: starting it takes longer than all
 * that it does, and until then the child must wait.
 */
function startWarden(child: ChildProcess): Confined['closeWalls'] {
  const prlimit = installed('prlimit');
  const { pid } = child;
  if (!prlimit || pid === undefined) return async () => false;
  const warden = spawn('/bin/sh', ['-c', WARDEN, prlimit, String(pid)], {
    env: {},
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<boolean>((resolve) => {
    warden.on('error', () => resolve(false));
    warden.on('exit', (status) => resolve(status === 0));
  });
  warden.stdin?.on('error', () => undefined);
  child.on('exit', () => warden.kill());
  return ({ dataMegabytes, cpuSeconds }) => {
    const bytes = dataMegabytes * 1024 * 1024;
    const limits = ['nofile=0:0', 'core=0:0', 'fsize=0:0', `data=${bytes}:${bytes}`, `cpu=${cpuSeconds}:${cpuSeconds}`];
    warden.stdin?.end(`${limits.map((limit) => `--${limit}`).join(' ')}\n`);
    return ended;
  };
}
