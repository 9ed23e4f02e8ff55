import type { ActionDescriptor, CompiledGraph } from '../../actions/graph.ts';
import type { DeclaredColumn } from '../../analyse/project/model.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { OwnKeys } from '../../load/port.ts';
import type { SettingAt } from '../../project/biform/places.ts';
import type { ActionSettings, ColumnSettings } from '../../project/biform/settings.ts';
import { type Target, targetName } from '../../target/target.ts';
import { type Config, keySpan, valueSpan } from '../explain/config.ts';
import { type Property, propertyAt } from '../explain/tree.ts';
import type { ConfigOf } from './configs.ts';
import { inExtraProperties } from './extra-properties.ts';

interface Declaring {
  readonly target: Target;
  readonly canonicalTarget?: Target;
  readonly fileName?: string;
  readonly actionDescriptor?: ActionDescriptor;
}

/** Types that are promised for columns of actions, and where each promise stands. */
export interface Declared {
  /** By full name of the action. */
  readonly columns: ReadonlyMap<string, readonly DeclaredColumn[]>;
  readonly placeOf: (action: Declaring, column: string) => Span | undefined;
}

const BIFORM = ['metadata', 'extraProperties', 'biform'];

/** Where promises stand. */
export interface DeclaredIn {
  /** What the config of an action says to biform. */
  readonly own: (kind: 'tables' | 'operations' | 'declarations', index: number) => OwnKeys | undefined;
  /** `actions` of biform.yaml. */
  readonly settings: Readonly<Record<string, ActionSettings>>;
  readonly configOf: ConfigOf;
  readonly settingAt: SettingAt;
}

/**
 * Reads the types of columns from the configs of actions (`columns.<c>.type`, at the top or under
 * `metadata.extraProperties.biform`) and from `actions` of biform.yaml. Where both speak, the config counts.
 */
export function declaredColumns(
  graph: Pick<CompiledGraph, 'tables' | 'operations' | 'declarations'>,
  { own, settings, configOf, settingAt }: DeclaredIn,
): Declared {
  const columns = new Map<string, readonly DeclaredColumn[]>();
  const of = <K extends keyof typeof graph>(kind: K) =>
    (graph[kind] ?? []).map((action: Declaring, index) => ({ action, columns: own(kind, index)?.columns ?? [] }));
  for (const { action, columns: given } of [...of('tables'), ...of('operations'), ...of('declarations')]) {
    const found = new Map<string, DeclaredColumn>();
    const add = (given: readonly DeclaredColumn[]): void => {
      for (const column of given)
        if (!found.has(column.name.toLowerCase())) found.set(column.name.toLowerCase(), column);
    };
    add(inMetadata(action.actionDescriptor));
    add(given);
    for (const name of settingNames(action)) add(inSettings(settings[name]?.columns ?? {}));
    if (found.size > 0) columns.set(targetName(action.target), [...found.values()]);
  }
  const placeOf = (action: Declaring, column: string): Span | undefined => {
    const config = configOf(action);
    const keys = ['columns', column, 'type'];
    const property = config && (exactly(config, keys) ?? exactly(config, [...BIFORM, ...keys]));
    if (config && property) return property.value.end > 0 ? valueSpan(config, property) : keySpan(config, property);
    for (const name of settingNames(action)) {
      const type = settings[name]?.columns?.[column]?.type;
      if (type !== undefined) return settingAt(['actions', name, ...keys], type);
    }
    return undefined;
  };
  return { columns, placeOf };
}

/** The names that an action may have in biform.yaml. */
function settingNames({ target, canonicalTarget }: Declaring): readonly string[] {
  const names = [canonicalTarget, target].flatMap((one) =>
    one
      ? [targetName(one), targetName({ ...(one.schema !== undefined && { schema: one.schema }), name: one.name })]
      : [],
  );
  return [...new Set(names)];
}

const inSettings = (columns: Readonly<Record<string, ColumnSettings>>): readonly DeclaredColumn[] =>
  Object.entries(columns).flatMap(([name, { type, description }]) =>
    type === undefined ? [] : [{ name, type, ...(description !== undefined && { description }) }],
  );

const inMetadata = (descriptor: ActionDescriptor | undefined): readonly DeclaredColumn[] =>
  Object.entries(inExtraProperties(descriptor)['columns']?.structValue?.fields ?? {}).flatMap(([name, column]) => {
    const type = column?.structValue?.fields?.['type']?.stringValue;
    return typeof type === 'string' ? [{ name, type }] : [];
  });

/** The property that keys lead to, and no other of the same name. */
const exactly = ({ value }: Config, keys: readonly string[]): Property | undefined =>
  [value, ...(value.items ?? [])].map((one) => propertyAt(one, keys)).find((one) => one !== undefined);
