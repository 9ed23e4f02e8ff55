/**
 * Which files must be evaluated as JavaScript after all. Plain files (`sqlx/plain`) have no code, so V8 notes no place in
 * them: where one leads to an error, or to something that asks who called, the host evaluates again and sends its module.
 */
let current: string | undefined;
const blamed = new Set<string>();

/** Does something on behalf of a plain file. What it throws or reports is blamed on the file. */
export function onBehalfOfPlain<T>(path: string, work: () => T): T {
  const outer = current;
  current = path;
  try {
    return work();
  } catch (error) {
    blamed.add(path);
    throw error;
  } finally {
    current = outer;
  }
}

/** Call where the place in the author's file would matter. */
export function blamePlain(): void {
  if (current !== undefined) blamed.add(current);
}

export const blame = (path: string): void => void blamed.add(path);

export const blamedFiles = (): readonly string[] => [...blamed];
