import type { CompiledGraph, ProjectConfig } from '../actions/graph.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Evaluation, EvaluationFault, EvaluationRequest, ModuleSource } from '../load/port.ts';
import type { TextOf } from '../lower/texts.ts';
import type { Settings } from '../project/settings.ts';
import type { SettledAhead } from '../resolve/ahead.ts';
import { type ResolvedGraph, resolveGraph } from '../resolve/resolve.ts';
import { emitText } from '../sqlx/emit.ts';
import { type Module, toModule } from '../sqlx/module.ts';
import { parseSqlx } from '../sqlx/parse.ts';
import { readPlain } from '../sqlx/plain/read.ts';
import { AUTHORING_ENGINE } from '../target/engine.ts';
import { textsOf } from './texts.ts';

/** The texts of a project by path from its root. */
export type SourceTexts = ReadonlyMap<string, string>;

/** A project as it stands after evaluation and resolution; nothing in it is specific to an engine. */
export interface Settled {
  /** What Dataform would print. */
  readonly graph: CompiledGraph;
  /** The graph's errors with what is known of their places. */
  readonly findings: ResolvedGraph['findings'];
  /** The SQL of an action with its origins. */
  readonly textOf: TextOf;
  readonly origins: ResolvedGraph['origins'];
  /** Dataform would print no graph but end with this. */
  readonly fatal?: EvaluationFault;
}

/** What the sandbox must know of a project before its modules. */
export function evaluationRequest(
  projectDir: string,
  settings: Settings,
  options: {
    readonly filePaths: readonly string[];
    readonly now: number;
    readonly engine?: string | undefined;
    readonly dialect?: string | undefined;
  },
): Omit<EvaluationRequest, 'modules'> {
  return {
    projectDir,
    projectConfig: settings.config as ProjectConfig,
    ...(settings.extension ? { extension: settings.extension } : {}),
    filePaths: options.filePaths,
    now: options.now,
    ...(options.engine === undefined ? {} : { engine: options.engine, dialect: options.dialect ?? AUTHORING_ENGINE }),
  };
}

/** A file as project code sees it. */
export function moduleOf(path: string, text: string): ModuleSource {
  const { source, fault } = path.endsWith('.sqlx') ? sqlxModule(path, text) : toModule(path, text);
  return { path, source, ...(fault ? { fault } : {}) };
}

/** A SQLX file as plain data (JSON text of a `PlainSqlx`) where it can be, else as project code sees it. */
export function plainOrModule(path: string, text: string): { readonly plain: string } | ModuleSource {
  const file = parseSqlx(text);
  const plain = readPlain(file, path);
  if (plain) return { plain };
  const { text: source, fault } = emitText(text, path, file);
  return { path, source, ...(fault ? { fault } : {}) };
}

function sqlxModule(path: string, text: string): Pick<Module, 'source' | 'fault'> {
  const { text: source, fault } = emitText(text, path);
  return { source, ...(fault ? { fault } : {}) };
}

/** The phases after evaluation: names and dependencies are settled. */
export function settle(evaluation: Evaluation, texts: SourceTexts, ahead?: SettledAhead): Settled {
  const { graph, origins, findings, fatal } = resolveGraph(evaluation, ahead);
  return { graph, origins, findings, textOf: textsOf(graph, origins, texts), ...(fatal ? { fatal } : {}) };
}

/**
 * Errors and warnings of a project, each with its place in the author's files; what explains errors is loaded only where
 * there are any. `files.paths` are all that are there, `unread` those that could not be read.
 */
export async function diagnose(
  { findings, fatal, graph }: Settled,
  warnings: readonly Diagnostic[],
  files: { readonly texts: SourceTexts; readonly paths: readonly string[]; readonly unread: readonly string[] },
): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly fatal?: Diagnostic }> {
  if (findings.length === 0 && !fatal) return { diagnostics: warnings };
  const { explainErrors } = await import('./explain/explain.ts');
  return explainErrors({ findings, fatal, warnings, graph, ...files });
}
