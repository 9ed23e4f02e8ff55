import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../command.ts';
import { cacheFolder, openCache } from '../project/cache.ts';
import { compileProject } from '../project/compile.ts';
import { nowFrom, overridesFrom, timeoutFrom } from '../project/options.ts';
import { report, reportLog, reportRefusal } from './compile/report.ts';
import { columnLineage } from './lineage/column.ts';
import type { Direction } from './lineage/names.ts';
import { tableLineage } from './lineage/table.ts';

declare const BIFORM_VERSION: string;

/** `biform lineage column TABLE.COLUMN` and `biform lineage table TABLE`. */
export async function run(args: readonly string[], values: OptionValues, context: CommandContext): Promise<ExitCode> {
  const [what, name, ...rest] = args;
  if ((what !== 'column' && what !== 'table') || name === undefined || rest.length > 0)
    throw new UsageError('lineage takes: biform lineage column TABLE.COLUMN, or biform lineage table TABLE');
  if (values['up'] && values['down']) throw new UsageError('Arguments --up and --down are mutually exclusive.');
  const compiled = await compileProject({
    dir: context.cwd,
    overrides: overridesFrom(values),
    timeoutMillis: timeoutFrom(values),
    now: nowFrom(values, context.now),
    version: BIFORM_VERSION,
    signal: context.signal,
    report: (found) => report([found], new Map(), values, context),
    cache: openCache(cacheFolder(context.env)),
    analysis: { lineage: true },
  });
  if ('refused' in compiled) {
    reportRefusal(compiled, '.', values, context);
    return compiled.usage ? exitCodes.usage : exitCodes.failed;
  }
  reportLog(compiled.log, { ...values, quiet: true }, context);
  const directions: readonly Direction[] = values['up'] ? ['up'] : values['down'] ? ['down'] : ['up', 'down'];
  const text =
    what === 'column'
      ? columnLineage(compiled, name, directions, values, context)
      : tableLineage(compiled.graph, name, directions, values, context);
  context.stdout(text);
  return exitCodes.ok;
}
