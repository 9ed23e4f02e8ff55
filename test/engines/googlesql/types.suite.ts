import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { castsValue, coerces, supertype } from '../../../src/compiler/analyse/types/coerce.ts';
import { typeText } from '../../../src/compiler/analyse/types/text.ts';
import { comparable, orderable } from '../../../src/compiler/analyse/types/traits.ts';
import { installed, type Server, startServer } from './server.ts';
import { each, type Oracle, oracleOf } from './signatures/oracle.ts';
import { columnTypes, pool, type Sample, typeProto } from './signatures/pool.ts';

const one = (type: unknown, cardinality = 'REQUIRED') => ({
  kind: 'ARG_TYPE_FIXED',
  type,
  options: { cardinality },
  num_occurrences: -1,
});

/** A function for each type that takes a value of it. */
const takers = columnTypes.map((type, i) => ({
  name_path: [`takes${i}`],
  group: 'g',
  mode: 'SCALAR',
  signature: [{ argument: [one(typeProto(type))], return_type: one({ type_kind: 'TYPE_INT64' }) }],
}));

describe.skipIf(!installed)('types are those of Google’s analyzer', () => {
  let server: Server;
  let oracle: Oracle;
  beforeAll(async () => {
    server = await startServer();
    const parameters = columnTypes.map((type, i) => ({ name: `p${i}`, type: typeProto(type) }));
    oracle = await oracleOf(server, takers, parameters);
  });
  afterAll(() => server.stop());

  /** The value of a literal does not fit, which its type cannot tell. */
  const isOfValue = (message: string): boolean =>
    message.startsWith('Could not cast literal') && !message.includes('[]');

  async function differences(
    cases: readonly { readonly sql: string; readonly ours: string }[],
  ): Promise<{ readonly asked: number; readonly wrong: readonly string[] }> {
    const verdicts = await each(cases, ({ sql }) => oracle.typeOf(sql));
    let asked = 0;
    const wrong = cases.flatMap(({ sql, ours }, i) => {
      const verdict = verdicts[i];
      if (!verdict || ('error' in verdict && isOfValue(verdict.error))) return [];
      asked += 1;
      const theirs = 'type' in verdict ? verdict.type : 'none';
      return theirs === ours ? [] : [`${sql}: ${ours}, not ${'type' in verdict ? verdict.type : verdict.error}`];
    });
    return { asked, wrong };
  }

  /** What the analyzer makes of a struct of NULLs depends on its place among the others; we take it anywhere. */
  const settled = pool.filter(({ sql }) => sql !== '(NULL, NULL)');
  const pairs = settled.flatMap((a) => settled.map((b): readonly [Sample, Sample] => [a, b]));

  test('each value is coerced to each type, or not', async () => {
    const cases = pool.flatMap((sample) =>
      columnTypes.map((type, i) => ({
        sql: `takes${i}(${sample.sql})`,
        ours: coerces(sample.typed, type) ? 'INT64' : 'none',
      })),
    );
    const { asked, wrong } = await differences(cases);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1000);
  });

  test('each value is cast to each type, or not', async () => {
    const cases = pool.flatMap((sample) =>
      columnTypes.map((type) => ({
        sql: `CAST(${sample.sql} AS ${typeText(type)})`,
        ours: castsValue(sample.typed, type) ? typeText(type) : 'none',
      })),
    );
    const { asked, wrong } = await differences(cases);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1000);
  });

  test.each([
    ['IF', (a: Sample, b: Sample) => `IF(c6, ${a.sql}, ${b.sql})`],
    ['COALESCE', (a: Sample, b: Sample) => `COALESCE(${a.sql}, ${b.sql})`],
    ['CASE', (a: Sample, b: Sample) => `CASE WHEN c6 THEN ${a.sql} ELSE ${b.sql} END`],
  ])('%s gives the common type of each pair, or none', async (_, sql) => {
    const cases = pairs.map(([a, b]) => {
      const type = supertype([a.typed, b.typed]);
      return { sql: sql(a, b), ours: type ? typeText(type) : 'none' };
    });
    const { asked, wrong } = await differences(cases);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1000);
  });

  test('query parameters are coerced to each type, or not, and have a common type with each value, or none', async () => {
    const parameters = columnTypes.map((type, i): Sample => ({ sql: `@p${i}`, typed: { type, form: 'parameter' } }));
    const cases = parameters.flatMap((p) => [
      ...columnTypes.map((type, i) => ({
        sql: `takes${i}(${p.sql})`,
        ours: coerces(p.typed, type) ? 'INT64' : 'none',
      })),
      ...settled.map((sample) => {
        const type = supertype([sample.typed, p.typed]);
        return { sql: `COALESCE(${sample.sql}, ${p.sql})`, ours: type ? typeText(type) : 'none' };
      }),
    ]);
    const { asked, wrong } = await differences(cases);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1000);
  });

  test('three values have the common type that the analyzer finds, or none', async () => {
    const triples = pairs.flatMap(([a, b], i) =>
      [a, b].map((c, k) => [a, b, settled[(i * 7 + k) % settled.length] ?? c] as const),
    );
    const cases = triples
      .filter((_, i) => i % 2 === 0)
      .map((values) => {
        const type = supertype(values.map(({ typed }) => typed));
        return { sql: `COALESCE(${values.map(({ sql }) => sql).join(', ')})`, ours: type ? typeText(type) : 'none' };
      });
    const { asked, wrong } = await differences(cases);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1000);
  });

  test('an array has the common type of its elements', async () => {
    const cases = pairs
      .filter(([a, b]) => a.typed.type.kind !== 'ARRAY' && b.typed.type.kind !== 'ARRAY')
      .map(([a, b]) => {
        const type = supertype([a.typed, b.typed]);
        return { sql: `[${a.sql}, ${b.sql}]`, ours: type ? `ARRAY<${typeText(type)}>` : 'none' };
      });
    expect((await differences(cases)).wrong).toEqual([]);
  });

  test('a set operation gives the common type of each pair, or none', async () => {
    const cases = pairs.map(([a, b]) => {
      const type = supertype([a.typed, b.typed]);
      const union = `SELECT ${a.sql} AS v FROM t UNION ALL SELECT ${b.sql} FROM t`;
      return { sql: `(SELECT v FROM (${union}))`, ours: type ? typeText(type) : 'none' };
    });
    const { asked, wrong } = await differences(cases);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1000);
  });

  test.each(['=', '<'])('%s compares each pair, or not', async (operator) => {
    const cases = pairs
      .filter(([a, b]) => a.sql !== 'NULL' && b.sql !== 'NULL')
      .map(([a, b]) => {
        const common = supertype([a.typed, b.typed]);
        const fine = operator === '=' ? comparable(a.typed, b.typed) : common !== undefined && orderable(common);
        return { sql: `${a.sql} ${operator} ${b.sql}`, ours: fine ? 'BOOL' : 'none' };
      });
    const { asked, wrong } = await differences(cases);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1000);
  });
});
