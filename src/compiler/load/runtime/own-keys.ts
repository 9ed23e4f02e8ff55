import type { Loose } from '../../project/schema.ts';
import type { OwnKeys } from '../port.ts';

let isOn = false;
const byAction = new WeakMap<object, OwnKeys>();

/** From now on configs may hold keys of biform's own. */
export function allowOwnKeys(): void {
  isOn = true;
}

/** What the config of an action says to biform; `proto` is the action's message. */
export const ownKeysOf = (proto: object): OwnKeys | undefined => byAction.get(proto);

/**
 * Notes what a config says to biform and gives the rest, which Dataform knows. The author's object stays as it is; one
 * without such keys is given back itself.
 */
export function withoutOwnKeys(proto: object, config: Loose): Loose {
  if (!isOn || !config) return config;
  const columns = typesOf(config['columns']);
  const dialect = Object.hasOwn(config, 'dialect') ? config['dialect'] : undefined;
  const isText = typeof dialect === 'string';
  if (isText || columns.length > 0)
    byAction.set(proto, { ...(isText && { dialect }), ...(columns.length > 0 && { columns }) });
  if (!isText) return config;
  const { dialect: _, ...rest } = config;
  return rest;
}

/** Types of columns that are written as an object by name; Dataform leaves them out. */
function typesOf(columns: unknown): NonNullable<OwnKeys['columns']> {
  if (typeof columns !== 'object' || columns === null || Array.isArray(columns)) return [];
  return Object.entries(columns).flatMap(([name, column]) => {
    const type: unknown = typeof column === 'object' && column !== null ? (column as Loose)['type'] : undefined;
    return typeof type === 'string' && type !== '' ? [{ name, type }] : [];
  });
}
