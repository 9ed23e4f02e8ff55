import { Buffer } from './buffer.ts';

type Globals = Record<string, unknown>;

/** What project code used that makes its result depend on the moment or on chance, and what it printed. */
export interface Observed {
  volatile: boolean;
  readonly log: { readonly level: string; readonly text: string }[];
}

const LOG_LINES = 1000;

/**
 * Defines what the command line's sandbox offers beyond ECMAScript: frozen time, seeded chance, a silent console.
 * `Proxy` is not there, as in that sandbox.
 */
export function defineGlobals(globals: Globals, projectDir: string, now: number): Observed {
  const observed: Observed = { volatile: false, log: [] };
  for (const alias of ['global', 'GLOBAL', 'root']) define(globals, alias, globals);
  define(globals, 'Buffer', Buffer);
  define(
    globals,
    'console',
    consoleThat((level, text) => {
      if (observed.log.length < LOG_LINES) observed.log.push({ level, text });
    }),
  );
  define(globals, 'process', processOf(projectDir, now));
  for (const [name, value] of Object.entries(timers())) define(globals, name, value);
  freezeTime(globals, now, observed);
  seedChance(observed);
  Reflect.deleteProperty(globals, 'Proxy');
  return observed;
}

function define(globals: Globals, name: string, value: unknown): void {
  Object.defineProperty(globals, name, { value, writable: true, configurable: true, enumerable: false });
}

function consoleThat(print: (level: string, text: string) => void): Record<string, unknown> {
  const levels = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table', 'group'];
  const silent = ['time', 'timeEnd', 'timeLog', 'assert', 'count', 'countReset', 'groupEnd', 'clear'];
  return Object.fromEntries([
    ...levels.map((level) => [level, (...parts: unknown[]) => print(level, parts.map(shown).join(' '))]),
    ...silent.map((name) => [name, () => undefined]),
  ]);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return typeof value === 'object' && value !== null ? (JSON.stringify(value) ?? String(value)) : String(value);
  } catch {
    return '[object]';
  }
}

/** The environment is empty and the machine is always the same one, so that results do not depend on it. */
function processOf(projectDir: string, now: number): object {
  const self: Record<string, unknown> = {
    argv: [],
    title: 'node',
    version: 'v20.0.0',
    versions: { node: '20.0.0' },
    arch: 'x64',
    platform: 'linux',
    env: {},
    pid: 1,
    features: {},
    nextTick: () => undefined,
    hrtime: () => [Math.floor(now / 1000), (now % 1000) * 1_000_000],
    uptime: () => 0,
    cwd: () => projectDir,
    umask: () => 18,
    listeners: () => [],
  };
  for (const name of ['on', 'once', 'addListener', 'removeListener']) self[name] = () => self;
  return self;
}

/** Timers are accepted and never fire: compilation is over before the first could. */
function timers(): Globals {
  const start = (callback: unknown): object => {
    if (typeof callback !== 'function') throw new TypeError('"callback" argument must be a function');
    return {};
  };
  const stop = (): void => undefined;
  return {
    setTimeout: start,
    setInterval: start,
    setImmediate: start,
    clearTimeout: stop,
    clearInterval: stop,
    clearImmediate: stop,
  };
}

function freezeTime(globals: Globals, now: number, observed: Observed): void {
  const Clock = Date;
  const used = (): number => {
    observed.volatile = true;
    return now;
  };
  function FrozenDate(this: unknown, ...parts: unknown[]): unknown {
    if (!new.target) return new Clock(used()).toString();
    const given = (parts.length === 0 ? [used()] : parts) as [number];
    return Reflect.construct(Clock, given, new.target);
  }
  Object.defineProperty(FrozenDate, 'name', { value: 'Date' });
  Object.defineProperty(FrozenDate, 'length', { value: 7 });
  Object.defineProperty(FrozenDate, 'prototype', { value: Clock.prototype, writable: false });
  Object.setPrototypeOf(FrozenDate, Function.prototype);
  for (const name of ['UTC', 'parse'] as const) define(FrozenDate as unknown as Globals, name, Clock[name]);
  define(FrozenDate as unknown as Globals, 'now', used);
  define(Clock.prototype as unknown as Globals, 'constructor', FrozenDate);
  define(globals, 'Date', FrozenDate);
}

/** Chance that is the same in every evaluation (mulberry32). */
function seedChance(observed: Observed): void {
  let state = 0x9e3779b9;
  const random = (): number => {
    observed.volatile = true;
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  define(Math as unknown as Globals, 'random', random);
}
