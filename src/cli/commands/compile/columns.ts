import type { ColumnLineage } from '../../../compiler/analyse/lineage/lineage.ts';
import type { TableColumn } from '../../../compiler/analyse/model/catalog.ts';
import type { ActionColumns } from '../../../compiler/analyse/project/model.ts';
import { typeText } from '../../../compiler/analyse/types/text.ts';
import type { Making } from '../../../compiler/sql/making.ts';
import type { ActionColumnsJson, ColumnJson } from '../../../report/columns.ts';

type Stored = { readonly table: string; readonly column: string };

const named = (columns: readonly Stored[]): readonly string[] =>
  columns.map(({ table, column }) => `${table}.${column}`);

const given = <K extends string>(key: K, columns: readonly Stored[]): { readonly [P in K]?: readonly string[] } =>
  (columns.length > 0 ? { [key]: named(columns) } : {}) as { readonly [P in K]?: readonly string[] };

function columnJson({ name, type, nullable }: TableColumn, lineage: ColumnLineage | undefined): ColumnJson {
  const made: Making<ColumnJson> = { name, type: type.kind === 'unknown' ? 'unknown' : typeText(type) };
  if (nullable === false) made.nullable = nullable;
  for (const how of HOWS) {
    const sources = lineage?.sources.filter((source) => source.how === how) ?? [];
    if (sources.length > 0) made[how] = named(sources);
  }
  return made;
}

const HOWS = ['copied', 'computed', 'aggregated'] as const;

/** What decides the rows of a whole query: what stands with every one of its columns. */
function ofAll(lineage: readonly ColumnLineage[], key: 'filteredBy' | 'joinedBy' | 'groupedBy'): readonly Stored[] {
  const [first, ...rest] = lineage;
  const all = first?.[key] ?? [];
  // Most columns share one list.
  const others = rest.filter((other) => other[key] !== all);
  return all.filter((one) =>
    others.every((other) => other[key].some(({ table, column }) => table === one.table && column === one.column)),
  );
}

/** What is known of actions' columns, by the action's full name, for `compile --json`. */
export function columnsJson(actions: readonly ActionColumns[]): ReadonlyMap<string, ActionColumnsJson> {
  return new Map(
    actions.map(({ name, columns, complete, lineage = [] }) => {
      const byName = new Map(lineage.map((one) => [one.column?.toLowerCase(), one]));
      return [
        name,
        {
          ...(!complete && { complete: false as const }),
          columns: columns.map((column) => columnJson(column, byName.get(column.name.toLowerCase()))),
          ...given('filteredBy', ofAll(lineage, 'filteredBy')),
          ...given('joinedBy', ofAll(lineage, 'joinedBy')),
          ...given('groupedBy', ofAll(lineage, 'groupedBy')),
        },
      ];
    }),
  );
}
