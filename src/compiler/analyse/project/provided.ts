import type { AssertionAction, CompiledGraph, TableAction } from '../../actions/graph.ts';
import type { OriginKind } from '../../load/port.ts';
import { type Target, targetName } from '../../target/target.ts';
import { targetKeyOf } from './names.ts';
import { assertionUnit, fullUnit, incrementalUnit, operationUnit, settingUnit, type Unit } from './texts.ts';

/** An action that has a name, and the texts that make its rows. */
export interface Provider {
  readonly kind: OriginKind;
  readonly index: number;
  readonly target: Target;
  readonly key: string;
  readonly name: string;
  readonly fileName?: string;
  readonly disabled: boolean;
  /** Made by a function that only the warehouse runs. */
  readonly later: boolean;
  readonly dependencies: readonly Target[];
  readonly unit: Unit;
  readonly table?: TableAction;
  /** Of an incremental table: what adds rows to it, and the conditions in its settings. */
  readonly incremental?: { readonly adding: Unit; readonly settings: Unit };
  readonly assertion?: AssertionAction;
}

type Kinds = 'tables' | 'operations' | 'assertions' | 'declarations';

const NOTHING: Unit = { texts: [], stored: false };

/** Tables, operations, assertions and declarations of a graph, in its order. */
export function providersOf(graph: CompiledGraph): readonly Provider[] {
  const made = <K extends Kinds>(
    kind: K,
    unitOf: (action: NonNullable<CompiledGraph[K]>[number]) => Unit,
  ): readonly Provider[] =>
    (graph[kind] ?? []).map((action, index) => ({
      kind,
      index,
      target: action.target,
      key: targetKeyOf(action.target),
      name: targetName(action.target),
      ...(action.fileName !== undefined && { fileName: action.fileName }),
      disabled: action.disabled === true,
      later: 'jitCode' in action && action.jitCode !== undefined,
      dependencies: ('dependencyTargets' in action && action.dependencyTargets) || [],
      unit: unitOf(action as NonNullable<CompiledGraph[K]>[number]),
      ...(kind === 'tables' && ofTable(action as TableAction)),
      ...(kind === 'assertions' && { assertion: action as AssertionAction }),
    }));
  return [
    ...made('tables', fullUnit),
    ...made('operations', operationUnit),
    ...made('assertions', assertionUnit),
    ...made('declarations', () => NOTHING),
  ];
}

const ofTable = (table: TableAction): Pick<Provider, 'table' | 'incremental'> => ({
  table,
  ...(table.enumType === 'INCREMENTAL' && {
    incremental: { adding: incrementalUnit(table), settings: settingUnit(table, selfName(table.target)) },
  }),
});

/** An action's name as a path in SQL. */
const selfName = ({ database, schema, name }: Target): string =>
  [database, schema, name]
    .filter((part) => part)
    .map((part) => `\`${part}\``)
    .join('.');

/** Providers so that each stands behind those it depends on, as far as there is no circle. */
export function inOrder(providers: readonly Provider[]): readonly Provider[] {
  const byKey = new Map(providers.map((provider) => [provider.key, provider]));
  const out: Provider[] = [];
  const seen = new Set<string>();
  for (const root of providers) {
    if (seen.has(root.key)) continue;
    seen.add(root.key);
    const stack = [{ provider: root, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const target = top.provider.dependencies[top.next];
      top.next += 1;
      if (target === undefined) {
        out.push(top.provider);
        stack.pop();
        continue;
      }
      const key = targetKeyOf(target);
      const provider = byKey.get(key);
      if (!provider || seen.has(key)) continue;
      seen.add(key);
      stack.push({ provider, next: 0 });
    }
  }
  return out;
}
