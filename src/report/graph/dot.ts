import type { CompiledGraph } from '../../compiler/actions/graph.ts';
import type { Target } from '../../compiler/target/target.ts';

interface Node {
  readonly target: Target;
  readonly label: string;
  readonly after: readonly Target[];
}

/**
 * The graph for Graphviz, as `dataform compile --dot` prints it: tables, assertions and operations by `dataset.name`, the
 * kind of each table, an edge from each dependency. Quotes and backslashes in names are escaped, which Dataform does not do.
 */
export function dot(graph: CompiledGraph): string {
  const nodes: readonly Node[] = [
    ...(graph.tables ?? []).map(({ target, type, dependencyTargets = [] }) => ({
      target,
      label: `${shortName(target)} [${type}]`,
      after: dependencyTargets,
    })),
    ...[...(graph.assertions ?? []), ...(graph.operations ?? [])].map(({ target, dependencyTargets = [] }) => ({
      target,
      label: shortName(target),
      after: dependencyTargets,
    })),
  ];
  const lines = nodes.map(({ target, label }) => `${quoted(shortName(target))} [label=${quoted(label)}]`);
  const edges = nodes.flatMap(({ target, after }) =>
    after.map((dependency) => `${quoted(shortName(dependency))} -> ${quoted(shortName(target))}`),
  );
  return `digraph {\n${lines.join(';\n')};\n${edges.join(';\n')};\n}`;
}

/** Without a schema Dataform prints the word that JavaScript has for nothing. */
const shortName = ({ schema, name }: Target): string => `${schema}.${name}`;

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
