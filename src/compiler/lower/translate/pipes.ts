import { unreachable } from '../../diagnostics/unreachable.ts';
import type { At, CommonTable, Expr, From, Ident, Pipe, Query, Select, SelectItem } from '../../sql/ast.ts';
import { itemName } from '../../sql/implied-name.ts';
import { callOf, queryOf } from '../../sql/nodes.ts';
import type { Printer } from './rules.ts';
import { walk } from './walk.ts';

type Of<K extends Pipe['kind']> = Extract<Pipe, { kind: K }>;

/** What the operators so far have made: a query, and its SELECT while names of its FROM are still in sight. */
interface State {
  readonly query: Query;
  /** A SELECT that only passes rows on: the next operator may be written into it. */
  readonly open?: Select;
  /** The one name by which columns may still be qualified behind a subquery. */
  readonly alias?: Ident;
  /** Names by which GoogleSQL still knows the rows of FROM. */
  readonly names: readonly string[];
  /** Columns that have been added under `alias`, which GoogleSQL does not count among its own. */
  readonly added: readonly string[];
}

const star = ({ start, end }: At): SelectItem => ({ start, end, kind: 'star', except: [], replace: [] });

const selectOf = (at: At, from: From | undefined, more: Partial<Select> = {}): Select => ({
  start: at.start,
  end: at.end,
  kind: 'select',
  distinct: false,
  items: [star(at)],
  groupBy: { kind: 'none' },
  windows: [],
  ...(from ? { from } : {}),
  ...more,
});

/** The names of the rows of a FROM item; undefined where one has none of its own. */
function namesOf(from: From): readonly (Ident | undefined)[] {
  switch (from.kind) {
    case 'join':
      return [...namesOf(from.left), ...namesOf(from.right)];
    case 'paren':
      return namesOf(from.of);
    case 'table':
      return [from.alias ?? from.parts.at(-1)];
    case 'subquery':
    case 'unnest':
    case 'pivot':
    case 'unpivot':
    case 'tableFunction':
    case 'verbatim':
      return [from.alias];
    case 'sample':
      return namesOf(from.of);
    case 'input':
    case 'opaque':
    case 'bad':
      return [undefined];
    default:
      return unreachable(from);
  }
}

/** A SELECT of everything from an item, open to what follows. */
function passing(at: At, from: From): State {
  const select = selectOf(at, from);
  const found = namesOf(from);
  const [name, ...more] = found;
  return {
    query: queryOf(at, select),
    open: select,
    names: found.flatMap((one) => (one ? [one.name.toLowerCase()] : [])),
    added: [],
    ...(name && more.length === 0 ? { alias: name } : {}),
  };
}

/** The rows so far as a FROM item. */
function asFrom(state: State, at: At): From {
  const { open } = state;
  if (open?.from && !open.where) return open.from;
  const { start, end } = at;
  return { start, end, kind: 'subquery', query: state.query, ...(state.alias ? { alias: state.alias } : {}) };
}

/** A SELECT over the rows so far: written into the one that is open, or around it. */
function over(state: State, at: At, more: Partial<Select>): Select {
  return state.open ? { ...state.open, ...more } : selectOf(at, asFrom(state, at), more);
}

/** The same rows under the same names, with a query that nothing more is written into. */
const closed = ({ open: _, ...state }: State, query: Query, added: readonly string[] = []): State => ({
  ...state,
  query,
  added: [...state.added, ...added],
});

/** The same names for rows whose columns are others: nothing may be qualified behind it. */
const changed = ({ open: _, alias: __, ...state }: State, query: Query): State => ({ ...state, query });

/** Rows whose columns are new: GoogleSQL forgets the names of FROM, too. */
const renewed = (query: Query): State => ({ query, names: [], added: [] });

const extended = (state: State, pipe: Of<'extend' | 'window'>, windows: Select['windows']): State => {
  const names = pipe.items.flatMap((item) => itemName(item)?.name.toLowerCase() ?? []);
  return closed(state, queryOf(pipe, over(state, pipe, { items: [star(pipe), ...pipe.items], windows })), names);
};

function where(state: State, { condition, start, end }: Of<'where'>): State {
  const before = state.open?.where;
  const both: Expr = before ? { start, end, kind: 'binary', op: 'AND', left: before, right: condition } : condition;
  const select = over(state, { start, end }, { where: both });
  return { ...state, query: queryOf({ start, end }, select), ...(state.open ? { open: select } : {}) };
}

function aggregate(state: State, pipe: Of<'aggregate'>): State {
  const items = [...pipe.groupBy, ...pipe.items].map(
    ({ start, end, value, alias }): SelectItem => ({ start, end, kind: 'expr', value, ...(alias ? { alias } : {}) }),
  );
  const keys = pipe.groupBy.map(({ value }) => value);
  const { grouping } = pipe;
  const groupBy: Select['groupBy'] =
    grouping === 'none' || grouping === 'all'
      ? { kind: grouping }
      : grouping === 'sets'
        ? { kind: 'sets', sets: pipe.sets ?? [] }
        : { kind: grouping, items: keys };
  const orderBy = [...pipe.groupBy, ...pipe.items].flatMap(({ value, alias, order, nulls }) =>
    order ? [{ of: alias ? pathOf(alias) : value, descending: order === 'DESC', ...(nulls ? { nulls } : {}) }] : [],
  );
  return renewed(queryOf(pipe, over(state, pipe, { items, groupBy }), { orderBy }));
}

const pathOf = (name: Ident): Expr => ({ start: name.start, end: name.end, kind: 'path', parts: [name] });

/** `SELECT` as an operator; its own clauses stay. */
function select(state: State, { select: s, start, end }: Of<'select'>): State {
  const { distinct, items, as, windows, qualify } = s;
  const more = { distinct, items, windows, ...(as ? { as } : {}), ...(qualify ? { qualify } : {}) };
  return renewed(queryOf({ start, end }, over(state, { start, end }, more)));
}

/** SET, DROP and RENAME: a star with some of its columns changed. */
function starred(state: State, pipe: Of<'set' | 'drop' | 'rename'>, p: Printer): State {
  const { start, end } = pipe;
  if (pipe.kind === 'rename' && !p.rules.has.starRename)
    p.refuse(pipe.items[0]?.from ?? pipe, 'the pipe operator `RENAME`', 'Use SELECT with AS.');
  const item: SelectItem = {
    start,
    end,
    kind: 'star',
    except: pipe.kind === 'drop' ? pipe.names : [],
    replace: pipe.kind === 'set' ? pipe.items : [],
    ...(pipe.kind === 'rename' ? { rename: pipe.items } : {}),
  };
  return changed(state, queryOf(pipe, over(state, pipe, { items: [item] })));
}

/** LIMIT stays with the ORDER BY before it. */
function limit(state: State, { limit: rows, offset, start, end }: Of<'limit'>): State {
  const { query } = state;
  const whole = query.limit !== undefined || query.offset !== undefined || query.pipes.length > 0;
  const base = whole ? queryOf({ start, end }, selectOf({ start, end }, asFrom(state, { start, end }))) : query;
  return closed(state, { ...base, limit: rows, ...(offset ? { offset } : {}) });
}

function join(state: State, pipe: Of<'join'>, p: Printer): State {
  if (pipe.join.kind !== 'join') return refused(state, pipe, 'this pipe operator', p);
  return passing(pipe, { ...pipe.join, left: asFrom(state, pipe) });
}

function setOperation(state: State, pipe: Of<'setOperation'>): State {
  const { op, byName, start, end } = pipe;
  const nested = (query: Query): Query['body'] => ({ start: query.start, end: query.end, kind: 'nested', query });
  const body = pipe.queries.reduce(
    (left, query): Query['body'] => ({
      start,
      end,
      kind: 'set',
      op,
      left,
      right: nested(query),
      ...(byName ? { byName } : {}),
    }),
    nested(state.query),
  );
  return renewed(queryOf(pipe, body));
}

/** ASSERT: an error where the condition is not true for a row. */
function assertion(state: State, { condition, start, end }: Of<'assert'>): State {
  const at = { start, end };
  const error = callOf(at, 'ERROR', [{ ...at, kind: 'string', value: 'Assert failed' }]);
  return where(state, {
    ...at,
    kind: 'where',
    condition: callOf(at, 'IF', [condition, { ...at, kind: 'bool', value: true }, error]),
  });
}

function refused(state: State, pipe: Pipe, what: string, p: Printer): State {
  p.refuse({ start: pipe.start, end: pipe.start + '|>'.length }, what);
  return state;
}

/** Refuses what is qualified by a name of FROM, where the subquery does not give what GoogleSQL means by it. */
function refuseLost(state: State, pipe: Pipe, p: Printer): void {
  if (state.open) return;
  const isLost = (parts: readonly Ident[]): boolean => {
    const [head, field] = parts;
    if (!head || !state.names.includes(head.name.toLowerCase())) return false;
    return !state.alias || !field || state.added.includes(field.name.toLowerCase());
  };
  walk(pipe, (node) => {
    const { parts } = node as { readonly parts?: readonly Ident[] };
    if (node.kind === 'path' && parts && isLost(parts) && (parts.length > 1 || state.alias))
      p.refuse(parts[0] ?? pipe, `the name \`${parts[0]?.name}\` behind this pipe operator`, 'Name the columns alone.');
    return true;
  });
}

function step(state: State, pipe: Pipe, p: Printer): State {
  const { start, end } = pipe;
  refuseLost(state, pipe, p);
  switch (pipe.kind) {
    case 'select':
      return select(state, pipe);
    case 'extend':
      return extended(state, pipe, pipe.windows ?? []);
    case 'window':
      return extended(state, pipe, []);
    case 'set':
    case 'drop':
    case 'rename':
      return starred(state, pipe, p);
    case 'as':
      return passing(pipe, { start, end, kind: 'subquery', query: state.query, alias: pipe.alias });
    case 'where':
      return where(state, pipe);
    case 'limit':
      return limit(state, pipe);
    case 'aggregate':
      return aggregate(state, pipe);
    case 'distinct':
      return changed(state, queryOf(pipe, over(state, pipe, { distinct: true })));
    case 'orderBy':
      return closed(state, queryOf(pipe, over(state, pipe, {}), { orderBy: pipe.orderBy }));
    case 'join':
      return join(state, pipe, p);
    case 'setOperation':
      return setOperation(state, pipe);
    case 'pivot':
    case 'unpivot': {
      const of = asFrom(state, pipe);
      const alias = pipe.alias ? { alias: pipe.alias } : {};
      return passing(
        pipe,
        pipe.kind === 'pivot'
          ? { start, end, kind: 'pivot', of, pivot: pipe.pivot, ...alias }
          : { start, end, kind: 'unpivot', of, unpivot: pipe.unpivot, ...alias },
      );
    }
    case 'sample':
      return passing(pipe, {
        start,
        end,
        kind: 'sample',
        of: asFrom(state, pipe),
        ...(pipe.sample ? { sample: pipe.sample } : {}),
      });
    case 'with':
      return state;
    case 'assert':
      return assertion(state, pipe);
    case 'call':
      return refused(state, pipe, 'the pipe operator `CALL`', p);
    case 'opaque':
      return refused(state, pipe, pipe.what, p);
    default:
      return unreachable(pipe);
  }
}

/**
 * A query of pipe operators as subqueries: each operator works on the rows before it. A WHERE, SELECT or JOIN directly
 * behind FROM is written into one SELECT, so that names of tables stay in sight.
 */
export function withoutPipes(query: Query, p: Printer): Query {
  const { body, pipes, ctes, recursive, ...tail } = query;
  const base: State =
    body.kind === 'from' ? passing(body, body.from) : renewed({ ...tail, recursive: false, ctes: [], pipes: [], body });
  const made = pipes.reduce((state, pipe) => step(state, pipe, p), base).query;
  const withs = pipes.filter((pipe) => pipe.kind === 'with');
  const all: readonly CommonTable[] = [...ctes, ...withs.flatMap((pipe) => pipe.ctes)];
  const again = all.find(({ name }, i) => all.findIndex((one) => sameName(one.name, name)) < i);
  if (again) p.refuse(again.name, 'WITH that names a table twice', 'Give them different names.');
  const isRecursive = recursive || withs.some((pipe) => pipe.recursive);
  return { ...made, start: query.start, end: query.end, recursive: isRecursive, ctes: all };
}

const sameName = (a: Ident, b: Ident): boolean => a.name.toLowerCase() === b.name.toLowerCase();
