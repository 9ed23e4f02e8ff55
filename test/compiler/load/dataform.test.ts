import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { differences } from '../../support/compare.ts';
import { compileInProcess } from '../../support/in-process.ts';
import { compileWithCore, writeProject } from '../../support/oracle.ts';
import { type Cases, settings } from './projects/case.ts';
import { referenceCases } from './projects/references.ts';
import { scriptCases } from './projects/script.ts';
import { sqlxCases } from './projects/sqlx.ts';
import { wholeCases } from './projects/whole.ts';

const groups: Readonly<Record<string, Cases>> = {
  'SQLX: ': sqlxCases,
  'JavaScript: ': scriptCases,
  'references: ': referenceCases,
  'projects: ': wholeCases,
};

describe.concurrent.each(Object.entries(groups))('%s', (_, cases) => {
  test.each(Object.entries(cases))(
    '%s: the same graph and errors as @dataform/core',
    async (_name, { files, overrides }) => {
      const hasSettings = Object.keys(files).some(
        (path) => path === 'workflow_settings.yaml' || path === 'dataform.json',
      );
      const dir = writeProject(hasSettings ? files : { 'workflow_settings.yaml': settings, ...files });
      try {
        const options = overrides ? { overrides } : {};
        const [expected, actual] = await Promise.all([compileWithCore(dir, overrides), compileInProcess(dir, options)]);
        expect(differences(expected, actual)).toEqual([]);
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    },
    30_000,
  );
});
