import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import type { DuckdbTarget } from '../../compiler/project/biform/settings.ts';
import type { Target } from '../../compiler/target/target.ts';
import type { OpenedTarget, TargetRequest } from '../runners.ts';
import { openDuckDB } from './adapter.ts';
import { macroScript } from './macros.ts';
import { declaredColumns } from './sources/declared.ts';
import { type BindingAt, resolveSources, unusedBindings } from './sources/resolve.ts';
import { synthesizedSources } from './sources/synthesized.ts';

/** Opens a DuckDB target for a run: its database, and the files behind the declarations that the run reads. */
export async function openTarget(
  settings: DuckdbTarget,
  request: TargetRequest,
): Promise<OpenedTarget | { readonly fault: Diagnostic }> {
  const { root, names, wanted, known, actions, hashFile, settingAt } = request;
  const bindingAt: BindingAt = (source, path) => settingAt(['targets', request.targetName, 'sources', source], path);
  const made = await synthesizedSources(root, names, settings.sources);
  const { byKey, sources } = await resolveSources({
    root,
    names,
    wanted,
    bindings: { ...made.bindings, ...settings.sources },
    bindingAt,
    columns: (source) =>
      made.columns.get(source) ??
      declaredColumns(source, actions[source]?.columns ?? {}, (...keys) => settingAt(['actions', source, ...keys])),
    hashFile,
  });
  const path = settings.path === ':memory:' ? settings.path : resolve(root, settings.path);
  const led = path === ':memory:' ? undefined : leadsOut(root, path);
  if (led !== undefined) {
    const message = `${led} is a link that leaves the project.`;
    return { fault: diagnostic('BF8011', { database: settings.path, message }) };
  }
  const absent = path !== ':memory:' && !existsSync(path);
  const shown = path === ':memory:' ? 'in memory' : relative(request.cwd, path) || path;
  const adapter = await openDuckDB({
    path: request.lookOnly && absent ? ':memory:' : path,
    shown,
    sources,
    macros: macroScript(),
    ...(request.watch && { watch: request.watch }),
  });
  if ('fault' in adapter) return adapter;
  return {
    adapter,
    sources: byKey,
    warnings: unusedBindings(settings.sources, names, known, bindingAt),
    helpFor: (missing) => helpFor(missing, request),
  };
}

/** An empty database in memory for unit tests: no files, nothing kept. */
export async function openScratch(): Promise<OpenedTarget['adapter'] | { readonly fault: Diagnostic }> {
  return openDuckDB({ path: ':memory:', shown: 'in memory', sources: [], macros: macroScript(), ready: true });
}

/** What to do about a table that is not there: most often one that others fill, without files. */
function helpFor(missing: string, { declared, known, targetName: name }: TargetRequest): string | undefined {
  const wanted = missing.toLowerCase();
  const isWanted = (one: Target): boolean => one.name.toLowerCase() === wanted;
  const source = declared.find(isWanted);
  const made = 'or let `biform sources synthesize` make up data for it';
  if (!source) {
    const read = known.find(isWanted);
    return (
      read && `Nothing in the project makes it. Bind files to it under sources of the target in biform.yaml, ${made}.`
    );
  }
  const written = [source.schema, source.name].filter((part) => part).join('.');
  return `${written} is a declaration. Bind it to files in biform.yaml: targets.${name}.sources: { "${written}": data/${source.name}.csv }, ${made}.`;
}

/** A link out of the project on the way to a path inside it; it may come with a hostile checkout. */
function leadsOut(root: string, path: string): string | undefined {
  const way = relative(root, path);
  if (way.startsWith('..') || isAbsolute(way)) return undefined;
  const parts = way.split(sep);
  for (const depth of parts.keys()) {
    const step = join(root, ...parts.slice(0, depth + 1));
    if (!existsSync(step)) continue;
    const real = relative(root, realpathSync(step));
    if (real.startsWith('..') || isAbsolute(real)) return parts.slice(0, depth + 1).join('/');
  }
  return undefined;
}
