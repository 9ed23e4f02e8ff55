import type { Loose } from '../../project/schema.ts';
import type { TextOrigin } from '../port.ts';
import { applied, type Contextable } from './action.ts';
import { checkIceberg } from './bigquery.ts';
import { checkedAction } from './check.ts';
import { DatasetContext, TableContext } from './contexts.ts';
import type { Dataset } from './dataset.ts';
import { fault } from './faults.ts';
import { recorded, textOrigin } from './recorder.ts';
import { reportSemicolon } from './semicolon.ts';

type Field = TextOrigin['field'];
type Block = TextOrigin['block'];

/** Evaluates a dataset's SQL and gives it as the graph has it. Throws what its code throws. */
export function compileDataset(action: Dataset): Loose {
  if (action.contextableJitCode) compileJit(action);
  else compileAhead(action);
  if (action.datasetKind !== 'view') checkIceberg(action.proto);
  return checkedAction('Table', action.proto);
}

function compileJit(action: Dataset): void {
  const { contextableQuery, contextableWhere, contextablePreOps, contextablePostOps, proto, session } = action;
  const flat = (list: readonly Contextable[]): unknown[] =>
    list.flatMap((part) => (typeof part === 'object' ? (part as unknown[]) : [part]));
  const found = [
    ...(contextableQuery ? ['query'] : []),
    ...(contextableWhere ? ['where'] : []),
    ...(flat(contextablePostOps).length > 0 ? ['postOps'] : []),
    ...(flat(contextablePreOps).length > 0 ? ['preOps'] : []),
  ];
  if (found.length > 0) {
    const message = `Cannot mix AoT and JiT compilation in action. The following AoT properties were found: ${found.join(', ')}`;
    const error = fault('BF1091', message);
    session.report(error, action.getFileName());
    throw error;
  }
  proto['jitCode'] = String(action.contextableJitCode);
}

function compileAhead(action: Dataset): void {
  const { proto, session } = action;
  const newContext = action.datasetKind === 'table' ? TableContext : DatasetContext;
  const context = new newContext(action);
  const texts: TextOrigin[] = [];
  proto['query'] = single(action.contextableQuery, context, 'query', 'sql', texts);
  if (action.datasetKind === 'incremental') {
    const again = new newContext(action, true);
    proto['incrementalQuery'] = single(action.contextableQuery, again, 'incrementalQuery', 'sql', texts);
    proto['incrementalPreOps'] = several(action.contextablePreOps, again, 'incrementalPreOps', texts);
    proto['incrementalPostOps'] = several(action.contextablePostOps, again, 'incrementalPostOps', texts);
  }
  if (action.contextableWhere) {
    proto['where'] = single(action.contextableWhere, context, 'where', 'incremental_where', texts);
  }
  proto['preOps'] = several(action.contextablePreOps, context, 'preOps', texts);
  proto['postOps'] = several(action.contextablePostOps, context, 'postOps', texts);
  reportSemicolon(session, proto['query'], proto.fileName);
  reportSemicolon(session, proto['incrementalQuery'], proto.fileName);
  if (action.origin?.from === 'sqlx') action.origin = { ...action.origin, texts };
}

/** Dataform's words, which name a variable of its own. */
function isBlank(text: string): boolean {
  if (text !== undefined && text !== null && typeof text.trim !== 'function') {
    throw new TypeError('e.trim is not a function');
  }
  return !text.trim();
}

function single(value: Contextable, context: DatasetContext, field: Field, block: Block, texts: TextOrigin[]): unknown {
  const { value: text, templates } = recorded(() => applied(value, context));
  const origin = textOrigin(field, 0, block, text, {
    statement: 0,
    from: templates.find((part) => part.text === text),
  });
  if (origin) texts.push(origin);
  return text;
}

/** Statements of pre or post operations; empty ones are dropped, but not those of incremental runs. */
function several(
  values: readonly Contextable[],
  context: DatasetContext,
  field: Extract<Field, `${string}Ops`>,
  texts: TextOrigin[],
): string[] {
  const block = /pre/i.test(field) ? 'pre_operations' : 'post_operations';
  const all = values.flatMap((value) => {
    const { value: given, templates } = recorded(() => applied(value, context));
    const statements = (typeof given === 'string' ? [given] : Array.isArray(given) ? given : [given]) as string[];
    return statements.map((text, statement) => ({ text, statement, from: templates[statement] }));
  });
  const kept = field.startsWith('incremental') ? all : all.filter(({ text }) => !isBlank(text));
  kept.forEach(({ text, statement, from }, index) => {
    const origin = textOrigin(field, index, block, text, { statement, from });
    if (origin) texts.push(origin);
  });
  return kept.map(({ text }) => text);
}
