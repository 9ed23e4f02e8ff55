import type { CompiledGraph } from '../compiler/actions/graph.ts';
import { type Target, targetName } from '../compiler/target/target.ts';
import { counted } from './amounts.ts';
import type { Paint } from './paint.ts';

interface Row {
  readonly kind: string;
  readonly name: string;
  readonly disabled: boolean;
}

const singular = {
  operations: 'operation',
  assertions: 'assertion',
  declarations: 'declaration',
  tests: 'test',
  notebooks: 'notebook',
  dataPreparations: 'data preparation',
} as const;

const plurals: Readonly<Record<string, string>> = { incremental: 'incremental tables' };

function rowsOf(graph: CompiledGraph): readonly Row[] {
  const row = (
    kind: string,
    action: { readonly target?: Target; readonly name?: string; readonly disabled?: boolean },
  ): Row => ({
    kind,
    name: action.name ?? (action.target ? targetName(action.target) : ''),
    disabled: action.disabled === true,
  });
  return [
    ...(graph.tables ?? []).map((table) => row(table.type, table)),
    ...(Object.keys(singular) as (keyof typeof singular)[]).flatMap((key) =>
      (graph[key] ?? []).map((action) => row(singular[key], action)),
    ),
  ];
}

/** One line that counts the actions of each kind. */
export function compiledCounts(graph: CompiledGraph, p: Paint): string {
  const rows = rowsOf(graph);
  const kinds = new Map<string, number>();
  for (const { kind } of rows) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const parts = [...kinds].map(([kind, n]) =>
    counted(n, kind === 'incremental' ? 'incremental table' : kind, plurals[kind]),
  );
  const total = counted(rows.length, 'action');
  return `${p.green(`Compiled ${total}`)}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.\n`;
}

/** A line for each action: its kind and full name. */
export function compiledList(graph: CompiledGraph, p: Paint): string {
  const rows = rowsOf(graph);
  const widest = Math.max(0, ...new Set(rows.map(({ kind }) => kind.length)));
  return rows
    .map(
      ({ kind, name, disabled }) => `  ${p.dim(kind.padEnd(widest))}  ${name}${disabled ? p.dim(' (disabled)') : ''}\n`,
    )
    .join('');
}
