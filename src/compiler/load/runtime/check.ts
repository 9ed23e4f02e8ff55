import { graphSchema } from '../../actions/schemas.ts';
import { create, mismatch, mismatchMessage } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import { fault } from './faults.ts';

/** Checks a config block against what its kind may say, and gives it as a message. Throws Dataform's ReferenceError. */
export function checkedConfig(name: string, config: object): Loose {
  return checked(name, config, 'docs');
}

/** Checks an action before it goes into the graph. Throws Dataform's ReferenceError. */
export function checkedAction(name: string, proto: object): Loose {
  return checked(name, proto, 'report');
}

function checked(name: string, object: object, manner: 'docs' | 'report'): Loose {
  const type = graphSchema.type(name);
  const found = mismatch(graphSchema, type, object);
  if (!found) return create(type, object);
  const code = manner === 'report' ? 'BF1095' : found.kind === 'empty' ? 'BF1031' : 'BF1030';
  throw fault(code, mismatchMessage(type, found, manner), ReferenceError);
}

/** An error for the first property that is not among the supported ones. */
export function excess(object: object, supported: readonly string[], where: string): Error | undefined {
  const extra = Object.keys(object).find((key) => !supported.includes(key));
  if (extra === undefined) return undefined;
  const message = `Unexpected property "${extra}" in ${where}. Supported properties are: ${JSON.stringify(supported)}`;
  return fault('BF1032', message);
}

export function throwExcess(object: object, supported: readonly string[], where: string): void {
  const error = excess(object, supported, where);
  if (error) throw error;
}
