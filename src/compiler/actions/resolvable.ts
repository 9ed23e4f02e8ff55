/** The parts of a name as far as they are given; an empty part counts as absent. */
export interface PartialTarget {
  readonly name?: string | undefined;
  readonly schema?: string | undefined;
  readonly database?: string | undefined;
}

/**
 * Finds actions by name, by dataset and name, by project and name, or by all three: every spelling that `ref` takes.
 * Values come back in the order in which they were added. Behaves as Dataform's ResolvableMap.
 */
export class ResolvableMap<T> {
  private readonly byName = new Map<string | undefined, Namesakes<T>>();

  add(target: PartialTarget, value: T): void {
    const known = this.byName.get(target.name);
    if (!known) this.byName.set(target.name, { entries: [{ target, value }], narrowed: undefined });
    else {
      known.entries.push({ target, value });
      known.narrowed = undefined;
    }
  }

  find({ name, schema, database }: PartialTarget): readonly T[] {
    const known = this.byName.get(name);
    if (!known) return [];
    const [only] = known.entries;
    if (only && known.entries.length === 1) return isMeant(only.target, schema, database) ? [only.value] : [];
    if (!schema && !database) return known.entries.map(({ value }) => value);
    if (known.entries.length > FEW) return narrowed(known).get(key(database, schema)) ?? [];
    return known.entries.filter(({ target }) => isMeant(target, schema, database)).map(({ value }) => value);
  }
}

const isMeant = (target: PartialTarget, schema: string | undefined, database: string | undefined): boolean =>
  (!schema || target.schema === schema) && (!database || target.database === database);

/** Actions that share their last name. */
interface Namesakes<T> {
  readonly entries: { readonly target: PartialTarget; readonly value: T }[];
  /** By project and dataset; made when there are many and somebody looks. */
  narrowed: Map<string, T[]> | undefined;
}

/** So many namesakes are looked through one by one. */
const FEW = 8;

const key = (database?: string, schema?: string): string => `${database || ''}\0${schema || ''}`;

function narrowed<T>(known: Namesakes<T>): Map<string, T[]> {
  if (known.narrowed) return known.narrowed;
  const found = new Map<string, T[]>();
  const put = (at: string, value: T): void => {
    const list = found.get(at);
    if (list) list.push(value);
    else found.set(at, [value]);
  };
  for (const { target, value } of known.entries) {
    const { schema, database } = target;
    if (schema) put(key('', schema), value);
    if (database) put(key(database, ''), value);
    if (schema && database) put(key(database, schema), value);
  }
  known.narrowed = found;
  return found;
}
