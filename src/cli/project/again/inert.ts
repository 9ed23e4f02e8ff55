import { posix } from 'node:path';
import { plainOrModule } from '../../../compiler/index/compile.ts';
import { isInert } from '../../../compiler/load/inert/inert.ts';
import { isInertPlain } from '../../../compiler/load/inert/plain.ts';
import type { PlainSqlx } from '../../../compiler/sqlx/plain/form.ts';
import { isSqlxDefinition, type Sources } from '../collect.ts';

/** Tells of files whether they are inert, and remembers it while their texts stay the same. */
export interface InertFiles {
  /** Whether no file of a project knows of other actions than their names. */
  readonly areInert: (sources: Sources, turn: () => Promise<void>) => Promise<boolean>;
  /** Whether a SQLX definition needs no JavaScript engine and is inert. */
  readonly isPlain: (path: string, text: string) => boolean;
}

/** So many files are looked at between two turns of the event loop. */
const BATCH = 100;

export function inertFiles(): InertFiles {
  const known = new Map<string, { readonly text: string; readonly is: boolean }>();
  let globals: ReadonlySet<string> = new Set();
  const is = (path: string, text: string): boolean => {
    const before = known.get(path);
    if (before?.text === text) return before.is;
    const made = looksInert(path, text, globals);
    known.set(path, { text, is: made });
    return made;
  };
  return {
    areInert: async ({ texts, listing }, turn) => {
      const names = new Set(listing.paths.filter((path) => GLOBAL.test(path)).map(nameOf));
      if ([...names].join() !== [...globals].join()) known.clear();
      globals = names;
      let count = 0;
      for (const [path, text] of texts) {
        if (!is(path, text)) return false;
        count += 1;
        if (count % BATCH === 0) await turn();
      }
      return true;
    },
    isPlain: (path, text) => {
      const form = plainOrModule(path, text);
      return 'plain' in form && isInertPlain(JSON.parse(form.plain) as PlainSqlx, globals);
    },
  };
}

/** Files that all others know by their name. */
const GLOBAL = /^(?:includes\/[^/]+\.js|macros\/[^/]+\.(?:js|ts))$/;

const nameOf = (path: string): string => posix.basename(path, posix.extname(path));

function looksInert(path: string, text: string, globals: ReadonlySet<string>): boolean {
  if (path.endsWith('.js')) return isInert(text, path.startsWith('definitions/') ? 'definition' : 'shared', globals);
  if (path.endsWith('.ts')) return !path.startsWith('macros/');
  if (!path.endsWith('.sqlx')) return true;
  if (!isSqlxDefinition(path)) return false;
  const form = plainOrModule(path, text);
  if ('plain' in form) return isInertPlain(JSON.parse(form.plain) as PlainSqlx, globals);
  return !form.fault && isInert(form.source, 'sqlx', globals);
}
