import type { CompiledGraph, ProjectConfig } from '../actions/graph.ts';
import type { Target } from '../target/target.ts';

/**
 * The border between biform and project code. What goes in and out is plain data; on the other side of it
 * (`src/compiler/load/runtime/`, run by `src/sandbox/`) the project's JavaScript is evaluated.
 */
export interface EvaluationRequest {
  /** Folder that Dataform would call the project's directory; only error texts and stacks show it. */
  readonly projectDir: string;
  /** Settings after command-line overrides. */
  readonly projectConfig: ProjectConfig;
  /** Also set in `workflow_settings.yaml`: an npm module that compiles the project or prepares it. */
  readonly extension?: { readonly name: string; readonly compilationMode?: string };
  /** What `workflow_settings.yaml` and `dataform.json` say, as project code may `require` them. */
  readonly modules: readonly ModuleSource[];
  /** Every path that Dataform would list (relative, below the root, no dot files), whether or not it is a module here. */
  readonly filePaths: readonly string[];
  /** Frozen time that `Date` shows, milliseconds since the epoch. */
  readonly now: number;
  /** Engine whose branch `biform.target({...})` gives; absent where no biform.yaml switches it on. */
  readonly engine?: string;
  /** Engine whose SQL the project is written in: the branch of any other engine is sealed, so that translation leaves it alone. */
  readonly dialect?: string;
  /**
   * Actions that an earlier evaluation made and that need not be made again. Then no definitions are loaded but the SQLX
   * files that are sent, whatever `filePaths` says.
   */
  readonly others?: readonly OtherAction[];
}

/** An action that is only referred to. */
export interface OtherAction extends SessionTarget {
  /** An operation that gives no table, so that nothing may refer to it. */
  readonly silent?: true;
}

/** One file as project code sees it. The host has already turned SQLX, YAML, SQL, notebooks and Markdown into JavaScript. */
export interface ModuleSource {
  /** Relative to the project's root; packages lie under `node_modules/`. */
  readonly path: string;
  /** CommonJS text, or JSON text for `.json`. */
  readonly source: string;
  /**
   * Reading or translating the file failed: requiring it throws an error with this message. Line and column count from 1
   * in the author's file.
   */
  readonly fault?: {
    readonly message: string;
    readonly name?: string;
    readonly line?: number;
    readonly column?: number;
  };
}

/** The actions of a project under their names. */
export interface EvaluationNames {
  /** Targets of all actions in session order, tests last; what references are looked up in. */
  readonly sessionTargets: readonly SessionTarget[];
}

/** What evaluating a project gave. Untrusted: it comes from a process that ran project code, and is validated. */
export interface Evaluation extends EvaluationNames {
  /** Assertions that `includeDependentAssertions` brings in, by the dependency as the author wrote it. */
  readonly assertionsOf: readonly { readonly dependency: Target; readonly assertion: Target }[];
  /**
   * Actions in Dataform's shape, before dependencies are qualified, names altered, duplicates removed and
   * cycles looked for (`compiler/resolve` does that). Lists are in the order of Dataform's session.
   */
  readonly graph: CompiledGraph;
  /** For each error of `graph.graphErrors.compilationErrors`, in order: its code and place. */
  readonly errors: readonly ErrorOrigin[];
  /** Where the SQL of each action came from, keyed by the index in `graph.<kind>`. */
  readonly origins: Readonly<Partial<Record<OriginKind, readonly (ActionOrigin | null)[]>>>;
  /** `require`d paths that were not among the modules: the host adds them and evaluates again, or reports them. */
  readonly missing: readonly { readonly request: string; readonly from: string }[];
  /** Project code asked for the time or for chance, so the result must not be kept for another moment. */
  readonly volatile: boolean;
  /**
   * Actions that hold something else than text in a text field, in the order of the graph's fields; the graph has
   * them without those fields. Dataform refuses the project by the first of them that is left when duplicates are removed.
   */
  readonly unwritable?: readonly Unwritable[];
  /** Dataform would print no graph at all: this ended the compilation. `graph` then holds what there was by then. */
  readonly fatal?: EvaluationFault;
  /** What project code wrote to the console, in order; the first thousand lines. */
  readonly log: readonly { readonly level: string; readonly text: string }[];
}

/** An error that stopped the evaluation, with its code and place. */
export interface EvaluationFault extends ErrorOrigin {
  readonly name: string;
  readonly message: string;
  readonly fileName?: string;
}

/** An action, by its index in `graph.<kind>`, that Dataform could not write into its graph. */
export interface Unwritable {
  readonly kind: OriginKind;
  readonly index: number;
  readonly fault: EvaluationFault;
}

export type OriginKind =
  | 'tables'
  | 'operations'
  | 'assertions'
  | 'declarations'
  | 'tests'
  | 'notebooks'
  | 'dataPreparations';

export interface SessionTarget {
  readonly target: Target;
  readonly kind: OriginKind;
  /** Of a unit test: what it tests. */
  readonly tested?: Partial<Target>;
}

/** A fault in project code, placed by V8 in the JavaScript that it ran (line and column from 1). */
export interface ErrorOrigin {
  readonly code: string;
  /** The reference that names nothing, where that is the fault. */
  readonly reference?: Partial<Target>;
  readonly generated?: GeneratedPlace;
  /** Where project code called the code that `generated` is in, from the inside out; a few at most. */
  readonly callers?: readonly GeneratedPlace[];
  /** The property of a config that should not be there, or not with its value. */
  readonly property?: FaultyProperty;
}

/** A place in the JavaScript that V8 ran; line and column count from 1. */
export interface GeneratedPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Keys and indices that lead to a property, and the message type (of `configSchema`) whose property it would be. */
export interface FaultyProperty {
  readonly path: readonly string[];
  readonly type: string;
}

/** Where an action was made: by a SQLX file, by a call in JavaScript (place of the call), or by actions.yaml. */
export type ActionOrigin = (
  | { readonly from: 'sqlx'; readonly path: string; readonly texts: readonly TextOrigin[] }
  | { readonly from: 'js'; readonly path: string; readonly line: number; readonly column: number }
  | { readonly from: 'yaml'; readonly path: string }
) & { readonly own?: OwnKeys };

/** What the config of an action says to biform alone, with the values that its JavaScript gave; Dataform's graph has none of it. */
export interface OwnKeys {
  readonly dialect?: string;
  /** Columns with types, in GoogleSQL as written. */
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
}

/**
 * One SQL text made by a SQLX file: which field of the graph it became, which block and statement of the file
 * it was written in, and the length in UTF-16 units of each `${...}` value, in order.
 */
export interface TextOrigin {
  readonly field:
    | 'query'
    | 'incrementalQuery'
    | 'where'
    | 'preOps'
    | 'postOps'
    | 'incrementalPreOps'
    | 'incrementalPostOps'
    | 'queries'
    | 'testQuery'
    | 'expectedOutputQuery';
  /** Index within a list field, else 0. */
  readonly index: number;
  readonly block: 'sql' | 'incremental_where' | 'pre_operations' | 'post_operations' | 'input';
  readonly statement: number;
  readonly values: readonly number[];
}

/** Runs project code somewhere that it cannot harm. Rejects only for faults of the sandbox itself. */
export type Evaluate = (request: EvaluationRequest, signal?: AbortSignal) => Promise<Evaluation>;
