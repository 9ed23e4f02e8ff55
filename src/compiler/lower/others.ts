import type { AssertionAction, OperationAction, TestAction } from '../actions/graph.ts';
import type { CompiledAction, Statement } from '../manifest/manifest.ts';
import { targetName } from '../target/target.ts';
import { authored, type Base, statement, unsupported } from './action.ts';
import { type Lowering, readBy, translator } from './texts.ts';

/** An operation is its statements, each sent by itself. */
export async function lowerOperation(
  operation: OperationAction,
  base: Base,
  index: number,
  context: Lowering,
): Promise<CompiledAction> {
  const translate = translator(targetName(base.target), base.fileName, context, context.readerOf?.(base.target));
  const create: Statement[] = [];
  for (const [i, text] of (operation.queries ?? []).entries()) {
    const translated = await translate.statement(
      context.textOf('operations', index, 'queries', i) ?? { text, pieces: [] },
    );
    if (translated && translated.text !== '') create.push(authored('operation', translated));
  }
  const fault = translate.fault();
  if (fault !== undefined) return unsupported(base, fault);
  const named = new Map((translate.reads() ?? []).map((target) => [target.schema, target]));
  return { ...base, create, ...(named.size > 0 && { datasets: [...named.values()] }) };
}

/** An assertion is a view of the rows that break it, and a count of them. */
export async function lowerAssertion(
  assertion: AssertionAction,
  base: Base,
  index: number,
  context: Lowering,
): Promise<CompiledAction> {
  const reader = context.readerOf?.(assertion.parentAction ?? base.target);
  const translate = translator(targetName(base.target), base.fileName, context, reader);
  const text = context.textOf('assertions', index, 'query', 0) ?? { text: assertion.query ?? '', pieces: [] };
  const query = await translate.query(text);
  if (!query) return unsupported(base, translate.fault() ?? 'its query cannot be translated');
  const { view, check } = context.dialect.assertion(base.relation, query);
  return {
    ...base,
    create: [statement('assertion-view', view), statement('assertion-check', check)],
    query,
    ...readBy(translate),
    ...(assertion.parentAction !== undefined && { parentAction: assertion.parentAction }),
  };
}

/** A unit test is two queries to compare. */
export async function lowerTest(
  test: TestAction,
  base: Base,
  index: number,
  context: Lowering,
): Promise<CompiledAction> {
  const translate = translator(targetName(base.target), base.fileName, context, context.readerOf?.(base.target));
  const given = (field: 'testQuery' | 'expectedOutputQuery', text: string | undefined) =>
    context.textOf('tests', index, field, 0) ?? { text: text ?? '', pieces: [] };
  const query = await translate.query(given('testQuery', test.testQuery));
  const expected = await translate.query(given('expectedOutputQuery', test.expectedOutputQuery));
  if (!query || !expected) return unsupported(base, translate.fault() ?? 'its queries cannot be translated');
  return { ...base, create: [], query, expected, ...readBy(translate) };
}
