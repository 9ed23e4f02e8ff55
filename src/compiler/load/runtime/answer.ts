import { answerKinds } from '../answer.ts';
import type { OriginKind, Unwritable } from '../port.ts';
import { type Evaluated, writtenAction } from './compile.ts';

/** So many actions go on one line: few enough that the host reads one line while the next is written. */
const PER_LINE = 400;

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
    for (let from = 0; from < list.length; from += PER_LINE) {
      const some = list.slice(from, from + PER_LINE);
      const actions = some.map(({ message }, at) =>
        writtenAction(kind, message, (fault) => unwritable.push({ kind, index: from + at, fault })),
      );
      const origins = some.map(({ action }) => action.origin);
      yield answerKinds.part + stringify({ kind, actions, origins });
    }
  }
  yield answerKinds.rest + stringify(unwritable.length > 0 ? { ...evaluation, unwritable } : evaluation);
}
