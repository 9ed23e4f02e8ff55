import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { build } from 'esbuild';
import { runtimeBuild } from '../../build-runtime.mjs';
import { filesFor, requestsIn } from '../../src/cli/project/requires.ts';
import { listFiles } from '../../src/cli/project/walk.ts';
import type { ProjectConfig } from '../../src/compiler/actions/graph.ts';
import { CALM } from '../../src/compiler/load/answer.ts';
import { arePlainRisky, mayBeRisky } from '../../src/compiler/load/calm.ts';
import { isRisky } from '../../src/compiler/load/calm-tokens.ts';
import type { Evaluation, EvaluationRequest } from '../../src/compiler/load/port.ts';
import { isFault, readSettings } from '../../src/compiler/project/settings.ts';
import { type ResolvedGraph, resolveGraph } from '../../src/compiler/resolve/resolve.ts';
import { toModule } from '../../src/compiler/sqlx/module.ts';
import { parseSqlx } from '../../src/compiler/sqlx/parse.ts';
import { readPlain } from '../../src/compiler/sqlx/plain/read.ts';
import { defineModule, type Runtime, registerFault } from '../../src/sandbox/child/define.ts';
import { moduleKind } from '../../src/sandbox/frames.ts';
import { answerReader } from '../../src/sandbox/validate.ts';
import type { Outcome, Overrides } from './oracle.ts';

let bundled: Promise<Script> | undefined;

/** The runtime as the build makes it, once a test run. */
function runtime(): Promise<Script> {
  bundled ??= build({
    ...runtimeBuild,
    entryPoints: [join(import.meta.dirname, '../../src/compiler/load/runtime/main.ts')],
    write: false,
  }).then((result) => new Script(result.outputFiles[0]?.text ?? '', { filename: 'biform:runtime' }));
  return bundled;
}

/** What a test may set beyond the project's files. */
export interface Options {
  readonly overrides?: Overrides;
  readonly engine?: string;
  readonly now?: number;
  /** SQLX files go as modules even where they could go as plain data. */
  readonly asModules?: boolean;
}

/** A project's folder as the request and modules of an evaluation, or the error of its settings. */
export function requestOf(dir: string, options: Options = {}) {
  const root = realpathSync(dir);
  const read = (path: string): string | undefined =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
  const files = { workflowSettings: read('workflow_settings.yaml'), dataformJson: read('dataform.json') };
  const settings = readSettings(files, { ...options.overrides }, root);
  if (isFault(settings)) return settings;
  const filePaths = listFiles(root).paths;
  const modules = new Map<string, string>();
  const disk = {
    isFile: (path: string) =>
      !path.startsWith('node_modules/@dataform') && /\.[a-z]+$/.test(path) && read(path) !== undefined,
    text: read,
  };
  const open = ['workflow_settings.yaml', 'dataform.json', 'package.json', ...filePaths].filter((path) =>
    /\.(js|ts|json|sqlx|sql|yaml|yml|ipynb|md)$/.test(path),
  );
  if (settings.extension) open.push(...filesFor(settings.extension.name, 'index.js', disk));
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    const text = modules.has(path) ? undefined : read(path);
    if (text === undefined) continue;
    modules.set(path, text);
    for (const request of requestsIn(text)) open.push(...filesFor(request, path, disk));
  }
  const request: EvaluationRequest = {
    projectDir: root,
    projectConfig: settings.config as ProjectConfig,
    ...(settings.extension ? { extension: settings.extension } : {}),
    modules: [],
    filePaths,
    now: options.now ?? 1_700_000_000_000,
    ...(options.engine === undefined ? {} : { engine: options.engine }),
  };
  return { request, modules };
}

/** Runs the runtime over modules in a context of this process: for projects that the tests themselves wrote. */
export async function evaluateInProcess(
  request: EvaluationRequest,
  modules: ReadonlyMap<string, string>,
  asModules: boolean | ReadonlySet<string> = false,
  mayBeCalm = true,
): Promise<Evaluation> {
  const context = createContext(Object.create(null), {
    codeGeneration: { strings: true, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  (await runtime()).runInContext(context);
  const taken = (name: string) => new Script(name).runInContext(context);
  const boot = taken('__biform_boot') as (text: string) => void;
  const arm = taken('__biform_arm') as (step: string, text: string) => void;
  const functions = { define: taken('__biform_def'), fault: taken('__biform_fault') } as Runtime;
  const step = (what: string, text = ''): string => {
    arm(what, text);
    return new Script('__biform_step()').runInContext(context) as string;
  };
  boot(JSON.stringify(request));
  let isCalm = mayBeCalm && !request.extension;
  for (const [path, text] of modules) {
    const isPlain = path.endsWith('.sqlx') && !(typeof asModules === 'boolean' ? asModules : asModules.has(path));
    const plain = isPlain ? readPlain(parseSqlx(text), path) : undefined;
    if (plain) {
      isCalm &&= !arePlainRisky(plain);
      step('plain', `[${plain}]`);
      continue;
    }
    if (/^definitions\/|\.sqlx$/.test(path) || (/\.(?:js|sql)$/.test(path) && mayBeRisky(text) && isRisky(text)))
      isCalm = false;
    const { source, fault } = toModule(path, text);
    if (fault) registerFault(functions, { path, ...fault, line: 0, column: 0 });
    else {
      const kind = path.endsWith('.json') ? moduleKind.json : moduleKind.script;
      const refused = defineModule(context, functions, request.projectDir, kind, path, source);
      if (refused) registerFault(functions, refused);
    }
  }
  const take = answerReader();
  for (let line = step('run', isCalm ? CALM : ''); line; line = step('next')) {
    const answer = take(line);
    if (!answer) continue;
    if ('evaluation' in answer) return answer.evaluation;
    const known = typeof asModules === 'boolean' ? [] : asModules;
    return evaluateInProcess(request, modules, new Set([...known, ...answer.again]), mayBeCalm);
  }
  throw new Error('the answer is not whole');
}

/** Settings, evaluation and resolution of a project in this process. */
export async function resolveInProcess(
  dir: string,
  options: Options = {},
): Promise<ResolvedGraph | { readonly refused: { readonly name: string; readonly message: string } }> {
  const prepared = requestOf(dir, options);
  if ('message' in prepared) {
    return { refused: { name: prepared.name, message: prepared.message.replaceAll(realpathSync(dir), '<root>') } };
  }
  return resolveGraph(await evaluateInProcess(prepared.request, prepared.modules, options.asModules));
}

/** What `compile --json` would print, to be compared with Dataform's. */
export async function compileInProcess(dir: string, options: Options = {}): Promise<Outcome> {
  const resolved = await resolveInProcess(dir, options);
  if ('refused' in resolved) return resolved;
  if (resolved.fatal)
    return {
      refused: { name: resolved.fatal.name, message: resolved.fatal.message.replaceAll(realpathSync(dir), '<root>') },
    };
  const text = JSON.stringify(resolved.graph, null, 4).replaceAll(realpathSync(dir), '<root>');
  return { graph: JSON.parse(text) as Record<string, unknown> };
}
