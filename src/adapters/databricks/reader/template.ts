import type { At, Expr } from '../../../compiler/sql/ast.ts';
import { parseExpression } from '../../../compiler/sql/parse/statement.ts';

/** A GoogleSQL expression with `@a`, `@b` ... for arguments. */
const parsed = new Map<string, Expr>();

function templateOf(text: string): Expr {
  const known = parsed.get(text);
  if (known) return known;
  const { expr, faults } = parseExpression(text);
  if (faults.length > 0) throw new Error(`template ${text}: ${faults[0]?.message}`);
  parsed.set(text, expr);
  return expr;
}

type Node = Readonly<Record<string, unknown>>;

const isNode = (x: unknown): x is Node => typeof x === 'object' && x !== null && !Array.isArray(x);

/** A copy of a tree at another place, with values where `replace` gives some. */
function copied(node: unknown, place: At, replace: (param: string) => Expr | undefined): unknown {
  if (Array.isArray(node)) return node.map((one) => copied(one, place, replace));
  if (!isNode(node)) return node;
  if (node['kind'] === 'param') {
    const found = replace(String(node['text']));
    if (found) return found;
  }
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) made[key] = copied(value, place, replace);
  if ('start' in made) {
    made['start'] = place.start;
    made['end'] = place.end;
  }
  return made;
}

function count(node: unknown, param: string): number {
  if (Array.isArray(node)) return node.reduce((sum: number, one) => sum + count(one, param), 0);
  if (!isNode(node)) return 0;
  if (node['kind'] === 'param') return node['text'] === param ? 1 : 0;
  return Object.values(node).reduce((sum: number, one) => sum + count(one, param), 0);
}

/** What may be written twice: it is cheap and the same each time. */
export function isSimple(e: Expr): boolean {
  if (e.kind === 'path' || e.kind === 'int' || e.kind === 'string' || e.kind === 'null' || e.kind === 'bool')
    return true;
  if (e.kind === 'float' || e.kind === 'typed' || e.kind === 'bytes') return true;
  if (e.kind === 'field' || e.kind === 'unary') return isSimple(e.of);
  return e.kind === 'cast' && isSimple(e.of);
}

/** Counts the names that are made while one text is read, so that equal texts give equal trees. */
export interface Named {
  readonly names: { made: number };
}

export const noNames = (): Named['names'] => ({ made: 0 });

/** A name that no author gives. */
export function fresh({ names }: Named, word: string): string {
  names.made += 1;
  return `bf_${word}${names.made}`;
}

/** `body` with a name for a value that it reads more than once; the value itself where it is simple. */
export function bound(r: Named, value: Expr, place: At, body: (v: Expr) => Expr): Expr {
  if (isSimple(value)) return body(value);
  const name = { start: place.start, end: place.end, name: fresh(r, 'v'), quoted: false };
  const result = body({ start: place.start, end: place.end, kind: 'path', parts: [name] });
  return { start: place.start, end: place.end, kind: 'with', variables: [{ name, value }], result };
}

/** Fills a template; an argument that stands in it more than once and is not simple is worked out once. */
export function fill(r: Named, text: string, args: readonly Expr[], place: At): Expr {
  const template = templateOf(text);
  const letters = args.map((_, i) => `@${String.fromCharCode(97 + i)}`);
  const variables: { name: { start: number; end: number; name: string; quoted: boolean }; value: Expr }[] = [];
  const values = args.map((arg, i): Expr => {
    if (isSimple(arg) || count(template, letters[i] ?? '') < 2) return arg;
    const name = { start: place.start, end: place.end, name: fresh(r, 'v'), quoted: false };
    variables.push({ name, value: arg });
    return { start: place.start, end: place.end, kind: 'path', parts: [name] };
  });
  const result = copied(template, place, (param) => values[letters.indexOf(param)]) as Expr;
  if (variables.length === 0) return result;
  return { start: place.start, end: place.end, kind: 'with', variables, result };
}
