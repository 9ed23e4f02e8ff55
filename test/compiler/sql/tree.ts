const places: ReadonlySet<string> = new Set(['start', 'end', 'nameAt']);

/** A tree without its places in the text. */
export function withoutPlaces(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPlaces);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !places.has(key))
      .map(([key, value]) => [key, withoutPlaces(value)]),
  );
}

/** Every node of a tree that has a place, with the place of the nearest such node around it. */
export function placesIn(
  node: unknown,
  around: { readonly start: number; readonly end: number },
): readonly { readonly start: number; readonly end: number; readonly around: typeof around; readonly node: unknown }[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = node as { start?: number; end?: number };
  const at =
    typeof own.start === 'number' && typeof own.end === 'number' ? { start: own.start, end: own.end } : undefined;
  const below = Object.values(node).flatMap((value) => placesIn(value, at ?? around));
  return at ? [{ ...at, around, node }, ...below] : below;
}
