import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphPieces, INDENT, type PrintedActions, printActions } from '../../../src/report/graph/text.ts';

const textOf = (pieces: readonly (string | Uint8Array)[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : Buffer.from(piece).toString())).join('');

const action = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 });
const lists = fc.array(fc.tuple(fc.array(action, { minLength: 1, maxLength: 4 }), fc.boolean()), { maxLength: 4 });

test('a graph in pieces is the text of the graph', () => {
  fc.assert(
    fc.property(lists, fc.jsonValue(), fc.option(fc.nat(3)), (parts, rest, dropped) => {
      const printed = new Map<object, PrintedActions>();
      for (const [actions, isPrinted] of parts) if (isPrinted) printed.set(actions[0] as object, printActions(actions));
      // An action of a printed part may be missing in the end.
      const tables = parts.flatMap(([actions]) => actions).filter((_, index) => index !== dropped);
      const graph = {
        projectConfig: rest,
        ...(tables.length > 0 && { tables }),
        nothing: undefined,
        list: [],
        end: {},
      };
      expect(textOf(graphPieces(graph, printed))).toBe(JSON.stringify(graph, null, INDENT));
      expect(textOf(graphPieces(graph, undefined))).toBe(JSON.stringify(graph, null, INDENT));
    }),
  );
});
