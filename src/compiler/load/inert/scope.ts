import type { AnyNode, Pattern, VariableDeclaration } from 'acorn';

/** The names of a function or block. */
export interface Scope {
  /** Each with what a constant was made of; undefined for all other names. */
  readonly names: Map<string, AnyNode | undefined>;
  readonly outer: Scope | undefined;
  /** The call in which the names live: that of the outer function for functions that are called at once and not kept. */
  readonly activation: object;
}

export const newScope = (outer: Scope | undefined, activation: object): Scope => ({
  names: new Map(),
  outer,
  activation,
});

/** The scope that declares a name. */
export function scopeOf(scope: Scope | undefined, name: string): Scope | undefined {
  for (let at = scope; at; at = at.outer) if (at.names.has(name)) return at;
  return undefined;
}

/** All identifiers that a pattern binds. */
export function boundNames(pattern: Pattern | null): readonly string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((one) => boundNames(one.type === 'Property' ? one.value : one.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap(boundNames);
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    default:
      return [];
  }
}

export function declareNames(scope: Scope, patterns: readonly Pattern[]): void {
  for (const name of patterns.flatMap(boundNames)) scope.names.set(name, undefined);
}

/** Declares what stands in a list of statements. A `var` counts as declared by its block: what stands outside is refused. */
export function declareStatements(scope: Scope, body: readonly AnyNode[]): void {
  for (const node of body) {
    if (node.type === 'FunctionDeclaration') scope.names.set(node.id?.name ?? '', undefined);
    else if (node.type === 'VariableDeclaration') declareVariables(scope, node);
  }
}

export function declareVariables(scope: Scope, { kind, declarations }: VariableDeclaration): void {
  for (const { id, init } of declarations)
    if (kind === 'const' && id.type === 'Identifier') scope.names.set(id.name, (init as AnyNode | null) ?? undefined);
    else declareNames(scope, [id]);
}
