import { concat, type Draft, join, plain, trim } from '../dialect/compose.ts';
import type { Dialect, Naming } from '../dialect/dialect.ts';
import { scan } from '../dialect/scan.ts';
import { scriptOf } from '../manifest/fill.ts';
import type { CompiledAction, CompiledSchema, Manifest, Statement } from '../manifest/manifest.ts';
import type { MappedText } from '../sql/mapped.ts';
import { targetName } from '../target/target.ts';

/** A script for people to read, review and run by hand. */
export interface ScriptFile {
  /** `<schema>/<name>.sql`, with forward slashes; safe as a path whatever the names are. */
  readonly path: string;
  readonly action: CompiledAction;
  readonly content: MappedText;
}

/** The database of the default project on an engine: where most tables are, so that paths need not say it. */
export function homeOf(dialect: Dialect, naming: Naming): string | undefined {
  const target = dialect.names(naming)([naming.defaultProjects.at(-1) ?? '', 'dataset', 'name']);
  return 'fault' in target ? undefined : target.database;
}

/** One file per action that does something, in the manifest's order. `home` is the database whose name paths leave out. */
export function scriptFiles(manifest: Manifest, dialect: Dialect, home: string | undefined): readonly ScriptFile[] {
  const taken = new Set<string>();
  return manifest.actions
    .filter(({ kind }) => ['table', 'view', 'incremental', 'operation', 'assertion'].includes(kind))
    .map((action) => ({ path: freePath(action, home, taken), action, content: scriptText(action, manifest, dialect) }));
}

/** Two names may differ only in case, which not every file system sees. */
function freePath({ relation }: CompiledAction, home: string | undefined, taken: Set<string>): string {
  const { database, schema = '', name } = relation;
  const folder = database === undefined || database === home ? schema : `${database}.${schema}`;
  const base = `${safe(folder)}/${safe(name)}`;
  for (let n = 1; ; n += 1) {
    const path = n === 1 ? base : `${base}~${n}`;
    if (taken.has(path.toLowerCase())) continue;
    taken.add(path.toLowerCase());
    return `${path}.sql`;
  }
}

/** Longest part of a path in UTF-16 units, with room for what is added to it. File systems allow 255 bytes. */
const LONGEST_PART = 80;

/** A name as part of a path: letters, digits and a few signs as they are, no dot in front, everything else as %XX. */
const safe = (name: string): string =>
  name
    .slice(0, LONGEST_PART)
    .replace(/[^\p{L}\p{N}_.$-]|^\./gu, (c) =>
      Array.from(new TextEncoder().encode(c), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
        '',
      ),
    ) || '%';

/** What the run does for one action, with a heading for each case. Holes for columns stand as they are. */
export function scriptText(action: CompiledAction, manifest: Manifest, dialect: Dialect): MappedText {
  const head = heading(action, dialect);
  if (action.unsupported !== undefined) return plain(`${head}\n${note(`not written: ${action.unsupported}`)}\n`);
  if (action.disabled) return plain(`${head}\n${note('disabled: nothing is run')}\n`);
  const schema = schemaOf(action, manifest);
  const opening = schema ? [section([schema.create], action, dialect)] : [];
  const created = section(action.create, action, dialect);
  const sections =
    action.update === undefined
      ? [...opening, created]
      : [
          note('---- The table does not exist, or is built anew (--full-refresh).'),
          ...opening,
          created,
          note('---- The table exists.'),
          section(action.update, action, dialect),
        ];
  return concat([head, '\n', join(sections, '\n'), '\n']);
}

const schemaOf = ({ relation }: CompiledAction, manifest: Manifest): CompiledSchema | undefined =>
  manifest.schemas.find(({ database, schema }) => database === relation.database && schema === relation.schema);

function heading(action: CompiledAction, dialect: Dialect): string {
  const { kind, target, relation, fileName, tags, dependsOn } = action;
  const own = targetName(relation);
  return [
    note(`${targetName(target)}: ${kind} on ${dialect.title}${own === targetName(target) ? '' : ` as ${own}`}`),
    ...(fileName === undefined ? [] : [note(`source: ${fileName}`)]),
    ...(tags.length === 0 ? [] : [note(`tags: ${tags.join(', ')}`)]),
    ...(dependsOn.length === 0 ? [] : [note(`after: ${dependsOn.map(targetName).join(', ')}`)]),
    ...(action.protected ? [note('protected: a full refresh does not rebuild it')] : []),
    '',
  ].join('\n');
}

/** Text as a comment, however many lines it has. */
const note = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n');

/** Statements in order; those for one case only are shown as comments, since a script cannot ask what exists. */
function section(statements: readonly Statement[], action: CompiledAction, dialect: Dialect): Draft {
  const always = statements.filter(({ when }) => when === undefined);
  const conditional = statements.filter(({ when }) => when !== undefined);
  const comments = conditional.map(({ when, sql }) => `${note(`if a ${when} of this name exists: ${sql.text};`)}\n`);
  const bodies =
    action.sends === 'script' && always.every(({ role }) => role !== 'schema')
      ? [scriptOf(always)]
      : always.map((statement) =>
          concat([remark(statement), trim({ ...statement.sql, holes: statement.holes ?? [] })]),
        );
  const ended = bodies.map((body) => concat([body, ending(body.text, dialect), '\n']));
  return concat([...comments, join(ended, '\n')]);
}

/** What the run does beyond sending the statement. */
function remark({ schemaChange, column }: Statement): string {
  if (schemaChange)
    return `${note(`onSchemaChange ${schemaChange}: the run compares these columns with the table's before it goes on`)}\n`;
  return column === undefined ? '' : `${note(`if there is a column ${column}:`)}\n`;
}

/** A semicolon where there is none yet, on a line of its own after a comment. */
function ending(text: string, { lexical }: Dialect): string {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  const commented = [...lexical.lineComments, '*/'].some((mark) => lastLine.includes(mark));
  if (!commented) return text === '' || text.endsWith(';') ? '' : ';';
  const tokens = scan(text, lexical);
  const body = tokens.findLast(({ kind }) => kind !== 'space' && kind !== 'comment');
  if (body === undefined || text[body.start] === ';') return '';
  const last = tokens.at(-1);
  return last?.kind === 'comment' && !text.startsWith('/*', last.start) ? '\n;' : ';';
}
