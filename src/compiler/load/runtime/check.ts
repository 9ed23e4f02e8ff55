import { graphSchema } from '../../actions/schemas.ts';
import { createForReading, mismatch, mismatchMessage } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import { about, fault } from './faults.ts';

/** Checks a config block against what its kind may say, and gives it as a message. Throws Dataform's ReferenceError. */
export function checkedConfig(name: string, config: object): Loose {
  check(name, config, 'docs');
  return createForReading(graphSchema.type(name), config);
}

/** Checks an action before it goes into the graph. Throws Dataform's ReferenceError. */
export function checkedAction(name: string, proto: Loose): Loose {
  check(name, proto, 'report');
  return proto;
}

function check(name: string, object: object, manner: 'docs' | 'report'): void {
  const type = graphSchema.type(name);
  const found = mismatch(graphSchema, type, object);
  if (!found) return;
  const code = manner === 'report' ? 'BF1095' : found.kind === 'empty' ? 'BF1031' : 'BF1030';
  const error = fault(code, mismatchMessage(type, found, manner), ReferenceError);
  throw found.kind === 'array' ? error : about(error, found);
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
