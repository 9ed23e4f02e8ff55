import type { Loose } from '../../project/schema.ts';
import { answerKinds } from '../answer.ts';
import type { ActionOrigin, OriginKind, Unwritable } from '../port.ts';
import { type Evaluated, writtenAction } from './compile.ts';
import { ownKeysOf } from './own-keys.ts';

/** So many actions, or so many UTF-16 units of SQL, go on one line: the host reads it while the next one is written. */
const PER_LINE = 400;
const UNITS_PER_LINE = 500_000;

/** Order of the graph's fields. */
const order = [
  ...['tables', 'operations', 'assertions', 'tests'],
  ...['declarations', 'notebooks', 'dataPreparations'],
] as readonly OriginKind[];

const { stringify } = JSON;

/** An evaluation as the lines that the host reads. No project code runs any more. */
export function* linesOf({ compiled = new Map(), ...evaluation }: Evaluated): Iterable<string> {
  const unwritable: Unwritable[] = [];
  for (const kind of order) {
    const list = compiled.get(kind) ?? [];
    let actions: Loose[] = [];
    let origins: (ActionOrigin | null)[] = [];
    let units = 0;
    for (const [index, { message, action }] of list.entries()) {
      actions.push(writtenAction(kind, message, (fault) => unwritable.push({ kind, index, fault })));
      const own = ownKeysOf(action.proto);
      origins.push(own && action.origin ? { ...action.origin, own } : action.origin);
      units += unitsOf(message);
      if (index < list.length - 1 && actions.length < PER_LINE && units < UNITS_PER_LINE) continue;
      yield answerKinds.part + stringify({ kind, actions, origins });
      actions = [];
      origins = [];
      units = 0;
    }
  }
  yield answerKinds.rest + stringify(unwritable.length > 0 ? { ...evaluation, unwritable } : evaluation);
}

const unitsOf = ({ query, incrementalQuery }: Loose): number => lengthOf(query) + lengthOf(incrementalQuery);

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);
