import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../src/compiler/diagnostics/diagnostic.ts';
import { noCounts, type RunEvent } from '../../src/executor/events.ts';
import { amount, duration } from '../../src/report/amounts.ts';
import { jsonLine } from '../../src/report/json.ts';
import { junit, junitXml } from '../../src/report/junit.ts';
import { paint } from '../../src/report/paint.ts';
import { plainText } from '../../src/report/plain.ts';
import { summaryText } from '../../src/report/summary.ts';
import { tally } from '../../src/report/tally.ts';
import { liveLines, redraw } from '../../src/report/terminal.ts';

const source = 'select *\nfrom ordres\n';
const sourceOf = (file: string): string | undefined => (file === 'definitions/a.sqlx' ? source : undefined);
const found = diagnostic(
  'BF8001',
  { action: 'p.d.a', message: 'no "ordres" <here> & there' },
  {
    span: { file: 'definitions/a.sqlx', start: 14, end: 20 },
  },
);

const started: RunEvent = {
  type: 'run-started',
  version: 1,
  run: 'r',
  at: '2026-01-02T03:04:05.678Z',
  engine: 'duckdb',
  place: '.biform/local.duckdb',
  steps: 5,
};
const step = (name: string, more: Partial<Extract<RunEvent, { type: 'step-finished' }>> = {}): RunEvent => ({
  type: 'step-finished',
  step: `p.d.${name}`,
  kind: 'table',
  outcome: 'succeeded',
  ms: 1234,
  diagnostics: [],
  ...more,
});
const events: readonly RunEvent[] = [
  started,
  step('x', { kind: 'source', rows: 1_234_567, step: 'raw.x' }),
  step('b', { rows: 10 }),
  step('a', { outcome: 'failed', fileName: 'definitions/a.sqlx', diagnostics: [found], ms: 5 }),
  step('c', { outcome: 'skipped', because: 'p.d.a failed', ms: 0 }),
  step('k', { kind: 'assertion', outcome: 'unchanged', because: 'unchanged', ms: 0 }),
  { type: 'run-finished', outcome: 'failed', ms: 65_000, counts: noCounts },
];

const text = (verbose: boolean): string =>
  events.map((event) => plainText(event, { colour: false, verbose, sourceOf })).join('');

test('a log has a line for each step that did something, and the failure at its place', () => {
  expect(text(false)).toBe(
    [
      'ok        source      raw.x  1,234,567 rows, 1.2 s',
      'ok        table       p.d.b  10 rows, 1.2 s',
      'FAILED    table       p.d.a  5 ms',
      'error[BF8001] p.d.a failed: no "ordres" <here> & there',
      '  --> definitions/a.sqlx:2:6',
      '1 | select *',
      '2 | from ordres',
      '  |      ^^^^^^',
      'skipped   table       p.d.c  p.d.a failed',
      '',
    ].join('\n'),
  );
  expect(text(true)).toContain('unchanged assertion   p.d.k  unchanged\n');
});

test('a summary counts actions, assertions and sources, and says what to do next', () => {
  const summary = summaryText(events.reduce(tally.next, tally.start), paint(false));
  expect(summary.split('\n').slice(0, 5)).toEqual([
    'Run failed in 1 min 5 s, 1,234,577 rows written',
    '  sources     1 imported',
    '  actions     1 built, 1 failed, 1 skipped',
    '  assertions  1 unchanged',
    '  database    .biform/local.duckdb',
  ]);
  expect(summary).toMatch(/next +biform run/);
});

test('live lines tell how far the run is and never exceed the terminal', () => {
  const state = [
    started,
    step('b'),
    { type: 'step-started', step: `p.d.${'long'.repeat(40)}`, kind: 'table', attempt: 2 } as const,
  ].reduce(tally.next, tally.start);
  const lines = liveLines(state, { ms: 2500, stepMs: 40, width: 60 }, paint(false));
  expect(lines[0]).toMatch(/ 1\/5 steps {2}2\.5 s$/);
  expect(lines.every((line) => line.length <= 60)).toBe(true);
  expect(redraw(2, 'log\n', lines)).toBe(`\u001b[2A\r\u001b[0Jlog\n${lines.join('\n')}\n`);
  expect(liveLines(events.reduce(tally.next, tally.start), { ms: 1, stepMs: 1, width: 60 }, paint(false))).toEqual([]);
});

test('events are lines of JSON, with lines and columns for places', () => {
  const parsed = events.map((event) => JSON.parse(jsonLine(event, sourceOf)) as { diagnostics?: unknown[] });
  expect(parsed[3]?.diagnostics?.[0]).toMatchObject({ code: 'BF8001', file: 'definitions/a.sqlx', line: 2, column: 6 });
  expect(
    events.every((event) => jsonLine(event, sourceOf).indexOf('\n') === jsonLine(event, sourceOf).length - 1),
  ).toBe(true);
});

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** A strict reader of XML 1.0 without DTDs: throws at anything that is not well-formed. */
function parseXml(xml: string): Element {
  const allowed = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
  if (!allowed.test(xml)) throw new Error('a character that XML does not allow');
  const decode = (raw: string): string => {
    if (/&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(raw) || raw.includes('<')) throw new Error(`raw markup in ${raw}`);
    const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
    return raw.replace(/&(#(\d+)|\w+);/g, (_, word: string, code?: string) =>
      code ? String.fromCodePoint(Number(code)) : (named[word] ?? ''),
    );
  };
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const token = /<\?xml[^?]*\?>|<\/([\w]+)>|<([\w]+)((?: [\w]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let at = 0;
  for (let match = token.exec(xml); match; match = token.exec(xml)) {
    at = token.lastIndex;
    const [, close, name, raw = '', single, characters] = match;
    const top = open.at(-1) as Element;
    if (characters !== undefined) top.text += decode(characters);
    if (close !== undefined && open.pop()?.name !== close) throw new Error(`</${close}> closes nothing`);
    if (name === undefined) continue;
    const pairs = [...raw.matchAll(/ (\w+)="([^"]*)"/g)].map(
      ([, key = '', value = '']) => [key, decode(value)] as const,
    );
    const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
    top.children.push(element);
    if (single !== '/') open.push(element);
  }
  if (at !== xml.length || open.length !== 1) throw new Error(`not well-formed at ${at}`);
  return root.children[0] as Element;
}

describe('JUnit', () => {
  const xml = junitXml(events.reduce((suite, event) => junit.next(suite, event, sourceOf), junit.start));

  test('has a case for each step, failures with their frame, and counts that add up', () => {
    const suites = parseXml(xml);
    const suite = suites.children[0] as Element;
    expect(suite.attributes).toMatchObject({
      tests: '5',
      failures: '1',
      skipped: '2',
      errors: '0',
      timestamp: '2026-01-02T03:04:05',
    });
    expect(suite.children.map(({ attributes }) => attributes['name'])).toEqual([
      'raw.x',
      'p.d.b',
      'p.d.a',
      'p.d.c',
      'p.d.k',
    ]);
    const failure = suite.children[2]?.children[0] as Element;
    expect(failure.attributes['message']).toBe('p.d.a failed: no "ordres" <here> & there');
    expect(failure.text).toContain('definitions/a.sqlx:2:6');
  });

  test('stays well-formed whatever a message holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, message) => {
        const suite = {
          name: 's',
          at: '',
          cases: [{ name, group: 'table', ms: 1, failure: { message, details: message } }],
        };
        const [testCase] = parseXml(junitXml(suite)).children[0]?.children ?? [];
        if (/^[\x20-\x7e]*$/.test(name)) expect(testCase?.attributes['name']).toBe(name);
      }),
    );
  });
});

test('amounts read well', () => {
  expect([0, 999, 1000, 1234567].map(amount)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect([0, 12.4, 999, 1000, 59_999, 61_000, 3_600_000].map(duration)).toEqual([
    '0 ms',
    '12 ms',
    '999 ms',
    '1.0 s',
    '60.0 s',
    '1 min 1 s',
    '60 min 0 s',
  ]);
});

test('the path of a database is quoted where a shell needs it, and nothing to build is said', () => {
  const begun = (place: string): RunEvent[] => [{ ...started, place }, step('a')];
  const done: RunEvent = { type: 'run-finished', outcome: 'succeeded', ms: 5, counts: noCounts };
  const shown = (events: readonly RunEvent[]) =>
    summaryText([...events, done].reduce(tally.next, tally.start), paint(false));
  expect(shown(begun("my pröject's/local.duckdb"))).toContain("duckdb 'my pröject'\\''s/local.duckdb'   looks at");
  expect(shown(begun('shop/.biform/local.duckdb'))).toContain('duckdb shop/.biform/local.duckdb   looks at');
  expect(shown([started])).toContain('next        there is nothing to build');
});
