import { type Diagnostic, diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import { positionAt } from '../compiler/diagnostics/span.ts';
import { lex } from '../compiler/sql/lexer.ts';
import { statementText } from './script.ts';
import type { TranslatedFile, TranslatedStatement } from './translate.ts';

/** A file of a project. */
export interface LaidOut {
  readonly path: string;
  readonly text: string;
}

export interface Layout {
  readonly files: readonly LaidOut[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Made {
  readonly file: TranslatedFile;
  readonly statement: TranslatedStatement;
  readonly schema: string | undefined;
  readonly name: string;
}

const keyOf = (parts: readonly string[]): string => parts.slice(-2).join('.').toLowerCase();
const plain = (name: string): string => name.replace(/[^\w-]/g, '_');

/**
 * Lays translated statements out as a project: one SQLX for each table or view that is made, declarations for tables
 * that are only read, and operations for the rest in their order. `biformYaml` is the text of
 * that file where the project needs one.
 */
export function layOut(files: readonly TranslatedFile[], biformYaml?: string): Layout {
  const made = new Map<string, Made>();
  const diagnostics: Diagnostic[] = [];
  for (const file of files)
    for (const statement of file.statements) {
      const name = statement.made?.name;
      if (!name || statement.verdict === 'person' || statement.sql === undefined) continue;
      const key = keyOf(name);
      const one = { file, statement, schema: name.at(-2), name: name.at(-1) ?? '' };
      const first = made.get(key);
      if (!first) made.set(key, one);
      else
        diagnostics.push(
          diagnostic(
            'BF4506',
            {
              name: name.join('.'),
              first: `${first.file.path}:${positionAt(first.file.text, first.statement.start).line}`,
            },
            { span: { file: file.path, start: statement.start, end: statement.end } },
          ),
        );
    }
  return { files: written(files, made, biformYaml), diagnostics };
}

/** Whether a statement makes its table from a query, which a project can build. */
const isQuery = ({ statements, sql }: TranslatedStatement): boolean =>
  statements ? statements.some((one) => one.kind === 'create' && one.query !== undefined) : /\nAS\n/.test(sql ?? '');

function written(
  files: readonly TranslatedFile[],
  made: ReadonlyMap<string, Made>,
  settingsOf: string | undefined,
): readonly LaidOut[] {
  const names = new Map<string, { readonly schema: string | undefined; readonly name: string }>();
  const descriptions = new Map<string, string>();
  for (const { statements } of files)
    for (const { describes } of statements)
      if (describes && describes.column === undefined) descriptions.set(keyOf(describes.table), describes.text);
  const refer: Refer = (parts) => {
    const key = keyOf(parts);
    const own = made.get(key);
    const target = own ?? { schema: parts.at(-2), name: parts.at(-1) ?? '' };
    if (!own) names.set(key, names.get(key) ?? target);
    const found = own ?? names.get(key) ?? target;
    return found.schema === undefined
      ? `\${ref(${JSON.stringify(found.name)})}`
      : `\${ref(${JSON.stringify(found.schema)}, ${JSON.stringify(found.name)})}`;
  };
  const tables = [...made.values()].map((one) =>
    tableFile(one, refer, descriptions.get(keyOf([one.schema ?? '', one.name]))),
  );
  const rest = files.flatMap((file) => operations(file, made, refer));
  const sources = [...names.values()];
  const declarations =
    sources.length === 0 ? [] : [{ path: 'definitions/sources.js', text: sources.map(declaration).join('') }];
  const settings = {
    path: 'workflow_settings.yaml',
    text: 'dataformCoreVersion: 3.0.62\ndefaultProject: my-project\ndefaultLocation: US\ndefaultDataset: analytics\n',
  };
  const biform = settingsOf === undefined ? [] : [{ path: 'biform.yaml', text: settingsOf }];
  return [settings, ...biform, ...declarations, ...tables, ...rest];
}

type Refer = (parts: readonly string[]) => string;

const declaration = ({ schema, name }: { readonly schema: string | undefined; readonly name: string }): string =>
  `declare(${JSON.stringify({ ...(schema !== undefined && { schema }), name })});\n`;

function tableFile(one: Made, refer: Refer, said: string | undefined): LaidOut {
  const { file, statement, schema, name } = one;
  const { made, statements = [], sql = '' } = statement;
  const description = made?.description ?? said ?? (statement.comments.join(' ').trim() || undefined);
  const named = { ...(schema !== undefined && { schema }), name, ...(description !== undefined && { description }) };
  const path = `definitions/${schema === undefined ? '' : `${plain(schema)}/`}${plain(name)}.sqlx`;
  if (!isQuery(statement)) return { path, text: storedTable(one, named, refer) };
  const create = statements.find(({ kind }) => kind === 'create');
  const query = create?.kind === 'create' ? create.query : undefined;
  const start = query?.start ?? sql.indexOf('\nAS\n') + 4;
  const text = withRefs(sql.slice(start, query?.end ?? sql.length), refer, [made?.name ?? []]);
  const bigquery = {
    ...(made?.partitionBy !== undefined && { partitionBy: made.partitionBy }),
    ...(made?.clusterBy && { clusterBy: made.clusterBy }),
  };
  const config = {
    type: made?.kind === 'view' ? 'view' : 'table',
    ...named,
    ...(Object.keys(bigquery).length > 0 && { bigquery }),
  };
  return { path, text: `${head(config, file, statement)}${text}\n` };
}

/** A table of columns: an operation that makes it where it is not there. */
function storedTable({ file, statement }: Made, named: object, refer: Refer): string {
  const { made, sql = '' } = statement;
  const described = (made?.columns ?? []).filter(({ description }) => description !== undefined);
  const columns = Object.fromEntries(described.map(({ name, description }) => [name, description]));
  const config = { type: 'operations', hasOutput: true, ...named, ...(described.length > 0 && { columns }) };
  const own = keyOf(made?.name ?? []);
  const text = withRefs(sql, (parts) => (keyOf(parts) === own ? '${self()}' : refer(parts)), []);
  return `${head(config, file, statement)}${text.replace(/^CREATE (?:TEMP )?TABLE (?!IF NOT EXISTS)/, 'CREATE TABLE IF NOT EXISTS ')}\n`;
}

/** The config block, where the statement stood, and what is to be read of it. */
function head(config: object, file: TranslatedFile, statement: TranslatedStatement): string {
  const { line } = positionAt(file.text, statement.start);
  const block = JSON.stringify(config, null, 2).replace(/^( *)"(\w+)":/gm, '$1$2:');
  return `config ${block}\n\n-- from ${file.path}:${line}\n${notesOf(statement)}`;
}

const notesOf = ({ notices }: TranslatedStatement): string =>
  escaped(
    notices
      .filter(({ kind }) => kind === 'note')
      .map(({ what, why }) => `-- note: ${what}: ${why}\n`)
      .join(''),
  );

/** Statements that make no table of a query, one operations file for each source file. */
function operations(file: TranslatedFile, made: ReadonlyMap<string, Made>, refer: Refer): readonly LaidOut[] {
  const own = new Set([...made.values()].map(({ statement }) => statement));
  const texts: string[] = [];
  let waiting = '';
  for (const statement of file.statements) {
    if (own.has(statement)) continue;
    const dropped = dropOf(statement, made);
    if (statement.verdict === 'person') waiting += `${escaped(statementText(file, statement))}\n`;
    else if (dropped) waiting += `-- left out, since this project builds the table: ${escaped(statement.sql ?? '')}\n`;
    else if (statement.sql !== undefined) {
      texts.push(`${waiting}${notesOf(statement)}${withRefs(statement.sql, refer, [])}`);
      waiting = '';
    }
  }
  if (texts.length === 0 && waiting === '') return [];
  const name = plain((file.path.split('/').at(-1) ?? 'script').replace(/\.[^.]*$/, ''));
  const runs = texts.length > 0;
  const config = `config { type: "operations", name: "${name}_statements"${runs ? '' : ', disabled: true'} }`;
  const body = runs ? `${texts.join('\n---\n')}\n${waiting}` : `${waiting}SELECT 1\n`;
  return [{ path: `definitions/operations/${name}.sqlx`, text: `${config}\n\n-- from ${file.path}\n${body}` }];
}

/** Whether a statement drops a table that the project makes. */
function dropOf({ sql = '' }: TranslatedStatement, made: ReadonlyMap<string, Made>): boolean {
  const found = /^DROP (?:TABLE|VIEW) (?:IF EXISTS )?(\S+)$/.exec(sql);
  return found !== null && made.has(keyOf((found[1] ?? '').replaceAll('`', '').split('.')));
}

/** `\${` and backquotes of SQL are plain text to SQLX, `\${...}` is not. */
const escaped = (text: string): string => text.replaceAll('${', '$\\{');

/** The text with `ref()` in place of tables behind FROM, JOIN, INTO, USING, UPDATE and TABLE. */
function withRefs(text: string, refer: Refer, not: readonly (readonly string[])[]): string {
  const tokens = lex(text).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const local = new Set(not.filter((path) => path.length > 0).map(keyOf));
  const word = (i: number): string => (tokens[i] ? text.slice(tokens[i]?.start, tokens[i]?.end) : '');
  const common = new Set(
    tokens.flatMap((_, i) =>
      /^AS$/i.test(word(i + 1)) && word(i + 2) === '(' && /^(?:WITH|RECURSIVE|,)$/i.test(word(i - 1))
        ? [word(i).toLowerCase()]
        : [],
    ),
  );
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const lists = listEnds(tokens, word);
  for (let i = 0; i < tokens.length; i += 1) {
    if (!/^(?:FROM|JOIN|INTO|USING|UPDATE|TABLE|VIEW)$/i.test(word(i)) && !lists.has(i)) continue;
    if (/^FROM$/i.test(word(i)) && /^(?:DISTINCT)$/i.test(word(i - 1))) continue;
    const exists = /^IF$/i.test(word(i + 1)) ? i + (/^NOT$/i.test(word(i + 2)) ? 3 : 2) : i;
    const path = pathFrom(tokens, word, exists + 1);
    if (!path || (path.parts.length === 1 && common.has(path.parts[0]?.toLowerCase() ?? ''))) continue;
    if (word(path.next) === '(' && !/^(?:INTO|TABLE|VIEW)$/i.test(word(i))) continue;
    if (local.has(keyOf(path.parts)) || isExtract(tokens, word, i)) continue;
    edits.push({
      start: tokens[exists + 1]?.start ?? 0,
      end: tokens[path.next - 1]?.end ?? 0,
      text: refer(path.parts),
    });
  }
  const inserted = edits.sort((a, b) => b.start - a.start);
  let made = text;
  let upTo = text.length;
  let tail = '';
  for (const edit of inserted) {
    tail = `${edit.text}${escaped(made.slice(edit.end, upTo))}${tail}`;
    upTo = edit.start;
  }
  made = `${escaped(made.slice(0, upTo))}${tail}`;
  return made;
}

type Tokens = ReturnType<typeof lex>;

/** Commas between tables of a FROM list. */
function listEnds(tokens: Tokens, word: (i: number) => string): ReadonlySet<number> {
  const found = new Set<number>();
  const open: boolean[] = [];
  let inFrom = false;
  for (let i = 0; i < tokens.length; i += 1) {
    const here = word(i).toUpperCase();
    if (here === '(') {
      open.push(inFrom);
      inFrom = false;
    } else if (here === ')') inFrom = open.pop() ?? false;
    else if (here === 'FROM') inFrom = true;
    else if (/^(?:WHERE|GROUP|ORDER|SELECT|ON|SET|QUALIFY|HAVING|UNION|LIMIT|WINDOW|EXCEPT|INTERSECT)$/.test(here))
      inFrom = false;
    else if (here === ',' && inFrom) found.add(i);
  }
  return found;
}

function pathFrom(
  tokens: Tokens,
  word: (i: number) => string,
  i: number,
): { readonly parts: readonly string[]; readonly next: number } | undefined {
  const parts: string[] = [];
  for (let at = i; ; at += 2) {
    const token = tokens[at];
    if (!token || (token.kind !== 'name' && token.kind !== 'quoted')) return undefined;
    if (/^(?:SELECT|UNNEST|LATERAL|VALUES|WITH|SET)$/i.test(word(at))) return undefined;
    parts.push(...word(at).replaceAll('`', '').split('.'));
    if (word(at + 1) !== '.') return { parts, next: at + 1 };
  }
}

/** `EXTRACT(YEAR FROM d)`, `TRIM(x FROM y)`: the FROM of a call. */
function isExtract(tokens: Tokens, word: (i: number) => string, i: number): boolean {
  if (!/^FROM$/i.test(word(i))) return false;
  let depth = 0;
  for (let at = i - 1; at >= 0; at -= 1) {
    if (word(at) === ')') depth += 1;
    if (word(at) === '(') depth -= 1;
    if (depth < 0) return /^(?:EXTRACT|TRIM|SUBSTRING|OVERLAY)$/i.test(word(at - 1)) && tokens.length > 0;
  }
  return false;
}
