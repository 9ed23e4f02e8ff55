import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join, relative, resolve } from 'node:path';
import { databricksFunctions } from '../../adapters/databricks/builtins.ts';
import { loadLibrary } from '../../adapters/polyglot/transpile.ts';
import { closest } from '../../compiler/diagnostics/closest.ts';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { layOut } from '../../migrate/layout.ts';
import { type MigrationTarget, migrationTargets, targetTitles } from '../../migrate/rules/model.ts';
import { scriptOf } from '../../migrate/script.ts';
import { type SourceName, sourceAliases, sourceDialects, sourceNames } from '../../migrate/source/dialect.ts';
import { type SourceFile, type TranslatedFile, translateFiles } from '../../migrate/translate.ts';
import {
  type MigrationReport,
  migrationJson,
  migrationMarkdown,
  migrationText,
  verdictCounts,
} from '../../report/migration.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../command.ts';
import { report } from './compile/report.ts';

const formats = ['terminal', 'md', 'json'] as const;

/** Functions that a target has where no front end of ours checks its SQL, and what its projects say of their dialect. */
const targets: {
  readonly [K in MigrationTarget]: { readonly functions?: ReadonlySet<string>; readonly settings?: string };
} = {
  bigquery: {},
  databricks: { functions: databricksFunctions, settings: 'dialect: databricks\n' },
};

/** `biform translate --from DIALECT [--to TARGET] FILES...`. */
export async function run(args: readonly string[], values: OptionValues, context: CommandContext): Promise<ExitCode> {
  const from = sourceFrom(values['from']);
  const to = oneOf('to', values['to'] ?? 'bigquery', migrationTargets);
  const format = values['json'] ? 'json' : oneOf('report', values['report'] ?? 'terminal', formats);
  const out = typeof values['out'] === 'string' ? values['out'] : undefined;
  if (values['sqlx'] && out === undefined) throw new UsageError('--sqlx writes a project: say where with --out DIR.');
  if (args.length === 0) throw new UsageError('translate takes files: biform translate --from teradata FILES...');
  const read = readAll(args, context.cwd);
  if (read.faults.length > 0) {
    report(read.faults, new Map(), values, context);
    return exitCodes.failed;
  }
  const library = await loadLibrary();
  const { functions } = targets[to];
  const files = translateFiles(read.files, { from, to, library, ...(functions && { functions }) });
  const results = values['sqlx'] ? layOut(files, targets[to].settings) : { files: scripts(files), diagnostics: [] };
  const written =
    out === undefined
      ? { paths: [], faults: [] }
      : writeAll(resolve(context.cwd, out), results.files, { cwd: context.cwd, sources: read.files });
  const told = { from: sourceDialects[from].title, to: targetTitles[to], files, written: written.paths };
  show(told, format, { from, to }, { values, context, out });
  report(
    [...results.diagnostics, ...written.faults],
    new Map(read.files.map(({ path, text }) => [path, text])),
    values,
    context,
  );
  return written.faults.length > 0 || verdictCounts(files).person > 0 ? exitCodes.failed : exitCodes.ok;
}

interface Showing {
  readonly values: OptionValues;
  readonly context: CommandContext;
  readonly out: string | undefined;
}

/** Without --out the translation is the result and goes to standard output, the report for people to standard error. */
function show(
  told: MigrationReport,
  format: (typeof formats)[number],
  names: { readonly from: SourceName; readonly to: MigrationTarget },
  { values, context, out }: Showing,
): void {
  if (format === 'json') context.stdout(`${JSON.stringify(migrationJson(told, names), null, 2)}\n`);
  else if (format === 'md') context.stdout(migrationMarkdown(told));
  else if (out === undefined) {
    for (const file of told.files) context.stdout(scriptOf(file));
    if (!values['quiet']) context.stderr(migrationText(told, context.colour));
  } else if (!values['quiet']) context.stdout(migrationText(told, context.colour));
}

function sourceFrom(value: OptionValues[string]): SourceName {
  if (typeof value !== 'string') throw new UsageError(`translate needs --from: ${sourceNames.join(', ')}.`);
  const name = value.toLowerCase();
  const known = Object.hasOwn(sourceAliases, name) ? sourceAliases[name] : name;
  return oneOf('from', known ?? name, sourceNames);
}

function oneOf<T extends string>(option: string, value: OptionValues[string], known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const near = closest(String(value), known);
  throw new UsageError(
    `--${option} takes ${known.join(', ')}, not ${String(value)}.${near ? ` Did you mean ${near}?` : ''}`,
  );
}

function readAll(
  args: readonly string[],
  cwd: string,
): { readonly files: readonly SourceFile[]; readonly faults: readonly Diagnostic[] } {
  const files: SourceFile[] = [];
  const faults: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const path of args) {
    const full = resolve(cwd, path);
    if (seen.has(full)) continue;
    seen.add(full);
    const read = readOne(full);
    if ('text' in read) files.push({ path, text: read.text });
    else faults.push(diagnostic('BF4504', { path, reason: read.reason }));
  }
  return { files, faults };
}

function readOne(path: string): { readonly text: string } | { readonly reason: string } {
  try {
    const bytes = readFileSync(path);
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file.';
  if (code === 'EISDIR') return 'it is a folder. Name the files in it.';
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'a file stands where a folder is needed.';
  if (code === 'EACCES' || code === 'EROFS') return 'permission denied.';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8.';
  return error instanceof Error ? error.message : String(error);
}

/** One script for each file, under its own name; two files of one name keep their folders, then their endings. */
function scripts(files: readonly TranslatedFile[]): readonly { readonly path: string; readonly text: string }[] {
  const names = files.map(({ path }) => basename(path).replace(/\.[^.]*$/, ''));
  const bare = (path: string): string =>
    path
      .replace(/\.[^./]*$/, '')
      .replace(/^(?:\.{0,2}\/)+/, '')
      .replaceAll('../', '');
  return files.map((file, i) => {
    const name = names[i] ?? '';
    const alone = names.filter((other) => other === name).length === 1;
    const same = files.filter((other) => bare(other.path) === bare(file.path)).length > 1;
    const path = alone ? name : same ? `${bare(file.path)}${extname(file.path)}` : bare(file.path);
    return { path: `${path}.sql`, text: scriptOf(file) };
  });
}

function writeAll(
  root: string,
  files: readonly { readonly path: string; readonly text: string }[],
  { cwd, sources }: { readonly cwd: string; readonly sources: readonly SourceFile[] },
): { readonly paths: readonly string[]; readonly faults: readonly Diagnostic[] } {
  const paths: string[] = [];
  const faults: Diagnostic[] = [];
  const read = new Set(sources.map(({ path }) => resolve(cwd, path)));
  for (const { path, text } of files) {
    const full = join(root, path);
    try {
      if (read.has(full)) throw new Error('it is what is translated. Choose another folder.');
      mkdirSync(join(full, '..'), { recursive: true });
      if (lstatSync(full, { throwIfNoEntry: false })?.isSymbolicLink()) throw new Error('a link stands there.');
      writeFileSync(full, text);
      paths.push(relative(cwd, full));
    } catch (error) {
      faults.push(diagnostic('BF4505', { path: relative(cwd, full), reason: reasonOf(error) }));
    }
  }
  return { paths, faults };
}
