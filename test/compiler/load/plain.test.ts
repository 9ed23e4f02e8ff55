import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainModule } from '../../../src/compiler/load/runtime/plain.ts';
import { recorded } from '../../../src/compiler/load/runtime/recorder.ts';
import { parseSqlx } from '../../../src/compiler/sqlx/parse.ts';
import type { PlainSqlx } from '../../../src/compiler/sqlx/plain/form.ts';
import { readPlain } from '../../../src/compiler/sqlx/plain/read.ts';
import { resolveInProcess } from '../../support/in-process.ts';
import { writeProject } from '../../support/oracle.ts';
import { type Behaviour, biformBehaviour, dataformBehaviour, observe } from '../sqlx/behaviour.ts';
import { tidySqlx, wildSqlx } from '../sqlx/generate.ts';
import { type Cases, settings } from './projects/case.ts';
import { plainishSqlx } from './projects/plainish.ts';
import { referenceCases } from './projects/references.ts';
import { scriptCases } from './projects/script.ts';
import { sqlxCases } from './projects/sqlx.ts';
import { wholeCases } from './projects/whole.ts';

const path = 'definitions/example.sqlx';
const plainOf = (source: string): PlainSqlx | undefined => {
  const text = readPlain(parseSqlx(source), path);
  return text === undefined ? undefined : (JSON.parse(text) as PlainSqlx);
};

/** What the plain form does, and the templates that it went through. */
function plainBehaviour(file: PlainSqlx) {
  const { value, templates } = recorded(() => observe((globals) => plainModule(file, globals)()));
  return { behaviour: value, templates };
}

const isCalm = (behaviour: Behaviour): boolean => !JSON.stringify(behaviour).includes('"threw"');

/** Whether a file is plain; if it is, it does what Dataform makes of it, but for the words of errors, and records the same. */
function agrees(source: string): boolean {
  const plain = plainOf(source);
  if (!plain) return false;
  const expected = dataformBehaviour(source, path);
  const { behaviour, templates } = plainBehaviour(plain);
  expect(isCalm(behaviour)).toBe(isCalm(expected));
  if (isCalm(expected)) {
    expect(behaviour).toEqual(expected);
    expect(templates).toEqual(biformBehaviour(source, path).recorded);
  }
  return true;
}

test.each([
  ['mostly literals', plainishSqlx, 0.35],
  ['closed and odd', tidySqlx, 0.02],
  ['broken', wildSqlx, 0.01],
])('SQLX that is read without an engine does what Dataform makes of it: %s', (_name, sources, share) => {
  let plain = 0;
  const numRuns = 600;
  fc.assert(
    fc.property(sources, (source) => {
      if (agrees(source)) plain += 1;
    }),
    { numRuns },
  );
  expect(plain).toBeGreaterThan(numRuns * share);
});

test.each([
  'select 1',
  'config { type: "table" }\nselect * from ${ref("a")}',
  "config { type: 'view', /* why */ tags: ['a', 'b',], columns: { id: 'Key', \"the day\": 'Day' } } // no\nselect 1",
  'config { type: "table", bigquery: { partitionExpirationDays: 30, requirePartitionFilter: true } } select 1',
  'config { type: "table", schema: constants.FIELD } select ${constants.quote}',
  'config { type: "table", tags: [`x`, `a ${constants.FIELD}`] } select ${dataform.projectConfig.vars.env}',
  'config { type: "operations" } select 1\n---\nselect 2',
  'select ${when(incremental(), `where a > (select max(a) from ${self()})`, "")}',
  "select 'it is ${name()}', \"a\", '''b''', r'\\d', `c` -- ${ref('no')}\n",
  'select * from ${ref({ schema: "s", name: "n" })} join ${ref(["s", "m"])}',
  'incremental_where { a > 1 }\npre_operations { select 1 --- \nselect ${self()} } post_operations { }\r\nselect 1\r\n',
  'select 1, -- a `quoted` name\n  2 /* and `more` ${no} */',
])('is read without an engine: %j', (source) => {
  expect(agrees(source)).toBe(true);
});

test.each([
  'js { const a = 1 } select ${a}',
  'input "a" { select 1 } select 1',
  'config { type: "table", ...constants } select 1',
  'config { type: "ta" + "ble" } select 1',
  'config { type: "a\\x62" } select 1',
  'config { ["type"]: "table" } select 1',
  'config { __proto__: { type: "table" } } select 1',
  'config { type } select 1',
  'select ${1 + 1}',
  'select ${[1].map((x) => x)}',
  'select ${ref}',
  'select ${ctx.ref("a")}',
  'select ${require("x")}',
  'select ${this.a}',
  'select ${a?.b}',
  'select ${a["b"]}',
  'select ${tag`x`}',
  'select ${-1}',
  'select ${EXPECT}',
  'select "${name()}"',
  'select 1 -- a \\d',
  'select ${ref("a")',
])('takes JavaScript: %j', (source) => {
  expect(plainOf(source)).toBeUndefined();
});

const groups: Readonly<Record<string, Cases>> = {
  'SQLX: ': sqlxCases,
  'JavaScript: ': scriptCases,
  'references: ': referenceCases,
  'projects: ': wholeCases,
};

describe.each(Object.entries(groups))('%s', (_, cases) => {
  test.each(Object.entries(cases))('%s: the same with and without plain files', async (_name, { files, overrides }) => {
    const hasSettings = Object.keys(files).some(
      (file) => file === 'workflow_settings.yaml' || file === 'dataform.json',
    );
    const dir = writeProject(hasSettings ? files : { 'workflow_settings.yaml': settings, ...files });
    try {
      const options = overrides ? { overrides } : {};
      const [plain, modules] = [
        await resolveInProcess(dir, options),
        await resolveInProcess(dir, { ...options, asModules: true }),
      ];
      expect(JSON.parse(JSON.stringify(plain))).toEqual(JSON.parse(JSON.stringify(modules)));
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
