import { createHash } from 'node:crypto';
import { readIndex } from '../../../adapters/synthesized-index.ts';
import { analyseProject } from '../../../compiler/analyse/project/analyse.ts';
import type { ActionColumns, KnownTable } from '../../../compiler/analyse/project/model.ts';
import { parseType, typeText } from '../../../compiler/analyse/types/text.ts';
import { UNKNOWN } from '../../../compiler/analyse/types/type.ts';
import type { Target } from '../../../compiler/target/target.ts';
import type { CompiledProject } from '../../project/compile.ts';

/**
 * The columns that actions and sources have on a target that reads synthesized sources. Their types are made up, so that
 * nothing is reported that only follows from them; the translation must know them, since the tables have them.
 */
export async function columnsOnTarget(compiled: CompiledProject): Promise<readonly ActionColumns[]> {
  const index = await readIndex(compiled.sources.root);
  if (!index || index.tables.length === 0) return compiled.columns;
  const described = new Map(compiled.columns.map((one) => [one.name, one]));
  const known = index.tables.map(({ name, columns }): KnownTable => {
    const given = described.get(name);
    const isWhole = given?.complete === true && given.columns.length > 0;
    const types = (given?.columns ?? []).map((column) => ({ name: column.name, type: typeText(column.type) }));
    return { target: targetOf(name), columns: isWhole ? types : columns };
  });
  const { actions } = analyseProject({
    graph: compiled.graph,
    sources: [],
    known,
    declared: new Map(),
    isGoogleSql: () => true,
    faulty: new Set(),
    lineage: false,
    hash: (text) => createHash('sha256').update(text).digest('base64url').slice(0, 22),
    store: { get: () => undefined, set: () => undefined },
  });
  const told = new Set(actions.map(({ name }) => name));
  const sources = index.tables.flatMap(({ name, columns }): readonly ActionColumns[] =>
    told.has(name)
      ? []
      : [
          {
            name,
            columns: columns.map((column) => ({ name: column.name, type: parseType(column.type) ?? UNKNOWN })),
            complete: true,
          },
        ],
  );
  return [...actions, ...sources];
}

/** `project.dataset.name` as a target; a project may have dots of its own. */
function targetOf(name: string): Target {
  const parts = name.split('.');
  const [schema, last = ''] = parts.slice(-2);
  const database = parts.slice(0, -2).join('.');
  return { ...(database !== '' && { database }), ...(schema !== undefined && { schema }), name: last };
}
