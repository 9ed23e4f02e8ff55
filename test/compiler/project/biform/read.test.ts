import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { positionAt } from '../../../../src/compiler/diagnostics/span.ts';
import { readBiformSettings } from '../../../../src/compiler/project/biform/read.ts';
import { biformSchema } from '../../../../src/compiler/project/biform/schema.ts';

const root = join(import.meta.dirname, '../../../..');

/** Code, place and message of each finding, for texts in which `«...»` marks where one is expected. */
function faults(marked: string) {
  const text = marked.replace(/[«»]/g, '');
  const { diagnostics } = readBiformSettings(text);
  return diagnostics.map(({ code, message, span, fixes }) => ({
    code,
    message,
    text: span && text.slice(span.start, span.end),
    at: span && positionAt(text, span.start),
    fix: fixes?.[0]?.edits[0]?.text,
  }));
}

/** Places of the marks, by line and column. */
function places(marked: string) {
  const found: { line: number; column: number }[] = [];
  let text = '';
  for (const part of marked.split(/(«)/)) {
    if (part === '«') found.push(positionAt(text, text.length));
    else text += part.replaceAll('»', '');
  }
  return found;
}

type Mistake = readonly [what: string, marked: string, code: string, message: string, fix?: string];

const mistakes: readonly Mistake[] = [
  [
    'an unknown key at the top',
    '«defaultTargt»: local\n',
    'BF1601',
    'Unknown key "defaultTargt" in biform.yaml. Did you mean "defaultTarget"?',
    'defaultTarget',
  ],
  [
    'an unknown key of a target',
    'targets:\n  prod:\n    engine: bigquery\n    «locatoin»: EU\n',
    'BF1601',
    'Unknown key "locatoin" in "targets.prod". Did you mean "location"?',
    'location',
  ],
  [
    'a key of another engine',
    'targets:\n  p: { engine: bigquery, «httpPath»: x }\n',
    'BF1601',
    'Unknown key "httpPath" in "targets.p".',
  ],
  [
    'a key that is there already is not suggested',
    'targets:\n  p: { engine: duckdb, path: a, «pathh»: b }\n',
    'BF1601',
    'Unknown key "pathh" in "targets.p".',
  ],
  [
    'an unknown engine',
    'targets:\n  p: { engine: «bigqery» }\n',
    'BF1602',
    '"targets.p.engine" must be one of "duckdb", "bigquery", "databricks", not "bigqery".',
    'bigquery',
  ],
  ['a target without engine', 'targets:\n  p: «{ path: x }»\n', 'BF1603', '"targets.p" needs the key "engine".'],
  [
    'a misspelt engine',
    'targets:\n  p: { «engin»: duckdb, path: x }\n',
    'BF1601',
    'Unknown key "engin" in "targets.p". Did you mean "engine"?',
    'engine',
  ],
  ['a target that is text', 'targets:\n  p: «duckdb»\n', 'BF1602', '"targets.p" must be a map, not "duckdb".'],
  ['a list in place of text', 'defaultTarget: «[a]»\n', 'BF1602', '"defaultTarget" must be text, not a list.'],
  ['nothing in place of a map', '«targets»:\n', 'BF1602', '"targets" must be a map, not nothing.'],
  [
    'a wrong dialect',
    'dialect: «bigquerry»\n',
    'BF1602',
    '"dialect" must be one of "bigquery", "databricks", not "bigquerry".',
    'bigquery',
  ],
  [
    'a number in a map of labels',
    'targets:\n  p: { engine: bigquery, labels: { team: «1» } }\n',
    'BF1602',
    '"targets.p.labels.team" must be text, not 1.',
  ],
  [
    'an amount of bytes without unit',
    'targets:\n  p: { engine: bigquery, maximumBytesBilled: «200 cows» }\n',
    'BF1602',
    '"targets.p.maximumBytesBilled" must be a number with a unit, for example 200GB, not "200 cows".',
  ],
  [
    'an amount of bytes of no kind',
    'targets:\n  p: { engine: bigquery, maximumBytesBilled: «[1]» }\n',
    'BF1602',
    '"targets.p.maximumBytesBilled" must be a whole number or text, not a list.',
  ],
  [
    'a target name that is a path',
    'targets:\n  «../x»: { engine: duckdb }\n',
    'BF1602',
    '"a name in "targets"" must be letters, digits, "_" and "-", not "../x".',
  ],
  [
    'a secret where none may stand',
    'targets:\n  p: { engine: duckdb, path: "«${env.HOME}»/x" }\n',
    'BF1605',
    '"targets.p.path" cannot be read from the environment: ${env.HOME}/x stands where biform.yaml allows no secret.',
  ],
  [
    'a reference with a wrong word',
    'targets:\n  p: { engine: databricks, host: «"${ENV.HOST}"» }\n',
    'BF1606',
    '${ENV.HOST} is not a reference to the environment; write ${env.NAME}.',
  ],
  [
    'a reference without end',
    'targets:\n  p: { engine: databricks, token: «"${env.TOKEN"» }\n',
    'BF1606',
    '${env.TOKEN is not a reference to the environment; write ${env.NAME}.',
  ],
  [
    'an unknown default target',
    'defaultTarget: «prodd»\ntargets:\n  prod: { engine: bigquery }\n',
    'BF1607',
    'There is no target "prodd". Did you mean "prod"? Targets: prod, local, duckdb, bigquery, databricks.',
  ],
  [
    'an unknown target of an action',
    'actions:\n  a.b: { targets: [local, «nowhere»] }\n',
    'BF1607',
    'There is no target "nowhere". Targets: local, duckdb, bigquery, databricks.',
  ],
  [
    'an empty list of events',
    'notifications: [ { on: «[]», email: [a@b.c] } ]\n',
    'BF1602',
    '"notifications.0.on" must be a list with something in it, not a list.',
  ],
  [
    'a notification without events',
    'notifications:\n  - «slack: x»\n',
    'BF1603',
    '"notifications.0" needs the key "on".',
  ],
  [
    'an unknown key of a source',
    'targets: { p: { engine: duckdb, sources: { a.b: { files: x, «fromat»: csv } } } }\n',
    'BF1601',
    'Unknown key "fromat" in "targets.p.sources.a.b". Did you mean "format"?',
    'format',
  ],
];

describe('a mistake in biform.yaml is reported at its place', () => {
  test.each(mistakes.map((one) => ({ what: one[0], one })))('$what', ({ one: [, marked, code, message, fix] }) => {
    const [found, ...others] = faults(marked);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code, message });
    if (fix !== undefined) expect(found?.fix).toBe(fix);
    if (code !== 'BF1605') expect([found?.at]).toEqual(places(marked));
  });

  test('all mistakes at once', () => {
    const text = 'dialect: x\nfoo: 1\ntargets:\n  a: { engine: duckdb, paht: y }\n  b: {}\n';
    expect(faults(text).map(({ code, at }) => `${code}:${at?.line}`)).toEqual([
      'BF1602:1',
      'BF1601:2',
      'BF1601:4',
      'BF1603:5',
    ]);
  });

  test('a target whose engine is misspelt is read as that engine, or its mistakes are told as far as they are certain', () => {
    const text = [
      'targets:',
      '  a: { engin: duckdb, paht: y }',
      '  b: { Engine: bigqery, pth: x }',
      '  c: { pth: x, proect: y }',
      '  d: { locaton: EU }',
      '',
    ].join('\n');
    expect(faults(text).map(({ code, message, at }) => `${code}:${at?.line} ${message}`)).toEqual([
      'BF1601:2 Unknown key "engin" in "targets.a". Did you mean "engine"?',
      'BF1601:2 Unknown key "paht" in "targets.a". Did you mean "path"?',
      'BF1601:3 Unknown key "Engine" in "targets.b". Did you mean "engine"?',
      'BF1602:3 "targets.b.engine" must be one of "duckdb", "bigquery", "databricks", not "bigqery".',
      'BF1601:3 Unknown key "pth" in "targets.b". Did you mean "path"?',
      'BF1603:4 "targets.c" needs the key "engine".',
      'BF1601:4 Unknown key "pth" in "targets.c". Did you mean "path"?',
      'BF1601:4 Unknown key "proect" in "targets.c". Did you mean "project"?',
      'BF1603:5 "targets.d" needs the key "engine".',
      'BF1601:5 Unknown key "locaton" in "targets.d". Did you mean "location"?',
    ]);
  });

  test.each([
    ['broken brackets', 'targets: { a: [\n'],
    ['a key twice', 'dialect: bigquery\ndialect: databricks\n'],
    ['two documents', 'dialect: bigquery\n---\ndialect: bigquery\n'],
    ['a tab as indent', 'targets:\n\ta: 1\n'],
  ])('%s is one or more YAML faults and nothing else', (_, text) => {
    const codes = new Set(faults(text).map(({ code }) => code));
    expect([...codes]).toEqual(['BF1604']);
  });

  test('aliases of aliases end', () => {
    const lines = Array.from({ length: 30 }, (_, i) =>
      `  l${i}: &l${i} [*l${i - 1}, *l${i - 1}]`.replace('[*l-1, *l-1]', '[x, x]'),
    );
    const text = `actions:\n  a.b:\n    grants:\n${lines.map((line) => `    ${line}`).join('\n')}\n`;
    expect(readBiformSettings(text).diagnostics.map(({ code }) => code)).toEqual(['BF1604']);
  });
});

describe('valid settings', () => {
  test("the sample project's biform.yaml is valid", () => {
    const { diagnostics, settings } = readBiformSettings(readFileSync(join(root, 'biform.yaml'), 'utf8'));
    expect(diagnostics).toEqual([]);
    expect(settings?.defaultTarget).toBe('local');
  });

  test('an empty file gives the defaults', () => {
    for (const text of ['', '# nothing\n', '---\n'])
      expect(readBiformSettings(text)).toEqual({
        diagnostics: [],
        settings: {
          dialect: 'bigquery',
          targets: {},
          principals: {},
          notifications: [],
          assertionViews: 'always',
          quality: { dataset: 'biform_quality' },
          lint: {},
          analysis: { levels: {} },
          actions: {},
        },
      });
  });

  test('targets get their defaults and sources one shape', () => {
    const { settings } = readBiformSettings(`
targets:
  a: { engine: duckdb, sources: { r.a: x.csv, r.b: [y.json, z.json], r.c: { files: w, format: parquet } } }
  b: { engine: bigquery, maximumBytesBilled: 200GB }
  c: { engine: databricks, catalog: main, token: "x\${env.T}y" }
  d: { engine: bigquery, maximumBytesBilled: 1.5 KiB }
principals: { analysts: { bigquery: "group:a", local: x } }
`);
    expect(settings?.targets).toEqual({
      a: {
        engine: 'duckdb',
        path: '.biform/local.duckdb',
        sources: {
          'r.a': { files: ['x.csv'], options: {} },
          'r.b': { files: ['y.json', 'z.json'], options: {} },
          'r.c': { files: ['w'], format: 'parquet', options: {} },
        },
      },
      b: { engine: 'bigquery', labels: {}, maximumBytesBilled: 200_000_000_000 },
      c: {
        engine: 'databricks',
        catalog: 'main',
        catalogs: {},
        host: { parts: [{ env: 'DATABRICKS_HOST' }] },
        httpPath: { parts: [{ env: 'DATABRICKS_HTTP_PATH' }] },
        token: { parts: ['x', { env: 'T' }, 'y'] },
      },
      d: { engine: 'bigquery', labels: {}, maximumBytesBilled: 1536 },
    });
    expect(settings?.principals).toEqual({ analysts: { bigquery: 'group:a', duckdb: 'x' } });
  });
});

/** Lists of words on one line, as the formatter of this repository has them. */
const published = JSON.stringify(biformSchema, null, 2).replace(
  /\[\n\s+("[^"]*"(?:,\n\s+"[^"]*")*)\n\s+\]/g,
  (_, words: string) => `[${words.replace(/,\n\s+/g, ', ')}]`,
);

test('the published schema is the one that is read', async () => {
  await expect(`${published}\n`).toMatchFileSnapshot(join(root, 'schemas/biform.schema.json'));
});

test('ajv accepts and refuses the same files', { timeout: 60_000 }, () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const accepts = ajv.compile(biformSchema);
  const beyondSchema = new Set(['BF1605', 'BF1606', 'BF1607']);
  fc.assert(
    fc.property(file, (value) => {
      const { diagnostics } = readBiformSettings(stringify(value));
      const own = diagnostics.filter(({ code }) => !beyondSchema.has(code));
      expect(own.length === 0, JSON.stringify({ own, ajv: accepts(value) || accepts.errors })).toBe(accepts(value));
    }),
    { numRuns: 600 },
  );
});

const junk = fc.oneof(
  fc.constantFrom(1, 0.5, true, null, '', 'x', 'duckdb'),
  fc.constantFrom([], ['x'], {}, { a: 'b' }),
);
const often = <T>(value: fc.Arbitrary<T>) => fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: junk });
const object = (keys: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .tuple(fc.record(keys, { requiredKeys: [], noNullPrototype: true }), fc.boolean(), fc.integer({ min: 0, max: 9 }))
    .map(([value, , n]): unknown => (n === 0 ? { ...value, oddKey: 1 } : value));
const name = fc.constantFrom('a', 'b.c', 'x y', 'prod');
const map = (value: fc.Arbitrary<unknown>) => fc.dictionary(name, value, { maxKeys: 2, noNullPrototype: true });
const words = often(fc.constantFrom('x', 'some text', '200GB'));

const target = fc.oneof(
  object({
    engine: fc.constant('duckdb'),
    path: words,
    sources: often(
      map(
        often(
          fc.oneof(
            words,
            fc.array(words, { maxLength: 2 }),
            object({ files: words, format: words, options: map(junk) }),
          ),
        ),
      ),
    ),
  }),
  object({
    engine: fc.constant('bigquery'),
    project: words,
    labels: map(words),
    maximumBytesBilled: often(fc.oneof(fc.nat(), words)),
  }),
  object({ engine: fc.constantFrom('databricks', 'other'), host: words, catalogs: map(words) }),
);

const file = object({
  defaultTarget: words,
  dialect: often(fc.constantFrom('bigquery', 'databricks', 'duckdb')),
  targets: often(map(often(target))),
  principals: often(map(often(object({ bigquery: words, local: words })))),
  notifications: often(
    fc.array(
      object({
        on: often(fc.array(fc.constantFrom('run_failed', 'x'), { maxLength: 2 })),
        email: often(fc.array(words)),
      }),
      { maxLength: 2 },
    ),
  ),
  assertionViews: often(fc.constantFrom('always', 'sometimes')),
  quality: often(object({ dataset: words })),
  lint: often(map(fc.constantFrom('off', 'on'))),
  actions: often(
    map(object({ owner: words, columns: map(object({ type: words, tags: often(fc.array(words)) })), grants: junk })),
  ),
});
