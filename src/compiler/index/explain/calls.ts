import type { Target } from '../../target/target.ts';
import { targetName } from '../../target/target.ts';
import type { Explain } from './explanation.ts';
import { placed } from './reading.ts';
import { callAt } from './references.ts';
import { calleeName, textOf } from './script.ts';
import { contentOf } from './tree.ts';

/** A call of `ref` or `resolve` that cannot be answered: its arguments, or the call where it has none. */
export const explainCall: Explain = ({ code, generated, error }, project) => {
  const place = generated && placed(generated, project);
  const file = place && project.file(place.file);
  const call = file && callAt(file, place.start);
  if (!call) return undefined;
  const name = calleeName(call);
  const [first] = call.arguments;
  const last = call.arguments.at(-1);
  if (code === 'BF1011') {
    const isEmpty =
      first === undefined && /^(?:ref|resolve)$/.test(name) && /^Cannot read prop/.test(error.message ?? '');
    return isEmpty ? { message: `${name}() is called without a name`, span: place } : undefined;
  }
  if (!first || !last) return { span: place };
  const action = last.type === 'SpreadElement' ? undefined : textOf(last);
  const within = action === undefined ? { start: first.start, end: last.end } : contentOf(last, file.text);
  const help = `If it makes the table of its own name, say so there: config { type: "operations", hasOutput: true }.`;
  return { span: { file: place.file, ...within }, ...(code === 'BF1063' ? { help } : {}) };
};

const TARGET = /"?(\{"(?:schema|name|database|includeDependentAssertions)":[^{}]*\})"?/g;

/** A message of Dataform with the names in it as people write them, not as JSON. */
export function readable(message: string): string {
  return message.replace(/\\"/g, '"').replace(TARGET, (whole, json: string) => {
    try {
      return `"${targetName(JSON.parse(json) as Target)}"`;
    } catch {
      return whole;
    }
  });
}
