import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dialects } from '../../../src/adapters/index.ts';
import type { TableAction } from '../../../src/compiler/actions/graph.ts';
import { applicable, fillColumns, scriptOf } from '../../../src/compiler/manifest/fill.ts';
import type { CompiledAction } from '../../../src/compiler/manifest/manifest.ts';
import { cases } from '../../support/lower/cases.ts';
import {
  assertionStatements,
  dataformIsInstalled,
  operationStatements,
  tableStatements,
} from '../../support/lower/dataform-execution.ts';
import { lowered } from '../../support/lower/lowering.ts';

const { bigquery } = dialects;
const project = { defaultDatabase: 'acme', defaultSchema: 'marts' };
const rest = { projectConfig: project, graphErrors: {}, dataformCoreVersion: '3.0.62' };

type State = { readonly existing: 'table' | 'view' | undefined; readonly fullRefresh: boolean };
const states: readonly State[] = [undefined, 'table' as const, 'view' as const].flatMap((existing) =>
  [false, true].map((fullRefresh) => ({ existing, fullRefresh })),
);

/** What a run would send, by the rules that the manifest states. */
function sent(action: CompiledAction, { existing, fullRefresh }: State, columns: readonly string[]): readonly string[] {
  if (action.disabled) return [];
  const adds = action.update && existing === 'table' && (!fullRefresh || action.protected);
  const chosen = applicable((adds ? action.update : action.create) ?? [], existing);
  const known = columns.map((name) => ({ name }));
  const filled = chosen.map((statement) => fillColumns(statement, known, bigquery));
  return action.sends === 'script' ? [scriptOf(filled).text] : filled.map(({ sql }) => sql.text);
}

async function compareTable(table: TableAction, columns: readonly string[]): Promise<void> {
  const { manifest } = await lowered({ ...rest, tables: [table] }, bigquery, { id: () => 'id' });
  const action = manifest.actions[0] as CompiledAction;
  for (const state of states) {
    const existing = state.existing && { type: state.existing, columns };
    expect(sent(action, state, columns)).toEqual(tableStatements(project, table, existing, state.fullRefresh));
  }
}

const ahead = cases.filter(({ graph }) => !graph.tables?.[0]?.jitCode && !graph.tables?.[0]?.target.name.includes('"'));

describe.skipIf(!dataformIsInstalled)("BigQuery scripts are what Dataform's own command line sends", () => {
  test.each(ahead)('$name', async ({ graph, columns }) => {
    for (const table of graph.tables ?? [])
      await compareTable(
        table,
        columns.map((name) => name.replace(/\W/g, '_')),
      );
    const { manifest } = await lowered(graph, bigquery);
    const now: State = { existing: undefined, fullRefresh: false };
    for (const operation of graph.operations ?? [])
      expect(sent(manifest.actions[0] as CompiledAction, now, [])).toEqual(operationStatements(project, operation));
    for (const assertion of graph.assertions ?? [])
      expect(sent(manifest.actions[0] as CompiledAction, now, [])).toEqual(assertionStatements(project, assertion));
  });

  test('for tables made at random', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(randomTable, fc.uniqueArray(word, { minLength: 1, maxLength: 4 }), compareTable), {
      numRuns: 400,
    });
  });
});

const word = fc.stringMatching(/^[a-z_][a-z0-9_]{0,6}$/);
const text = fc.oneof(
  fc.constantFrom(
    'select 1 as a',
    'select 2 -- two',
    'select 3;',
    ' select 4\n',
    '-- only\nselect 5\n-- end',
    "select '--'",
  ),
  fc.string({ unit: fc.constantFrom('a', '-', ';', '\n', ' ', '#', "'", '`', '$') }),
);
const operations = fc.array(text, { maxLength: 3 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const bigqueryOptions = fc.record(
  {
    partitionBy: fc.constantFrom('day', 'DATE(ts)', ''),
    clusterBy: fc.array(word, { maxLength: 3 }),
    updatePartitionFilter: fc.constantFrom('day > 1', ''),
    partitionExpirationDays: fc.nat(3),
    requirePartitionFilter: fc.boolean(),
    additionalOptions: fc.dictionary(word, text, { maxKeys: 2, noNullPrototype: true }),
    labels: fc.dictionary(word, word, { maxKeys: 2, noNullPrototype: true }),
    incrementalPredicates: fc.array(fc.constantFrom('a > 1', ' ', 'DATAFORM_SOURCE.b < 2'), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const randomTable: fc.Arbitrary<TableAction> = fc
  .record({
    type: fc.constantFrom('table' as const, 'view' as const, 'incremental' as const),
    name: word,
    query: text,
    incrementalQuery: maybe(text),
    where: maybe(fc.constantFrom('', 'a > 1')),
    preOps: maybe(operations),
    postOps: maybe(operations),
    incrementalPreOps: maybe(operations),
    incrementalPostOps: maybe(operations),
    uniqueKey: maybe(fc.array(word, { maxLength: 2 })),
    protected: maybe(fc.boolean()),
    materialized: maybe(fc.boolean()),
    disabled: maybe(fc.boolean()),
    onSchemaChange: maybe(
      fc.constantFrom('IGNORE' as const, 'FAIL' as const, 'EXTEND' as const, 'SYNCHRONIZE' as const),
    ),
    incrementalStrategy: maybe(
      fc.constantFrom('INCREMENTAL_STRATEGY_UNSPECIFIED' as const, 'MERGE' as const, 'INSERT_OVERWRITE' as const),
    ),
    bigquery: maybe(bigqueryOptions),
  })
  .map(({ name, ...table }) => {
    const enumType = table.type.toUpperCase() as TableAction['enumType'];
    const given: Record<string, unknown> = Object.fromEntries(
      Object.entries(table).filter(([, value]) => value !== undefined),
    );
    // Dataform's core refuses INSERT_OVERWRITE without a partition, so its command line never sees one.
    if (given['incrementalStrategy'] === 'INSERT_OVERWRITE')
      given['bigquery'] = { ...table.bigquery, partitionBy: 'day' };
    return { ...given, enumType, target: { database: 'acme', schema: 'marts', name } } as TableAction;
  });
