import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import type { Dialect, NameMap } from '../../../compiler/dialect/dialect.ts';
import type { Manifest } from '../../../compiler/manifest/manifest.ts';
import type { BiformSettings } from '../../../compiler/project/biform/settings.ts';
import { type ChosenTarget, chooseTarget, projectOverrides } from '../../../compiler/project/biform/targets.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../../command.ts';
import { cacheFolder, openCache } from '../../project/cache.ts';
import { compileProject } from '../../project/compile.ts';
import { nowFrom, overridesFrom, timeoutFrom } from '../../project/options.ts';
import { lowerForTarget } from '../../project/target.ts';
import { report, reportLog, reportRefusal, statusOf } from '../compile/report.ts';
import { columnsOnTarget } from './columns.ts';

declare const BIFORM_VERSION: string | undefined;

/** A project compiled and written for one target, ready to be planned. */
export interface Prepared {
  /** Absolute real path of the project. */
  readonly root: string;
  readonly target: ChosenTarget;
  readonly settings?: BiformSettings;
  readonly manifest: Manifest;
  readonly dialect: Dialect;
  readonly names: NameMap;
  /** What lowering found, action by action: errors matter only for actions that are selected. */
  readonly lowering: readonly Diagnostic[];
  /** The project's files by path, for code frames. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The project does not compile; why has been shown. */
export interface Stopped {
  readonly exit: ExitCode;
}

/** Compiles the project that a command names. Shows what project code printed, and findings that are no errors. */
export async function prepare(
  args: readonly string[],
  options: OptionValues,
  context: CommandContext,
): Promise<Prepared | Stopped> {
  const [dir = '.', ...more] = args;
  if (more.length > 0) throw new UsageError(`One project at a time: ${[dir, ...more].join(' ')}`);
  const asked = typeof options['target'] === 'string' ? options['target'] : undefined;
  const compiled = await compileProject({
    dir: resolve(context.cwd, dir),
    overrides: overridesFrom(options),
    timeoutMillis: timeoutFrom(options),
    now: nowFrom(options, context.now),
    version: typeof BIFORM_VERSION === 'string' ? BIFORM_VERSION : 'development',
    signal: context.signal,
    report: (found) => report([found], new Map(), options, context),
    cache: openCache(cacheFolder(context.env)),
    target: (settings) => {
      const chosen = chooseTarget(settings, asked);
      if ('fault' in chosen) return { fault: chosen.fault };
      const engine = settings !== undefined || asked !== undefined ? { engine: chosen.settings.engine } : {};
      return { ...engine, overrides: projectOverrides(chosen.settings) };
    },
  });
  if ('refused' in compiled) {
    reportRefusal(compiled, dir, options, context);
    return { exit: compiled.usage ? exitCodes.usage : exitCodes.failed };
  }
  reportLog(compiled.log, options, context);
  const { texts } = compiled.sources;
  report(compiled.diagnostics, texts, options, context);
  if (statusOf(compiled.diagnostics) !== exitCodes.ok) return { exit: exitCodes.failed };
  const target = chooseTarget(compiled.biformSettings, asked);
  if ('fault' in target) return { exit: exitCodes.usage };
  const { manifest, dialect, naming, diagnostics } = await lowerForTarget(
    compiled.graph,
    target,
    compiled.textOf,
    'sources' in target.settings ? await columnsOnTarget(compiled) : compiled.columns,
    undefined,
    compiled.readerOf,
  );
  return {
    root: realpathSync(compiled.sources.root),
    target,
    ...(compiled.biformSettings && { settings: compiled.biformSettings }),
    manifest,
    dialect,
    names: dialect.names(naming),
    lowering: diagnostics,
    texts,
  };
}
