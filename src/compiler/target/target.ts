/** The full name of a dataset or action, as Dataform spells its parts: project, dataset, name. */
export interface Target {
  readonly schema?: string;
  readonly name: string;
  readonly database?: string;
}

/** `project.dataset.name`, leaving out what is absent: the name that `--actions` takes and that reports show. */
export function targetName(target: Target): string {
  return [target.database, target.schema, target.name].filter((part) => part !== undefined && part !== '').join('.');
}
