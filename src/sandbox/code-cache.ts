import { readFileSync } from 'node:fs';

/** Where V8's compiled code of a built script lies. build.mjs makes it; V8 refuses what another version of it has made. */
export const codeCacheOf = (script: string): string => `${script}.code`;

/** What V8 has compiled of a script, if it is kept. */
export function keptCode(script: string): Buffer | undefined {
  try {
    return readFileSync(codeCacheOf(script));
  } catch {
    return undefined;
  }
}
