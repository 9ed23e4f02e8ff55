import type { CompiledGraph } from '../../actions/graph.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { OriginKind, TextOrigin } from '../../load/port.ts';
import type { SourcesFile } from '../../project/sources/model.ts';
import type { At } from '../../sql/ast.ts';
import type { Parsed } from '../../sql/parse/statement.ts';
import type { Target } from '../../target/target.ts';
import type { ColumnLineage } from '../lineage/lineage.ts';
import type { TableColumn } from '../model/catalog.ts';
import type { SqlReader } from '../model/reader.ts';
import type { Helper } from './together.ts';

/** A type that an author promises for a column of an action. */
export interface DeclaredColumn {
  readonly name: string;
  /** In GoogleSQL, as written. */
  readonly type: string;
  readonly description?: string;
}

/** A table whose columns something outside the project's SQL tells: local files, a database. */
export interface KnownTable {
  readonly target: Target;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Results of earlier analyses by a hash of all that they came from; what is not asked for may be dropped. */
export interface AnalysisStore {
  readonly get: (key: string) => UnitResult | undefined;
  readonly set: (key: string, result: UnitResult) => void;
}

export interface AnalysisRequest {
  readonly graph: CompiledGraph;
  readonly sources: readonly SourcesFile[];
  readonly known: readonly KnownTable[];
  /** By full name of the action as the graph has it. */
  readonly declared: ReadonlyMap<string, readonly DeclaredColumn[]>;
  /** Whether the SQL of an action is GoogleSQL. */
  readonly isGoogleSql: (action: Target) => boolean;
  /** What reads the SQL of an action in another dialect; an action that is neither is passed over. */
  readonly readerOf?: ((action: Target) => SqlReader | undefined) | undefined;
  /** Files with errors of their own: what their actions say is not looked at. */
  readonly faulty: ReadonlySet<string>;
  readonly lineage: boolean;
  readonly hash: (text: string) => string;
  readonly store: AnalysisStore;
  /** Analyses units at the same time; what is found is the same. */
  readonly helper?: Helper | undefined;
  /** What a text was parsed to before. */
  readonly parsed?: ((text: string) => Parsed | undefined) | undefined;
}

/** Something wrong in a text, with its place in the text. */
export interface TextFinding {
  readonly diagnostic: Diagnostic;
  readonly at: At;
  readonly replacement?: string;
}

/** Where a text of an action stands: in a field of the graph, or in a setting by its keys. */
export type TextPlace =
  | { readonly in: 'field'; readonly field: TextOrigin['field']; readonly index: number }
  | { readonly in: 'setting'; readonly keys: readonly string[]; readonly value: string }
  /** The type that is promised for a column, in the action's config or in biform.yaml. */
  | { readonly in: 'declared'; readonly column: string };

/** Something wrong in an action. `at` is a place in the text or in the setting's value; absent for all of it. */
export interface ActionFinding {
  readonly kind: OriginKind;
  readonly index: number;
  readonly diagnostic: Diagnostic;
  readonly place: TextPlace;
  readonly at?: At;
  readonly replacement?: string;
}

/** What is known of the rows that an action stores. */
export interface ActionColumns {
  /** `project.dataset.name`. */
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Whether `columns` are all that there are. */
  readonly complete: boolean;
  readonly lineage?: readonly ColumnLineage[];
}

export interface ProjectAnalysis {
  readonly findings: readonly ActionFinding[];
  /** What is wrong in `sources/` and has its place there. */
  readonly diagnostics: readonly Diagnostic[];
  /** Tables, operations and declarations with what is known of their columns, in the order of the graph. */
  readonly actions: readonly ActionColumns[];
}

/** What a unit of texts, analysed together, came to. Plain data that can be kept. */
export interface UnitResult {
  /** What it asked of the project: a path of names and a hash of the answer. */
  readonly reads: readonly (readonly [what: 'table' | 'routine', path: readonly string[], answer: string])[];
  /** For each text. */
  readonly findings: readonly (readonly TextFinding[])[];
  /** Of the unit's query. */
  readonly columns?: readonly TableColumn[];
  readonly complete: boolean;
  /** Names that columns of the query most likely should have: what was written for them names nothing. */
  readonly meant?: readonly string[];
  /** What biform itself failed with; nothing else is known then. */
  readonly failed?: string;
  /** Where the query's columns stand in its text, for findings about them. */
  readonly list?: At;
  readonly lineage?: readonly ColumnLineage[];
}
