import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface KnownMisses {
  readonly columns: readonly { readonly query: string; readonly reason: string }[];
  readonly findings: readonly { readonly query: string; readonly reason: string }[];
  readonly faults: readonly { readonly fault: string; readonly reason: string }[];
  readonly probes: readonly { readonly sql: string; readonly reason: string }[];
  readonly mutants: readonly { readonly query?: string; readonly says: string; readonly reason: string }[];
  readonly accepted: readonly { readonly query: string; readonly finds: string; readonly reason: string }[];
}

/** See the file. */
export const knownMisses = parse(readFileSync(join(import.meta.dirname, 'known-misses.yaml'), 'utf8')) as KnownMisses;
