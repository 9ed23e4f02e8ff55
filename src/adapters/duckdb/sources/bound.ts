import type { DuckdbTarget } from '../../../compiler/project/biform/settings.ts';
import type { Target } from '../../../compiler/target/target.ts';
import { targetName } from '../../../compiler/target/target.ts';
import type { PullRequest } from '../../adapter/pull.ts';
import { declaredColumns } from './declared.ts';
import { pathOf, type ResolvedSources, resolveSources } from './resolve.ts';

export interface BoundDeclarations extends ResolvedSources {
  /** Each declaration with its relation on the engine. */
  readonly relations: readonly {
    readonly target: Target;
    readonly relation: ReturnType<PullRequest['names']>;
  }[];
}

/** The files behind declarations. `hashFile` tells one state of a file from another. */
export async function boundDeclarations(
  { sources: bindings }: DuckdbTarget,
  { root, names, declared, actions, settingAt, targetName: name }: PullRequest,
  hashFile: (file: string) => Promise<string>,
): Promise<BoundDeclarations> {
  const relations = declared.map((target) => ({ target, relation: names(pathOf(targetName(target))) }));
  const resolved = await resolveSources({
    root,
    names,
    wanted: relations.flatMap(({ relation }) => ('fault' in relation ? [] : [relation])),
    bindings,
    bindingAt: (source, path) => settingAt(['targets', name, 'sources', source], path),
    columns: (source) =>
      declaredColumns(source, actions[source]?.columns ?? {}, (...keys) => settingAt(['actions', source, ...keys])),
    hashFile,
  });
  return { ...resolved, relations };
}
