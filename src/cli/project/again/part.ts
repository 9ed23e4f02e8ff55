import type { Evaluation, OtherAction } from '../../../compiler/load/port.ts';
import type { Target } from '../../../compiler/target/target.ts';
import type { Sandbox } from '../../../sandbox/parent.ts';
import { isSqlxDefinition } from '../collect.ts';
import { newSandbox } from '../compile.ts';
import { type Feeding, startFeeding } from '../feed.ts';
import type { CompileOptions, OpenProject } from '../open.ts';

/** A child that has all of a project but its SQLX definitions, and waits for some of them. */
export interface Part {
  /** Evaluates definitions, once. Undefined where it did not come to a result. */
  readonly evaluate: (
    texts: ReadonlyMap<string, string>,
    signal: AbortSignal | undefined,
  ) => Promise<Evaluation | undefined>;
  readonly close: () => void;
}

/**
 * Starts a child that is to evaluate a few SQLX definitions of a project beside what `evaluation` gave of the others. Those
 * in `asModules` go as JavaScript.
 */
export async function startPart(
  project: OpenProject,
  evaluation: Evaluation,
  options: CompileOptions,
  asModules: ReadonlySet<string> = new Set(),
): Promise<Part> {
  const sandbox = newSandbox(options, true);
  const texts = new Map([...project.sources.texts].filter(([path]) => !isSqlxDefinition(path)));
  const { listing } = project.sources;
  const paths = listing.paths.filter((path) => !path.startsWith('definitions/'));
  const sources = { ...project.sources, texts, listing: { ...listing, paths } };
  const others = othersOf(evaluation);
  const told: Sandbox = { ...sandbox, open: (request) => sandbox.open({ ...request, others }) };
  const mayBePlain = (path: string): boolean => !asModules.has(path);
  const feeding = await startFeeding(told, { ...project, sources }, options, mayBePlain);
  await sandbox.breathe();
  return {
    evaluate: async (given, signal) => {
      for (const [path, text] of given) texts.set(path, text);
      const blamed = await answerOf(feeding, sandbox, [...given.keys()], signal);
      if (!blamed || !('again' in blamed)) return blamed;
      if (asModules.size > 0) return undefined;
      const second = await startPart(project, evaluation, options, new Set(blamed.again));
      try {
        return await second.evaluate(given, signal);
      } finally {
        second.close();
      }
    },
    close: sandbox.close,
  };
}

async function answerOf(
  feeding: Feeding,
  sandbox: Sandbox,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Evaluation | { readonly again: readonly string[] } | undefined> {
  await feeding.take(paths);
  if (!feeding.finish()) return undefined;
  const answer = await sandbox.run({ signal });
  return 'evaluation' in answer ? answer.evaluation : answer;
}

const keyOf = ({ database, schema, name }: Target): string => `${database}\0${schema}\0${name}`;

/** What the definitions that are left out have made, for references. */
function othersOf({ graph, sessionTargets }: Evaluation): readonly OtherAction[] {
  const silent = new Set(
    (graph.operations ?? []).filter(({ hasOutput }) => !hasOutput).map(({ target }) => keyOf(target)),
  );
  return sessionTargets.flatMap(({ target, kind }): readonly OtherAction[] => {
    if (kind === 'tests') return [];
    return [{ target, kind, ...(kind === 'operations' && silent.has(keyOf(target)) && { silent: true as const }) }];
  });
}
