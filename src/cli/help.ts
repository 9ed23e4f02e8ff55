import { globalOptions, optionsOf } from './args.ts';
import type { CommandSpec, OptionSpec } from './command.ts';

const WIDTH = 96;

/** What `biform`, `biform help` and `biform --help` print. */
export function overview(specs: readonly CommandSpec[]): string {
  const widest = Math.max(...specs.map(({ name }) => name.length));
  return [
    'biform compiles Dataform projects for BigQuery, Databricks and DuckDB, and runs them.',
    '',
    'Usage: biform COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...specs.map(({ name, summary }) => `  ${name.padEnd(widest)}   ${summary}`),
    '',
    'Options of every command:',
    ...optionLines(globalOptions),
    '',
    'Exit status: 0 fine; 1 errors in the project, or a run, test or assertion that failed;',
    '2 wrong usage or a faulty biform.yaml; 3 the warehouse cannot be used; 130 interrupted.',
    '',
    '`biform help COMMAND` says more about one command, `biform explain CODE` about a diagnostic.',
    '',
  ].join('\n');
}

/** What `biform help COMMAND` prints. */
export function commandHelp(spec: CommandSpec): string {
  const usage = ['biform', spec.name, spec.positional, '[OPTIONS]'].filter((part) => part !== undefined).join(' ');
  const own = spec.options.filter(({ hidden }) => !hidden);
  const common = optionsOf(spec).filter((option) => !spec.options.includes(option));
  return [
    spec.summary,
    '',
    `Usage: ${usage}`,
    ...(own.length > 0 ? ['', 'Options:', ...optionLines(own)] : []),
    '',
    'Options of every command:',
    ...optionLines(common),
    ...(spec.details ? ['', spec.details] : []),
    '',
  ].join('\n');
}

function optionLines(options: readonly OptionSpec[]): string[] {
  const left = options.map(({ name, short, kind, value }) => {
    const flag = short ? `-${short}, --${name}` : `    --${name}`;
    return kind === 'boolean' ? flag : `${flag}=${value ?? 'VALUE'}`;
  });
  const widest = Math.min(34, Math.max(...left.map((text) => text.length)));
  const indent = ' '.repeat(widest + 4);
  return options.flatMap(({ help }, i) => {
    const head = left[i] ?? '';
    const [first, ...more] = wrap(help, WIDTH - widest - 4);
    const start =
      head.length > widest ? [`  ${head}`, `${indent}${first ?? ''}`] : [`  ${head.padEnd(widest)}  ${first ?? ''}`];
    return [...start, ...more.map((line) => indent + line)];
  });
}

/** Breaks text at spaces so that no line is longer than `width`, save single words. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
