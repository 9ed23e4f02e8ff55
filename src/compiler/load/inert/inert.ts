import { type AnyNode, type CallExpression, type Function as FunctionNode, type MemberExpression, parse } from 'acorn';
import { CONSTRUCTORS, FRESH, ITERATIONS, ITERATORS, isBehind, MAKERS, MUTATORS, STATELESS, VALUES } from './names.ts';
import { declareNames, declareStatements, declareVariables, newScope, type Scope, scopeOf } from './scope.ts';

/** What a module is: one that others use, a definition in JavaScript, or what was made of a SQLX file. */
export type ModuleRole = 'shared' | 'definition' | 'sqlx';

/**
 * Whether a module certainly keeps no state once it is loaded, changes nothing of others, and sees nothing of other
 * actions than their names by `ref`: then what it gives for one action does not depend on which others are evaluated
 * beside it. False where that is not plain to see. `globals` are the names of the files in `includes/` and `macros/`.
 */
export function isInert(source: string, role: ModuleRole, globals: ReadonlySet<string>): boolean {
  let root: AnyNode;
  try {
    root = parse(source, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true });
  } catch {
    return false;
  }
  const module = newScope(undefined, root);
  const visitor: Visitor = { role, globals, module };
  try {
    declareStatements(module, root.body as readonly AnyNode[]);
    for (const node of root.body as readonly AnyNode[]) visit(visitor, node, module);
    return true;
  } catch (error) {
    if (error instanceof NotPlain || error instanceof RangeError) return false;
    throw error;
  }
}

/** Ends the visit of a module. */
class NotPlain extends Error {}

function refuseIf(isRefused: boolean): undefined {
  if (isRefused) throw new NotPlain();
}

interface Visitor {
  readonly role: ModuleRole;
  readonly globals: ReadonlySet<string>;
  readonly module: Scope;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** Visits what stands below a node. */
function visitBelow(visitor: Visitor, node: AnyNode, scope: Scope): undefined {
  for (const value of Object.values(node))
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) visit(visitor, one, scope, node);
}

const REFUSED: ReadonlySet<string> = new Set([
  ...['ThisExpression', 'Super', 'MetaProperty', 'ClassDeclaration', 'ClassExpression', 'WithStatement'],
  ...['YieldExpression', 'AwaitExpression', 'ImportExpression', 'PrivateIdentifier', 'DebuggerStatement'],
]);

function visit(visitor: Visitor, node: AnyNode, scope: Scope, above?: AnyNode): undefined {
  refuseIf(REFUSED.has(node.type));
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return visitFunction(visitor, node, newScope(scope, isCalledAtOnce(node, above) ? scope.activation : node));
    case 'BlockStatement':
    case 'StaticBlock':
      return visitBlock(visitor, node, node.body, scope);
    case 'SwitchStatement':
      return visitBlock(visitor, node, node.cases.flatMap(({ consequent }) => consequent) as AnyNode[], scope);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return visitLoop(visitor, node, scope);
    case 'CatchClause': {
      const inner = newScope(scope, scope.activation);
      if (node.param) declareNames(inner, [node.param]);
      return visit(visitor, node.body, inner, node);
    }
    case 'AssignmentExpression':
      visitTarget(node.left as AnyNode, scope);
      return visitBelow(visitor, node, scope);
    case 'UpdateExpression':
      visitTarget(node.argument as AnyNode, scope);
      return visitBelow(visitor, node, scope);
    case 'UnaryExpression':
      if (node.operator === 'delete') visitTarget(node.argument as AnyNode, scope);
      return visitBelow(visitor, node, scope);
    case 'MemberExpression':
      return visitMember(visitor, node, scope, above);
    case 'CallExpression':
      return visitCall(visitor, node, scope, above);
    case 'NewExpression':
      return visitNew(visitor, node, scope);
    case 'Property':
      return visitProperty(visitor, node, scope, above);
    case 'Identifier':
      return visitName(visitor, node.name, scope, above);
    case 'Literal':
      // A regular expression that is kept remembers where it stopped.
      return refuseIf(node.regex !== undefined && /y/.test(node.regex?.flags ?? ''));
    case 'LabeledStatement':
      return visit(visitor, node.body, scope, node);
    case 'BreakStatement':
    case 'ContinueStatement':
      return undefined;
    default:
      return visitBelow(visitor, node, scope);
  }
}

function visitBlock(visitor: Visitor, node: AnyNode, body: readonly AnyNode[], scope: Scope): undefined {
  const inner = newScope(scope, scope.activation);
  declareStatements(inner, body);
  visitBelow(visitor, node, inner);
}

function visitLoop(
  visitor: Visitor,
  node: Extract<AnyNode, { type: 'ForStatement' | 'ForInStatement' | 'ForOfStatement' }>,
  scope: Scope,
): undefined {
  refuseIf(node.type === 'ForOfStatement' && node.await);
  const inner = newScope(scope, scope.activation);
  const head = node.type === 'ForStatement' ? node.init : node.left;
  if (head?.type === 'VariableDeclaration') declareVariables(inner, head);
  else if (node.type !== 'ForStatement') visitTarget(head as AnyNode, scope);
  visitBelow(visitor, node, inner);
}

function visitFunction(visitor: Visitor, node: FunctionNode & AnyNode, scope: Scope): undefined {
  refuseIf(node.generator || node.async);
  if (node.id) declareNames(scope, [node.id]);
  declareNames(scope, node.params);
  for (const parameter of node.params) visit(visitor, parameter as AnyNode, scope, node);
  visit(visitor, node.body as AnyNode, scope, node);
}

/** Whether a function is an argument of a method of lists that calls it at once. */
const isCalledAtOnce = (node: AnyNode, above: AnyNode | undefined): boolean =>
  above?.type === 'CallExpression' &&
  above.callee !== node &&
  above.callee.type === 'MemberExpression' &&
  ITERATIONS.has(nameOf(above.callee) ?? '');

/** The name behind a dot, or in brackets where it is written out. */
function nameOf({ property, computed }: MemberExpression): string | undefined {
  if (!computed) return property.type === 'Identifier' ? property.name : undefined;
  return property.type === 'Literal' ? String(property.value) : undefined;
}

/** What is assigned to must belong to the call that assigns. */
function visitTarget(target: AnyNode, scope: Scope): undefined {
  switch (target.type) {
    case 'Identifier':
      return refuseIf(scopeOf(scope, target.name)?.activation !== scope.activation);
    case 'MemberExpression': {
      const name = nameOf(target);
      refuseIf(name !== undefined && (FRESH.has(name) || ITERATIONS.has(name)));
      return refuseIf(!isExport(target, scope) && !isOwn(target.object as AnyNode, scope));
    }
    case 'ObjectPattern':
      for (const one of target.properties)
        visitTarget((one.type === 'Property' ? one.value : one.argument) as AnyNode, scope);
      return undefined;
    case 'ArrayPattern':
      for (const one of target.elements) if (one) visitTarget(one as AnyNode, scope);
      return undefined;
    case 'AssignmentPattern':
      return visitTarget(target.left as AnyNode, scope);
    case 'RestElement':
      return visitTarget(target.argument as AnyNode, scope);
    default:
      return refuseIf(true);
  }
}

const isFree = (node: AnyNode, name: string, scope: Scope): boolean =>
  node.type === 'Identifier' && node.name === name && scopeOf(scope, name) === undefined;

/** `module.exports`, `exports.x`, `module.exports.x`, while the module is loaded. */
function isExport({ object, property }: MemberExpression, scope: Scope): boolean {
  let top = scope;
  while (top.outer) top = top.outer;
  if (scope.activation !== top.activation) return false;
  const base = object as AnyNode;
  if (isFree(base, 'exports', scope)) return true;
  if (isFree(base, 'module', scope)) return property.type === 'Identifier' && property.name === 'exports';
  return base.type === 'MemberExpression' && isExport(base, scope) && isFree(base.object as AnyNode, 'module', scope);
}

/** Whether a value is an object that this very call has made. */
function isOwn(node: AnyNode, scope: Scope): boolean {
  if (node.type !== 'Identifier') return isNew(node);
  const home = scopeOf(scope, node.name);
  const init = home?.names.get(node.name);
  return home?.activation === scope.activation && init !== undefined && isNew(init);
}

function isNew(node: AnyNode): boolean {
  switch (node.type) {
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'NewExpression':
      return true;
    case 'Literal':
      return node.regex !== undefined;
    case 'CallExpression': {
      const { callee } = node;
      return callee.type === 'MemberExpression' && !callee.computed && FRESH.has(nameOf(callee) ?? '');
    }
    default:
      return false;
  }
}

function visitMember(visitor: Visitor, node: MemberExpression, scope: Scope, above: AnyNode | undefined): undefined {
  const name = nameOf(node);
  const object = node.object as AnyNode;
  const isCallee = above?.type === 'CallExpression' && above.callee === (node as AnyNode);
  if (name === undefined) refuseIf(isCallee || !node.computed);
  else if (!(isCallee && isBinding(node, above as CallExpression, scope))) {
    refuseIf(isBehind(name));
    refuseIf(MUTATORS.has(name) && !(isCallee && mayChange(node, name, above as CallExpression, scope)));
    refuseIf((name === 'test' || name === 'exec') && !(isCallee && isSteady(object, scope)));
  }
  if (isFree(object, 'dataform', scope))
    refuseIf(!(name === 'projectConfig' || (visitor.role === 'sqlx' && name === 'sqlxAction' && isCallee)));
  else if (isFree(object, 'module', scope)) refuseIf(name !== 'exports');
  else if (object.type === 'Identifier' && STATELESS.has(object.name) && scopeOf(scope, object.name) === undefined)
    refuseIf(name === undefined);
  else visit(visitor, object, scope, node as AnyNode);
  if (node.computed) visit(visitor, node.property as AnyNode, scope, node as AnyNode);
}

/** `ctx.ref.bind(ctx)`, as the module of a SQLX file has it. */
function isBinding(node: MemberExpression, call: CallExpression, scope: Scope): boolean {
  const [context] = call.arguments;
  const { object } = node;
  return (
    nameOf(node) === 'bind' &&
    object.type === 'MemberExpression' &&
    object.object.type === 'Identifier' &&
    context?.type === 'Identifier' &&
    context.name === object.object.name &&
    scopeOf(scope, context.name) !== undefined
  );
}

/** Whether a method may change what it is called on: its own new object; for `Object.assign`, its first argument. */
function mayChange({ object }: MemberExpression, name: string, call: CallExpression, scope: Scope): boolean {
  const changed = name === 'assign' ? call.arguments[0] : object;
  return changed !== undefined && isOwn(changed as AnyNode, scope);
}

/** Whether a regular expression does not remember where it stopped, or is forgotten with this call. */
function isSteady(node: AnyNode, scope: Scope): boolean {
  if (node.type === 'Literal') return node.regex !== undefined;
  const home = node.type === 'Identifier' ? scopeOf(scope, node.name) : undefined;
  const init = node.type === 'Identifier' ? home?.names.get(node.name) : node;
  if (init?.type === 'Literal' && init.regex && !/g/.test(init.regex.flags)) return true;
  return init !== undefined && (home === undefined ? init.type === 'NewExpression' : isOwn(node, scope));
}

function visitCall(visitor: Visitor, node: CallExpression, scope: Scope, above: AnyNode | undefined): undefined {
  const callee = node.callee as AnyNode;
  refuseIf(callee.type === 'Super');
  if (callee.type === 'MemberExpression' && ITERATORS.has(nameOf(callee) ?? ''))
    refuseIf(!isFree(callee.object as AnyNode, 'Object', scope) && !isReadAtOnce(node, above));
  if (isFree(callee, 'require', scope)) {
    const [wanted] = node.arguments;
    refuseIf(wanted?.type !== 'Literal' || wanted.value === '@dataform/core');
  } else if (!isCallable(visitor, callee, scope)) visit(visitor, callee, scope, node as AnyNode);
  for (const argument of node.arguments) visit(visitor, argument as AnyNode, scope, node as AnyNode);
}

const isReadAtOnce = (node: CallExpression, above: AnyNode | undefined): boolean =>
  above?.type === 'SpreadElement' ||
  (above?.type === 'ForOfStatement' && above.right === (node as AnyNode)) ||
  (above?.type === 'CallExpression' && above.callee.type === 'MemberExpression' && nameOf(above.callee) === 'from');

/** Globals that may be called by name. */
function isCallable({ role }: Visitor, callee: AnyNode, scope: Scope): boolean {
  if (callee.type !== 'Identifier' || scopeOf(scope, callee.name)) return false;
  if (role === 'definition' && MAKERS.has(callee.name)) return true;
  return STATELESS.has(callee.name) && callee.name !== 'biform';
}

function visitNew(visitor: Visitor, node: Extract<AnyNode, { type: 'NewExpression' }>, scope: Scope): undefined {
  const { callee } = node;
  const name = callee.type === 'Identifier' && scopeOf(scope, callee.name) === undefined ? callee.name : '';
  refuseIf(!CONSTRUCTORS.has(name));
  if (name === 'RegExp') {
    const flags = node.arguments[1];
    refuseIf(scope.activation === visitor.module.activation);
    refuseIf(flags !== undefined && (flags.type !== 'Literal' || /y/.test(String(flags.value))));
  }
  for (const argument of node.arguments) visit(visitor, argument as AnyNode, scope, node as AnyNode);
}

function visitProperty(
  visitor: Visitor,
  node: Extract<AnyNode, { type: 'Property' }>,
  scope: Scope,
  above: AnyNode | undefined,
): undefined {
  const isPattern = above?.type === 'ObjectPattern';
  refuseIf(node.kind !== 'init');
  const { key, value } = node;
  const name = node.computed
    ? undefined
    : key.type === 'Identifier'
      ? key.name
      : String((key as { value: unknown }).value);
  if (name !== undefined) {
    refuseIf(isPattern && (isBehind(name) || MUTATORS.has(name)));
    refuseIf(name === '__proto__' || name === 'toJSON');
    // Calls by these names are taken for those of built-in objects.
    const isData = ['Literal', 'TemplateLiteral', 'ArrayExpression', 'ObjectExpression'].includes(value.type);
    refuseIf(!isPattern && !isData && (FRESH.has(name) || ITERATIONS.has(name) || MUTATORS.has(name)));
  } else visit(visitor, key as AnyNode, scope, node);
  visit(visitor, value as AnyNode, scope, node);
}

function visitName({ role, globals }: Visitor, name: string, scope: Scope, above: AnyNode | undefined): undefined {
  refuseIf(name === 'arguments' || name === 'eval');
  if (scopeOf(scope, name) || VALUES.has(name) || globals.has(name)) return;
  if (name === 'exports') return refuseIf(scope.outer !== undefined && role === 'sqlx');
  const isTag = role === 'sqlx' && name === '__biform' && above?.type === 'TaggedTemplateExpression';
  refuseIf(!isTag);
}
