import type { Loose, MessageType } from '../../project/schema.ts';
import type { ActionOrigin, OriginKind } from '../port.ts';
import { fault } from './faults.ts';
import { makeTarget, type TargetMessage } from './refs.ts';
import type { Session } from './session.ts';

/** A value, or a function of the action's context that gives it. */
export type Contextable = unknown;

/** Calls a contextable with its context. */
export const applied = (value: Contextable, context: unknown): unknown =>
  typeof value === 'function' ? value(context) : value;

export interface Descriptor extends Loose {
  columns?: unknown[];
}

/** An action as it grows while project code runs. */
export interface Proto extends Loose {
  target: TargetMessage;
  canonicalTarget: TargetMessage;
  fileName: string;
  tags: string[];
  dependencyTargets: (TargetMessage | undefined)[];
  disabled: boolean;
  actionDescriptor?: Descriptor;
}

/** What is set when the action is compiled; Dataform checks it after what its config and calls have set. */
const late = ['query', 'incrementalQuery', 'incrementalPreOps', 'incrementalPostOps', 'where', 'preOps', 'postOps'];

const blanks = new Map<MessageType, Readonly<Loose>>();

function blankOf(type: MessageType): Readonly<Loose> {
  const known = blanks.get(type);
  if (known) return known;
  const names = Object.keys(type.blank);
  const ordered = [...names.filter((name) => !late.includes(name)), ...late.filter((name) => names.includes(name))];
  const blank = Object.fromEntries(ordered.map((name) => [name, undefined]));
  blanks.set(type, blank);
  return blank;
}

/** An action without anything but lists to add to. */
export const newProto = (type: MessageType): Proto =>
  Object.assign({ ...blankOf(type) }, { tags: [], dependencyTargets: [] }) as unknown as Proto;

/** What all actions of a session can do. */
export interface SessionAction {
  readonly kind: OriginKind;
  readonly session: Session;
  readonly proto: Proto;
  /** Where it was made; its texts follow when it is compiled. */
  origin: ActionOrigin | null;
  getTarget(): TargetMessage;
  getFileName(): string;
  compile(): Loose;
}

/** Action kinds whose references may bring in the assertions of what they name. */
export interface Dependent extends SessionAction {
  dependOnDependencyAssertions: boolean;
  readonly includeAssertionsForDependency: Map<string, boolean>;
}

interface SessionNames {
  readonly validate?: string | undefined;
  readonly assertion?: boolean;
}

/**
 * Completes a name by the settings. With `validate` (the file to blame; may be empty) parts with a dot are reported.
 * What is checked is the name as given, not the completed one.
 */
export function sessionTarget(
  session: Session,
  given: TargetMessage,
  config: Session['projectConfig'],
  { validate, assertion }: SessionNames = {},
): TargetMessage {
  const schema = assertion ? config.assertionSchema || config.defaultSchema : config.defaultSchema;
  const target = makeTarget({
    name: given.name,
    schema: given.schema || schema || undefined,
    database: given.database || config.defaultDatabase || undefined,
  });
  if (validate !== undefined) reportDots(session, given, validate);
  return target;
}

const hasDot = (part: unknown): boolean => typeof part !== 'string' || part.includes('.');

function reportDots(session: Session, target: TargetMessage, file: string): void {
  if (!hasDot(target.name) && !hasDot(target.schema) && !hasDot(target.database)) return;
  const parts = [
    ['name', target.name],
    ['schema', target.schema],
    ['database', target.database],
  ] as const;
  for (const [key, part] of parts) {
    // What is no text has Dataform's own words, which name a variable of its code.
    if (typeof (part ?? '').includes !== 'function') throw new TypeError(`e.${key}.includes is not a function`);
    const what = { name: 'names', schema: 'datasets', database: 'projects' }[key];
    if (part.includes('.')) session.report(fault('BF1040', `Action target ${what} cannot include '.'`), file, target);
  }
}

/** Replaces one part of an action's name, as the chain methods `database` and `schema` do. */
export function rename(action: SessionAction, part: Loose, assertion = false): void {
  const { session, proto } = action;
  proto.target = sessionTarget(session, makeTarget({ ...proto.target, ...part }), session.projectConfig, {
    validate: proto.fileName ?? '',
    assertion,
  });
}

/** The description block of an action, made when it is first needed. */
export function descriptor(proto: Proto): Descriptor {
  proto.actionDescriptor ??= {};
  return proto.actionDescriptor;
}

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Adds tags that are not there yet; a single text counts as one. What is no list gives V8's message for this very expression. */
export function addNewTags(proto: Proto, value: string | readonly string[]): void {
  (typeof value === 'string' ? [value] : value).forEach((tag) => {
    if (!proto.tags.includes(tag)) proto.tags.push(tag);
  });
}

/** Number of the enumeration ActionHermeticity. */
export const hermeticity = (hermetic: unknown): number => (hermetic ? 1 : 2);
