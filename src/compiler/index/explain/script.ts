import { type AnyNode, type CallExpression, type Options, parse, parseExpressionAt } from 'acorn';
import { parseSqlx } from '../../sqlx/parse.ts';
import { type Item, isScriptBlock, isSqlBlock, type Range } from '../../sqlx/syntax.ts';

/** A stretch of JavaScript in a file, read: offsets of its nodes are those of the file. */
export interface Script extends Range {
  readonly kind: 'config' | 'js' | 'placeholder' | 'file';
  /** Undefined where it is no JavaScript. */
  readonly root: AnyNode | undefined;
  /** Why not, and where. */
  readonly fault?: { readonly message: string; readonly at: number };
}

/** A node with the nodes around it, innermost first. */
export interface Visited {
  readonly node: AnyNode;
  readonly around: Visited | undefined;
}

const options: Options = {
  ecmaVersion: 'latest',
  sourceType: 'script',
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
};

/** The JavaScript of a SQLX file or of a module, in order of place. */
export function scriptsOf(path: string, text: string): readonly Script[] {
  if (path.endsWith('.js')) return [{ kind: 'file', start: 0, end: text.length, ...read(() => parse(text, options)) }];
  return path.endsWith('.sqlx') ? scriptsIn(parseSqlx(text).items, text) : [];
}

function scriptsIn(items: readonly Item[], text: string): readonly Script[] {
  return items.flatMap((item): readonly Script[] => {
    const { start, end } = item;
    if (isSqlBlock(item)) return scriptsIn(item.parts, text);
    if (item.kind === 'string') return scriptsIn(item.placeholders, text);
    if (item.kind === 'placeholder') {
      const found = read(() => expressionAt(text, start + 2, end));
      const fault = item.closed && found.root ? leftOver(text, found.root.end, end - 1) : undefined;
      return [{ kind: 'placeholder', start, end, ...found, ...(fault ? { fault } : {}) }];
    }
    if (!isScriptBlock(item)) return [];
    if (item.kind === 'config')
      return [{ kind: 'config', start, end, ...read(() => expressionAt(text, item.open - 1, end)) }];
    const padded = ' '.repeat(item.open) + text.slice(item.open, item.closed ? end - 1 : end);
    return [{ kind: 'js', start, end, ...read(() => parse(padded, options)) }];
  });
}

/** What stands in a placeholder behind the end of its expression. */
function leftOver(text: string, from: number, to: number): Script['fault'] {
  const blank = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*/.exec(text.slice(from, to))?.[0].length ?? 0;
  return from + blank < to ? { message: 'Unexpected token', at: from + blank } : undefined;
}

const expressionAt = (text: string, start: number, end: number): AnyNode =>
  parseExpressionAt(text.slice(0, end), start, options);

function read(parseIt: () => AnyNode): Pick<Script, 'root' | 'fault'> {
  try {
    return { root: parseIt() };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { pos } = error as SyntaxError & { pos?: number };
    return { root: undefined, fault: { message: error.message.replace(/ \(\d+:\d+\)$/, ''), at: pos ?? 0 } };
  }
}

/** Every node below a root, in order of place, without recursion. */
export function* visit(root: AnyNode): Generator<Visited> {
  const open: Visited[] = [{ node: root, around: undefined }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    yield at;
    const inner = childrenOf(at.node).sort((a, b) => b.start - a.start);
    for (const node of inner) open.push({ node, around: at });
  }
}

function childrenOf(node: AnyNode): AnyNode[] {
  return (Object.values(node) as unknown[]).flat().filter(isNode);
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

/** Offset at which V8 places a call: at the function's name. */
export function calleeStart({ callee }: CallExpression): number {
  return callee.type === 'MemberExpression' ? callee.property.start : callee.start;
}

/** Name of the function or method that is called; empty where it has none. */
export function calleeName({ callee }: CallExpression): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}

/** The text of a string literal, or of a template without values. */
export function textOf(node: AnyNode | undefined | null): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}
