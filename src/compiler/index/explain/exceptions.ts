import type { AnyNode } from 'acorn';
import { closest } from '../../diagnostics/closest.ts';
import { type Note, replaceWith } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Finding } from '../../resolve/settle.ts';
import { type Explain, type Explanation, enumeration } from './explanation.ts';
import { placed, type Reading, scriptAt } from './reading.ts';
import { textOf, visit } from './script.ts';

/** Names that project code finds in every file. */
const globals = [
  'publish',
  'operate',
  'assert',
  'declare',
  'notebook',
  'test',
  'dataform',
  'require',
  'module',
  'exports',
];
/** Names within SQLX beyond those. */
const inSqlx = ['ref', 'resolve', 'self', 'name', 'schema', 'database', 'incremental', 'when', 'config'];

/** An exception of project code: its place, the calls that led there, and the name that was perhaps meant. */
export const explainException: Explain = (finding, project) => {
  const { error, generated, callers = [] } = finding;
  const message = error.message ?? '';
  const nothing = thrownNothing(finding, project);
  if (nothing) return nothing;
  const span = (generated && placed(generated, project, message)) ?? thrownIn(finding, project);
  if (!span) return undefined;
  const notes = callers.flatMap((caller): readonly Note[] => {
    const place = placed(caller, project);
    if (!place || (place.file === span.file && place.file.endsWith('.sqlx'))) return [];
    const file = project.file(place.file);
    const script = file && scriptAt(file, place.start);
    const at = script?.kind === 'placeholder' ? { ...place, start: script.start, end: script.end } : place;
    return [{ message: 'called from here', span: at }];
  });
  return {
    span,
    ...(notes.length > 0 ? { notes: notes.slice(0, 3) } : {}),
    ...meant(message, span, project),
  };
};

function meant(message: string, span: Span, project: Reading): Explanation {
  const name = /^([\w$]+) is not defined$/.exec(message)?.[1];
  if (name !== undefined && span.file.startsWith('includes/') && globals.includes(name))
    return { help: `Includes are read before there is ${name}(): make actions in definitions/.` };
  if (name !== undefined) return suggested(name, knownNames(span, project), span, project, '');
  const [, object, method] = /^([\w$]+)\.([\w$]+) is not a function$/.exec(message) ?? [];
  const include = ['includes', 'macros']
    .map((folder) => `${folder}/${object}.js`)
    .find((path) => project.texts.has(path));
  if (include !== undefined && method !== undefined) {
    return suggested(method, exportsOf(include, project), span, project, include);
  }
  const nothing = /^Cannot read properties of (undefined|null) \(reading /.exec(message)?.[1];
  const before = nothing === undefined ? undefined : objectBefore(span, project);
  return before === undefined ? {} : { help: `${before} is ${nothing} here.` };
}

function suggested(word: string, known: readonly string[], span: Span, project: Reading, include: string): Explanation {
  const near = known.includes(word) ? undefined : closest(word, known);
  if (near === undefined) {
    const listed = include !== '' && known.length > 0 && known.length <= 12;
    return listed ? { help: `${include} exports ${enumeration(known, 12)}.` } : {};
  }
  const isThere = project.texts.get(span.file)?.slice(span.start, span.end) === word;
  return { help: `Did you mean ${near}?`, ...(isThere ? { fixes: [replaceWith(span, near)] } : {}) };
}

/** What a name in a file can mean: includes, names of the API, and what the file itself declares. */
function knownNames({ file: path, start }: Span, project: Reading): readonly string[] {
  const includes = [...project.texts.keys()].flatMap(
    (file) => /^(?:includes(?=\/[^.]*\.js$)|macros)\/([\w$]+)\.[jt]s$/.exec(file)?.[1] ?? [],
  );
  const file = project.file(path);
  const isSql = path.endsWith('.sqlx') && file && scriptAt(file, start)?.kind === 'placeholder';
  const roots = file?.scripts.flatMap(({ root }) => root ?? []) ?? [];
  const declared = roots.flatMap((root) => [...visit(root)].flatMap(({ node }) => declaredBy(node)));
  return [...includes, ...globals, ...(isSql ? inSqlx : []), ...declared];
}

function declaredBy(node: AnyNode): readonly string[] {
  const named = node.type === 'VariableDeclarator' || node.type === 'FunctionDeclaration';
  return named && node.id?.type === 'Identifier' ? [node.id.name] : [];
}

/** Names that a module gives: keys of `module.exports = {...}`, and `exports.name = ...`. */
function exportsOf(path: string, project: Reading): readonly string[] {
  const root = project.file(path)?.scripts[0]?.root;
  if (!root) return [];
  return [...visit(root)].flatMap(({ node }) => {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return [];
    const { object, property } = node.left;
    const isModule = object.type === 'Identifier' && object.name === 'module';
    if (isModule && node.right.type === 'ObjectExpression') {
      return node.right.properties.flatMap((one) =>
        one.type === 'Property' && one.key.type === 'Identifier' ? [one.key.name] : [],
      );
    }
    const isExports =
      (object.type === 'Identifier' && object.name === 'exports') ||
      (object.type === 'MemberExpression' &&
        object.property.type === 'Identifier' &&
        object.property.name === 'exports');
    return isExports && property.type === 'Identifier' ? [property.name] : [];
  });
}

/** The text of what a property is read of, where it is short. */
function objectBefore({ file, start }: Span, project: Reading): string | undefined {
  const reading = project.file(file);
  for (const { root } of reading?.scripts ?? []) {
    if (!root) continue;
    for (const { node } of visit(root)) {
      if (node.type !== 'MemberExpression' || node.property.start !== start) continue;
      const text = reading?.text.slice(node.object.start, node.object.end) ?? '';
      return text.length <= 60 && !text.includes('\n') ? text : undefined;
    }
  }
  return undefined;
}

/** Dataform stumbles over `throw null` and `throw undefined`, which have no message. */
function thrownNothing({ error }: Finding, project: Reading): Explanation | undefined {
  const what = /^Cannot read properties of (null|undefined) \(reading 'message'\)$/.exec(error.message ?? '')?.[1];
  const files = what === undefined ? [] : [...project.texts.keys()].filter((path) => /\.(?:sqlx|js)$/.test(path));
  const found = files.flatMap((path) =>
    (project.texts.get(path)?.includes('throw') ? (project.file(path)?.throws ?? []) : [])
      .filter(({ argument }) => project.texts.get(path)?.slice(argument.start, argument.end) === what)
      .map(({ start, argument }) => ({ file: path, start, end: argument.end })),
  );
  const [span] = found;
  return span && { message: `${what} was thrown`, span, help: 'Throw an Error, which says what is wrong.' };
}

/** A thrown text has no place of its own: the `throw` of this very text is looked for in the file and the includes. */
function thrownIn({ error }: Finding, project: Reading): Span | undefined {
  const includes = [...project.texts.keys()].filter((path) => path.startsWith('includes/'));
  for (const path of [error.fileName ?? '', ...includes]) {
    const found = project.file(path)?.throws.filter((node) => textOf(node.argument) === error.message) ?? [];
    const [only] = found;
    if (only) return { file: path, start: only.start, end: only.argument.end };
  }
  return undefined;
}
