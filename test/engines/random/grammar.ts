import fc, { type Arbitrary } from 'fast-check';

/**
 * Texts with holes: `<int>` is filled with an expression of that name, `{DAY|MONTH}` with one of the words between the
 * bars. Everything else stands for itself.
 */
export type Form = string;

/** Forms by the name of what they give. The first list of each holds those without holes. */
export type Grammar = Readonly<Record<string, { readonly leaves: readonly Form[]; readonly forms: readonly Form[] }>>;

const hole = /<([a-z]+)>|\{([^{}|]*(?:\|[^{}|]*)+)\}/g;

/** An expression below this many others is a literal or a column. */
const MAX_DEPTH = 3;

/** Texts of a form. */
function textsOf(form: Form, of: (name: string) => Arbitrary<string>): Arbitrary<string> {
  const between: string[] = [];
  const filled: Arbitrary<string>[] = [];
  let at = 0;
  for (const match of form.matchAll(hole)) {
    const [all, name, words] = match;
    between.push(form.slice(at, match.index));
    filled.push(name === undefined ? fc.constantFrom(...(words ?? '').split('|')) : of(name));
    at = match.index + all.length;
  }
  const rest = form.slice(at);
  if (filled.length === 0) return fc.constant(form);
  return fc.tuple(...filled).map((texts) => texts.map((text, i) => (between[i] ?? '') + text).join('') + rest);
}

/** Random texts of each name of a grammar; simpler ones are tried when one is shrunk. */
export function arbitraries(grammar: Grammar): (name: string) => Arbitrary<string> {
  const options = {
    maxDepth: MAX_DEPTH,
    depthSize: 'small',
    depthIdentifier: 'expression',
    withCrossShrink: true,
  } as const;
  const made = fc.letrec<Record<string, string>>((tie) =>
    Object.fromEntries(
      Object.entries(grammar).map(([name, { leaves, forms }]) => {
        const leaf = fc.oneof(...leaves.map((form) => textsOf(form, tie)));
        return [
          name,
          fc.oneof(
            options,
            { weight: Math.max(1, Math.round(forms.length / 3)), arbitrary: leaf },
            ...forms.map((form) => ({ weight: 1, arbitrary: textsOf(form, tie) })),
          ),
        ];
      }),
    ),
  );
  return (name) => {
    const found = made[name];
    if (!found) throw new Error(`the grammar has no \`${name}\``);
    return found;
  };
}
