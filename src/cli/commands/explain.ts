import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalog } from '../../compiler/diagnostics/catalog/index.ts';
import { closest } from '../../compiler/diagnostics/closest.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../command.ts';
import { packageRoot } from '../package-root.ts';

/** Shows the page of one code, or lists every code with its title. */
export async function run(args: readonly string[], options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const codes = Object.keys(catalog).sort();
  const [asked, ...rest] = args;
  if (rest.length > 0) throw new UsageError('explain takes one code, for example: biform explain BF4001');
  if (asked === undefined) {
    const pages = await Promise.all(codes.map(async (code) => ({ code, title: titleOf(await page(code)) })));
    const text = pages.map(({ code, title }) => `${code}  ${title}`).join('\n');
    context.stdout(`${options['json'] ? JSON.stringify(pages, null, 2) : text}\n`);
    return exitCodes.ok;
  }
  const code = codes.find((known) => known === asked.toUpperCase());
  if (!code) {
    const near = closest(asked.toUpperCase(), codes);
    throw new UsageError(
      `There is no diagnostic ${asked}.${near ? ` Did you mean ${near}?` : ''} \`biform explain\` lists them all.`,
    );
  }
  const text = await page(code);
  context.stdout(options['json'] ? `${JSON.stringify({ code, title: titleOf(text), page: text }, null, 2)}\n` : text);
  return exitCodes.ok;
}

const page = (code: string): Promise<string> =>
  readFile(join(packageRoot(), 'docs', 'diagnostics', `${code}.md`), 'utf8');

/** The words after the code in a page's first line. */
const titleOf = (text: string): string => (text.split('\n', 1)[0] ?? '').replace(/^# BF\d{4}: /, '');
