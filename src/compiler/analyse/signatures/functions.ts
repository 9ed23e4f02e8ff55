import { ai } from './additions/ai.ts';
import { machineLearning } from './additions/machine-learning.ts';
import { newer } from './additions/newer.ts';
import { tableFunctions } from './additions/table-functions.ts';
import { googlesql } from './googlesql.generated.ts';
import type { FunctionTraits } from './kind.ts';
import { readSignature, type Signature } from './signature.ts';

export interface FunctionEntry {
  /** Upper case; operators as the analyzer calls them: `$add`. */
  readonly name: string;
  readonly traits: FunctionTraits;
  readonly signatures: readonly Signature[];
}

/** Signatures by name, written as `readSignature` reads them; what the clauses may be stands in front. */
export type Table = Readonly<Record<string, readonly string[]>>;

const tables: readonly Table[] = [googlesql, newer, machineLearning, ai, tableFunctions];
const read = new Map<string, FunctionEntry | undefined>();

/** A builtin function by its name in upper case, or an operator; undefined where there is none. */
export function functionNamed(name: string): FunctionEntry | undefined {
  const known = read.get(name);
  if (known !== undefined) return known;
  const entry = entryOf(name);
  if (entry) read.set(name, entry);
  return entry;
}

function entryOf(name: string): FunctionEntry | undefined {
  const texts: string[] = [];
  for (const table of tables) if (Object.hasOwn(table, name)) texts.push(...(table[name] ?? []));
  const [first] = texts;
  if (first === undefined) return undefined;
  if (first.startsWith('= ')) return functionNamed(first.slice(2));
  const properties = texts.find((text) => !isSignature(text));
  const signatures = texts.filter(isSignature).map(readSignature);
  return { name, traits: properties === undefined ? SCALAR : traitsOf(properties.split(' ')), signatures };
}

const isSignature = (text: string): boolean => text.startsWith('(') || text.startsWith('~');

const SCALAR: FunctionTraits = {
  kind: 'scalar',
  over: false,
  windowOrder: 'unsupported',
  frame: false,
  orderBy: false,
  limit: false,
  nulls: false,
  having: false,
  distinct: false,
};

function traitsOf(words: readonly string[]): FunctionTraits {
  const kind = (words[0] ?? 'scalar') as FunctionTraits['kind'];
  const over = words.find((word) => word.startsWith('over='))?.slice('over='.length);
  return {
    kind,
    over: over !== undefined,
    windowOrder: (over ?? 'unsupported') as FunctionTraits['windowOrder'],
    frame: words.includes('frame'),
    orderBy: words.includes('order'),
    limit: words.includes('limit'),
    nulls: words.includes('nulls'),
    having: words.includes('having'),
    distinct: kind === 'aggregate',
  };
}

/** All names of functions, without operators, for suggestions. */
export function functionNames(): readonly string[] {
  const names = new Set<string>();
  for (const table of tables) for (const name of Object.keys(table)) if (!name.startsWith('$')) names.add(name);
  return [...names];
}
