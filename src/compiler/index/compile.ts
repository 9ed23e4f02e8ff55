import type { CompiledGraph, ProjectConfig } from '../actions/graph.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Evaluation, EvaluationRequest, ModuleSource } from '../load/port.ts';
import type { TextOf } from '../lower/texts.ts';
import type { Settings } from '../project/settings.ts';
import { type ResolvedGraph, resolveGraph } from '../resolve/resolve.ts';
import { emitText } from '../sqlx/emit.ts';
import { type Module, toModule } from '../sqlx/module.ts';
import { explainFindings, fatalDiagnostic } from './findings.ts';
import { textsOf } from './texts.ts';

/** The texts of a project by path from its root. */
export type SourceTexts = ReadonlyMap<string, string>;

/** A project as it stands after evaluation and resolution; nothing in it is specific to an engine. */
export interface Compiled {
  /** What Dataform would print. */
  readonly graph: CompiledGraph;
  /** Every finding with its place in the author's files, in the graph's order. */
  readonly diagnostics: readonly Diagnostic[];
  /** The SQL of an action with its origins. */
  readonly textOf: TextOf;
  readonly origins: ResolvedGraph['origins'];
  /** Dataform would print no graph but end with this. */
  readonly fatal?: Diagnostic;
}

/** What the sandbox must know of a project before its modules. */
export function evaluationRequest(
  projectDir: string,
  settings: Settings,
  options: { readonly filePaths: readonly string[]; readonly now: number; readonly engine?: string | undefined },
): Omit<EvaluationRequest, 'modules'> {
  return {
    projectDir,
    projectConfig: settings.config as ProjectConfig,
    ...(settings.extension ? { extension: settings.extension } : {}),
    filePaths: options.filePaths,
    now: options.now,
    ...(options.engine === undefined ? {} : { engine: options.engine }),
  };
}

/** A file as project code sees it. */
export function moduleOf(path: string, text: string): ModuleSource {
  const { source, fault } = path.endsWith('.sqlx') ? sqlxModule(path, text) : toModule(path, text);
  return { path, source, ...(fault ? { fault } : {}) };
}

function sqlxModule(path: string, text: string): Pick<Module, 'source' | 'fault'> {
  const { text: source, fault } = emitText(text, path);
  return { source, ...(fault ? { fault } : {}) };
}

/** The phases after evaluation: names and dependencies are settled, findings are placed in the author's files. */
export function settle(evaluation: Evaluation, texts: SourceTexts): Compiled {
  const resolved = resolveGraph(evaluation);
  const { graph, origins, findings, fatal } = resolved;
  return {
    graph,
    origins,
    diagnostics: explainFindings(findings, texts),
    textOf: textsOf(graph, origins, texts),
    ...(fatal ? { fatal: fatalDiagnostic(fatal, texts) } : {}),
  };
}
