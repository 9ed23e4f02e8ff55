import type { OtherAction } from '../port.ts';
import type { SessionAction } from './action.ts';
import { Declaration } from './declaration.ts';
import { Operation } from './operation.ts';
import { makeTarget, type TargetMessage } from './refs.ts';
import type { Session } from './session.ts';

const fullName = ({ database, schema, name }: TargetMessage): string => `${database}\0${schema}\0${name}`;

/**
 * Stand-ins for actions that an earlier evaluation made: references find them, nothing is compiled of them. One that has
 * the name of an action of this evaluation is what that action was before.
 */
export function standIns(others: readonly OtherAction[], session: Session): readonly SessionAction[] {
  const made = new Set(session.actions.map((action) => fullName(action.getTarget())));
  return others.flatMap((other) => {
    const target = makeTarget(other.target);
    return made.has(fullName(target)) ? [] : [standIn(other, target, session)];
  });
}

function standIn({ kind, silent }: OtherAction, target: TargetMessage, session: Session): SessionAction {
  const own = { kind, session, proto: { target }, getTarget: () => makeTarget(target) };
  if (kind === 'declarations') return Object.assign(Object.create(Declaration.prototype), own) as Declaration;
  if (kind !== 'operations') return own as unknown as SessionAction;
  return Object.assign(Object.create(Operation.prototype), own, { getHasOutput: () => silent !== true }) as Operation;
}
