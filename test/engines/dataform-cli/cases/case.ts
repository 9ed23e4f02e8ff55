import type { ProjectFiles } from '../../../support/oracle.ts';

/** A project that Dataform's command line and biform compile alike: graph, messages, exit status and what goes where. */
export interface Case {
  /** Ends the sentence "biform compiles like Dataform: ...". */
  readonly name: string;
  readonly files: ProjectFiles;
  /** Further arguments of `compile DIR --json`. */
  readonly args?: readonly string[];
  /** Environment variables that project code must not see. */
  readonly env?: Readonly<Record<string, string>>;
  /** Leave out `--json`: only the exit status is compared. */
  readonly withoutJson?: true;
  /** Project code logs: Dataform mixes that into stdout, so what goes where is not compared. */
  readonly logs?: true;
  /** Dataform words this refusal misleadingly; that both refuse is enough. */
  readonly ownWords?: true;
  /** The settings name Dataform's version, so the command line installs it from the registry and wants no node_modules. */
  readonly pinned?: true;
}

export const settings = 'defaultProject: acme\ndefaultDataset: dwh\ndefaultAssertionDataset: checks\n';

/** A project of one file beside the usual settings. */
export const one = (path: string, content: string): ProjectFiles => ({
  'workflow_settings.yaml': settings,
  [path]: content,
});
