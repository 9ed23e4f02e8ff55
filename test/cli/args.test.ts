import { expect, test } from 'vitest';
import { optionsOf, readArguments, splitCommand } from '../../src/cli/args.ts';
import { UsageError } from '../../src/cli/command.ts';
import { spec } from '../../src/cli/commands/specs/compile.ts';

const read = (...argv: string[]) => readArguments(argv, optionsOf(spec));

test.each([
  [['--json'], { json: true }],
  [['--json=true'], { json: true }],
  [['--json=false'], { json: false }],
  [['--no-json'], { json: false }],
  [['--no-color'], { color: false }],
  [['--timeout', '5s'], { timeout: '5s' }],
  [['--timeout=5s'], { timeout: '5s' }],
  [['--timeout=-1'], { timeout: '-1' }],
  [['--schemaSuffix=dev'], { 'schema-suffix': 'dev' }],
  [['--output-tags', 'a,b', '--output-tags', 'c'], { 'output-tags': ['a', 'b', 'c'] }],
  [['--vars=k=v,k2=v2'], { vars: ['k=v', 'k2=v2'] }],
  [['-C', 'shop'], { directory: 'shop' }],
  [['-Cshop'], { directory: 'shop' }],
])('%j means %j', (argv, values) => {
  expect(read(...argv).values).toEqual(values);
});

test('positional arguments may stand anywhere, and all after -- are positional', () => {
  expect(read('a', '--json', 'b', '--', '--dot').positionals).toEqual(['a', 'b', '--dot']);
});

test.each([
  [['--jsn'], 'Unknown option --jsn. Did you mean --json?'],
  [['--no-jsn'], 'Unknown option --no-jsn. Did you mean --json?'],
  [['--frobnicate'], 'Unknown option --frobnicate.'],
  [['-x'], 'Unknown option -x.'],
  [['--json=maybe'], '--json is a switch: it takes no value but true and false.'],
  [['--timeout'], '--timeout needs a value: --timeout=DURATION'],
  [['--timeout', '--json'], '--timeout needs a value: --timeout=DURATION'],
])('%j is refused', (argv, message) => {
  expect(() => read(...argv)).toThrow(new UsageError(message));
});

test.each([
  [['compile', 'x'], 'compile', ['x']],
  [['-C', 'dir', 'compile'], 'compile', ['-C', 'dir']],
  [['--json', 'compile'], 'compile', ['--json']],
  [['--target=duckdb', 'run'], 'run', ['--target=duckdb']],
  [['--help'], undefined, ['--help']],
])('of %j the command is %s', (argv, command, rest) => {
  expect(splitCommand(argv)).toEqual(command === undefined ? { rest } : { command, rest });
});
