import { string } from '../../../../src/adapters/bigquery/quoting.ts';
import { walk } from '../../../../src/compiler/lower/translate/walk.ts';
import type { At, Call, Ident } from '../../../../src/compiler/sql/ast.ts';
import type { Statement } from '../../../../src/compiler/sql/ast-statement.ts';
import { parseStatements } from '../../../../src/compiler/sql/parse/statement.ts';
import type { Text } from '../source.ts';
import { isList } from './json.ts';
import type { Parameter, RowTest } from './test-folder.ts';

/** A test's query, ready to be translated. */
export interface Prepared {
  readonly sql: string;
  /** Functions of the repository that were written before it, as temporary ones. */
  readonly functions: readonly string[];
  /** The first of them, or of the query's own, that is not in SQL. */
  readonly foreign?: string;
  /** Functions that the repository does not hold. */
  readonly missing: readonly string[];
}

interface Edit extends At {
  readonly text: string;
}

const edited = (sql: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: to }) => text.slice(0, start) + to + text.slice(end), sql);

const typed = ['DATE', 'DATETIME', 'TIMESTAMP', 'TIME', 'NUMERIC', 'BIGNUMERIC', 'JSON'];

/** A query parameter as a literal of its type. */
export function literal({ type, value }: Pick<Parameter, 'type' | 'value'>): string {
  if (isList(value)) return `[${value.map((item) => literal({ type, value: item })).join(', ')}]`;
  if (value === null) return `CAST(NULL AS ${type === 'INTEGER' ? 'INT64' : type})`;
  if (typed.includes(type)) return `${type} ${string(String(value))}`;
  if (type === 'STRING') return string(String(value));
  return String(value);
}

/** `dataset.name` of a call of a function that is not built in, lower case. */
const routineOf = ({ path }: Call): string | undefined => {
  const parts = path.flatMap(({ name }) => name.split('.'));
  return parts.length > 1 ? parts.slice(-2).join('.').toLowerCase() : undefined;
};

const builtIn = new Set(['safe', 'net', 'hll_count', 'keys', 'aead', 'ml', 'ai', 'kll_quantiles', 'obj']);

function callsOf(statements: readonly Statement[]): readonly { readonly name: string; readonly at: At }[] {
  const found: { name: string; at: At }[] = [];
  walk(statements, (node) => {
    const name = node.kind === 'call' ? routineOf(node as Call) : undefined;
    if (name !== undefined && !builtIn.has(name.slice(0, name.indexOf('.'))))
      found.push({ name, at: (node as Call).nameAt });
    return true;
  });
  return found;
}

const temporary = (name: string): string => name.replace('.', '_');

type Definition = Extract<Statement, { kind: 'createFunction' }>;

interface Written {
  readonly texts: readonly string[];
  readonly foreign: boolean;
}

/** The repository's functions, found by `dataset.name`, each with those it needs before it. */
export function functionsOf(routines: readonly Text[]): (name: string, done: Map<string, Written>) => boolean {
  const byName = new Map<string, Text>();
  for (const routine of routines) {
    const name = routine.makes.split('.').slice(1).join('.').toLowerCase();
    if (!byName.has(name) || routine.makes.startsWith('mozfun.')) byName.set(name, routine);
  }
  const add = (name: string, done: Map<string, Written>): boolean => {
    if (done.has(name)) return true;
    const text = byName.get(name);
    if (!text) return false;
    const definitions = parseStatements(text.sql).statements.filter(
      (s): s is Definition => s.kind === 'createFunction',
    );
    const calls = callsOf(definitions).filter((call) => call.name !== name);
    const own = definitions.map((s) => renamed(text.sql, s, calls));
    done.set(name, { texts: [], foreign: false });
    for (const call of calls) add(call.name, done);
    done.delete(name);
    done.set(name, { texts: own, foreign: definitions.some(({ body }) => !body) });
    return true;
  };
  return add;
}

/** The definition as that of a temporary function, with the others that it calls under their temporary names. */
function renamed(sql: string, s: Definition, calls: readonly { readonly name: string; readonly at: At }[]): string {
  const parts = s.name.parts.flatMap(({ name }: Ident) => name.split('.'));
  const head: Edit = { start: s.start, end: s.name.end, text: `CREATE TEMP FUNCTION ${parts.slice(-2).join('_')}` };
  const inside = calls
    .filter(({ at }) => at.start >= s.start && at.end <= s.end)
    .map(({ name, at }) => ({ ...at, text: temporary(name) }));
  const shift = ({ start, end, text }: Edit): Edit => ({ start: start - s.start, end: end - s.start, text });
  return edited(sql.slice(s.start, s.end), [head, ...inside].map(shift));
}

/** Writes parameters as literals, and the repository's functions as temporary ones before the query. */
export function prepared(test: RowTest, functions: ReturnType<typeof functionsOf>): Prepared {
  const { statements } = parseStatements(test.sql);
  const calls = callsOf(statements);
  const done = new Map<string, Written>();
  const missing = [...new Set(calls.flatMap(({ name }) => (functions(name, done) ? [] : [name])))];
  const edits: Edit[] = calls
    .filter(({ name }) => done.has(name))
    .map(({ name, at }) => ({ ...at, text: temporary(name) }));
  walk(statements, (node) => {
    if (node.kind !== 'param') return true;
    const { text, start, end } = node as { kind: string; text: string } & At;
    const found = test.parameters.find(({ name }) => `@${name}`.toLowerCase() === text.toLowerCase());
    if (found) edits.push({ start, end, text: literal(found) });
    return true;
  });
  const own = statements.find((s): s is Definition => s.kind === 'createFunction' && !s.body);
  const foreign = own
    ? own.name.parts.map(({ name }) => name).join('.')
    : [...done].find(([, { foreign }]) => foreign)?.[0];
  const query = viewless(edited(test.sql, edits));
  const texts = [...done.values()].flatMap((one) => one.texts);
  return {
    sql: [...texts, query].join(';\n'),
    functions: [...done.keys()],
    missing,
    ...(foreign === undefined ? {} : { foreign }),
  };
}

/** The query of a view; other texts as they are. */
function viewless(sql: string): string {
  const made = parseStatements(sql).statements.find((s) => s.kind === 'create' && s.object === 'VIEW');
  return made?.kind === 'create' && made.query ? sql.slice(made.query.start, made.query.end) : sql;
}
