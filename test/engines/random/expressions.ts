import fc, { type Arbitrary } from 'fast-check';
import { elements, lists, means } from './forms/lists.ts';
import { counts, moments } from './forms/moments.ts';
import { numbers, truths } from './forms/numbers.ts';
import { queries as queryForms } from './forms/queries.ts';
import { measures, texts } from './forms/texts.ts';
import { arbitraries, type Form, type Grammar } from './grammar.ts';

const withForms = (grammar: Grammar, name: string, more: readonly Form[]): Grammar => {
  const { leaves = [], forms = [] } = grammar[name] ?? {};
  return { ...grammar, [name]: { leaves, forms: [...forms, ...more] } };
};

/** All forms of expressions, by the kind of their value. */
export const grammar: Grammar = {
  ...withForms(withForms(numbers, 'int', [...measures, ...counts, ...elements]), 'float', means),
  ...truths,
  ...texts,
  ...moments,
  ...lists,
  ...queryForms,
};

/** Random texts of expressions of a kind, over the columns of the table and literals. */
export const expressionOf = arbitraries(grammar);

const kinds = ['int', 'float', 'num', 'text', 'bytes', 'bool', 'date', 'datetime', 'time', 'ts', 'ints', 'texts'];
const rare = ['struct', 'big', 'dates'];

/** Random expressions of any kind; those that few projects use are rarer. */
export const expressions: Arbitrary<string> = fc.oneof(
  ...kinds.map((kind) => ({ weight: 4, arbitrary: expressionOf(kind) })),
  ...rare.map((kind) => ({ weight: 1, arbitrary: expressionOf(kind) })),
);

/** Random queries. */
export const queries: Arbitrary<string> = expressionOf('query');
