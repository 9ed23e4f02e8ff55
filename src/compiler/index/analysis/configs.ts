import type { Target } from '../../target/target.ts';
import { type Config, configOf as configOfFinding } from '../explain/config.ts';
import type { Reading } from '../explain/reading.ts';
import type { Value } from '../explain/tree.ts';

/** The config of an action as its author wrote it. */
export type ConfigOf = (action: { readonly target?: Target; readonly fileName?: string }) => Config | undefined;

/** Finds configs in files that are read when first asked for: config blocks, calls in JavaScript, entries of actions.yaml. */
export function configs(project: Reading): ConfigOf {
  return ({ target, fileName }) => {
    if (fileName === undefined) return undefined;
    const error = { fileName, ...(target && { actionTarget: target }) };
    const isCode = /\.(?:sqlx|js|ts)$/.test(fileName);
    return isCode ? configOfFinding({ code: '', error }, project) : entryOf(fileName, target?.name, project);
  };
}

/** The entry of an actions.yaml beside or above a file that names it, or names the action. */
function entryOf(fileName: string, name: string | undefined, project: Reading): Config | undefined {
  const folders = fileName.split('/').slice(0, -1);
  for (let depth = folders.length; depth > 0; depth -= 1) {
    const folder = folders.slice(0, depth).join('/');
    for (const path of [`${folder}/actions.yaml`, `${folder}/actions.yml`]) {
      const file = project.file(path);
      if (!file?.config) continue;
      const rest = fileName.slice(folder.length + 1);
      const entry = entries(file.config).find((value) => isAbout(value, rest, name));
      if (entry) return { file: path, text: file.text, value: entry };
    }
  }
  return undefined;
}

function entries(config: Value): readonly Value[] {
  const list = config.properties?.find(({ key }) => key === 'actions')?.value.items ?? [];
  return list.flatMap(({ properties }) => properties?.map(({ value }) => value) ?? []);
}

function isAbout({ properties = [] }: Value, fileName: string, name: string | undefined): boolean {
  const given = (key: string): string | undefined => properties.find((property) => property.key === key)?.value.text;
  return given('filename') === fileName || (given('name') !== undefined && given('name') === name);
}
