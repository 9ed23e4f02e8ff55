import { type Token, tokenizer, tokTypes } from 'acorn';
import { RISKY_NAMES } from './calm.ts';

type Test = (token: Token, word: string) => boolean;

const isOf =
  (type: (typeof tokTypes)[keyof typeof tokTypes]): Test =>
  (token) =>
    token.type === type;

/** What must follow the names that modules know: `require('…')`, `module.exports`. */
const followers: ReadonlyMap<string, readonly Test[]> = new Map([
  [
    'require',
    [
      isOf(tokTypes.parenL),
      ({ type }, word) => type === tokTypes.string && !word.startsWith('@dataform'),
      isOf(tokTypes.parenR),
    ],
  ],
  ['module', [isOf(tokTypes.dot), (_, word) => word === 'exports']],
]);

/** Whether a module's code, without its comments and texts, names what leads to actions. Code that cannot be read does. */
export function isRisky(text: string): boolean {
  try {
    let expected: readonly Test[] = [];
    for (const token of tokenizer(text, { ecmaVersion: 'latest', sourceType: 'script' })) {
      const { type, start, end } = token;
      // A text counts where it is such a name: `x['constructor']`.
      const word = type === tokTypes.string ? text.slice(start + 1, end - 1) : text.slice(start, end);
      const [next, ...more] = expected;
      if (next && !next(token, word)) return true;
      if (RISKY_NAMES.has(word) || (type === tokTypes.name && word.includes('\\'))) return true;
      expected = next ? more : type === tokTypes.name ? (followers.get(word) ?? []) : [];
    }
    return expected.length > 0;
  } catch {
    return true;
  }
}
