import { graphSchema } from '../../actions/schemas.ts';
import { create, isMessage } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import { configSchema } from '../../project/schemas.ts';
import { plain } from '../../project/wire.ts';
import { fault, referenceFault } from './faults.ts';

/** A target as the session keeps it: absent parts read as empty text, and JSON shows only what is set. */
export interface TargetMessage extends Loose {
  name: string;
  schema: string;
  database: string;
  includeDependentAssertions: boolean;
}

const targetType = graphSchema.type('Target');
const configTargetType = configSchema.type('ActionConfig.Target');

for (const type of [targetType, configSchema.type('ProjectConfig')]) {
  const toJSON = {
    value(this: object) {
      return plain(graphSchema, type, this);
    },
  };
  Object.defineProperty(type.defaults, 'toJSON', toJSON);
}

export const makeTarget = (parts?: object | null): TargetMessage => create(targetType, parts) as TargetMessage;

const INVALID =
  "Invalid input. Accepted inputs include: a single object containing an (optional) 'database', " +
  "(optional) 'schema', and 'name', or 1-3 inputs consisting of an (optional) database, (optional) schema, and 'name'.";

/** The arguments of `ref` as one value. A list is reversed in place, as Dataform does. */
export function toResolvable(ref: unknown, rest: readonly unknown[] = []): unknown {
  if (Array.isArray(ref) && rest.length > 0) throw fault('BF1065', INVALID);
  if (rest.length === 0 && !Array.isArray(ref)) return ref;
  const parts = Array.isArray(ref) ? ref.reverse() : [ref, ...rest].reverse();
  if (!isName(parts)) throw fault('BF1065', INVALID);
  const [name, schema, database] = parts;
  return { database, schema, name };
}

function isName(parts: readonly unknown[]): boolean {
  return parts.every((part) => typeof part === 'string') && parts.length > 0 && parts.length <= 3;
}

/** What a reference names. Unknown properties stay, so that the check of the action reports them. */
export function asTarget(resolvable: unknown): TargetMessage {
  if (typeof resolvable === 'string') return makeTarget({ name: resolvable });
  const given = resolvable as Loose;
  const dataset = given['dataset'];
  const project = given['project'];
  if (dataset === undefined && project === undefined && !isMessage(configTargetType, given)) return makeTarget(given);
  const { name, includeDependentAssertions } = given;
  return makeTarget({ name, schema: dataset, database: project, includeDependentAssertions });
}

/** An entry of a legacy `dependencies` list in the new spelling; here, unlike in `ref`, a dotted text is split. */
export function asConfigTarget(resolvable: unknown): unknown {
  if (typeof resolvable !== 'string') return resolvable;
  const parts = resolvable.split('.').reverse();
  if (!isName(parts)) throw fault('BF1065', INVALID);
  const [name, dataset, project] = parts;
  return { name, dataset, project };
}

/** An entry of `dependencyTargets` as a target of the graph. */
function fromConfigTarget(entry: unknown): TargetMessage {
  const given = create(configTargetType, entry as object);
  const parts: Loose = { name: given['name'] };
  if (given['project']) parts['database'] = given['project'];
  if (given['dataset']) parts['schema'] = given['dataset'];
  if (Object.hasOwn(given, 'includeDependentAssertions')) {
    parts['includeDependentAssertions'] = given['includeDependentAssertions'];
  }
  return makeTarget(parts);
}

/**
 * The targets of a config's `dependencyTargets`. An empty object passes Dataform's check and then stops it in words
 * that name a variable of its code, which differs from kind to kind.
 */
export function dependenciesOf(config: Loose, variable: 'i' | 'n' | 'p' | 't'): TargetMessage[] {
  const entries = config['dependencyTargets'] as unknown[];
  if (typeof entries.map !== 'function') throw new TypeError(`${variable}.dependencyTargets.map is not a function`);
  return entries.map(fromConfigTarget);
}

/** The name that a config block gives its action; parts are set even where they are empty. */
export function targetOfConfig(config: Loose): TargetMessage {
  const target = makeTarget({ name: config['name'] });
  if ('project' in config && config['project'] !== undefined) target.database = config['project'] as string;
  if ('location' in config && config['location'] !== undefined) target.schema = config['location'] as string;
  if ('dataset' in config && config['dataset'] !== undefined) target.schema = config['dataset'] as string;
  return target;
}

export const shown = (resolvable: unknown): string =>
  typeof resolvable === 'string' ? resolvable : JSON.stringify(resolvable);

export function ambiguous(ref: unknown, found: readonly { readonly getTarget: () => TargetMessage }[]): Error {
  const names = found.map((action) => `${action.getTarget().schema}.${action.getTarget().name}`);
  const message = `Ambiguous Action name: ${shown(ref)}. Did you mean one of: ${names.join(', ')}.`;
  return referenceFault('BF1062', message, asTarget(ref));
}
