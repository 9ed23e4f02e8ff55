import { expect, test } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { globTest } from '../../src/cli/glob.ts';

const paths = [
  'definitions/a.sqlx',
  'definitions/b.js',
  'definitions/c-d.sqlx',
  'definitions/marts/a.sqlx',
  'definitions/marts/deep/x.sqlx',
  'definitions/.hidden/x.sqlx',
  'includes/a.js',
];

test.each([
  ['definitions/*.sqlx', [0, 2]],
  ['definitions/*.{js,sqlx}', [0, 1, 2]],
  ['./definitions/a.sqlx', [0]],
  ['definitions/**/*.sqlx', [0, 2, 3, 4]],
  ['definitions/marts/**', [3, 4]],
  ['**/a.*', [0, 3, 6]],
  ['definitions/[ab].*', [0, 1]],
  ['definitions/[!a].*', [1]],
  ['definitions/?.js', [1]],
  ['{definitions,includes}/**/*.js', [1, 6]],
  ['definitions/c-d.sqlx', [2]],
  ['definitions/a+sqlx', []],
])('%s matches what a shell with ** would', (glob, wanted) => {
  const matches = globTest(glob);
  expect(paths.filter(matches)).toEqual(wanted.map((index) => paths[index]));
});

test.each(['{{a}', '[b-a]'])('%s is refused', (glob) => {
  expect(() => globTest(glob)).toThrow(UsageError);
});
