import type { Session } from './session.ts';

/** The engine's variables know no blocks: those of a procedure that is written out have names of their own. */
export const slotIn = (name: string, depth: number): string =>
  depth === 0 ? name.toLowerCase() : `biform_${depth}_${name.toLowerCase()}`;

/** The engine's name for a variable that is declared here. */
export function newSlot(name: string, { slots, calling }: Session): string {
  const slot = slotIn(name, calling.length);
  slots.set(name, slot);
  return slot;
}

/** The engine's name for a variable that is known. */
export const slotOf = (name: string, { slots }: Session): string => slots.get(name) ?? name;

/** Forgets the variables beside those of before: the block that declared them has ended. */
export function dropSlots(before: ReadonlySet<string>, { values, types, slots }: Session): void {
  for (const name of [...values.keys()]) {
    if (before.has(name)) continue;
    values.delete(name);
    types.delete(name);
    slots.delete(name);
  }
}

/** Puts the variables aside, so that there are none, until they are restored. */
export function saved({ values, types, slots }: Session): { readonly restore: () => void } {
  const before = [[...values], [...types], [...slots]] as const;
  const clear = (): void => {
    values.clear();
    types.clear();
    slots.clear();
  };
  clear();
  return {
    restore: () => {
      clear();
      for (const [name, value] of before[0]) values.set(name, value);
      for (const [name, type] of before[1]) types.set(name, type);
      for (const [name, slot] of before[2]) slots.set(name, slot);
    },
  };
}
