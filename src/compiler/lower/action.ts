import type { ActionDescriptor, DependencyTarget } from '../actions/graph.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { type Draft, draftOf } from '../dialect/compose.ts';
import type { Dialect, NameMap, Step } from '../dialect/dialect.ts';
import { significant } from '../dialect/scan.ts';
import type { CompiledAction, Statement } from '../manifest/manifest.ts';
import { type Target, targetName } from '../target/target.ts';
import type { Lowering, Translated } from './texts.ts';

/** Raised whenever the same graph begins to be written otherwise: every fingerprint changes with it. */
const LOWERING_VERSION = 1;

/** Differs where the same graph is written otherwise, or where functions that written SQL calls have another text. */
export const loweringVersion = ({ library }: Dialect, hash: Lowering['hash']): string =>
  [LOWERING_VERSION, ...(library.length > 0 ? [hash(library.join('\n'))] : [])].join(' ');

/** What an action is before its SQL is written. */
export type Base = Omit<CompiledAction, 'create' | 'update'>;

interface GraphAction {
  readonly target?: Target;
  readonly name?: string;
  readonly fileName?: string;
  readonly tags?: readonly string[];
  readonly disabled?: boolean;
  readonly dependencyTargets?: readonly DependencyTarget[];
  readonly actionDescriptor?: ActionDescriptor;
  readonly jitCode?: string;
}

/** Name, place and edges of an action; reports a name that the engine cannot have. */
export function baseOf(action: GraphAction, kind: CompiledAction['kind'], names: NameMap, context: Lowering): Base {
  const target = action.target ?? { name: action.name ?? '' };
  const { dialect, report } = context;
  const mapped = kind === 'test' ? target : names([target.database ?? '', target.schema ?? '', target.name]);
  const place = {
    action: targetName(target),
    ...(action.fileName !== undefined && { span: { file: action.fileName, start: 0, end: 0 } }),
  };
  const fault = 'fault' in mapped ? mapped.fault : undefined;
  if (fault !== undefined)
    report(diagnostic('BF1610', { name: targetName(target), engine: dialect.title, why: fault }, place));
  const late = action.jitCode !== undefined && action.jitCode !== '' && action.disabled !== true;
  if (late) report(diagnostic('BF1621', { action: targetName(target) }, place));
  const why = fault ?? (late ? 'it is compiled just in time' : undefined);
  return {
    kind,
    target,
    relation: 'fault' in mapped ? target : mapped,
    ...(action.fileName !== undefined && { fileName: action.fileName }),
    tags: action.tags ?? [],
    disabled: action.disabled ?? false,
    dependsOn: (action.dependencyTargets ?? []).map(({ includeDependentAssertions: _, ...plain }) => plain),
    sends: 'each',
    ...(action.actionDescriptor !== undefined && { descriptor: action.actionDescriptor }),
    ...(why !== undefined && { unsupported: why }),
    fingerprint: '',
  };
}

/** The action without statements, and the reason. */
export const unsupported = (base: Base, why: string): CompiledAction => ({ ...base, create: [], unsupported: why });

/** A draft as a statement; holes only where there are some. */
export const statement = (role: Statement['role'], { text, pieces, holes }: Draft): Statement => ({
  role,
  sql: { text, pieces },
  ...(holes.length > 0 && { holes }),
});

/** What an author wrote as a statement. */
export const authored = (role: Statement['role'], text: Translated): Statement => ({
  ...statement(role, draftOf(text)),
  ...(text.script && { script: text.script }),
});

/** A dialect's step as a statement. */
export const stepStatement = ({ sql, own, schemaChange, column, incoming }: Step): Statement => ({
  ...statement(own ? 'own' : 'main', sql),
  ...(schemaChange !== undefined && { schemaChange }),
  ...(column !== undefined && { column }),
  ...(incoming !== undefined && { incoming: { text: incoming.text, pieces: incoming.pieces } }),
});

/** Sets the fingerprint: what would be sent, without comments and white space, and what decides when it is sent. */
export function finish(action: CompiledAction, { dialect, hash, version }: Lowering): CompiledAction {
  const tokens = ({ role, sql, when, schemaChange, column }: Statement) => [
    role,
    significant(sql.text, dialect.lexical),
    when ?? '',
    schemaChange ?? '',
    column ?? '',
  ];
  const content = [
    version,
    dialect.name,
    action.kind,
    action.relation,
    action.disabled,
    action.create.map(tokens),
    (action.update ?? []).map(tokens),
    [action.query, action.expected].map((text) => text && significant(text.text, dialect.lexical)),
    action.protected ?? false,
    action.uniqueKey ?? [],
  ];
  return { ...action, fingerprint: hash(JSON.stringify(content)) };
}
