import { resolve } from 'node:path';
import { graphFormats } from '../../report/graph/formats.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../command.ts';
import { cacheFolder, openCache } from '../project/cache.ts';
import { compileProject } from '../project/compile.ts';
import { nowFrom, overridesFrom, timeoutFrom } from '../project/options.ts';
import { report, reportLog, reportRefusal, statusOf } from './compile/report.ts';

declare const BIFORM_VERSION: string;

/** Compiles a project and prints its graph. A project with errors is drawn as far as it compiles. */
export async function run(args: readonly string[], values: OptionValues, context: CommandContext): Promise<ExitCode> {
  const [dir = '.', ...rest] = args;
  if (rest.length > 0) throw new UsageError(`graph takes one folder, not ${rest.length + 1}.`);
  const format = typeof values['format'] === 'string' ? values['format'] : 'dot';
  const draw = Object.hasOwn(graphFormats, format) ? graphFormats[format] : undefined;
  if (!draw) throw new UsageError(`--format takes ${Object.keys(graphFormats).join(', ')}, not "${format}".`);
  const compiled = await compileProject({
    dir: resolve(context.cwd, dir),
    overrides: overridesFrom(values),
    timeoutMillis: timeoutFrom(values),
    now: nowFrom(values, context.now),
    version: BIFORM_VERSION,
    signal: context.signal,
    report: (found) => report([found], new Map(), values, context),
    cache: openCache(cacheFolder(context.env)),
  });
  if ('refused' in compiled) {
    reportRefusal(compiled, dir, values, context);
    return compiled.usage ? exitCodes.usage : exitCodes.failed;
  }
  reportLog(compiled.log, values, context);
  context.stdout(`${draw(compiled.graph)}\n`);
  report(compiled.diagnostics, compiled.sources.texts, values, context);
  return statusOf(compiled.diagnostics);
}
