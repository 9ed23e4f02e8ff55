import { realpathSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { formatText } from '../../editor/format/text.ts';
import { diagnosticJson, diagnosticText } from '../../report/diagnostics.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../command.ts';
import { globTest } from '../glob.ts';
import { readText } from '../project/read.ts';
import { listFiles } from '../project/walk.ts';

/** What became of one file. With --check nothing is written, and `formatted` means that it would be. */
type Outcome =
  | { readonly path: string; readonly status: 'formatted' | 'unchanged' }
  | { readonly path: string; readonly status: 'failed'; readonly diagnostic: Diagnostic; readonly text?: string };

/** Formats a project's files, or with --check says which are not formatted. */
export async function run(args: readonly string[], options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const [folder = '.', ...rest] = args;
  if (rest.length > 0) throw new UsageError('format takes one folder; choose files with --actions=GLOB.');
  const root = projectRoot(resolve(context.cwd, folder), folder);
  const check = options['check'] === true;
  const outcomes: Outcome[] = [];
  for (const path of chosenFiles(root, options)) {
    if (context.signal.aborted) return exitCodes.interrupted;
    const outcome = formatFile(root, path, check);
    outcomes.push(outcome);
    if (!options['json']) report(outcome, check, context);
  }
  const failed = outcomes.some(({ status }) => status === 'failed');
  if (options['json']) context.stdout(`${JSON.stringify(outcomeList(outcomes), null, 2)}\n`);
  else if (!options['quiet']) context.stderr(`${summary(outcomes, check)}\n`);
  return failed || (check && outcomes.some(({ status }) => status === 'formatted')) ? exitCodes.failed : exitCodes.ok;
}

function projectRoot(path: string, asked: string): string {
  try {
    if (statSync(path).isDirectory()) return realpathSync(path);
  } catch {
    throw new UsageError(`${asked} does not exist.`);
  }
  throw new UsageError(`${asked} is a file; choose files with --actions=GLOB.`);
}

/** The paths to format, sorted. Throws a UsageError for a glob of --actions that names no file. */
function chosenFiles(root: string, options: OptionValues): readonly string[] {
  const extensions = options['ignore-js-files'] ? ['.sqlx'] : ['.js', '.sqlx'];
  const paths = listFiles(root).paths.filter((path) => extensions.some((extension) => path.endsWith(extension)));
  const asked = Array.isArray(options['actions']) ? rejoin(options['actions'] as readonly string[]) : [];
  if (asked.length === 0) return paths.filter((path) => /^(?:definitions|includes)\//.test(path));
  const tests = asked.map((glob) => ({ glob, matches: globTest(glob) }));
  const useless = tests.find(({ matches }) => !paths.some(matches));
  if (useless) throw new UsageError(`No ${extensions.join(' or ')} file matches --actions ${useless.glob}.`);
  return paths.filter((path) => tests.some(({ matches }) => matches(path)));
}

/** Undoes the splitting at commas within `{a,b}`. */
function rejoin(words: readonly string[]): readonly string[] {
  const globs: string[] = [];
  for (const word of words) {
    const last = globs.at(-1);
    if (last !== undefined && last.split('{').length > last.split('}').length)
      globs[globs.length - 1] = `${last},${word}`;
    else if (word !== '') globs.push(word);
  }
  return globs;
}

function formatFile(root: string, path: string, check: boolean): Outcome {
  const read = readText(root, path);
  if ('fault' in read) return { path, status: 'failed', diagnostic: read.fault };
  const formatted = formatText(path, read.text);
  if (!formatted.ok) return { path, status: 'failed', diagnostic: formatted.diagnostic, text: read.text };
  if (formatted.text === read.text) return { path, status: 'unchanged' };
  try {
    if (!check) writeFileSync(`${root}/${path}`, formatted.text);
  } catch (error) {
    return { path, status: 'failed', diagnostic: unwritable(path, error as Error) };
  }
  return { path, status: 'formatted' };
}

const unwritable = (path: string, { message }: Error): Diagnostic =>
  diagnostic('BF2033', { path, reason: message }, { span: { file: path, start: 0, end: 0 } });

function report(outcome: Outcome, check: boolean, context: CommandContext): void {
  if (outcome.status === 'failed') {
    context.stderr(diagnosticText(outcome.diagnostic, () => outcome.text, context.colour));
  } else if (outcome.status === 'formatted')
    context.stdout(check ? `${outcome.path}\n` : `formatted ${outcome.path}\n`);
}

function summary(outcomes: readonly Outcome[], check: boolean): string {
  const count = (wanted: Outcome['status']): number => outcomes.filter(({ status }) => status === wanted).length;
  const failed = count('failed') > 0 ? ` ${files(count('failed'))} could not be formatted.` : '';
  if (outcomes.length === 0) return 'No files to format.';
  if (check && count('formatted') > 0) return `${files(count('formatted'))} would be reformatted.${failed}`;
  if (check) return failed === '' ? 'All files are formatted.' : failed.trim();
  return `${files(count('formatted'))} formatted, ${count('unchanged')} already fine.${failed}`;
}

const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;

/** The outcomes as JSON, `version` 1. */
const outcomeList = (outcomes: readonly Outcome[]): unknown => ({
  version: 1,
  files: outcomes.map((outcome) =>
    outcome.status === 'failed'
      ? {
          path: outcome.path,
          status: outcome.status,
          diagnostic: diagnosticJson(outcome.diagnostic, () => outcome.text),
        }
      : outcome,
  ),
});
