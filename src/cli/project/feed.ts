import { evaluationRequest, moduleOf, plainOrModule } from '../../compiler/index/compile.ts';
import type { Sandbox } from '../../sandbox/parent.ts';
import type { CompileOptions, OpenProject } from './open.ts';
import { transpile } from './transpile.ts';

/**
 * Sends a project to its sandbox. SQLX files for which `mayBePlain` holds go as plain data where they can be; without it
 * all are modules, and nothing is evaluated before all of it has arrived.
 */
export async function feed(
  sandbox: Sandbox,
  project: OpenProject,
  { now }: CompileOptions,
  mayBePlain: ((path: string) => boolean) | undefined,
): Promise<void> {
  const { sources, settings, engine, biformSettings } = project;
  const filePaths = sources.listing.paths;
  const dialect = biformSettings?.dialect;
  sandbox.open(evaluationRequest(sources.root, settings, { filePaths, now, engine, dialect }));
  const isPlain = mayBePlain && !looksBehind(sources.texts) ? mayBePlain : undefined;
  const definitions: (readonly [path: string, text: string])[] = [];
  for (const [path, text] of sources.texts) {
    if (path === 'biform.yaml') continue;
    if (isPlain && isSqlxDefinition(path)) definitions.push([path, text]);
    else if (!path.endsWith('.ts')) sandbox.add(moduleOf(path, text));
    else if (engine !== undefined && path.startsWith('macros/')) sandbox.add(await transpile(path, text));
    const turn = sandbox.breathe();
    if (turn) await turn;
  }
  for (const [path, { message }] of sources.faults) sandbox.add({ path, source: '', fault: { message } });
  if (isPlain && !settings.extension) sandbox.begin();
  for (const [path, text] of definitions) {
    const form = isPlain?.(path) ? plainOrModule(path, text) : moduleOf(path, text);
    if ('plain' in form) sandbox.addPlain(form.plain);
    else sandbox.add(form);
    const turn = sandbox.breathe();
    if (turn) await turn;
  }
}

const isSqlxDefinition = (path: string): boolean => path.startsWith('definitions/') && path.endsWith('.sqlx');

/** Code that asks how it is run (who called it), or runs later than it is read: only modules behave alike to it. */
const BEHIND =
  /\.stack\b|\b(?:captureStackTrace|prepareStackTrace|stackTraceLimit|callee|caller|Promise|async|await|queueMicrotask|sqlxAction)\b|\bimport\s*\(/;

const looksBehind = (texts: ReadonlyMap<string, string>): boolean => {
  for (const [path, text] of texts) if (/\.(?:js|ts)$/.test(path) && BEHIND.test(text)) return true;
  return false;
};
