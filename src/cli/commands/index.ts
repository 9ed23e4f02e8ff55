import type { CommandSpec } from '../command.ts';
import { spec as compile } from './specs/compile.ts';
import { spec as explain } from './specs/explain.ts';
import { spec as format } from './specs/format.ts';
import { spec as graph } from './specs/graph.ts';
import { spec as help } from './specs/help.ts';
import { spec as init } from './specs/init.ts';
import { spec as lineage } from './specs/lineage.ts';
import { spec as run } from './specs/run.ts';
import { spec as sources } from './specs/sources.ts';
import { spec as test } from './specs/test.ts';
import { spec as translate } from './specs/translate.ts';

/** Every command, in the order in which help lists them. A new command is one file in `specs/` and one line here. */
export const commands: readonly CommandSpec[] = [
  init,
  compile,
  run,
  test,
  sources,
  lineage,
  translate,
  format,
  graph,
  explain,
  help,
];
