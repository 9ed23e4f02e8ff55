import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { startConfined } from '../../src/sandbox/walls.ts';

/** These tests suppose the worst: the attacker runs in Node's own realm. The process must still be able to do nothing. */
const folder = mkdtempSync(join(tmpdir(), 'biform-walls-'));
const limits = { heapMegabytes: 128, dataMegabytes: 1024, cpuSeconds: 20 };

const first = (child: ChildProcess): Promise<string> =>
  new Promise((done) => child.stdout?.once('data', (chunk: Buffer) => done(chunk.toString())));

/** Runs an expression (it may be a promise) in a confined process once the walls stand; gives what it found. */
async function escapeAttempt(expression: string): Promise<string> {
  const script = join(folder, `attack-${Math.abs(hash(expression))}.cjs`);
  writeFileSync(
    script,
    `const fs = require('node:fs');
     const parts = { net: require('node:net'), dgram: require('node:dgram'), dns: require('node:dns'), child: require('node:child_process'), worker: require('node:worker_threads'), http: require('node:http'), os: require('node:os') };
     const once = (emitter, event) => new Promise((yes, no) => { emitter.once(event, () => yes('reached')); emitter.once('error', no); });
     fs.writeSync(1, 'ready');
     process.stdin.once('data', async () => {
       let seen;
       try { seen = 'DONE ' + await (${expression}); } catch (error) { seen = 'held: ' + (error.code ?? error.message); }
       fs.writeSync(1, seen); process.exit(0);
     });`,
  );
  const { child, closeWalls } = startConfined(script, [], limits.heapMegabytes);
  await first(child);
  expect(await closeWalls(limits)).toBe(true);
  const seen = first(child);
  child.stdin?.write('go');
  return seen;
}

const hash = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);

const linux = process.platform === 'linux';

test.runIf(linux).each([
  ['reading a system file', "fs.readFileSync('/etc/passwd', 'utf8')"],
  [
    'reading the project',
    `fs.readFileSync(${JSON.stringify(resolve(import.meta.dirname, '../../package.json'))}, 'utf8')`,
  ],
  ['reading by a detour', `fs.readFileSync('${folder}/../../etc/passwd', 'utf8')`],
  ['reading by a path of bytes', "fs.readFileSync(Buffer.from('/etc/passwd'), 'utf8')"],
  ['reading the environment of the parent', '`${fs.readFileSync(`/proc/${process.ppid}/environ`)}`'],
  ['reading the memory of the parent', 'fs.openSync(`/proc/${process.ppid}/mem`)'],
  ['listing a folder', "fs.readdirSync('/').join()"],
  ['writing a file', "fs.writeFileSync('/tmp/biform-escape', 'x')"],
  ['making a folder', "fs.mkdirSync('/tmp/biform-escape-folder')"],
  ['removing a file', `fs.rmSync(${JSON.stringify(join(folder, 'x'))}, { force: false })`],
  ['making a link', "fs.symlinkSync('/etc/passwd', '/tmp/biform-link')"],
  ['running a command', "parts.child.execSync('id').toString()"],
  ['starting a process', "once(parts.child.spawn('id'), 'spawn')"],
  ['forking itself', "once(parts.child.fork(__filename), 'spawn')"],
  ['starting a thread', "once(new parts.worker.Worker('1', { eval: true }), 'online')"],
  ['an internal binding', "process.binding('spawn_sync')"],
  ['a native addon', "process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6')"],
  [
    'a debugger',
    "(require('node:inspector').open(0), require('node:inspector').url() ?? (() => { throw new Error('closed'); })())",
  ],
  ['code from text', "new Function('return 1')()"],
  ['indirect eval', "(0, eval)('1')"],
  ['resolving a name', "new Promise((yes, no) => parts.dns.lookup('example.com', (e, a) => e ? no(e) : yes(a)))"],
  ['listening', "once(parts.net.createServer().listen(0), 'listening')"],
  [
    'a datagram',
    "new Promise((yes, no) => { const s = parts.dgram.createSocket('udp4'); s.on('error', no); s.send('x', 53, '127.0.0.1', (e) => e ? no(e) : yes('sent')); })",
  ],
  ['a unix socket', "once(parts.net.connect('/var/run/docker.sock'), 'connect')"],
  ['fetching', "fetch('http://127.0.0.1:9/')"],
])('%s fails', async (_name, expression) => {
  expect(await escapeAttempt(expression)).toMatch(/^held: /);
});

test.runIf(linux)('a server that listens on this machine cannot be reached', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    expect(await escapeAttempt(`once(parts.net.connect(${port}, '127.0.0.1'), 'connect')`)).toMatch(
      /^held: E(MFILE|PERM|ACCES)/,
    );
  } finally {
    server.close();
  }
});

test('the environment of the process holds no secret', async () => {
  process.env['BIFORM_TEST_SECRET'] = 'hush';
  const names = (await escapeAttempt('Object.keys(process.env).join()')).replace('DONE ', '').split(',');
  expect(names.filter((name) => !['TZ', 'LANG', 'LC_ALL', ''].includes(name))).toEqual([]);
});

test.runIf(linux)('a child in an endless loop ends when biform is killed', async () => {
  const script = join(folder, 'parent.mjs');
  const loop = join(folder, 'loop.cjs');
  writeFileSync(loop, "require('node:fs').writeSync(1, 'ready'); for (;;) {}");
  await build({
    stdin: {
      contents: `import { startConfined } from './walls.ts';
        const { child } = startConfined(${JSON.stringify(loop)}, [], 128);
        child.stdout.once('data', () => process.stdout.write(String(child.pid)));`,
      resolveDir: resolve(import.meta.dirname, '../../src/sandbox'),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
    logLevel: 'error',
  });
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = Number(await first(parent));
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
