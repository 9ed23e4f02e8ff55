import type { ActionDescriptor, CompiledGraph } from '../../actions/graph.ts';
import type { DeclaredColumn } from '../../analyse/project/model.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { SettingAt } from '../../project/biform/places.ts';
import type { ActionSettings, ColumnSettings } from '../../project/biform/settings.ts';
import { type Target, targetName } from '../../target/target.ts';
import { type Config, keySpan, valueSpan } from '../explain/config.ts';
import { type Property, propertyAt } from '../explain/tree.ts';
import type { ConfigOf } from './configs.ts';

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
  readonly texts: ReadonlyMap<string, string>;
  /** `actions` of biform.yaml. */
  readonly settings: Readonly<Record<string, ActionSettings>>;
  readonly configOf: ConfigOf;
  readonly settingAt: SettingAt;
}

/** A key of a SQLX file's config that may hold types of columns. */
const MAY_TYPE = /\bcolumns\b[\s\S]*\btype\b/;

/**
 * Reads the types of columns from the configs of actions (`columns.<c>.type`, at the top or under
 * `metadata.extraProperties.biform`) and from `actions` of biform.yaml. Where both speak, the config counts.
 */
export function declaredColumns(
  graph: Pick<CompiledGraph, 'tables' | 'operations' | 'declarations'>,
  { texts, settings, configOf, settingAt }: DeclaredIn,
): Declared {
  const columns = new Map<string, readonly DeclaredColumn[]>();
  const all: readonly Declaring[] = [
    ...(graph.tables ?? []),
    ...(graph.operations ?? []),
    ...(graph.declarations ?? []),
  ];
  for (const action of all) {
    const found = new Map<string, DeclaredColumn>();
    const add = (given: readonly DeclaredColumn[]): void => {
      for (const column of given)
        if (!found.has(column.name.toLowerCase())) found.set(column.name.toLowerCase(), column);
    };
    add(inMetadata(action.actionDescriptor));
    if (MAY_TYPE.test(texts.get(action.fileName ?? '') ?? '')) add(inConfig(configColumns(action, configOf)));
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

function inMetadata(descriptor: ActionDescriptor | undefined): readonly DeclaredColumn[] {
  let at: unknown = descriptor?.metadata?.extraProperties;
  for (const step of ['fields', 'biform', 'structValue', 'fields', 'columns', 'structValue', 'fields'])
    at = (at as Readonly<Record<string, unknown>> | undefined)?.[step];
  if (typeof at !== 'object' || at === null) return [];
  return Object.entries(at as Record<string, { structValue?: { fields?: Record<string, { stringValue?: string }> } }>)
    .map(([name, value]) => ({ name, type: value?.structValue?.fields?.['type']?.stringValue }))
    .flatMap(({ name, type }) => (typeof type === 'string' ? [{ name, type }] : []));
}

/** The property that keys lead to, and no other of the same name. */
const exactly = ({ value }: Config, keys: readonly string[]): Property | undefined =>
  [value, ...(value.items ?? [])].map((one) => propertyAt(one, keys)).find((one) => one !== undefined);

function configColumns(action: Declaring, configOf: ConfigOf): readonly Property[] {
  const config = configOf(action);
  return config?.value.properties?.find(({ key }) => key === 'columns')?.value.properties ?? [];
}

const inConfig = (columns: readonly Property[]): readonly DeclaredColumn[] =>
  columns.flatMap(({ key, value }) => {
    const type = value.properties?.find((property) => property.key === 'type')?.value;
    return type?.isText && type.text ? [{ name: key, type: type.text }] : [];
  });
