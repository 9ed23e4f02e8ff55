import { expect, test } from 'vitest';
import { SandboxFault } from '../../src/sandbox/fault.ts';
import type { SandboxOptions } from '../../src/sandbox/parent.ts';
import { attempt } from '../support/sandbox/evaluate.ts';

/** The code and message of the fault that ends an evaluation. */
async function faultOf(files: string | Record<string, string>, options: Partial<SandboxOptions> = {}) {
  try {
    await attempt(files, { timeoutMillis: 700, ...options });
  } catch (error) {
    if (error instanceof SandboxFault) return { code: error.diagnostic.code, message: error.message };
    throw error;
  }
  throw new Error('the evaluation came to its end');
}

const hangs: Readonly<Record<string, string>> = {
  'an endless loop': 'for (;;) {}',
  'an endless loop that catches everything': '(function f() { try { for (;;) {} } finally { f(); } })()',
  'a regular expression that backtracks for ever': '/^(a+)+$/.test("a".repeat(60) + "b")',
  'waiting for what never happens': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
  'an endless getter': 'const o = { get x() { for (;;) {} } }; o.x',
  'sorting with an endless comparison': '[3, 1, 2].sort(() => { for (;;) {} })',
  'an endless iterator':
    'const o = { *[Symbol.iterator]() { for (;;) yield 1; } }; let n = 0; for (const x of o) n += x;',
};

test.each(Object.entries(hangs))('%s ends at the deadline, and the file is named', async (_name, source) => {
  const fault = await faultOf({ 'definitions/fine.js': 'publish("a", "select 1")', 'definitions/hangs.js': source });
  expect(fault.code).toBe('BF1506');
  expect(fault.message).toContain('Compilation timed out after 0.7 seconds.');
  expect(fault.message).toContain('definitions/hangs.js');
});

test('microtasks that never end do not outlive the deadline', async () => {
  const fault = await faultOf('(async () => { for (;;) await 0; })();');
  expect(fault.code).toBe('BF1506');
});

test('a name with an endless method hangs no longer than the deadline', async () => {
  const fault = await faultOf('publish({ includes() { for (;;) {} } }, "x")');
  expect(fault.code).toBe('BF1506');
});

test.each(['publish("a", () => { for (;;) {} })', 'publish("b", (ctx) => `${{ toString() { for (;;) {} } }}`)'])(
  'SQL that is evaluated late hangs no longer than the deadline, and its file is named: %s',
  async (source) => {
    const fault = await faultOf({ 'definitions/fine.js': 'publish("z", "select 1")', 'definitions/late.js': source });
    expect(fault.code).toBe('BF1506');
    expect(fault.message).toContain('definitions/late.js');
  },
);

const bombs: Readonly<Record<string, string>> = {
  arrays: 'const all = []; for (;;) all.push(new Array(100_000).fill(1.5));',
  strings: 'const all = []; for (let i = 0; ; i += 1) all.push(`${i}`.repeat(50_000).split(""));',
  maps: 'const m = new Map(); for (let i = 0; ; i += 1) m.set(i, { i });',
};

test.each(Object.entries(bombs))('a memory bomb of %s is stopped by the heap limit', async (_name, source) => {
  const fault = await faultOf(source, { timeoutMillis: 20_000, limits: { heapMegabytes: 64 } });
  expect(fault.code).toBe('BF1507');
});

test.runIf(process.platform === 'linux')(
  'a memory bomb of array buffers is stopped by the limit of the process',
  async () => {
    const { published } = await attempt(
      `const all = []; let seen = 'no limit';
     try { for (let i = 0; i < 100; i += 1) all.push(new Uint8Array(2 ** 26).fill(1)); } catch (error) { seen = error.name; }
     publish("result", seen)`,
      { limits: { dataMegabytes: 600 } },
    );
    expect(published['result']).toBe('RangeError');
  },
);

test('a project that aborts is ended by the caller', async () => {
  const caller = new AbortController();
  const ended = attempt('for (;;) {}', { timeoutMillis: 20_000 });
  setTimeout(() => caller.abort(), 10);
  await expect(
    Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 300, 'still running'))]),
  ).resolves.toBe('still running');
  ended.catch(() => undefined);
});

test('a result larger than allowed is refused', async () => {
  const fault = await faultOf('publish("a", "x".repeat(3_000_000))', { timeoutMillis: 20_000, outputMegabytes: 1 });
  expect(fault.code).toBe('BF1508');
});
