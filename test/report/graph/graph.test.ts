import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompiledGraph } from '../../../src/compiler/actions/graph.ts';
import { dot } from '../../../src/report/graph/dot.ts';
import { graphJson } from '../../../src/report/graph/json.ts';
import { mermaid } from '../../../src/report/graph/mermaid.ts';
import { dataformBundle, dataformIsInstalled } from '../../support/lower/dataform-execution.ts';

const target = (name: string, schema = 'marts') => ({ schema, name, database: 'acme' });
const rest = { projectConfig: {}, graphErrors: {}, dataformCoreVersion: '3.0.62' };

const graph: CompiledGraph = {
  ...rest,
  tables: [
    {
      type: 'view',
      enumType: 'VIEW',
      target: target('stg'),
      dependencyTargets: [target('orders', 'raw')],
      tags: ['daily'],
    },
    {
      type: 'incremental',
      enumType: 'INCREMENTAL',
      target: target('daily'),
      dependencyTargets: [target('stg')],
      fileName: 'definitions/daily.sqlx',
    },
  ],
  operations: [{ target: target('log'), dependencyTargets: [target('daily'), target('elsewhere')] }],
  assertions: [{ target: target('checked'), dependencyTargets: [target('daily')], disabled: true }],
  declarations: [{ target: target('orders', 'raw') }],
};

test('dot draws tables, assertions and operations with what they wait for', () => {
  expect(dot(graph)).toBe(`digraph {
"marts.stg" [label="marts.stg [view]"];
"marts.daily" [label="marts.daily [incremental]"];
"marts.checked" [label="marts.checked"];
"marts.log" [label="marts.log"];
"raw.orders" -> "marts.stg";
"marts.stg" -> "marts.daily";
"marts.daily" -> "marts.checked";
"marts.daily" -> "marts.log";
"marts.elsewhere" -> "marts.log";
}`);
  expect(dot(rest)).toBe('digraph {\n;\n;\n}');
});

test('dot keeps a hostile name inside its quotes', () => {
  const hostile = 'a"]; b [label="x\\';
  const text = dot({ ...rest, operations: [{ target: target(hostile) }] });
  expect(text).toContain('"marts.a\\"]; b [label=\\"x\\\\" [label="marts.a\\"]; b [label=\\"x\\\\"]');
});

describe.skipIf(!dataformIsInstalled)("dot is what Dataform's own command line prints", () => {
  const { dotRepresentation } = dataformIsInstalled ? dataformBundle() : { dotRepresentation: () => '' };
  /** Dataform reads the kind from the number of its enumeration. */
  const number = (type: string) => dataformBundle().dataform.TableType[type];
  const asDataform = (given: CompiledGraph) => ({
    ...given,
    tables: given.tables?.map((table) => ({ ...table, enumType: number(table.enumType) })),
  });

  test('for a small graph', () => {
    expect(dot(graph)).toBe(dotRepresentation(asDataform(graph), false));
    expect(dot(rest)).toBe(dotRepresentation(rest, false));
  });

  test('for random graphs', () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,5}$/).map((word) => target(word));
    const edges = fc.array(name, { maxLength: 3 });
    const kind = fc.constantFrom('table' as const, 'view' as const, 'incremental' as const);
    const table = fc.record({ target: name, type: kind, dependencyTargets: edges }).map((one) => ({
      ...one,
      enumType: one.type.toUpperCase() as 'TABLE' | 'VIEW' | 'INCREMENTAL',
    }));
    const other = fc.array(fc.record({ target: name, dependencyTargets: edges }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(table, { maxLength: 4 }), other, other, (tables, operations, assertions) => {
        const given = { ...rest, tables, operations, assertions };
        expect(dot(given)).toBe(dotRepresentation(asDataform(given), false));
      }),
    );
  });
});

test('mermaid draws every action with a shape of its kind', () => {
  expect(mermaid(graph)).toBe(`flowchart LR
  n0("acme.marts.stg<br/>view")
  n1[["acme.marts.daily<br/>incremental"]]
  n2>"acme.marts.log<br/>operation"]
  n3{{"acme.marts.checked<br/>assertion"}}
  n4[("acme.raw.orders<br/>declaration")]
  n4 --> n0
  n0 --> n1
  n1 --> n2
  n1 --> n3`);
});

test('mermaid spells signs of its own by number', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const [, line = ''] = mermaid({ ...rest, operations: [{ target: { name } }] }).split('\n');
      expect(line).toMatch(/^ {2}n0>"(?:[\p{L}\p{N} ._-]|#\d+;)*<br\/>operation"\]$/u);
    }),
  );
});

test('JSON holds nodes and edges, and can be read back', () => {
  const read = JSON.parse(graphJson(graph));
  expect(read.version).toBe(1);
  expect(read.nodes).toHaveLength(5);
  expect(read.nodes[1]).toEqual({
    name: 'acme.marts.daily',
    kind: 'incremental',
    file: 'definitions/daily.sqlx',
    tags: [],
    disabled: false,
  });
  expect(read.edges).toContainEqual({ from: 'acme.marts.stg', to: 'acme.marts.daily' });
});
