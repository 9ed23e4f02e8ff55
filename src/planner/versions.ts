import type { Dialect } from '../compiler/dialect/dialect.ts';
import { nameKey } from '../compiler/dialect/names.ts';
import type { CompiledAction } from '../compiler/manifest/manifest.ts';
import { type Target, targetName } from '../compiler/target/target.ts';
import type { State } from './state.ts';
import type { Source } from './step.ts';

/** What an action's result hangs on: versions by relation key, and whether that is all of it for certain. */
export interface Inputs {
  readonly versions: Readonly<Record<string, string>>;
  /** A reason why the versions do not tell everything; absent when they do. */
  readonly doubt?: string;
}

export interface VersionContext {
  readonly dialect: Pick<Dialect, 'foldsCase'>;
  /** All actions of the manifest by full name, and by relation key. */
  readonly byName: ReadonlyMap<string, CompiledAction>;
  readonly byKey: ReadonlyMap<string, CompiledAction>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly state: State;
  /** Versions that this plan gives, by relation key. */
  readonly planned: ReadonlyMap<string, string>;
}

const UNKNOWN = '?';

/**
 * Versions of everything that an action reads and of the operations it waits for. Where what it reads is not known,
 * all that it depends on stands in, and there is a doubt.
 */
export function inputsOf(action: CompiledAction, context: VersionContext): Inputs {
  const versions: Record<string, string> = {};
  let doubt = action.reads === undefined ? 'it is not known for certain what it reads' : undefined;
  const own = nameKey(action.relation, context.dialect);
  for (const relation of relationsOf(action, context)) {
    const key = nameKey(relation, context.dialect);
    if (key === own) continue;
    const version = versionOf(key, context);
    versions[key] = version;
    if (version === UNKNOWN) doubt ??= `what ${targetName(relation)} holds is not known to biform`;
  }
  return { versions, ...(doubt !== undefined && { doubt }) };
}

function relationsOf(action: CompiledAction, context: VersionContext): readonly Target[] {
  const awaited = action.dependsOn.flatMap((target) => context.byName.get(targetName(target)) ?? []);
  if (action.reads === undefined) return awaited.filter(hasContents).map(({ relation }) => relation);
  return [...action.reads, ...awaited.filter(({ kind }) => kind === 'operation').map(({ relation }) => relation)];
}

/** Kinds whose result another action can read or feel; an assertion only says yes or no. */
const hasContents = ({ kind }: CompiledAction): boolean =>
  kind !== 'assertion' && kind !== 'test' && kind !== 'notebook' && kind !== 'dataPreparation';

function versionOf(key: string, { planned, sources, state, byKey }: VersionContext): string {
  const inPlan = planned.get(key);
  if (inPlan !== undefined) return inPlan;
  const source = sources.get(key);
  if (source) return source.version;
  const action = byKey.get(key);
  if (!action || action.kind === 'declaration') return UNKNOWN;
  const last = state.latest.get(key);
  const there = action.kind === 'operation' || state.standing.has(key);
  return last?.outcome === 'succeeded' && there ? last.version : UNKNOWN;
}

/** The inputs whose versions differ, by key. */
export function differing(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): readonly string[] {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].filter((key) => a[key] !== b[key]);
}
