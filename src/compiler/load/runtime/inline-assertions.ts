import { rowConditionsSql, uniqueKeySql } from '../../actions/assertion-sql.ts';
import { create } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import { configSchema } from '../../project/schemas.ts';
import type { SessionAction } from './action.ts';
import type { Assertion } from './assertion.ts';
import type { AssertionContext } from './contexts.ts';
import { fault } from './faults.ts';
import { makeTarget } from './refs.ts';
import { onBehalfOf } from './session.ts';

const uniqueKeyType = configSchema.type('ActionConfig.TableAssertionsConfig.UniqueKey');

/** Assertions of a dataset's `assertions: {}` block: one for each unique key, then one for all row conditions. */
export interface InlineAssertions {
  readonly uniqueKeys: readonly Assertion[];
  readonly rowConditions?: Assertion;
}

/** Makes a dataset's inline assertions. Conditions of `nonNull` go into the author's own list, as in Dataform. */
export function inlineAssertions(action: SessionAction, config: Loose): InlineAssertions {
  return onBehalfOf(action.origin ?? undefined, () => {
    const uniqueKeys = uniqueKeysOf(action, config).map((key, index) =>
      makeAssertion(action, `uniqueKey_${index}`, (dataset) => uniqueKeySql(dataset, key['uniqueKey'] as string[])),
    );
    const conditions = (config['rowConditions'] || []) as string[];
    const nonNull = config['nonNull'] as string | string[] | undefined;
    if (nonNull) {
      const columns = typeof nonNull === 'string' ? [nonNull] : nonNull;
      columns.forEach((column) => {
        conditions.push(`${column} IS NOT NULL`);
      });
    }
    if (conditions.length === 0) return { uniqueKeys };
    const rowConditions = makeAssertion(action, 'rowConditions', (dataset) => rowConditionsSql(dataset, conditions));
    return { uniqueKeys, rowConditions };
  });
}

function uniqueKeysOf(action: SessionAction, config: Loose): readonly Loose[] {
  const single = config['uniqueKey'] as { readonly length?: number } | undefined;
  const several = config['uniqueKeys'] as object[] & { readonly length?: number };
  if (single?.length && several?.length) {
    const message = "Specify at most one of 'assertions.uniqueKey' and 'assertions.uniqueKeys'.";
    action.session.report(fault('BF1045', message));
  }
  const keys = several.map((key) => create(uniqueKeyType, key));
  return single?.length ? [create(uniqueKeyType, { uniqueKey: single })] : keys;
}

function makeAssertion(action: SessionAction, what: string, sql: (dataset: string) => string): Assertion {
  const { session, proto } = action;
  const prefix = session.projectConfig.builtinAssertionNamePrefix;
  const name = `${prefix ? `${prefix}_` : ''}${proto.target.schema}_${proto.target.name}_assertions_${what}`;
  const assertion = session
    .assert(name, { filename: proto.fileName })
    .query((ctx: AssertionContext) => sql(ctx.ref(proto.target)));
  if (proto.tags) assertion.tags(proto.tags);
  assertion.setParentAction(makeTarget(proto.target));
  if (proto.disabled) assertion.disabled();
  return assertion;
}
