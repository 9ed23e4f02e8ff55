import { diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import type { Evaluation } from '../compiler/load/port.ts';
import { SandboxFault } from './fault.ts';
import { evaluationShape } from './shape/evaluation.ts';

/**
 * Reads the child's answer. The text may be anything, since project code ran beside the runtime that wrote it:
 * every field is checked, unknown ones are refused. Throws a SandboxFault that names the first wrong place.
 */
export function readEvaluation(text: string): Evaluation {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SandboxFault(diagnostic('BF1511', { where: 'it is no JSON' }));
  }
  const wrong = evaluationShape(value);
  if (wrong !== undefined) throw new SandboxFault(diagnostic('BF1511', { where: wrong || 'the whole of it' }));
  return value as Evaluation;
}
