import type { ActionColumns } from '../../../compiler/analyse/project/model.ts';
import { lineageIndex, type Trace, traceColumn } from '../../../compiler/analyse/project/trace.ts';
import { typeText } from '../../../compiler/analyse/types/text.ts';
import type { SqlType } from '../../../compiler/analyse/types/type.ts';
import { closest } from '../../../compiler/diagnostics/closest.ts';
import { type Branch, treeText } from '../../../report/lineage.ts';
import { paint } from '../../../report/paint.ts';
import { type CommandContext, type OptionValues, UsageError } from '../../command.ts';
import type { CompiledProject } from '../../project/compile.ts';
import { beginnings, type Direction, shortName, tableNamed, unknownTable } from './names.ts';

/** Where a column comes from and what it goes into, as text or JSON. */
export function columnLineage(
  { graph, columns: actions }: CompiledProject,
  asked: string,
  directions: readonly Direction[],
  values: OptionValues,
  context: CommandContext,
): string {
  const short = shortName(graph);
  const names = actions.map(({ name }) => name);
  const found = tableNamed(beginnings(asked).slice(1), names);
  if (!found) throw unknownTable(beginnings(asked)[1] ?? asked, names, short);
  const index = lineageIndex(actions);
  const table = index.tables.get(found.name);
  const path = asked.slice(found.text.length + 1);
  const column = table && columnNamed(table, path, short);
  if (!column) throw new UsageError(`${asked} names no column.`);
  const start = { table: found.name, column };
  const traces = directions.map((direction) => ({ direction, trace: traceColumn(index, start, direction) }));
  const type = (at: { readonly table: string; readonly column: string }): string => {
    const known = index.tables.get(at.table);
    const given = known && typeAt(known, at.column);
    return given && given.kind !== 'unknown' ? typeText(given) : '';
  };
  const rows = table.lineage?.find((one) => one.column?.toLowerCase() === column.split('.')[0]?.toLowerCase());
  const of = (list: readonly { readonly table: string; readonly column: string }[] = []): readonly string[] =>
    list.map((one) => `${one.table}.${one.column}`);
  const decided = { filteredBy: of(rows?.filteredBy), joinedBy: of(rows?.joinedBy), groupedBy: of(rows?.groupedBy) };
  if (values['json']) {
    const trees = Object.fromEntries(traces.map(({ direction, trace }) => [direction, trace.next]));
    return `${JSON.stringify({ version: 1, ...start, type: type(start), ...trees, ...decided }, null, 2)}\n`;
  }
  const p = paint(context.colour);
  const words = {
    up: { copied: 'copied from', computed: 'computed from', aggregated: 'aggregated from' },
    down: { copied: 'copied to', computed: 'used for', aggregated: 'aggregated into' },
  };
  const branch =
    (direction: Direction) =>
    (at: Trace): Branch => ({
      text: `${at.how ? `${p.dim(words[direction][at.how])} ` : ''}${short(at.table)}.${at.column}${shown(p.dim, type(at))}${at.repeated ? p.dim(' (see above)') : ''}`,
      next: at.next.map(branch(direction)),
    });
  const nothing = { up: 'It comes from no column.', down: 'Nothing in the project uses it.' };
  const trees = traces.map(({ direction, trace }) =>
    trace.next.length > 0
      ? treeText(branch(direction)(trace), p)
      : `${branch(direction)(trace).text}\n${p.dim(nothing[direction])}\n`,
  );
  const notes = directions.includes('up') ? rowNotes(decided, short) : '';
  return [trees[0] + notes, ...trees.slice(1)].join('\n');
}

const shown = (dim: (text: string) => string, type: string): string => (type === '' ? '' : `  ${dim(type)}`);

function rowNotes(decided: Readonly<Record<string, readonly string[]>>, short: (name: string) => string): string {
  const words = [
    ['filteredBy', 'rows filtered by'],
    ['joinedBy', 'rows joined by'],
    ['groupedBy', 'rows grouped by'],
  ] as const;
  return words
    .flatMap(([key, word]) =>
      (decided[key]?.length ?? 0) > 0 ? [`${word} ${decided[key]?.map(short).join(', ')}\n`] : [],
    )
    .join('');
}

/** The column that a path names, as the table spells it. */
function columnNamed(table: ActionColumns, path: string, short: (name: string) => string): string {
  const [first = '', ...rest] = path.split('.');
  const column = table.columns.find(({ name }) => name.toLowerCase() === first.toLowerCase());
  const none = (name: string, names: readonly string[]): UsageError => {
    const near = closest(name, names);
    const help = near ? ` Did you mean ${near}?` : names.length > 0 ? ` It has ${listed(names)}.` : '';
    return new UsageError(`${short(table.name)} has no column ${path}.${help}`);
  };
  if (!column)
    throw none(
      first,
      table.columns.map(({ name }) => name),
    );
  let { type } = column;
  const names = [column.name];
  for (const name of rest) {
    const fields = fieldsOf(type);
    if (!fields) throw none(name, []);
    const field = fields.find((one) => one.name?.toLowerCase() === name.toLowerCase());
    if (!field)
      throw none(
        name,
        fields.flatMap((one) => one.name ?? []),
      );
    names.push(field.name ?? name);
    type = field.type;
  }
  return names.join('.');
}

const MOST_LISTED = 12;

const listed = (names: readonly string[]): string =>
  names.slice(0, MOST_LISTED).join(', ') + (names.length > MOST_LISTED ? ' ...' : '');

function fieldsOf(type: SqlType): Extract<SqlType, { kind: 'STRUCT' }>['fields'] | undefined {
  const inner = type.kind === 'ARRAY' ? type.element : type;
  return inner.kind === 'STRUCT' ? inner.fields : undefined;
}

function typeAt(table: ActionColumns, path: string): SqlType | undefined {
  const [first = '', ...rest] = path.split('.');
  let type = table.columns.find(({ name }) => name.toLowerCase() === first.toLowerCase())?.type;
  for (const name of rest)
    type = type && fieldsOf(type)?.find((field) => field.name?.toLowerCase() === name.toLowerCase())?.type;
  return type;
}
