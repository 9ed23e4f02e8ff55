import { evaluationRequest, moduleOf, plainOrModule } from '../../compiler/index/compile.ts';
import { arePlainRisky, mayBeRisky } from '../../compiler/load/calm.ts';
import type { Sandbox } from '../../sandbox/parent.ts';
import { isSqlxDefinition } from './collect.ts';
import type { CompileOptions, OpenProject } from './open.ts';
import { transpile } from './transpile.ts';

/** A project on its way to the sandbox. */
export interface Feeding {
  readonly sandbox: Sandbox;
  /** Sends files that were read since. */
  readonly take: (paths: readonly string[]) => Promise<void>;
  /** Sends what is still to be said. False where the child must not be asked: all is to be sent anew, as modules. */
  readonly finish: () => boolean;
  /** Whether none of the code that was sent can get hold of an action (see `compiler/load/calm.ts`). */
  readonly isCalm: () => Promise<boolean>;
}

/**
 * Sends a project to its sandbox as far as it was read. SQLX definitions for which `mayBePlain` holds go as plain data
 * where they can be; without it all are modules, and nothing is evaluated before all of it has arrived.
 */
export async function startFeeding(
  sandbox: Sandbox,
  { sources, settings, engine, biformSettings }: Omit<OpenProject, 'diagnostics' | 'feeding'>,
  { now }: CompileOptions,
  mayBePlain: ((path: string) => boolean) | undefined,
): Promise<Feeding> {
  const { texts, faults, listing } = sources;
  const dialect = biformSettings?.dialect;
  sandbox.open(evaluationRequest(sources.root, settings, { filePaths: listing.paths, now, engine, dialect }));
  const isPlain = mayBePlain && ![...texts].some(looksBehind) ? mayBePlain : undefined;
  let isSpoilt = false;
  let isCalm = true;
  const code: string[] = [];
  const add = async (path: string, text: string): Promise<void> => {
    if (isSqlxDefinition(path)) {
      const form = isPlain?.(path) ? plainOrModule(path, text) : moduleOf(path, text);
      if ('plain' in form) {
        sandbox.addPlain(form.plain);
        isCalm &&= !arePlainRisky(form.plain);
        return;
      }
      isCalm = false;
      sandbox.add(form);
      return;
    }
    if (path.startsWith('definitions/') || path.endsWith('.sqlx')) isCalm = false;
    else if (/\.(?:js|ts|sql)$/.test(path)) code.push(text);
    if (path.endsWith('.ts')) {
      if (engine !== undefined && path.startsWith('macros/')) sandbox.add(await transpile(path, text));
    } else if (path !== 'biform.yaml') sandbox.add(moduleOf(path, text));
  };
  const early = [...texts].filter(([path]) => !isSqlxDefinition(path));
  const definitions = [...texts.keys()].filter(isSqlxDefinition);
  for (const [path, text] of early) await add(path, text);
  const told = new Set(faults.keys());
  for (const [path, { message }] of faults) sandbox.add({ path, source: '', fault: { message } });
  if (isPlain && !settings.extension) sandbox.begin();
  const take = async (paths: readonly string[]): Promise<void> => {
    for (const path of paths) {
      const text = texts.get(path);
      if (text === undefined) continue;
      if (isPlain && looksBehind([path, text])) isSpoilt = true;
      await add(path, text);
      const turn = sandbox.breathe();
      if (turn) await turn;
    }
  };
  await take(definitions);
  return {
    sandbox,
    take,
    finish: () => {
      for (const [path, { message }] of faults)
        if (!told.has(path)) sandbox.add({ path, source: '', fault: { message } });
      return !isSpoilt;
    },
    isCalm: async () => isCalm && isPlain !== undefined && !settings.extension && !(await areRisky(code)),
  };
}

/** Code that asks how it is run (who called it), or runs later than it is read: only modules behave alike to it. */
const BEHIND =
  /\.stack\b|\b(?:captureStackTrace|prepareStackTrace|stackTraceLimit|callee|caller|Promise|async|await|queueMicrotask|sqlxAction)\b|\bimport\s*\(/;

const looksBehind = ([path, text]: readonly [path: string, text: string]): boolean =>
  /\.(?:js|ts)$/.test(path) && BEHIND.test(text);

async function areRisky(code: readonly string[]): Promise<boolean> {
  const maybe = code.filter(mayBeRisky);
  if (maybe.length === 0) return false;
  const { isRisky } = await import('../../compiler/load/calm-tokens.ts');
  return maybe.some(isRisky);
}
