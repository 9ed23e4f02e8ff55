import type { ActionDescriptor } from '../../actions/graph.ts';
import type { Readers, SqlReader } from '../../analyse/model/reader.ts';
import type { ActionFinding } from '../../analyse/project/model.ts';
import { targetKeyOf } from '../../analyse/project/names.ts';
import { closest } from '../../diagnostics/closest.ts';
import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { OriginKind } from '../../load/port.ts';
import type { ActionSettings, BiformSettings } from '../../project/biform/settings.ts';
import { AUTHORING_ENGINE } from '../../target/engine.ts';
import { type Target, targetName } from '../../target/target.ts';
import type { Settled } from '../compile.ts';
import { inExtraProperties } from './extra-properties.ts';

/** What the SQL of actions is written in. */
export interface Dialects {
  readonly engineOf: (action: Target) => string;
  /** Dialects besides GoogleSQL that some action may be written in. */
  readonly others: ReadonlySet<string>;
  /** Dialects in configs that there are none of. */
  readonly findings: readonly ActionFinding[];
}

type Dialect = NonNullable<ActionSettings['dialect']>;

const KNOWN: readonly Dialect[] = ['bigquery', 'databricks'];

const KINDS = ['tables', 'operations', 'assertions'] as const satisfies readonly OriginKind[];

/** The dialect of each action: its config says it, else `actions` of biform.yaml, else the project. */
export function dialectsOf(settled: Settled, settings: BiformSettings | undefined): Dialects {
  const { warehouse = AUTHORING_ENGINE } = settled.graph.projectConfig;
  if (!settings) return { engineOf: () => warehouse, others: othersIn([warehouse]), findings: [] };
  const findings: ActionFinding[] = [];
  const given = new Map<string, Dialect>();
  for (const kind of KINDS)
    for (const [index, action] of (settled.graph[kind] ?? []).entries()) {
      const dialect = writtenDialect(settled.origins[kind][index]?.own?.dialect, action.actionDescriptor);
      if (dialect === undefined) continue;
      const known = KNOWN.find((one) => one === dialect);
      if (known) given.set(targetKeyOf(action.target), known);
      else findings.push(unknownDialect(kind, index, dialect));
    }
  const { dialect, actions } = settings;
  const isPlain = given.size === 0 && Object.values(actions).every((action) => action.dialect === undefined);
  if (isPlain) return { engineOf: () => dialect, others: othersIn([dialect]), findings };
  const written = [dialect, ...given.values(), ...Object.values(actions).map((action) => action.dialect ?? dialect)];
  // An inline assertion is written as the action that it belongs to.
  const parents = new Map(
    (settled.graph.assertions ?? []).flatMap(({ target, parentAction }) =>
      parentAction ? [[targetKeyOf(target), parentAction] as const] : [],
    ),
  );
  const engineOf = (action: Target): string => {
    const target = parents.get(targetKeyOf(action)) ?? action;
    const short = targetName({ ...(target.schema !== undefined && { schema: target.schema }), name: target.name });
    const own = given.get(targetKeyOf(target)) ?? actions[targetName(target)]?.dialect ?? actions[short]?.dialect;
    return own ?? dialect;
  };
  return { engineOf, others: othersIn(written), findings };
}

/** What reads the SQL of an action in another dialect, of which only those are loaded that are written in; undefined where there is none. */
export async function loadReaders(
  { engineOf, others }: Dialects,
  readers: Readers,
): Promise<((action: Target) => SqlReader | undefined) | undefined> {
  const loaded = new Map<string, SqlReader>();
  for (const [engine, load] of Object.entries(readers)) if (others.has(engine)) loaded.set(engine, await load());
  return loaded.size === 0 ? undefined : (action) => loaded.get(engineOf(action));
}

const othersIn = (dialects: readonly string[]): ReadonlySet<string> =>
  new Set(dialects.filter((dialect) => dialect !== AUTHORING_ENGINE));

function writtenDialect(own: string | undefined, descriptor: ActionDescriptor | undefined): string | undefined {
  return own ?? inExtraProperties(descriptor)['dialect']?.stringValue;
}

function unknownDialect(kind: OriginKind, index: number, dialect: string): ActionFinding {
  const near = closest(dialect, KNOWN);
  return {
    kind,
    index,
    diagnostic: diagnostic('BF3113', { dialect, known: KNOWN, near }),
    place: { in: 'setting', keys: ['dialect'], value: dialect },
    ...(near !== undefined && { replacement: near }),
  };
}
