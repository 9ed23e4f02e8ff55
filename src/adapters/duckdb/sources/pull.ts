import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { nameKey } from '../../../compiler/dialect/names.ts';
import type { DuckdbTarget } from '../../../compiler/project/biform/settings.ts';
import type { PulledColumn } from '../../../compiler/project/sources/update.ts';
import type { Target } from '../../../compiler/target/target.ts';
import type { PulledSource, PullRequest } from '../../adapter/pull.ts';
import { readColumns } from '../catalogue.ts';
import { duckdb } from '../dialect.ts';
import { failureOf } from '../errors.ts';
import { googleType } from '../googlesql.ts';
import { type Opened, openDatabase } from '../open.ts';
import { boundDeclarations } from './bound.ts';
import type { FileSource } from './files.ts';
import { fileColumns, SUFFIX } from './import.ts';

/**
 * Columns of declarations from the files that biform.yaml binds to them, else from the database where it has such a
 * table. Types that biform.yaml declares count more than those of files.
 */
export async function pullSources(
  settings: DuckdbTarget,
  request: PullRequest,
): Promise<readonly PulledSource[] | { readonly fault: Diagnostic }> {
  const { byKey, sources, relations } = await boundDeclarations(settings, request, async () => '');
  const open = openers(settings, request, sources);
  const pulled: PulledSource[] = [];
  try {
    for (const { target, relation } of relations) {
      if ('fault' in relation) {
        pulled.push({ target, skipped: relation.fault });
        continue;
      }
      const bound = byKey.get(nameKey(relation, duckdb));
      if (bound && 'fault' in bound) pulled.push({ target, fault: bound.fault });
      else {
        const source = bound && sources.find((one) => one.name === bound.name);
        const made = source
          ? await fromFiles(target, source, await open.files(), request)
          : await fromDatabase(target, relation, await open.database(), settings.path);
        if ('stop' in made) return { fault: made.stop };
        pulled.push(made);
      }
    }
  } finally {
    open.close();
  }
  return pulled;
}

type Stop = { readonly stop: Diagnostic };

interface Openers {
  readonly files: () => Promise<Opened | { readonly fault: Diagnostic }>;
  /** Undefined where there is no database yet. */
  readonly database: () => Promise<Opened | { readonly fault: Diagnostic } | undefined>;
  readonly close: () => void;
}

/** Databases that are opened when they are first needed. */
function openers(settings: DuckdbTarget, { root, cwd }: PullRequest, sources: readonly FileSource[]): Openers {
  const opened: (Opened | { readonly fault: Diagnostic })[] = [];
  const once = (path: string, shown: string, readable: readonly string[]) => {
    let made: ReturnType<typeof openDatabase> | undefined;
    return async () => {
      made ??= openDatabase(path, shown, readable).then((one) => {
        opened.push(one);
        return one;
      });
      return made;
    };
  };
  const path = settings.path === ':memory:' ? undefined : resolve(root, settings.path);
  const files = once(
    ':memory:',
    'in memory',
    sources.flatMap((source) => source.files.map(({ real }) => real)),
  );
  const database = path && existsSync(path) ? once(path, relative(cwd, path) || path, []) : async () => undefined;
  return {
    files,
    database,
    close: () => {
      for (const one of opened)
        if ('connection' in one) {
          one.connection.closeSync();
          one.instance.closeSync();
        }
    },
  };
}

async function fromFiles(
  target: Target,
  source: FileSource,
  opened: Opened | { readonly fault: Diagnostic },
  { actions }: PullRequest,
): Promise<PulledSource | Stop> {
  if ('fault' in opened) return { stop: opened.fault };
  try {
    const found = await fileColumns(source, async (sql) => (await opened.connection.runAndReadAll(sql)).getRowsJson());
    const declared = Object.entries(actions[source.name]?.columns ?? {}).flatMap(([name, { type }]) =>
      type === undefined ? [] : [{ name, type }],
    );
    const columns = merged(
      found.map(({ name, type }) => ({ name, type: googleType(type) })),
      declared,
    );
    return { target, columns, from: source.files.map(({ path }) => path) };
  } catch (error) {
    return { target, skipped: failureOf(error).message };
  }
}

/** Columns with the declared types; declared ones that no file has stand last. */
function merged(columns: readonly PulledColumn[], declared: readonly PulledColumn[]): readonly PulledColumn[] {
  const left = new Map(declared.map((column) => [column.name.toLowerCase(), column]));
  const typed = columns.map((column) => {
    const given = left.get(column.name.toLowerCase());
    left.delete(column.name.toLowerCase());
    return given ?? column;
  });
  return [...typed, ...left.values()];
}

async function fromDatabase(
  target: Target,
  relation: Target,
  opened: Opened | { readonly fault: Diagnostic } | undefined,
  path: string,
): Promise<PulledSource | Stop> {
  const unbound = 'biform.yaml binds no files to it';
  if (!opened) return { target, skipped: unbound };
  if ('fault' in opened) return { stop: opened.fault };
  const columns = await readColumns(opened.connection, relation);
  if (!columns) return { target, skipped: `${unbound}, and ${path} has no such table` };
  const own = columns.filter(({ name }) => name !== SUFFIX);
  return { target, columns: own.map(({ name, type }) => ({ name, type: googleType(type) })), from: [path] };
}
