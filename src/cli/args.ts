import { parseArgs } from 'node:util';
import { closest } from '../compiler/diagnostics/closest.ts';
import { type CommandSpec, type OptionSpec, type OptionValues, UsageError } from './command.ts';

/** Options that every command takes. */
export const globalOptions: readonly OptionSpec[] = [
  { name: 'directory', short: 'C', kind: 'string', value: 'DIR', help: 'Work as if started in DIR.' },
  {
    name: 'target',
    kind: 'string',
    value: 'TARGET',
    help: 'A target of biform.yaml, or an engine: duckdb (local), bigquery, databricks.',
  },
  { name: 'json', kind: 'boolean', help: 'Print the result as JSON.' },
  { name: 'quiet', kind: 'boolean', help: 'Print results and errors only.' },
  { name: 'verbose', kind: 'boolean', help: 'Say more about what is done.' },
  { name: 'color', kind: 'boolean', help: 'Write colours (--no-color: do not).' },
  { name: 'help', short: 'h', kind: 'boolean', help: 'Show help.' },
  { name: 'version', kind: 'boolean', help: 'Print the version.' },
];

export interface ParsedArguments {
  readonly positionals: readonly string[];
  readonly values: OptionValues;
}

/** The command's own options before the global ones; a command's spelling of a global option wins. */
export function optionsOf(spec?: CommandSpec): readonly OptionSpec[] {
  const own = spec?.options ?? [];
  return [...own, ...globalOptions.filter(({ name }) => !own.some((option) => option.name === name))];
}

/**
 * Takes the command's name out of the arguments: the first that is neither an option nor the value of a global one.
 */
export function splitCommand(argv: readonly string[]): { readonly command?: string; readonly rest: readonly string[] } {
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (!word.startsWith('-')) return { command: word, rest: [...argv.slice(0, at), ...argv.slice(at + 1)] };
    const option = globalOptions.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
    if (option && option.kind !== 'boolean') at += 1;
  }
  return { rest: argv };
}

/**
 * Reads arguments against a list of options: `--name value`, `--name=value`, `-x value`, `--no-name`,
 * `--flag=true|false`, names in camelCase, lists repeated or split by commas. Throws a UsageError for the rest.
 */
export function readArguments(argv: readonly string[], options: readonly OptionSpec[]): ParsedArguments {
  const config = Object.fromEntries(
    options.map(({ name, short, kind }) => [
      name,
      { type: kind === 'boolean' ? ('boolean' as const) : ('string' as const), ...(short ? { short } : {}) },
    ]),
  );
  const spelled = argv.map((word) => kebab(word, options));
  const { tokens } = parseArgs({ args: spelled, options: config, strict: false, tokens: true, allowPositionals: true });
  const positionals: string[] = [];
  const values: Record<string, boolean | string | readonly string[]> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const negated = token.name.startsWith('no-') && !options.some(({ name }) => name === token.name);
    const name = negated ? token.name.slice(3) : token.name;
    const option = options.find((known) => known.name === name);
    if (!option || (negated && option.kind !== 'boolean')) throw unknownOption(token.rawName, options);
    values[name] = negated
      ? !readBoolean(token.rawName, token.value)
      : readValue(option, token.rawName, token.value, token.inlineValue === true, values[name]);
  }
  return { positionals, values };
}

function readValue(
  option: OptionSpec,
  raw: string,
  value: string | undefined,
  inline: boolean,
  before: OptionValues[string],
): boolean | string | readonly string[] {
  if (option.kind === 'boolean') return readBoolean(raw, value);
  if (value === undefined || (!inline && value.startsWith('-') && value.length > 1))
    throw new UsageError(`${raw} needs a value: ${raw}=${option.value ?? 'VALUE'}`);
  if (option.kind === 'string') return value;
  return [...(Array.isArray(before) ? before : []), ...value.split(',')];
}

function readBoolean(raw: string, value: string | undefined): boolean {
  if (value === undefined || value === 'true') return true;
  if (value === 'false') return false;
  throw new UsageError(`${raw} is a switch: it takes no value but true and false.`);
}

/** `--defaultDatabase` for `--default-database`, as yargs allows. */
function kebab(word: string, options: readonly OptionSpec[]): string {
  const match = /^--([a-z]+[A-Z][A-Za-z]*)(=.*)?$/s.exec(word);
  if (!match) return word;
  const name = (match[1] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return options.some((option) => option.name === name) ? `--${name}${match[2] ?? ''}` : word;
}

function unknownOption(raw: string, options: readonly OptionSpec[]): UsageError {
  const names = options.filter(({ hidden }) => !hidden).map(({ name }) => `--${name}`);
  const near = closest(raw, names) ?? closest(raw.replace(/^--no-/, '--'), names);
  return new UsageError(`Unknown option ${raw}.${near ? ` Did you mean ${near}?` : ''}`);
}
