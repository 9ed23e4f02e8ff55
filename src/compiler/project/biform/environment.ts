import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';

/** Text of biform.yaml that may name environment variables. Holds no secret: only where it will come from. */
export interface EnvText {
  readonly parts: readonly (string | { readonly env: string })[];
}

/** A value that does not show itself when it is printed, logged or turned into JSON. */
export interface Secret {
  readonly reveal: () => string;
  readonly toString: () => string;
  readonly toJSON: () => string;
}

const reference = /\$\{env\.([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Whether text looks as if it wanted a variable's value. */
export const mentionsEnvironment = (text: string): boolean => /\$\{\s*env\b/i.test(text);

/** The first `${...}` of a text that is no reference to the environment. */
export function faultyReference(text: string): string | undefined {
  const rest = text.replace(reference, '');
  const at = rest.indexOf('${');
  return at === -1 ? undefined : rest.slice(at).split('}', 1)[0] + (rest.includes('}', at) ? '}' : '');
}

/** Splits valid text at its references. */
export function envText(text: string): EnvText {
  const parts = text.split(reference).map((part, i) => (i % 2 === 0 ? part : { env: part }));
  return { parts: parts.filter((part) => part !== '') };
}

const HIDDEN = '[secret]';

export function secretOf(value: string): Secret {
  const shown = () => HIDDEN;
  const secret = {
    reveal: () => value,
    toString: shown,
    toJSON: shown,
    [Symbol.for('nodejs.util.inspect.custom')]: shown,
  };
  return Object.freeze(secret);
}

/** The value with its variables filled in, or a diagnostic for each variable that is not set. `key` says what needs it. */
export function fromEnvironment(
  { parts }: EnvText,
  env: Readonly<Record<string, string | undefined>>,
  key: string,
): { readonly secret: Secret } | { readonly faults: readonly Diagnostic[] } {
  const faults = parts.flatMap((part) =>
    typeof part === 'string' || env[part.env] ? [] : [diagnostic('BF1608', { variable: part.env, key })],
  );
  if (faults.length > 0) return { faults };
  return { secret: secretOf(parts.map((part) => (typeof part === 'string' ? part : (env[part.env] ?? ''))).join('')) };
}
