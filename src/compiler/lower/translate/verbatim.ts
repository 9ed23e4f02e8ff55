import type { At } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';
import { relationOf } from './tables.ts';
import type { Frag } from './text.ts';

/**
 * Text in the engine's own SQL, as its author wrote it but for the names that `ref()` gave: a path of two or three parts
 * between back-quotes becomes the engine's name of that table.
 */
export function verbatim(e: At & { readonly text: string }, p: Printer): Frag {
  const { start, end } = e;
  const text = e.text.replace(/`([^`]+)`/g, (quoted, path: string) => {
    const parts = path.split('.').map((name) => ({ start, end, name, quoted: true }));
    return parts.length < 2 ? quoted : relationOf({ parts, start, end }, p);
  });
  return { own: text };
}
