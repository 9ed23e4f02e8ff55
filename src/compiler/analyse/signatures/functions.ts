import { googlesql } from './googlesql.generated.ts';
import { readSignature, type Signature } from './signature.ts';

/** What the clauses of a call may be, by what the function is. */
export interface FunctionKind {
  readonly kind: 'scalar' | 'aggregate' | 'analytic' | 'table';
  /** `OVER (...)` may follow; a scalar function has none, an analytic function needs it. */
  readonly over: boolean;
  /** ORDER BY in the window: needed, allowed, or neither. */
  readonly windowOrder: 'required' | 'optional' | 'unsupported';
  /** ROWS or RANGE in the window. */
  readonly frame: boolean;
  /** ORDER BY and LIMIT behind the arguments. */
  readonly orderBy: boolean;
  readonly limit: boolean;
  /** IGNORE NULLS, RESPECT NULLS. */
  readonly nulls: boolean;
  /** HAVING MAX, HAVING MIN. */
  readonly having: boolean;
  readonly distinct: boolean;
}

export interface FunctionEntry {
  /** Upper case; operators as the analyzer calls them: `$add`. */
  readonly name: string;
  readonly of: FunctionKind;
  readonly signatures: readonly Signature[];
}

const SCALAR: FunctionKind = {
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

const tables: readonly Readonly<Record<string, readonly string[]>>[] = [googlesql];
const read = new Map<string, FunctionEntry | undefined>();

/** A builtin function by its name in upper case, or an operator; undefined where there is none. */
export function functionNamed(name: string): FunctionEntry | undefined {
  const known = read.get(name);
  if (known !== undefined || read.has(name)) return known;
  const entry = entryOf(name);
  read.set(name, entry);
  return entry;
}

function entryOf(name: string): FunctionEntry | undefined {
  const texts = tables.flatMap((table) => (Object.hasOwn(table, name) ? (table[name] ?? []) : []));
  const [first] = texts;
  if (first === undefined) return undefined;
  if (first.startsWith('= ')) return functionNamed(first.slice(2));
  const signatures = texts.filter(isSignature).map(readSignature);
  const properties = texts.find((text) => !isSignature(text));
  return { name, of: properties === undefined ? SCALAR : kindOf(properties.split(' ')), signatures };
}

const isSignature = (text: string): boolean => text.startsWith('(') || text.startsWith('~');

function kindOf(words: readonly string[]): FunctionKind {
  const kind = (words[0] ?? 'scalar') as FunctionKind['kind'];
  const over = words.find((word) => word.startsWith('over='))?.slice('over='.length);
  return {
    kind,
    over: over !== undefined,
    windowOrder: (over ?? 'unsupported') as FunctionKind['windowOrder'],
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
  return [...new Set(tables.flatMap((table) => Object.keys(table)))].filter((name) => !name.startsWith('$'));
}

/** What a function is and which clauses its calls may have; undefined for a name that is no builtin function. */
export const functionKind = (name: string): FunctionKind | undefined => functionNamed(name)?.of;

/** Whether the argument at this place (from 0) of a function is a bare word: a date part, or a mode like NFC. */
export function takesWord(name: string, index: number): 'PART' | 'MODE' | undefined {
  for (const { parameters } of functionNamed(name)?.signatures ?? []) {
    const of = parameters[index]?.of;
    if (of?.kind === 'word') return of.of;
  }
  return undefined;
}
