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

/** Node's options for a process that may read only the given files and nothing else, whatever code it runs. */
function nodeOptions(readable: readonly string[], heapMegabytes: number): string[] {
  return [
    major >= 24 ? '--permission' : '--experimental-permission',
    ...readable.map((file) => `--allow-fs-read=${file}`),
    '--disallow-code-generation-from-strings',
    `--max-old-space-size=${heapMegabytes}`,
    '--no-warnings',
  ];
}

/**
 * Starts a Node process without rights, environment or working directory, which is told of the files that it may read.
 * It ends with its parent where Linux can see to it.
 */
export function startConfined(script: string, files: readonly string[], heapMegabytes: number): ChildProcess {
  const { TZ, LANG, LC_ALL } = process.env;
  const env = Object.fromEntries(Object.entries({ TZ, LANG, LC_ALL }).filter(([, value]) => value !== undefined));
  const command = [process.execPath, ...nodeOptions([script, ...files], heapMegabytes), script, ...files];
  const setpriv = installed('setpriv');
  if (setpriv) command.unshift(setpriv, '--pdeathsig', 'KILL');
  return spawn(command[0] ?? process.execPath, command.slice(1), { env, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
}

/**
 * Takes files, network and further memory from a running process. Gives false where the system has no `prlimit`:
 * then Node 20 leaves the network within reach of code that escapes from the context.
 */
export async function closeWalls(pid: number, limits: Limits): Promise<boolean> {
  const prlimit = installed('prlimit');
  if (!prlimit) return false;
  const bytes = limits.dataMegabytes * 1024 * 1024;
  const args = [
    '--nofile=0:0',
    '--core=0:0',
    '--fsize=0:0',
    `--data=${bytes}:${bytes}`,
    `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds}`,
  ];
  return new Promise((resolve) => {
    const tool = spawn(prlimit, ['--pid', String(pid), ...args], { stdio: 'ignore', env: {} });
    tool.on('error', () => resolve(false));
    tool.on('exit', (status) => resolve(status === 0));
  });
}
