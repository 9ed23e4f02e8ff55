import type { Fields, Server } from '../../googlesql/server.ts';
import { type Type, typeName } from '../../googlesql/server-type.ts';
import { bare, type Cell, NUMBER, type Rows, type Stored, world } from './oracle.ts';
import type { Assignment, Merge, When } from './statements.ts';
import type { Table } from './tables.ts';

// MERGE as BigQuery documents it: each pair of a target row and a source row that meet under ON, each source row that
// meets none, and each target row that meets none takes the first WHEN of its kind whose condition is true; a target row
// that two pairs would change is an error. Conditions and values are worked out by Google's evaluator, as queries.
// Source: https://cloud.google.com/bigquery/docs/reference/standard-sql/dml-syntax#merge_statement

/** Numbers of rows of target and source, and the values that a WHEN gives. */
interface Found {
  readonly target: number;
  readonly source: number;
  readonly values: readonly Cell[];
}

type Ask = (sql: string) => Promise<Rows>;

export async function merged(server: Server, stored: readonly Stored[], target: Table, merge: Merge): Promise<Rows> {
  const source = await rowsOf(server, stored, merge.source);
  const all = [...stored, source];
  const ask: Ask = async (sql) => {
    const reply = await server.call('EvaluateQuery', { sql: bare(sql), ...world(server, all) });
    return contentOf(reply);
  };
  const from = {
    MATCHED: `d.w AS T JOIN d.source AS S ON ${merge.on}`,
    'NOT MATCHED': 'd.source AS S',
    'NOT MATCHED BY SOURCE': 'd.w AS T',
  } as const;
  const met = numbersOf(await ask(`SELECT T.${NUMBER}, S.${NUMBER}, STRUCT(1) FROM ${from.MATCHED}`));
  const among = {
    MATCHED: 'TRUE',
    'NOT MATCHED': without(
      'S',
      met.map((one) => one.source),
    ),
    'NOT MATCHED BY SOURCE': without(
      'T',
      met.map((one) => one.target),
    ),
  } as const;
  const rows = stored.find(({ name }) => name === target.name)?.rows ?? [];
  const after = new Map(rows.map((cells, i) => [i, cells]));
  const touched = new Set<number>();
  const added: (readonly Cell[])[] = [];
  for (const [i, when] of merge.whens.entries()) {
    const { match, action } = when;
    const earlier = merge.whens.slice(0, i).filter((one) => one.match === match);
    const where = [among[match], ...earlier.map(({ and = 'TRUE' }) => `NOT IFNULL(${and}, FALSE)`), when.and ?? 'TRUE'];
    const set = assigned(when, target, source);
    const [t, s] = [
      match === 'NOT MATCHED' ? '-1' : `T.${NUMBER}`,
      match === 'NOT MATCHED BY SOURCE' ? '-1' : `S.${NUMBER}`,
    ];
    const values = set.map((one) => `CAST(${one.value} AS ${typeOf(one)})`);
    const sql = `SELECT ${t}, ${s}, STRUCT(${['1', ...values].join(', ')}) FROM ${from[match]} WHERE ${where.map((c) => `(${c})`).join(' AND ')}`;
    for (const one of numbersOf(await ask(sql))) {
      if (match === 'NOT MATCHED') {
        added.push(
          filled(
            target,
            target.columns.map(() => ({})),
            set,
            one.values,
          ),
        );
        continue;
      }
      if (touched.has(one.target)) throw new Error('more than one source row changes a row of the target');
      touched.add(one.target);
      if (action.kind === 'delete') after.delete(one.target);
      else after.set(one.target, filled(target, rows[one.target] ?? [], set, one.values));
    }
  }
  return [...after.values(), ...added];
}

const without = (alias: string, numbers: readonly number[]): string =>
  numbers.length === 0 ? 'TRUE' : `${alias}.${NUMBER} NOT IN (${numbers.join(', ')})`;

/** The rows of USING as a table. */
async function rowsOf(server: Server, stored: readonly Stored[], source: string): Promise<Stored> {
  const reply = await server.call('EvaluateQuery', { sql: bare(`SELECT * FROM ${source}`), ...world(server, stored) });
  const { columns = [] } = reply['prepared'] as { columns?: readonly { name: string; type: Type }[] };
  return {
    name: 'source',
    columns: columns.map(({ name, type }) => ({ name, type: typeName(type) })),
    rows: contentOf(reply),
  };
}

function contentOf(reply: Fields): Rows {
  const { content } = reply as { content?: { table_data?: { row?: readonly { cell?: readonly Cell[] }[] } } };
  return (content?.table_data?.row ?? []).map((row) => row.cell ?? []);
}

const numbersOf = (rows: Rows): readonly Found[] =>
  rows.map(([target, source, values]) => ({
    target: Number(target?.['int64_value']),
    source: Number(source?.['int64_value']),
    values: ((values?.['struct_value'] as { field?: readonly Cell[] } | undefined)?.field ?? []).slice(1),
  }));

/** The columns that a WHEN gives values; INSERT ROW takes those of the source in their order. */
function assigned({ action }: When, target: Table, source: Stored): readonly Assignment[] {
  if (action.kind === 'delete') return [];
  if (action.kind !== 'row') return action.set;
  const into = action.as ?? target.columns;
  return source.columns.flatMap(({ name }, i) => {
    const column = into[i];
    return column ? [{ column, value: `S.${name}` }] : [];
  });
}

const fieldsOf = (type: string): readonly (readonly [string, string])[] =>
  [...type.matchAll(/(\w+) (\w+)[,>]/g)].map(([, name = '', of = '']) => [name, of]);

const typeOf = ({ column, field }: Assignment): string =>
  field === undefined ? column.type : (fieldsOf(column.type).find(([name]) => name === field)?.[1] ?? '');

/** A row with values in columns, or in fields of them, which a NULL has not. */
function filled(
  target: Table,
  cells: readonly Cell[],
  set: readonly Assignment[],
  values: readonly Cell[],
): readonly Cell[] {
  return target.columns.map((column, i) => {
    const cell = cells[i] ?? {};
    return set.reduce((now, one, n): Cell => {
      if (one.column.name !== column.name) return now;
      const value = values[n] ?? {};
      if (one.field === undefined) return value;
      const struct = now['struct_value'] as { field: readonly Cell[] } | undefined;
      if (!struct) throw new Error('a field of NULL is assigned');
      const at = fieldsOf(column.type).findIndex(([name]) => name === one.field);
      return { value: 'struct_value', struct_value: { field: struct.field.map((f, j) => (j === at ? value : f)) } };
    }, cell);
  });
}
