/**
 * A project is calm where none of its code can get hold of an action that another file has made, so that an action stays
 * as it was compiled. That is so where all definitions are plain SQLX (`sqlx/plain`), and neither they nor the code that
 * they share name anything that leads to actions. Whoever hides such a name (`this['da' + 'ta']`) only deceives himself.
 */

/** Globals that lead to actions: the session, what makes actions, and the object that holds all globals. */
const HANDLES = [
  ...['dataform', '_DF_SESSION', 'session', 'publish', 'operate', 'assert', 'declare', 'notebook', 'test', 'jitData'],
  ...['global', 'GLOBAL', 'root', 'globalThis'],
];

/** What leads to a global without naming it, or changes what objects of others do. */
const DETOURS = [
  ...['this', 'eval', 'Function', 'constructor', 'prototype', '__proto__', 'getPrototypeOf', 'setPrototypeOf'],
  ...['__defineGetter__', '__defineSetter__', 'arguments', 'caller', 'callee'],
];

export const RISKY_NAMES: ReadonlySet<string> = new Set([...HANDLES, ...DETOURS]);

const RISKY_WORD = new RegExp(`\\b(?:${[...RISKY_NAMES].join('|')})\\b|\\\\[ux]`);
/** A module that is not named by a text or is Dataform's own, and what else is known of modules than `module.exports`. */
const RISKY_MODULE = /\brequire\b(?!\s*\(\s*(['"])(?!@dataform)[^'"\\]*\1\s*\))|\bmodule\b(?!\.exports\b)/;

/** Whether the text of a module may lead to actions. Comments and texts count, too: `calm-tokens.ts` knows better. */
export const mayBeRisky = (text: string): boolean => RISKY_WORD.test(text) || RISKY_MODULE.test(text);

const RISKY_PLAIN = new RegExp(`\\["name","(?:${HANDLES.join('|')})"|"(?:constructor|prototype|__proto__)"`);

/** Whether plain files (JSON text of a list of them) name something that leads to actions. */
export const arePlainRisky = (files: string): boolean => RISKY_PLAIN.test(files);
