import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Evaluation, OriginKind } from '../../../src/compiler/load/port.ts';
import { type ActionAhead, settlerAhead } from '../../../src/compiler/resolve/ahead.ts';
import { resolveGraph } from '../../../src/compiler/resolve/resolve.ts';
import type { GraphAction } from '../../../src/compiler/resolve/settle.ts';
import { calmProject } from '../../dataform/generate/project.ts';
import { evaluateInProcess, requestOf } from '../../support/in-process.ts';
import { writeProject } from '../../support/oracle.ts';

const kinds: readonly OriginKind[] = [
  ...(['tables', 'operations', 'assertions', 'declarations'] as const),
  ...(['tests', 'notebooks', 'dataPreparations'] as const),
];

/** What is settled of an evaluation while it comes. */
function settledAhead(evaluation: Evaluation): ReadonlyMap<object, ActionAhead> {
  const { sessionTargets } = evaluation;
  const settle = settlerAhead({ sessionTargets });
  const found = new Map<object, ActionAhead>();
  for (const kind of kinds)
    for (const action of (evaluation.graph[kind] ?? []) as readonly GraphAction[]) {
      const ahead = settle(kind, action);
      if (ahead) found.set(action, ahead);
    }
  return found;
}

/** Undefined where the settings are refused. */
function preparedOf(dir: string) {
  try {
    const prepared = requestOf(dir);
    return 'message' in prepared ? undefined : prepared;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

test('actions that leave early and are settled early make the same graph', { timeout: 120_000 }, async () => {
  let actions = 0;
  const property = fc.asyncProperty(calmProject, async (files) => {
    const dir = writeProject(files);
    try {
      const prepared = preparedOf(dir);
      if (!prepared) return;
      const early = await evaluateInProcess(prepared.request, prepared.modules);
      const late = await evaluateInProcess(prepared.request, prepared.modules, false, false);
      expect(early).toEqual(late);
      const ahead = settledAhead(early);
      actions += ahead.size;
      expect(resolveGraph(early, ahead)).toEqual(resolveGraph(late));
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
  await fc.assert(property, { numRuns: 100, seed: 7 });
  expect(actions).toBeGreaterThan(50);
});
