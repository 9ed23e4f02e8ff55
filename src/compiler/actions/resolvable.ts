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
  private readonly found = new Map<string, T[]>();

  add(target: PartialTarget, value: T): void {
    const { name, schema, database } = target;
    this.put(key('', '', name), value);
    if (schema) this.put(key('', schema, name), value);
    if (database) this.put(key(database, '', name), value);
    if (schema && database) this.put(key(database, schema, name), value);
  }

  find(target: PartialTarget): readonly T[] {
    return this.found.get(key(target.database ?? '', target.schema ?? '', target.name)) ?? [];
  }

  private put(at: string, value: T): void {
    const list = this.found.get(at);
    if (list) list.push(value);
    else this.found.set(at, [value]);
  }
}

const key = (database: string, schema: string, name: string | undefined): string => `${database}\0${schema}\0${name}`;
