import { functions } from './index.ts';
import type { Rule } from './rule.ts';

/** The rule of a function that is taken. */
export const ruleOf = (name: string): Rule | undefined =>
  Object.hasOwn(functions, name) ? functions[name] : undefined;
