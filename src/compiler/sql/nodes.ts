import type { At, Call, Expr, Query } from './ast.ts';

/** A plain call at a place of the author's text. */
export const callOf = ({ start, end }: At, name: string, args: readonly Expr[], more: Partial<Call> = {}): Call => ({
  start,
  end,
  kind: 'call',
  name,
  nameAt: { start, end },
  path: [],
  safe: false,
  args,
  distinct: false,
  orderBy: [],
  ...more,
});

/** A query around a body, without common tables, order and pipes. */
export const queryOf = ({ start, end }: At, body: Query['body'], more: Partial<Query> = {}): Query => ({
  start,
  end,
  recursive: false,
  ctes: [],
  body,
  orderBy: [],
  pipes: [],
  ...more,
});
