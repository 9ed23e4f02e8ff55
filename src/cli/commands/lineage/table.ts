import type { CompiledGraph } from '../../../compiler/actions/graph.ts';
import { targetName } from '../../../compiler/target/target.ts';
import { type Branch, treeText } from '../../../report/lineage.ts';
import { paint } from '../../../report/paint.ts';
import type { CommandContext, OptionValues } from '../../command.ts';
import { type Direction, shortName, tableNamed, unknownTable } from './names.ts';

/** The actions that an action waits for and those that wait for it, as text or JSON. */
export function tableLineage(
  graph: CompiledGraph,
  asked: string,
  directions: readonly Direction[],
  values: OptionValues,
  context: CommandContext,
): string {
  const short = shortName(graph);
  const up = new Map<string, string[]>();
  const down = new Map<string, string[]>();
  for (const { target, dependencyTargets = [] } of [
    ...(graph.tables ?? []),
    ...(graph.operations ?? []),
    ...(graph.assertions ?? []),
  ]) {
    up.set(targetName(target), dependencyTargets.map(targetName));
    for (const one of dependencyTargets.map(targetName)) down.set(one, [...(down.get(one) ?? []), targetName(target)]);
  }
  const names = [
    ...new Set([...up.keys(), ...down.keys(), ...(graph.declarations ?? []).map(({ target }) => targetName(target))]),
  ];
  const found = tableNamed([asked], names);
  if (!found) throw unknownTable(asked, names, short);
  const edges = { up, down };
  const tree = (name: string, direction: Direction, seen: Set<string>): Branch => {
    const next = seen.has(name) ? [] : (edges[direction].get(name) ?? []);
    seen.add(name);
    return { text: short(name), next: next.map((one) => tree(one, direction, seen)) };
  };
  if (values['json']) {
    const all = (direction: Direction): readonly string[] => {
      const seen = new Set<string>();
      tree(found.name, direction, seen);
      return [...seen].filter((name) => name !== found.name);
    };
    const lists = Object.fromEntries(directions.map((direction) => [direction, all(direction)]));
    return `${JSON.stringify({ version: 1, table: found.name, ...lists }, null, 2)}\n`;
  }
  const p = paint(context.colour);
  const titles = { up: 'comes from', down: 'goes into' };
  return directions
    .map((direction) => {
      const made = tree(found.name, direction, new Set());
      return treeText(
        { ...made, text: `${made.text} ${p.dim(titles[direction])}${made.next.length > 0 ? '' : ' nothing'}` },
        p,
      );
    })
    .join('\n');
}
