import { answerKinds } from '../answer.ts';
import type { Unwritable } from '../port.ts';
import { type Compiled, writtenAction } from './compile.ts';
import { ownKeysOf } from './own-keys.ts';

/** So many UTF-16 units of actions go on one line: the host reads it while the next one is written. */
const UNITS_PER_LINE = 250_000;

const { stringify } = JSON;

/** What was seen while actions were written. */
export interface Written {
  readonly unwritable: Unwritable[];
  /** Every action has a target. */
  isNamed: boolean;
}

/** Compiled actions, those of one kind behind each other, as the lines that the host reads. */
export function* partLines(compiled: Iterable<Compiled>, seen: Written): Iterable<string> {
  let kind: Compiled['kind'] | undefined;
  let actions = '';
  let origins = '';
  const line = (): string => `${answerKinds.part}{"kind":"${kind}","actions":[${actions}],"origins":[${origins}]}`;
  for (const one of compiled) {
    if (actions !== '' && (one.kind !== kind || actions.length > UNITS_PER_LINE)) {
      yield line();
      actions = origins = '';
    }
    ({ kind } = one);
    const between = actions === '' ? '' : ',';
    actions += between + actionText(one, seen);
    origins += between + originText(one);
  }
  if (actions !== '') yield line();
}

function actionText({ kind, index, message }: Compiled, seen: Written): string {
  seen.isNamed &&= message['target'] !== undefined;
  return stringify(writtenAction(kind, message, (fault) => seen.unwritable.push({ kind, index, fault })));
}

function originText({ action: { proto, origin } }: Compiled): string {
  const own = ownKeysOf(proto);
  return stringify(own && origin ? { ...origin, own } : origin);
}
