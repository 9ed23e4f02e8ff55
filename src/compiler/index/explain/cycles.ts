import type { Note } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Finding } from '../../resolve/settle.ts';
import { type Target, targetName } from '../../target/target.ts';
import type { Explain, Explanation } from './explanation.ts';
import { filesByTarget, type Made } from './made.ts';
import type { Reading } from './reading.ts';
import { namesIn } from './references.ts';

/** Members of a cycle that are named, and places that are shown. */
const MOST_NAMES = 8;
const MOST_PLACES = 5;

/** Points at the reference that closes the cycle; the others follow as notes. */
export const explainCycle: Explain = ({ cycle }: Finding, project): Explanation | undefined => {
  const [first] = cycle ?? [];
  if (!cycle || !first) return undefined;
  const made = filesByTarget(project.graph);
  const names = shortNames(cycle);
  const edges = cycle.map((from, i) => {
    const to = cycle[(i + 1) % cycle.length] ?? first;
    return { text: `${names[i]} reads ${names[(i + 1) % cycle.length]}`, span: spanOf(made(from), made(to), project) };
  });
  const closing = edges.at(-1)?.span;
  const notes: Note[] = edges.slice(0, -1).map(({ text, span }) => ({ message: text, ...(span ? { span } : {}) }));
  return {
    message:
      cycle.length === 1
        ? `Circular dependency: ${names[0]} depends on itself`
        : `Circular dependency: ${chain(names)}`,
    ...(closing ? { span: closing } : {}),
    ...(notes.length > 0 ? { notes: notes.slice(0, MOST_PLACES) } : {}),
  };
};

/** Where the file of one action names another. */
function spanOf(from: Made | undefined, to: Made | undefined, project: Reading): Span | undefined {
  if (!from?.file || !to) return undefined;
  const { database, schema, name } = to.written;
  const { defaultDatabase, defaultSchema } = project.graph.projectConfig;
  const reference = {
    ...(database && database !== defaultDatabase ? { database } : {}),
    ...(schema && schema !== defaultSchema ? { schema } : {}),
    name,
  };
  const place = namesIn(from.file, project, reference)[0] ?? namesIn(from.file, project, to.written)[0];
  return place?.span;
}

/** The names alone where all are in one dataset, else the full ones. */
function shortNames(targets: readonly Target[]): readonly string[] {
  const [first] = targets;
  const together = targets.every(({ database, schema }) => database === first?.database && schema === first?.schema);
  return targets.map((target) => (together ? target.name : targetName(target)));
}

function chain(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  const shown = rest > 0 ? [...names.slice(0, MOST_NAMES - 1), `... ${rest + 1} more ...`] : names;
  return [...shown, names[0]].join(' -> ');
}
