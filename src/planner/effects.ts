import type { Dialect } from '../compiler/dialect/dialect.ts';
import { nameKey } from '../compiler/dialect/names.ts';
import { type LexicalRules, scan } from '../compiler/dialect/scan.ts';
import type { CompiledAction, Statement } from '../compiler/manifest/manifest.ts';

/** What a statement may change: nothing, one relation (its path as written), or something that cannot be told. */
export type Effect =
  | { readonly writes: 'nothing' }
  | { readonly writes: 'relation'; readonly path: readonly string[] }
  | { readonly writes: 'unknown'; readonly words: ReadonlySet<string> };

interface Word {
  /** Unquoted and in lower case, as relations are compared. */
  readonly text: string;
  readonly quoted: boolean;
  readonly symbol: boolean;
}

const fillers = new Set(['or', 'replace', 'temp', 'temporary', 'into', 'from', 'table', 'view', 'if', 'not', 'exists']);
const writers = new Set(['insert', 'update', 'delete', 'merge', 'truncate', 'create', 'drop', 'alter']);
const readers = new Set(['select', 'with', 'from', 'values', 'set', 'declare']);
/** Objects whose making changes no table; what uses them is ordered after them by a dependency. */
const harmless = new Set(['schema', 'function', 'macro']);

/** What the statements of a script may change, by the words they begin with. */
export function effectsOf(script: string, rules: LexicalRules): readonly Effect[] {
  return statementsOf(script, rules).map(effectOf);
}

function statementsOf(script: string, rules: LexicalRules): readonly (readonly Word[])[] {
  const statements: Word[][] = [[]];
  for (const { kind, start, end } of scan(script, rules)) {
    if (kind === 'space' || kind === 'comment') continue;
    const text = script.slice(start, end);
    if (text === ';') statements.push([]);
    else if (kind === 'identifier') {
      const quote = text[0] ?? '';
      const inner = text
        .slice(1, -1)
        .replaceAll(quote + quote, quote)
        .toLowerCase();
      statements.at(-1)?.push({ text: inner, quoted: true, symbol: false });
    } else statements.at(-1)?.push({ text: text.toLowerCase(), quoted: false, symbol: kind !== 'word' });
  }
  return statements.filter((words) => words.length > 0);
}

function effectOf(words: readonly Word[]): Effect {
  const unknown: Effect = { writes: 'unknown', words: new Set(words.map(({ text }) => text)) };
  const verb = words[0]?.text ?? '';
  if (readers.has(verb)) {
    return words.some((word) => !word.quoted && writers.has(word.text)) ? unknown : { writes: 'nothing' };
  }
  if (!writers.has(verb)) return unknown;
  let at = 1;
  while (words[at] && !words[at]?.quoted && fillers.has(words[at]?.text ?? '')) at += 1;
  if (!words[at]?.quoted && harmless.has(words[at]?.text ?? ''))
    return verb === 'create' ? { writes: 'nothing' } : unknown;
  const path = pathAt(words, at);
  return path.length === 0 ? unknown : { writes: 'relation', path };
}

function pathAt(words: readonly Word[], start: number): readonly string[] {
  const path: string[] = [];
  for (let at = start; at < words.length; at += 2) {
    const word = words[at];
    if (!word || word.symbol) return [];
    path.push(...word.text.split(word.quoted ? '\0' : '.'));
    if (words[at + 1]?.text !== '.' || words[at + 1]?.quoted) break;
  }
  return path;
}

const isAuthors = ({ role }: Statement): boolean => role === 'pre' || role === 'post' || role === 'operation';

/** Statements by the author beside the query itself, in either form of an incremental action. */
const authored = (action: CompiledAction): readonly Statement[] => [
  ...action.create.filter(isAuthors),
  ...(action.update ?? []).filter(isAuthors),
];

/** Pre and post operations that may change something else than the action's own table: leaving them out would be felt. */
export function hasSideEffects(action: CompiledAction, rules: LexicalRules): boolean {
  const elsewhere = (effect: Effect): boolean =>
    effect.writes === 'unknown' || (effect.writes === 'relation' && !isNamed(effect.path, action));
  return authored(action).some(({ sql }) => effectsOf(sql.text, rules).some(elsewhere));
}

/** Keys of the relations that statements of other actions may change: what they hold is not theirs alone. */
export function touchedByOthers(
  actions: readonly CompiledAction[],
  dialect: Pick<Dialect, 'foldsCase' | 'lexical'>,
): ReadonlySet<string> {
  const keyOf = (action: CompiledAction): string => nameKey(action.relation, dialect);
  const byName = new Map<string, CompiledAction[]>();
  for (const action of actions) {
    const name = action.relation.name.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), action]);
  }
  const touched = new Set<string>();
  const touch = (by: CompiledAction, other: CompiledAction): void => {
    if (keyOf(by) !== keyOf(other)) touched.add(keyOf(other));
  };
  for (const action of actions) {
    for (const effect of authored(action).flatMap(({ sql }) => effectsOf(sql.text, dialect.lexical))) {
      if (effect.writes === 'relation') for (const other of named(effect.path, byName)) touch(action, other);
      if (effect.writes === 'unknown') {
        for (const word of effect.words) for (const other of byName.get(word) ?? []) touch(action, other);
      }
    }
  }
  return touched;
}

const named = (
  path: readonly string[],
  byName: ReadonlyMap<string, readonly CompiledAction[]>,
): readonly CompiledAction[] => (byName.get(path.at(-1) ?? '') ?? []).filter((action) => isNamed(path, action));

/** Whether a path as written can mean an action's relation. */
function isNamed(path: readonly string[], { relation }: CompiledAction): boolean {
  const schema = path.at(-2);
  if (path.at(-1) !== relation.name.toLowerCase()) return false;
  return schema === undefined || relation.schema === undefined || relation.schema.toLowerCase() === schema;
}
