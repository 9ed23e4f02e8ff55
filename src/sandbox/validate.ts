import type { CompiledGraph } from '../compiler/actions/graph.ts';
import { diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import { answerKinds } from '../compiler/load/answer.ts';
import type { ActionOrigin, Evaluation, EvaluationNames, OriginKind } from '../compiler/load/port.ts';
import { SandboxFault } from './fault.ts';
import type { Answer } from './parent.ts';
import { failedShape, namesShape, partShape, restShape } from './shape/evaluation.ts';
import { list, type Shape, string } from './shape/shape.ts';

/** Some actions of one kind, with where each came from. */
export interface AnswerPart {
  readonly kind: OriginKind;
  readonly actions: readonly never[];
  readonly origins: readonly (ActionOrigin | null)[];
}

/** Gets what is heard of an answer before its end. It may all be of no use: the answer may be another one in the end. */
export interface Listener {
  readonly names: (names: EvaluationNames) => void;
  readonly part: (part: AnswerPart) => void;
}

/**
 * Reads the lines of a child's answer as they come; gives the answer with its last line. The text may be anything, since
 * project code ran beside the runtime that wrote it: every field is checked, unknown ones are refused. Throws a
 * SandboxFault that names the first wrong place.
 */
export function answerReader(listener?: Listener): (line: string) => Answer | undefined {
  const lines: string[] = [];
  const actions: Partial<Record<OriginKind, never[]>> = {};
  const origins: Partial<Record<OriginKind, (ActionOrigin | null)[]>> = {};
  let names: EvaluationNames | undefined;
  return (line) => {
    lines.push(line);
    const text = line.slice(1);
    switch (line.charAt(0)) {
      case answerKinds.names:
        names = checked<EvaluationNames>(text, namesShape);
        listener?.names(names);
        return undefined;
      case answerKinds.part: {
        const part = checked<AnswerPart>(text, partShape);
        if (part.actions.length !== part.origins.length) throw refused(`${part.kind} and their origins`);
        actions[part.kind] = joined(actions[part.kind], part.actions);
        origins[part.kind] = joined(origins[part.kind], part.origins);
        listener?.part(part);
        return undefined;
      }
      case answerKinds.rest: {
        if (!names) throw refused('it names no actions');
        const rest = checked<Omit<Evaluation, 'origins' | keyof EvaluationNames>>(text, restShape);
        const graph = { ...actions, ...withTargets(rest.graph, names) };
        return { evaluation: { ...names, ...rest, graph, origins }, lines };
      }
      case answerKinds.failed:
        return { evaluation: { ...checked<Omit<Evaluation, 'origins'>>(text, failedShape), origins: {} }, lines };
      case answerKinds.again:
        return { again: checked<readonly string[]>(text, list(string)) };
      default:
        throw refused('it is no JSON');
    }
  };
}

/** A graph with its list of targets, which is left out where the names tell it. */
function withTargets(graph: CompiledGraph, { sessionTargets }: EvaluationNames): CompiledGraph {
  if (graph.targets || sessionTargets.length === 0) return graph;
  return { ...graph, targets: sessionTargets.map(({ target }) => target) };
}

/** An answer that was kept as lines. Throws a SandboxFault where it is none. */
export function readAnswer(lines: readonly string[]): Evaluation {
  const take = answerReader();
  let answer: Answer | undefined;
  for (const line of lines) answer = take(line);
  if (!answer || 'again' in answer) throw refused('it is not whole');
  return answer.evaluation;
}

function joined<T>(known: T[] | undefined, more: readonly T[]): T[] {
  if (!known) return [...more];
  known.push(...more);
  return known;
}

function checked<T>(text: string, shape: Shape): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused('it is no JSON');
  }
  const wrong = shape(value);
  if (wrong !== undefined) throw refused(wrong || 'the whole of it');
  return value as T;
}

const refused = (where: string): SandboxFault => new SandboxFault(diagnostic('BF1511', { where }));
