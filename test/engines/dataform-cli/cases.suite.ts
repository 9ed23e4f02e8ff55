import { describe, expect, test } from 'vitest';
import { biformCli, outcomeOf, runNode } from '../../support/biform.ts';
import { exactDifferences } from '../../support/compare.ts';
import { actionCases } from './cases/actions.ts';
import type { Case } from './cases/case.ts';
import { moduleCases } from './cases/modules.ts';
import { settingsCases } from './cases/settings.ts';
import { syntaxCases } from './cases/syntax.ts';
import { installed, prepare, remove, runDataform } from './command-line.ts';

const cases: readonly Case[] = [...syntaxCases, ...moduleCases, ...settingsCases, ...actionCases];

describe.skipIf(!installed)('biform compiles like Dataform', () => {
  test.concurrent.each(cases)('when $name', async (it) => {
    const dir = prepare(it);
    try {
      const args = ['compile', dir, ...(it.withoutJson ? [] : ['--json']), ...(it.args ?? [])];
      const [dataform, biform] = await Promise.all([runDataform(args, it.env), runNode([biformCli, ...args], it.env)]);
      expect(biform.status, biform.stderr).toBe(dataform.status);
      if (it.withoutJson) return;
      const [expected, actual] = [outcomeOf(dataform, dir), outcomeOf(biform, dir)];
      expect('refused' in actual).toBe('refused' in expected);
      if (it.ownWords) return;
      expect(exactDifferences(expected, actual)).toEqual([]);
      if (it.logs) return;
      expect(biform.stdout === '', 'nothing on stdout').toBe(dataform.stdout === '');
      // biform may warn of more than Dataform tells.
      if (dataform.stderr !== '') expect(biform.stderr).not.toBe('');
    } finally {
      remove(dir);
    }
  });
});
