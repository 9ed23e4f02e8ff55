import type { CompiledGraph } from '../actions/graph.ts';
import type { TextOrigin } from '../load/port.ts';
import type { TextOf } from '../lower/texts.ts';
import type { ResolvedGraph } from '../resolve/resolve.ts';
import type { MappedText } from '../sql/mapped.ts';
import { type EmittedSqlx, emitSqlx } from '../sqlx/emit.ts';
import { textOrigins } from '../sqlx/origins.ts';

/** Gives the SQL of actions with the origin of each part, where a SQLX file made it. SQLX files are read again when first asked for. */
export function textsOf(
  graph: CompiledGraph,
  origins: ResolvedGraph['origins'],
  texts: ReadonlyMap<string, string>,
): TextOf {
  const emitted = new Map<string, EmittedSqlx | undefined>();
  const emittedOf = (path: string): EmittedSqlx | undefined => {
    if (!emitted.has(path)) {
      const text = texts.get(path);
      emitted.set(path, text === undefined ? undefined : emitSqlx(text, path));
    }
    return emitted.get(path);
  };
  return (kind, action, field, index) => {
    const origin = origins[kind][action];
    const text = fieldText(graph[kind]?.[action], field, index);
    if (origin?.from !== 'sqlx' || text === undefined) return undefined;
    const found = origin.texts.find((one) => one.field === field && one.index === index);
    return found && mapped(emittedOf(origin.path), found, text);
  };
}

function fieldText(action: object | undefined, field: TextOrigin['field'], index: number): string | undefined {
  const value = (action as Readonly<Record<string, unknown>> | undefined)?.[field];
  const text: unknown = Array.isArray(value) ? value[index] : value;
  return typeof text === 'string' ? text : undefined;
}

function mapped(emitted: EmittedSqlx | undefined, origin: TextOrigin, text: string): MappedText | undefined {
  const map = emitted?.statements.find(
    ({ block, statement }) => block === origin.block && statement === origin.statement,
  );
  return map && textOrigins(map, origin.values, text);
}
