/** A column of an action as `compile --json` shows it. */
export interface ColumnJson {
  readonly name: string;
  readonly type: string;
  readonly nullable?: false;
  /** Columns that it comes from, as `table.column`, by how. */
  readonly copied?: readonly string[];
  readonly computed?: readonly string[];
  readonly aggregated?: readonly string[];
}

/** The columns of an action as `compile --json` shows them. */
export interface ActionColumnsJson {
  readonly complete?: false;
  readonly columns: readonly ColumnJson[];
  readonly filteredBy?: readonly string[];
  readonly joinedBy?: readonly string[];
  readonly groupedBy?: readonly string[];
}

/** JSON by action, one line each: half as long as indented. */
export function columnsText(actions: ReadonlyMap<string, ActionColumnsJson>, indent: string): string {
  if (actions.size === 0) return '{}';
  const lines = [...actions].map(
    ([name, columns]) => `${indent}    ${JSON.stringify(name)}: ${JSON.stringify(columns)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
