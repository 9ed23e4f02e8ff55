import { resolve } from 'node:path';
import type { Selection } from '../../../planner/select.ts';
import { type CommandContext, type OptionValues, UsageError } from '../../command.ts';
import { durationFrom } from '../../project/options.ts';

const list = (value: OptionValues[string]): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]).map((word) => word.trim()).filter((word) => word !== '') : [];

/** What `--actions`, `--tags` and their companions select. */
export function selectionFrom(options: OptionValues): Selection {
  const selection: Selection = {
    actions: list(options['actions']),
    tags: list(options['tags']),
    includeDependencies: options['include-deps'] === true,
    includeDependents: options['include-dependents'] === true,
  };
  const widened = selection.includeDependencies || selection.includeDependents;
  if (widened && selection.actions.length === 0 && selection.tags.length === 0) {
    throw new UsageError('--include-deps and --include-dependents need --actions or --tags.');
  }
  return selection;
}

/** Files to write reports to, by format; absolute paths. */
export function reportsFrom(options: OptionValues, { cwd }: CommandContext): { readonly junit?: string } {
  let junit: string | undefined;
  for (const word of list(options['report'])) {
    const [format, ...file] = word.split('=');
    if (format !== 'junit' || file.join('=') === '') throw new UsageError(`--report takes junit=FILE, not "${word}".`);
    junit = resolve(cwd, file.join('='));
  }
  return junit === undefined ? {} : { junit };
}

/** A duration in milliseconds; undefined when the option is absent. */
export function limitFrom(options: OptionValues, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const text = options[name];
    if (typeof text !== 'string' || text === '') continue;
    const limit = durationFrom(name, text);
    if (limit <= 0 || limit > 2 ** 31 - 1)
      throw new UsageError(`--${name} must be more than nothing and less than 24 days.`);
    return limit;
  }
  return undefined;
}

export function retriesFrom(options: OptionValues): number {
  const text = options['action-retry-limit'];
  if (text === undefined) return 0;
  if (typeof text !== 'string' || !/^\d{1,3}$/.test(text)) {
    throw new UsageError(`--action-retry-limit takes a whole number, not "${String(text)}".`);
  }
  return Number(text);
}
