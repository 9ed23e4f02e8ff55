import { expect, test } from 'vitest';
import { allMacros } from '../../../src/adapters/duckdb/macros.ts';
import { answerOf } from './canonical.ts';
import { database, duckdbOf } from './database.ts';

/** The text of each lambda's body, with its variable, without strings and without names of fields. */
function lambdas(body: string): readonly { readonly variable: string; readonly inner: string }[] {
  return [...body.matchAll(/lambda (\w+):/g)].map((match) => {
    const start = match.index + match[0].length;
    let depth = 0;
    let end = start;
    for (; end < body.length; end += 1) {
      if ('([{'.includes(body[end] ?? '')) depth += 1;
      else if (')]}'.includes(body[end] ?? '') && --depth < 0) break;
    }
    const inner = body
      .slice(start, end)
      .replace(/'[^']*'/g, "''")
      .replace(/\.\w+/g, '');
    return { variable: match[1] ?? '', inner };
  });
}

test('no parameter of a macro stands within a lambda, where a column of its variable’s name would be captured', () => {
  // Those of the fingerprint call one another alone, with values under names that none of their lambdas has.
  const checked = allMacros.filter(({ name }) => !name.startsWith('bf_farm_'));
  // No column has the name of a variable that begins with `biform_`; literals alone are named within such lambdas.
  const captured = checked.flatMap(({ name, parameters, body }) =>
    lambdas(body)
      .filter(({ variable }) => !variable.startsWith('biform_'))
      .flatMap(({ variable, inner }) =>
        parameters
          .split(', ')
          .filter((parameter) => parameter !== variable && new RegExp(`\\b${parameter}\\b`).test(inner))
          .map((parameter) => `${name}: ${parameter} within lambda ${variable}`),
      ),
  );
  expect(captured).toEqual([]);
  expect(checked.flatMap(({ body }) => lambdas(body)).length).toBeGreaterThan(20);
});

test('FORMAT of the character NUL, at which DuckDB ends a text, is an error', async () => {
  const text = await duckdbOf("SELECT FORMAT('%s', CODE_POINTS_TO_STRING([97, 0, 98]))");
  await expect(answerOf(await database(), text)).rejects.toThrow('FORMAT of a NUL character');
});
