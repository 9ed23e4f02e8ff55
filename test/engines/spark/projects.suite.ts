import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleFiles } from '../../../data/sample.ts';
import { databricks } from '../../../src/adapters/databricks/dialect.ts';
import { duckdb } from '../../../src/adapters/duckdb/dialect.ts';
import type { CompiledAction } from '../../../src/compiler/manifest/manifest.ts';
import { type Target, targetName } from '../../../src/compiler/target/target.ts';
import { build } from '../../../src/executor/build.ts';
import { answerOf } from '../../adapters/duckdb/canonical.ts';
import { biformCli, runNode } from '../../support/biform.ts';
import { difference, type Table } from './compare.ts';
import { load } from './load.ts';
import { compileForSpark, type SparkProject } from './project.ts';
import { deltaInstalled, type Spark, startSpark } from './spark.ts';
import { isViewComment, warehouse } from './warehouse.ts';

const root = resolve(import.meta.dirname, '../../..');

/** A project that both engines build twice, from files that grow in between. */
interface Both {
  readonly title: string;
  /** Relative to the repository's root. */
  readonly folder: string;
  /** Writes the sources as they stand before the first or the second run. */
  readonly fill: (dir: string, run: 1 | 2) => Promise<void>;
}

async function cli(dir: string, ...args: readonly string[]): Promise<void> {
  await runNode([biformCli, ...args], { HOME: dir, BIFORM_CACHE_DIR: join(dir, '.cache') });
}

const sample: Both = {
  title: 'the sample project',
  folder: '.',
  fill: async (dir, run) => {
    rmSync(join(dir, 'data'), { recursive: true, force: true });
    for (const [path, text] of sampleFiles(run === 1 ? '2026-02-20' : undefined)) {
      mkdirSync(dirname(join(dir, 'data', path)), { recursive: true });
      writeFileSync(join(dir, 'data', path), text);
    }
  },
};

/** An example's sources are made up; more rows at the second run. */
const example = (name: string): Both => ({
  title: `examples/${name}`,
  folder: `examples/${name}`,
  fill: async (dir, run) =>
    cli(dir, 'sources', 'synthesize', '-C', dir, '--rows', run === 1 ? '40' : '80', '--seed', '7'),
});

const examples = readdirSync(join(root, 'examples')).map(example);

/** What a project may consist of. */
const parts = ['workflow_settings.yaml', 'biform.yaml', 'definitions', 'includes', 'macros', 'sources'];

const kinds: ReadonlySet<string> = new Set(['table', 'view', 'incremental', 'operation', 'assertion']);

describe.skipIf(!deltaInstalled)('projects on DuckDB and on Spark 4.2 with Delta, from one source', () => {
  let spark: Spark;
  beforeAll(async () => {
    spark = await startSpark('delta');
  }, 300_000);
  afterAll(() => spark?.stop());

  describe.each([sample, ...examples])('$title', ({ folder, fill }) => {
    const dir = realpathSync(mkdtempSync(join(tmpdir(), 'biform-both-')));
    let project: SparkProject;
    const faults = new Map<string, string>();
    afterAll(() => rmSync(dir, { recursive: true, force: true }));

    beforeAll(() => {
      for (const part of parts)
        if (existsSync(join(root, folder, part)))
          cpSync(join(root, folder, part), join(dir, part), { recursive: true });
    });

    const built = (): readonly CompiledAction[] =>
      project.manifest.actions.filter((action) => kinds.has(action.kind) && !action.disabled);

    async function run(time: 1 | 2): Promise<void> {
      await fill(dir, time);
      await cli(dir, 'run', dir, '--past-assertions');
      project = await compileForSpark(dir);
      faults.clear();
      mkdirSync(join(dir, '.sources'), { recursive: true });
      await reading(async (connection) => {
        for (const source of project.sources) await load(source, join(dir, '.sources'), connection, spark);
      });
      for (const action of built()) {
        const unit = {
          kind: 'build',
          action,
          fullRefresh: false,
          assertionViews: 'always',
          schemas: project.manifest.schemas,
          record: { run: '', relation: '', action: '', outcome: 'succeeded', version: '', fingerprint: '', inputs: {} },
        } as const;
        await build(unit, warehouse(spark, isViewComment)).catch(
          (error: Error & { failure?: { sql?: { text: string } } }) =>
            faults.set(targetName(action.target), `${error.message}\n${error.failure?.sql?.text ?? ''}`),
        );
      }
    }

    async function reading(read: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
      const instance = await DuckDBInstance.create(join(dir, '.biform/local.duckdb'), { access_mode: 'READ_ONLY' });
      const connection = await instance.connect();
      await connection.run("SET TimeZone = 'UTC'");
      await read(connection);
      connection.closeSync();
      instance.closeSync();
    }

    /** `perhaps`: what need not be a table. */
    const differing = async (
      relations: readonly Target[],
      perhaps: readonly Target[] = [],
    ): Promise<readonly string[]> => {
      const found: string[] = [];
      await reading(async (connection) => {
        for (const relation of [...relations, ...perhaps]) {
          const [left, right] = [await onDuckdb(relation, connection), await onSpark(relation, spark)];
          if (typeof left === 'string' && typeof right === 'string' && perhaps.includes(relation)) continue;
          const what =
            typeof left === 'string'
              ? `DuckDB: ${left}`
              : typeof right === 'string'
                ? `Spark: ${right}`
                : difference(left, right);
          if (what !== undefined) found.push(`${relation.schema}.${relation.name}: ${what}`);
        }
      });
      return found;
    };

    describe.each([1, 2] as const)('run %i', (time) => {
      beforeAll(() => run(time), 900_000);

      test('every action is translated', () => {
        expect(
          built()
            .filter(({ unsupported }) => unsupported !== undefined)
            .map(({ target, unsupported }) => `${targetName(target)}: ${unsupported}`),
        ).toEqual([]);
      });

      test('every statement runs on Spark', () => {
        expect([...faults].map(([name, why]) => `${name}: ${why}`)).toEqual([]);
      });

      test('the sources hold the same rows', async () => {
        expect(await differing(project.sources.map(({ name }) => name))).toEqual([]);
      });

      test('the tables and views hold the same rows', async () => {
        const relations = (...of: readonly string[]) =>
          built().flatMap(({ kind, relation }) => (of.includes(kind) ? [relation] : []));
        expect(await differing(relations('table', 'view', 'incremental'), relations('operation'))).toEqual([]);
      });
    });
  });
});

async function onSpark(relation: Target, spark: Spark): Promise<Table | string> {
  const columns = await warehouse(spark).columnsOf(relation);
  if (!columns) return 'it is not there';
  const reply = await spark.ask(`SELECT * FROM ${databricks.relation(relation)}`);
  if ('error' in reply) return reply.error;
  const json = reply.types.flatMap((type, i) => (type === 'variant' ? [i] : []));
  return { columns: columns.map(({ name }) => name), rows: reply.rows, json };
}

async function onDuckdb({ schema = '', name }: Target, connection: DuckDBConnection): Promise<Table | string> {
  const relation = duckdb.relation({ schema, name: name.replaceAll('_any', '*') });
  try {
    const described = await connection.runAndReadAll(`DESCRIBE ${relation}`);
    const { rows } = await answerOf(connection, `SELECT * FROM ${relation}`);
    return { columns: described.getRows().map(([column]) => String(column)), rows };
  } catch (error) {
    return (error as Error).message;
  }
}
