/**
 * Every diagnostic of biform, by code. A code is never reused and there is no catch-all.
 * Each code has a page docs/diagnostics/CODE.md (shown by `biform explain CODE`); a test requires it.
 * Ranges: BF1 project and names, BF2 SQL, BF3 types and columns, BF4 translation, BF8 run, BF9 biform's own faults.
 */
import { actions } from './actions.ts';
import { files } from './files.ts';
import { internal } from './internal.ts';
import { migration } from './migration.ts';
import { names } from './names.ts';
import { project } from './project.ts';
import { run } from './run.ts';
import { settings } from './settings.ts';
import { sql } from './sql.ts';
import { statements } from './statements.ts';
import { translation } from './translation.ts';
import { types } from './types.ts';
import { windows } from './windows.ts';

export const catalog = {
  ...project,
  ...files,
  ...settings,
  ...sql,
  ...names,
  ...windows,
  ...statements,
  ...types,
  ...actions,
  ...translation,
  ...migration,
  ...run,
  ...internal,
} as const;

export type Code = keyof typeof catalog;
