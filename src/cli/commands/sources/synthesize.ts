import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INDEX_FILE, SYNTHESIZED_FOLDER, type TableFile } from '../../../adapters/adapter/synthesized.ts';
import { writeTables } from '../../../adapters/runners.ts';
import { diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { targetName } from '../../../compiler/target/target.ts';
import { counted } from '../../../report/amounts.ts';
import { dayOf } from '../../../synthesize/moment.ts';
import { type SynthesizedTable, synthesize } from '../../../synthesize/synthesize.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../../command.ts';
import { cacheFolder, openCache } from '../../project/cache.ts';
import { compileProject } from '../../project/compile.ts';
import { nowFrom, overridesFrom, timeoutFrom } from '../../project/options.ts';
import { report, reportLog, reportRefusal } from '../compile/report.ts';
import { outsideOf } from './outside.ts';

declare const BIFORM_VERSION: string | undefined;

const MOST_ROWS = 1_000_000;

/** `biform sources synthesize`: makes up data for all tables that the project reads and does not make. */
export async function run(args: readonly string[], values: OptionValues, context: CommandContext): Promise<ExitCode> {
  if (args.length > 0) throw new UsageError(`synthesize takes no names; it makes all tables: ${args.join(' ')}`);
  const rows = rowsFrom(values);
  const asked = typeof values['target'] === 'string' ? values['target'] : undefined;
  const seed = typeof values['seed'] === 'string' ? values['seed'] : '1';
  const now = nowFrom(values, context.now);
  const compiled = await compileProject({
    dir: context.cwd,
    overrides: overridesFrom(values),
    timeoutMillis: timeoutFrom(values),
    now,
    version: typeof BIFORM_VERSION === 'string' ? BIFORM_VERSION : 'development',
    signal: context.signal,
    report: (found) => report([found], new Map(), values, context),
    cache: openCache(cacheFolder(context.env)),
  });
  if ('refused' in compiled) {
    reportRefusal(compiled, '.', values, context);
    return compiled.usage ? exitCodes.usage : exitCodes.failed;
  }
  reportLog(compiled.log, values, context);
  const tables = synthesize({
    graph: compiled.graph,
    outside: await outsideOf(compiled, asked),
    rows,
    seed,
    today: dayOf(now),
  });
  const { root } = compiled.sources;
  const reason = await write(root, tables, values, context);
  if (reason !== undefined) {
    report([diagnostic('BF2033', { path: SYNTHESIZED_FOLDER, reason })], new Map(), values, context);
    return exitCodes.failed;
  }
  show(tables, { rows, seed }, values, context);
  return exitCodes.ok;
}

function rowsFrom(values: OptionValues): number {
  const text = values['rows'];
  if (text === undefined) return 100;
  const rows = typeof text === 'string' && /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (rows < 1 || rows > MOST_ROWS)
    throw new UsageError(`--rows takes a number from 1 to ${MOST_ROWS}, not "${String(text)}".`);
  return rows;
}

/** Letters that every file system takes, so that a name never leads out of the folder. */
const fileName = (name: string): string =>
  name.replace(/[^A-Za-z0-9_-]/g, (char) => `%${char.codePointAt(0)?.toString(16)}`).slice(0, 120) || '%';

const pathOf = ({ target: { database = '', schema = '', name } }: SynthesizedTable, suffix?: string): string => {
  const folder = `${fileName(database)}/${fileName(schema)}`;
  const isWildcard = name.endsWith('*');
  const stem = fileName(isWildcard ? name.slice(0, -1) : name);
  return `${folder}/${stem}${isWildcard ? (suffix === undefined ? '*' : fileName(suffix)) : ''}.parquet`;
};

/** Writes the files and their index in place of those of before; gives the reason why it cannot. */
async function write(
  root: string,
  tables: readonly SynthesizedTable[],
  values: OptionValues,
  context: CommandContext,
): Promise<string | undefined> {
  const isLink = (name: string): boolean =>
    lstatSync(join(root, name), { throwIfNoEntry: false })?.isSymbolicLink() === true;
  const link = ['.biform', SYNTHESIZED_FOLDER].find(isLink);
  if (link !== undefined) return `${link} is a link`;
  const folder = join(root, SYNTHESIZED_FOLDER);
  const files = tables.flatMap((table) =>
    table.parts.map(({ suffix, rows }): TableFile => ({ path: pathOf(table, suffix), columns: table.columns, rows })),
  );
  let count = 0;
  const done = (): void => {
    count += 1;
    if (context.live && values['json'] !== true && values['quiet'] !== true)
      context.stderr(`\r${count} of ${files.length} files${count === files.length ? '\n' : ''}`);
  };
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await writeTables(folder, files, done);
    const index = tables.map((table) => ({
      name: targetName(table.target),
      files: pathOf(table),
      columns: table.columns.map(({ name, type }) => ({ name, type })),
    }));
    writeFileSync(join(folder, INDEX_FILE), `${JSON.stringify({ version: 1, tables: index }, null, 1)}\n`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function show(
  tables: readonly SynthesizedTable[],
  { rows, seed }: { readonly rows: number; readonly seed: string },
  values: OptionValues,
  context: CommandContext,
): void {
  if (values['json'] === true) {
    const shown = tables.map((table) => ({
      name: targetName(table.target),
      declared: table.isDeclared,
      ...(table.standsIn && { standsIn: true }),
      columns: table.columns,
      ...(table.target.name.endsWith('*') && { suffixes: table.parts.map(({ suffix }) => suffix) }),
    }));
    context.stdout(`${JSON.stringify({ version: 1, rows, seed, tables: shown }, null, 2)}\n`);
    return;
  }
  if (tables.length === 0) {
    context.stdout('The project reads no tables that others fill.\n');
    return;
  }
  if (values['quiet'] !== true) for (const table of tables) context.stdout(lineOf(table));
  const columns = tables.flatMap((table) => table.columns);
  const declared = tables.filter(({ isDeclared }) => isDeclared).length;
  const standIns = tables.filter(({ standsIn }) => standsIn).length;
  const inSql = tables.length - declared - standIns;
  const others = standIns > 0 ? `, ${standIns} of actions that do not run here` : '';
  context.stdout(
    `\n${counted(tables.length, 'table')} in ${SYNTHESIZED_FOLDER}: ${declared} declared, ${inSql} only named in SQL${others}; ` +
      `${counted(columns.length, 'column')}: ${knownText(columns)}. Seed ${seed}, ${counted(rows, 'row')} each.\n`,
  );
}

function lineOf(table: SynthesizedTable): string {
  const members = table.target.name.endsWith('*') ? `, ${counted(table.parts.length, 'member')}` : '';
  return `${targetName(table.target)}  ${counted(table.columns.length, 'column')}${members} (${knownText(table.columns)})\n`;
}

const words = { declared: 'declared', use: 'from use', name: 'by name', default: 'taken for STRING' } as const;

function knownText(columns: SynthesizedTable['columns']): string {
  const parts = (Object.keys(words) as (keyof typeof words)[]).flatMap((known) => {
    const count = columns.filter((column) => column.known === known).length;
    return count > 0 ? [`${count} ${words[known]}`] : [];
  });
  return parts.join(', ');
}
