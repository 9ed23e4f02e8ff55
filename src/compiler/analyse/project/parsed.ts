import type { AssertionAction, CompiledGraph, OperationAction, TableAction } from '../../actions/graph.ts';
import type { OriginKind } from '../../load/port.ts';
import { type Parsed, parseStatements } from '../../sql/parse/statement.ts';
import { fullUnit, incrementalUnit } from './texts.ts';

/** Texts that were parsed before they are analysed, while there was nothing else to do. */
export interface ParsedAhead {
  /** Parses the texts of an action; such a step takes a moment. */
  readonly add: (kind: OriginKind, action: NonNullable<CompiledGraph[OriginKind]>[number]) => void;
  /** What a text was parsed to, once: a second reader gets a tree of his own. */
  readonly take: (text: string) => Parsed | undefined;
}

export function parsedAhead(): ParsedAhead {
  const trees = new Map<string, Parsed>();
  return {
    add: (kind, action) => {
      for (const text of textsOf(kind, action)) {
        try {
          if (!trees.has(text)) trees.set(text, parseStatements(text));
        } catch {
          // It will fail again where there is somebody to be told.
        }
      }
    },
    take: (text) => {
      const tree = trees.get(text);
      trees.delete(text);
      return tree;
    },
  };
}

/** The texts of an action that will be read as they are. Most inline assertions are not even read. */
function textsOf(kind: OriginKind, action: object): readonly string[] {
  switch (kind) {
    case 'tables': {
      const table = action as TableAction;
      const units = [fullUnit(table), ...(table.enumType === 'INCREMENTAL' ? [incrementalUnit(table)] : [])];
      return units.flatMap(({ texts }) => texts.flatMap(({ text, before }) => (before === undefined ? [text] : [])));
    }
    case 'operations':
      return (action as OperationAction).queries ?? [];
    case 'assertions': {
      const { parentAction, query } = action as AssertionAction;
      return parentAction || query === undefined ? [] : [query];
    }
    default:
      return [];
  }
}
