import type { Expr, Ident } from '../../sql/ast.ts';
import type { MergeWhen, Statement, TablePath } from '../../sql/ast-statement.ts';
import { assigned, holdsStruct } from './assigned.ts';
import { intoColumns } from './into.ts';
import type { Printer } from './rules.ts';
import { leftArrays } from './stored.ts';
import { commas, type Frag, q } from './text.ts';

type Merge = Extract<Statement, { kind: 'merge' }>;

/** The INSERT of a MERGE: values into the columns of a list, else into all. */
export function insertOf(table: TablePath, names: readonly Ident[], values: readonly Expr[], p: Printer): Frag {
  const into = intoColumns(table, names, p);
  const left = leftArrays(table, names, p);
  const listed = [...names.map((c) => p.rules.identifier(c.name)), ...left.map(({ name }) => name)];
  const columns = listed.length > 0 ? q` (${commas(listed)})` : '';
  const given = values.map((e, i) => assigned(e, into?.[i]?.type, p));
  return q`INSERT${columns} VALUES (${commas([...given, ...left.map(({ value }) => value)])})`;
}

/**
 * `INSERT ROW`: the columns of the source go into those of the table by their order, whatever their names.
 * Source: how Google's analyzer resolves it.
 */
export function insertRow(when: MergeWhen, names: readonly Ident[], s: Merge, p: Printer): Frag {
  const values = sourceColumns(s, when, p);
  const into = intoColumns(s.into, names, p);
  if (values) {
    const all = into?.flatMap((column) => (column ? [{ ...when, name: column.name, quoted: false }] : []));
    const listed = names.length > 0 ? names : all;
    if (listed) return insertOf(s.into, listed, values, p);
  }
  const isPlain = names.length === 0 && !into?.some((column) => column && holdsStruct(column.type));
  if (isPlain && p.rules.insertRow) return p.rules.insertRow;
  return p.refuse(
    when,
    'INSERT ROW where not all columns are known',
    'They go into the table by their order.',
    'List the columns.',
  );
}

/** The columns of a source as values; undefined where they are not all known, or cannot be told apart by name. */
function sourceColumns({ using }: Merge, { start, end }: MergeWhen, p: Printer): readonly Expr[] | undefined {
  const found = p.session.binder.froms.get(using);
  const [relation, second] = found?.relations ?? [];
  if (!relation?.complete || relation.value || relation.alias === undefined || second) return undefined;
  const columns = relation.columns.filter(({ pseudo }) => !pseudo);
  if (new Set(columns.map(({ name }) => name?.toLowerCase())).size < columns.length) return undefined;
  return columns.every(({ name }) => name !== undefined)
    ? columns.map(({ name = '', type, nullable }) => {
        const parts = [relation.alias ?? '', name].map((part) => ({ start, end, name: part, quoted: false }));
        const value: Expr = { start, end, kind: 'path', parts };
        p.session.binder.types.set(value, { type, ...(nullable === false && { nullable }) });
        return value;
      })
    : undefined;
}
