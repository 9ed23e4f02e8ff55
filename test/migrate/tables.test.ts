import { expect, test } from 'vitest';
import { databricksFunctions } from '../../src/adapters/databricks/builtins.ts';
import { functionNamed } from '../../src/compiler/analyse/signatures/functions.ts';
import { lex } from '../../src/compiler/sql/lexer.ts';
import { filled } from '../../src/migrate/expand.ts';
import { functionRules, functionsOf } from '../../src/migrate/rules/functions/tables.ts';
import { sourceNames } from '../../src/migrate/source/dialect.ts';

/** Words before a bracket that call nothing. */
const grammar = new Set(['AND', 'WHEN', 'IN', 'DIV', 'TRUNC', 'SAFE_ORDINAL']);

const called = (template: string): readonly string[] => {
  const text = filled(template, ['a', 'b', 'c', 'd']);
  return lex(text).flatMap(({ kind, start, end }) =>
    kind === 'name' && text[end] === '(' ? [text.slice(start, end).toUpperCase()] : [],
  );
};

test.each(sourceNames)('every text that stands for a function of %s calls what its target has', (dialect) => {
  const wrong: string[] = [];
  for (const name of functionsOf(dialect))
    for (const { to } of functionRules(name, dialect) ?? []) {
      const bigquery = to?.bigquery === 'keep' ? `${name}(x)` : (to?.bigquery ?? '');
      const databricks = to?.databricks === 'keep' ? `${name}(x)` : (to?.databricks ?? '');
      for (const call of called(bigquery))
        if (
          !functionNamed(call) &&
          !grammar.has(call) &&
          !/^(?:CAST|EXTRACT|UNNEST|IF|COALESCE|NULLIF|IFNULL)$/.test(call)
        )
          wrong.push(`BigQuery ${name}: ${call}`);
      for (const call of called(databricks))
        if (!databricksFunctions.has(call) && !grammar.has(call)) wrong.push(`Databricks ${name}: ${call}`);
    }
  expect(wrong).toEqual([]);
});
