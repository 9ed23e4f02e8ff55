import type { AnyNode, CallExpression, ThrowStatement } from 'acorn';
import type { CompiledGraph } from '../../actions/graph.ts';
import type { ErrorOrigin } from '../../load/port.ts';
import { type EmittedSqlx, emitSqlx } from '../../sqlx/emit.ts';
import { errorSpan, v8OffsetAt } from '../../sqlx/origins.ts';
import type { Range } from '../../sqlx/syntax.ts';
import { type Script, scriptsOf, textOf, visit } from './script.ts';
import { literalValue, type Value, yamlValue } from './tree.ts';

/** A call in a file, with the strings among its arguments. */
export interface Call {
  readonly node: CallExpression;
  readonly script: Script;
}

/** A string that stands in a file, with what it is used for. */
export interface Written extends Range {
  readonly text: string;
  /** The call whose argument it is, as it stands or within an object or a list. */
  readonly call: CallExpression | undefined;
  /** Key of the property whose value it is, or whose list it stands in. */
  readonly key: string | undefined;
  /** The object that holds it as the value of `key`. */
  readonly object: AnyNode | undefined;
}

/** What a file holds, as far as places of errors are concerned. */
export interface FileReading {
  readonly text: string;
  readonly scripts: readonly Script[];
  readonly calls: readonly Call[];
  readonly strings: ReadonlyMap<string, readonly Written[]>;
  readonly throws: readonly ThrowStatement[];
  /** Strings and templates, values or not. */
  readonly templates: readonly Range[];
  /** The config block of a SQLX file, or the whole of a YAML or JSON file. */
  readonly config: Value | undefined;
  readonly emitted: EmittedSqlx | undefined;
}

/** A project as the explanation of its errors sees it. Files are read when they are first asked for. */
export interface Reading {
  readonly texts: ReadonlyMap<string, string>;
  readonly graph: CompiledGraph;
  /** Paths of files that are there, read or not. */
  readonly paths: readonly string[];
  readonly file: (path: string | undefined) => FileReading | undefined;
}

/** Longer files are not read again: their errors point at the line only. */
const MAX_LENGTH = 2_000_000;

export function reading(
  texts: ReadonlyMap<string, string>,
  graph: CompiledGraph,
  paths: readonly string[] = [...texts.keys()],
): Reading {
  const known = new Map<string, FileReading | undefined>();
  return {
    texts,
    graph,
    paths,
    file: (path) => {
      if (path === undefined) return undefined;
      if (!known.has(path)) {
        const text = texts.get(path);
        known.set(path, text === undefined || text.length > MAX_LENGTH ? undefined : readFile(path, text));
      }
      return known.get(path);
    },
  };
}

function readFile(path: string, text: string): FileReading {
  const scripts = scriptsOf(path, text);
  const calls: Call[] = [];
  const throws: ThrowStatement[] = [];
  const templates: Range[] = [];
  const strings = new Map<string, Written[]>();
  for (const script of scripts) {
    if (!script.root) continue;
    for (const visited of visit(script.root)) {
      const { node } = visited;
      if (node.type === 'CallExpression') calls.push({ node, script });
      if (node.type === 'ThrowStatement') throws.push(node);
      if (node.type === 'TemplateLiteral' || typeof (node as { value?: unknown }).value === 'string')
        templates.push(node);
      const written = textOf(node);
      if (written === undefined) continue;
      const list = strings.get(written) ?? [];
      list.push({ start: node.start, end: node.end, text: written, ...usesOf(visited) });
      strings.set(written, list);
    }
  }
  return {
    text,
    scripts,
    calls,
    strings,
    throws,
    templates,
    config: configOf(path, text, scripts),
    emitted: emittedOf(path, text),
  };
}

function usesOf({ node, around }: ReturnType<typeof visit> extends Generator<infer V> ? V : never): {
  readonly call: CallExpression | undefined;
  readonly key: string | undefined;
  readonly object: AnyNode | undefined;
} {
  let key: string | undefined;
  let object: AnyNode | undefined;
  let child = node;
  for (let at = around; at !== undefined; child = at.node, at = at.around) {
    const parent = at.node;
    if (parent.type === 'Property' && parent.value === child && key === undefined) {
      key = parent.key.type === 'Identifier' ? parent.key.name : (textOf(parent.key) ?? '');
      object = at.around?.node;
    } else if (parent.type === 'CallExpression') {
      return { key, object, call: parent.callee === child ? undefined : parent };
    } else if (!['Property', 'ObjectExpression', 'ArrayExpression'].includes(parent.type)) break;
  }
  return { key, object, call: undefined };
}

function configOf(path: string, text: string, scripts: readonly Script[]): Value | undefined {
  if (/\.(?:ya?ml|json)$/.test(path)) return yamlValue(text);
  const root = scripts.findLast(({ kind }) => kind === 'config')?.root;
  return root && literalValue(root);
}

const emittedOf = (path: string, text: string): EmittedSqlx | undefined =>
  path.endsWith('.sqlx') ? emitSqlx(text, path) : undefined;

/** A place in a file that V8 named. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Where a place of V8 is in the author's file; the name or sign that stands there. */
export function placed(
  { path, line, column }: NonNullable<ErrorOrigin['generated']>,
  project: Reading,
  message = '',
): Place | undefined {
  const text = project.texts.get(path);
  if (text === undefined) return undefined;
  const emitted = path.endsWith('.sqlx') ? (project.file(path)?.emitted ?? emitSqlx(text, path)) : undefined;
  if (!emitted && !/\.[jt]s$/.test(path)) return { file: path, start: 0, end: 0 };
  const position = { line, column };
  const span = emitted ? errorSpan(emitted, position, message) : undefined;
  if (span && span.end > span.start + 1) return span;
  if (emitted && !span) return undefined;
  const start = span?.start ?? v8OffsetAt(text, position);
  return { file: path, start, end: wordEnd(text, start) };
}

const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*|"[^"\n]*"|'[^'\n]*'|\d+|\S/uy;

/** End of the name, string, number or sign at an offset. */
export function wordEnd(text: string, start: number): number {
  word.lastIndex = start;
  return word.test(text) ? word.lastIndex : start;
}

/** The `${...}` or block of JavaScript around an offset. */
export const scriptAt = ({ scripts }: FileReading, offset: number): Script | undefined =>
  scripts.find(({ kind, start, end }) => kind !== 'file' && start <= offset && offset < end);
