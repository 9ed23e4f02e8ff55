import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import type { NameMap } from '../../compiler/dialect/dialect.ts';
import type { SettingAt } from '../../compiler/project/biform/places.ts';
import type { ActionSettings } from '../../compiler/project/biform/settings.ts';
import type { PulledColumn } from '../../compiler/project/sources/update.ts';
import type { Target } from '../../compiler/target/target.ts';

/** What is needed to look at the columns of declared tables. */
export interface PullRequest {
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path that shown paths start from. */
  readonly cwd: string;
  /** The target as `--target` names it. */
  readonly targetName: string;
  readonly names: NameMap;
  /** Declarations by their names in the project. */
  readonly declared: readonly Target[];
  /** Settings of actions by the names in biform.yaml. */
  readonly actions: Readonly<Record<string, ActionSettings>>;
  readonly settingAt: SettingAt;
}

/** A declaration's columns in GoogleSQL and where they were found, or why there are none. */
export type PulledSource =
  | { readonly target: Target; readonly columns: readonly PulledColumn[]; readonly from: readonly string[] }
  | { readonly target: Target; readonly skipped: string }
  | { readonly target: Target; readonly fault: Diagnostic };

/** Local files that a target binds to declarations. */
export interface LocalFiles {
  /** Changes when one of the files, or what is said of them, does. */
  readonly version: string;
  /** What the files have; files that cannot be read are left out or skipped. */
  readonly columns: () => Promise<readonly PulledSource[]>;
}
