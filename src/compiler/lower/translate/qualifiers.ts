import type { At } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';

interface Qualified {
  readonly kind?: string;
  readonly name?: At;
  readonly type?: At;
  readonly [property: string]: unknown;
}

/** What qualifies a node and has no counterpart, by property; with the place, where it has one. */
const refused: Readonly<Record<string, (node: Qualified, value: unknown) => readonly [string, unknown] | undefined>> = {
  collate: (_, value) => ['COLLATE', value],
  collation: (node) => ['COLLATE', node],
  where: (node, value) => (node.kind === 'call' ? ['WHERE inside a function', value] : undefined),
  groupBy: (node) => (node.kind === 'call' ? ['GROUP BY inside a function', node] : undefined),
  clamped: (node) => ['CLAMPED BETWEEN', node],
  mode: (node, value) => (node.kind === 'select' ? ['SELECT WITH', (value as { name: At }).name] : undefined),
  depth: (node) => ['WITH DEPTH', node.name],
  constraints: (node) => ['a constraint', node.name],
  connection: (node) => ['a connection', node.name],
  unknown: (_, value) => ['this clause', (value as readonly At[])[0]],
  behaviour: (node, value) => (value === 'CASCADE' ? ['CASCADE', node.name] : undefined),
  required: (node, value) =>
    value === true && !('options' in node) ? ['NOT NULL inside a type', node.type] : undefined,
};

const isPlace = (value: unknown): value is At =>
  typeof value === 'object' && value !== null && 'start' in value && 'end' in value;

/** Refuses all that qualifies a statement's nodes and that no engine's text says: nothing may get lost silently. */
export function refuseQualifiers(statement: At, p: Printer): void {
  const open: unknown[] = [statement];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    for (const [property, value] of Object.entries(node)) {
      const found = Array.isArray(node) ? undefined : refused[property]?.(node as Qualified, value);
      if (found) p.refuse(isPlace(found[1]) ? found[1] : statement, found[0]);
      if (typeof value === 'object') open.push(value);
    }
  }
}
