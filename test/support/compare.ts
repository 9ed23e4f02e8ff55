import type { Outcome } from './oracle.ts';

/** What is compared of a compiled graph: all but the stacks of errors and biform's own key. */
export function comparable(graph: unknown): unknown {
  const copy = structuredClone(graph) as {
    biform?: unknown;
    graphErrors?: { compilationErrors?: { stack?: unknown }[] };
  };
  delete copy.biform;
  for (const error of copy.graphErrors?.compilationErrors ?? []) delete error.stack;
  return copy;
}

/**
 * Every place where two outcomes differ, as `path: expected, got` lines; empty when they are the same,
 * the order of keys and lists included. A refusal need only say the first line of the expected message;
 * of a syntax error only the file counts.
 */
export function differences(expected: Outcome, actual: Outcome): readonly string[] {
  return compareOutcomes(expected, actual, syntaxErrors);
}

/** As `differences`, but the words of syntax errors count too: for an expected outcome of the command line itself. */
export const exactDifferences = (expected: Outcome, actual: Outcome): readonly string[] =>
  compareOutcomes(expected, actual, () => []);

function compareOutcomes(
  expected: Outcome,
  actual: Outcome,
  unworded: (graph: unknown) => readonly number[],
): readonly string[] {
  if ('refused' in expected && 'refused' in actual) {
    const told = actual.refused.message.includes(firstLine(expected.refused.message));
    return told ? [] : valueDifferences(expected.refused.message, actual.refused.message, 'refusal');
  }
  if ('refused' in expected) return [`refusal: expected ${JSON.stringify(expected.refused.message)}, got a graph`];
  if ('refused' in actual) return [`refusal: expected a graph, got ${JSON.stringify(actual.refused.message)}`];
  const [wanted, got] = [comparable(expected.graph), comparable(actual.graph)];
  for (const i of unworded(expected.graph)) for (const graph of [wanted, got]) forgetMessage(graph, i);
  return valueDifferences(wanted, got, '');
}

interface Errors {
  readonly graphErrors?: { readonly compilationErrors?: { message?: unknown; readonly stack?: unknown }[] };
}

/** Which compilation errors are worded by the JavaScript engine: core in process words them unlike the command line. */
function syntaxErrors(graph: unknown): readonly number[] {
  const errors = (graph as Errors).graphErrors?.compilationErrors ?? [];
  return errors.flatMap(({ stack }, i) => (/(^|\n)SyntaxError: /.test(String(stack)) ? [i] : []));
}

function forgetMessage(graph: unknown, index: number): void {
  const error = (graph as Errors).graphErrors?.compilationErrors?.[index];
  if (error) error.message = 'a syntax error';
}

/** The first line of a refusal, without the colours and the opening words of Dataform's command line. */
const firstLine = (text: string): string =>
  text
    .replace(/\u001b\[\d+m/g, '')
    .replace(/^Dataform encountered an error: /, '')
    .split('\n')[0]!;

function valueDifferences(expected: unknown, actual: unknown, path: string): string[] {
  if (Object.is(expected, actual)) return [];
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }).flatMap((_, i) => valueDifferences(expected[i], actual[i], `${path}[${i}]`));
  }
  if (isRecord(expected) && isRecord(actual)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    const found = keys.flatMap((key) => valueDifferences(expected[key], actual[key], path ? `${path}.${key}` : key));
    if (found.length > 0) return found;
    const [wanted, got] = [Object.keys(expected).join(), Object.keys(actual).join()];
    return wanted === got ? [] : [`${path || 'graph'}: expected the keys in the order ${wanted}, got ${got}`];
  }
  return [`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
