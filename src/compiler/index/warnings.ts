import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkSqlx } from '../sqlx/check.ts';

/** So many files are checked between two turns of the caller. */
const BATCH = 100;

/** What was found in files, with the text that it was found in. */
export type WarningMemory = Map<string, { readonly text: string; readonly found: readonly Diagnostic[] }>;

/**
 * What biform finds in a project's files beyond Dataform's errors: all are warnings. Gives control back between
 * batches, so that other work can go on meanwhile.
 */
export async function sourceWarnings(
  texts: ReadonlyMap<string, string>,
  turn: () => Promise<void>,
  memory?: WarningMemory,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  let count = 0;
  for (const [path, text] of texts) {
    if (!path.startsWith('definitions/') || !path.endsWith('.sqlx')) continue;
    const known = memory?.get(path);
    if (known?.text === text) {
      found.push(...known.found);
      continue;
    }
    const made = checkSqlx(text, path);
    memory?.set(path, { text, found: made });
    found.push(...made);
    count += 1;
    if (count % BATCH === 0) await turn();
  }
  return found;
}
