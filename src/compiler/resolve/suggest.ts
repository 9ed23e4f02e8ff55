import { closest } from '../diagnostics/closest.ts';
import type { Evaluation } from '../load/port.ts';
import type { Target } from '../target/target.ts';
import { dependentKinds, targetKey } from './settle.ts';

/** Who refers to something: an action, or a SQLX file with all actions that it makes. */
export interface Referrer {
  readonly target?: Target | undefined;
  readonly fileName?: string | undefined;
}

/** The action that a reference to nothing perhaps means, never the one that refers. */
export type Suggest = (reference: Partial<Target>, from?: Referrer) => Target | undefined;

/** After so many searches the rest goes without: a project in which everything is missing is not a matter of spelling. */
const SEARCHES = 200;

/**
 * Looks for a name that differs by a few letters, or for the same name in another dataset.
 * Each name is searched for once, and once more where it would mean the referring action itself.
 */
export function suggestions(evaluation: Evaluation): Suggest {
  const names = new Map<string, Target[]>();
  const nearest = new Map<string, string | undefined>();
  let searches = 0;
  const index = (): void => {
    for (const { target, kind } of evaluation.sessionTargets) {
      if (kind === 'tests' || target.name === undefined) continue;
      const list = names.get(target.name);
      if (list) list.push(target);
      else names.set(target.name, [target]);
    }
  };
  const search = (name: string, words: Iterable<string>): string | undefined => {
    searches += 1;
    return searches > SEARCHES ? undefined : closest(name, words);
  };
  const made = actionsByFile(evaluation);
  return ({ schema, name }, from = {}) => {
    if (!name) return undefined;
    if (names.size === 0) index();
    const { target, fileName = '' } = from;
    const own = new Set([...(target ? [targetKey(target)] : []), ...(made(fileName) ?? [])]);
    const parts = name.split('.');
    const wanted = schema || parts.at(-2);
    const other = (word: string | undefined): Target | undefined => {
      const found = (word === undefined ? undefined : names.get(word))?.filter((one) => !own.has(targetKey(one)));
      return found?.find((one) => one.schema === wanted) ?? found?.[0];
    };
    const same = other(name) ?? other(parts.at(-1));
    if (same) return same;
    if (!nearest.has(name)) nearest.set(name, search(name, names.keys()));
    const near = nearest.get(name);
    if (near === undefined) return undefined;
    const others = (): Iterable<string> => [...names.keys()].filter((word) => other(word));
    return other(near) ?? other(search(name, others()));
  };
}

/** Names of the actions that each SQLX file makes; read when a file is first asked for. */
function actionsByFile({ graph }: Evaluation): (fileName: string) => readonly string[] | undefined {
  let files: Map<string, string[]> | undefined;
  return (fileName) => {
    if (!fileName.endsWith('.sqlx')) return undefined;
    if (!files) {
      files = new Map();
      for (const action of dependentKinds.flatMap((kind): readonly object[] => graph[kind] ?? [])) {
        const { fileName: file = '', target } = action as Referrer;
        if (target) files.set(file, [...(files.get(file) ?? []), targetKey(target)]);
      }
    }
    return files.get(fileName);
  };
}
