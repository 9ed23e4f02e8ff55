import type { Expr, From, Ident, Query, QueryBody, Select, SelectItem } from '../../sql/ast.ts';
import { itemName } from '../../sql/implied-name.ts';
import { bare, orderList, windowOf } from './expression.ts';
import { groupBy, readsGroups } from './group-by.ts';
import { coerceBranches } from './literal-type.ts';
import { withoutPipes } from './pipes.ts';
import { type Key, qualifiedGroups } from './qualify.ts';
import type { Printer, Scope } from './rules.ts';
import { type Shown, shownBy } from './star.ts';
import { refuseOtherNames } from './struct-names.ts';
import { printFrom } from './tables.ts';
import { commas, type Frag, from, indent, joined, NL, plain, q } from './text.ts';
import { givesValues, openedRows } from './value-rows.ts';
import { verbatim } from './verbatim.ts';
import { walk } from './walk.ts';

/** A query expression in the engine's SQL. */
export function printQuery(written: Query, p: Printer): Frag {
  if (p.depth) return p.refuse(written, 'a query of tables inside one over arrays', 'The engine takes none there.');
  const query = written.pipes.length > 0 || written.body.kind === 'from' ? withoutPipes(written, p) : written;
  if (query.recursive && !p.rules.has.recursion) p.refuse(query, 'WITH RECURSIVE');
  if (query.recursive && p.rules.has.distinctRecursion === false)
    for (const { name, query: inner } of query.ctes)
      if (inner.body.kind === 'set' && inner.body.op === 'UNION DISTINCT')
        p.refuse(name, 'WITH RECURSIVE by UNION DISTINCT', 'Stop the recursion with a condition and use UNION ALL.');
  const outer = p.scope;
  const ctes = new Set(query.recursive ? query.ctes.map((cte) => cte.name.name.toLowerCase()) : []);
  p.scope = { outer, ctes, ranges: new Map() };
  const definitions = query.ctes.map(({ name, query: inner }) => {
    if (givesValues(inner, p))
      p.refuse(name, 'a common table expression whose rows are values', 'Give the value a name.');
    const made = q`${p.rules.identifier(name.name)} AS (${indent([NL, openedRows(inner, 'rows', p)])}${NL})`;
    ctes.add(name.name.toLowerCase());
    return made;
  });
  const head =
    definitions.length > 0 ? q`WITH${query.recursive ? ' RECURSIVE' : ''} ${joined(definitions, [',', NL])}${NL}` : '';
  const made = from(query, q`${head}${printBody(query.body, p, query)}${tail(query, p)}`);
  p.scope = outer;
  return made;
}

/** LIMIT and OFFSET. ORDER BY belongs to the body, whose names it sees. */
function tail({ limit, offset }: Query, p: Printer): Frag {
  const rows = limit && (limitBehind(limit, offset) ?? bare(limit, p));
  return q`${rows ? q`${NL}LIMIT ${rows}` : ''}${offset ? q` OFFSET ${bare(offset, p)}` : ''}`;
}

const GREATEST_INT64 = 2n ** 63n - 1n;

/** A limit that no query reaches, lowered where engines that add the offset to it would go beyond INT64. */
function limitBehind(limit: Expr, offset: Expr | undefined): string | undefined {
  if (limit.kind !== 'int' || offset?.kind !== 'int') return undefined;
  const most = GREATEST_INT64 - BigInt(offset.text);
  return BigInt(limit.text) > most ? String(most < 0n ? 0n : most) : undefined;
}

function printBody(body: QueryBody, p: Printer, query: Query | undefined): Frag {
  switch (body.kind) {
    case 'bad':
      return '';
    case 'select':
      return select(body, p, query);
    case 'verbatim':
      return q`${verbatim(body, p)}${plainOrder(query, p)}`;
    case 'from':
      return p.refuse({ start: body.start, end: body.start + 'FROM'.length }, 'a query that begins with FROM');
    case 'opaque':
      return p.refuse(body, body.what);
    case 'nested':
      return q`(${indent([NL, printQuery(body.query, p)])}${NL})${plainOrder(query, p)}`;
    case 'set': {
      const op = setOperator(body, p);
      refuseOtherNames(body, p);
      coerceBranches(body, p);
      const left = printBody(body.left, p, undefined);
      const right =
        body.right.kind === 'set' ? q`(${printBody(body.right, p, undefined)})` : printBody(body.right, p, undefined);
      return q`${left}${NL}${op}${NL}${right}${plainOrder(query, p)}`;
    }
  }
}

/** The words between two queries; `UNION [ALL] BY NAME` is all that is translated of the ways to pair columns by name. */
function setOperator(body: Extract<QueryBody, { kind: 'set' }>, p: Printer): string {
  const { byName, op } = body;
  const words = `${op}${byName ? ` ${byName.how}` : ''}`;
  const plainByName =
    byName?.how === 'BY NAME' && !byName.strict && !byName.keep && !byName.on && op.startsWith('UNION');
  if (byName && !(plainByName && p.rules.has.unionByName)) p.refuse(body, words);
  if (op === 'INTERSECT ALL' || op === 'EXCEPT ALL') p.refuse(body, op);
  return words.replace(' DISTINCT', '');
}

/** ORDER BY over the result's own columns. */
function plainOrder(query: Query | undefined, p: Printer): Frag {
  if (!query || query.orderBy.length === 0) return '';
  for (const { of } of query.orderBy) refuseOrder(of, p);
  return q`${NL}ORDER BY ${orderList(query.orderBy, p)}`;
}

function refuseOrder(key: Expr, p: Printer): void {
  const wrong = p.rules.unordered?.(key, p);
  const instead = 'Select it under a name and order by the name.';
  if (wrong) p.refuse(wrong, 'ORDER BY of EXISTS or IN with a subquery', instead);
}

/** SELECT AS STRUCT of a star: the row of the plain SELECT. */
function wholeRow(s: Select, p: Printer, query: Query | undefined): Frag {
  if (query && query.orderBy.length > 0) p.refuse(s, '`*` in SELECT AS STRUCT with ORDER BY', 'Name the fields.');
  const { as: _, ...plainSelect } = s;
  const name = p.rules.identifier('as_struct');
  return q`SELECT ${p.rules.wholeRow(name)}${NL}FROM (${indent([NL, select(plainSelect, p, undefined)])}${NL}) AS ${name}`;
}

function select(s: Select, p: Printer, query: Query | undefined): Frag {
  const outer = p.scope;
  const scope: Scope = { outer, ctes: new Set(), ranges: new Map() };
  p.scope = scope;
  const reader = query ? [s, query.orderBy] : s;
  const source = s.from ? q`${NL}FROM ${printFrom(s.from, p, reader)}` : '';
  const fields = s.as === 'STRUCT' ? fieldsOf(s, p) : [];
  if (fields === undefined) {
    p.scope = outer;
    return wholeRow(s, p, query);
  }
  const items = s.as === 'STRUCT' ? q` ${p.rules.row(fields)}` : listOf(s, p, query !== undefined);
  const where = s.where ? q`${NL}WHERE ${p.expr(s.where)}` : '';
  const aliases = aliasesOf(s);
  const group = groupBy(s, p, aliases);
  scope.aliases = aliases;
  const having = s.having ? q`${NL}HAVING ${p.expr(s.having)}` : '';
  const condition = s.qualify ? p.expr(s.qualify) : undefined;
  delete scope.aliases;
  const windows = s.windows.length > 0 ? q`${NL}WINDOW ${windowList(s, p)}` : '';
  const keys = query ? orderKeys(s, query, p, aliases) : [];
  p.scope = outer;
  const word = s.distinct ? 'SELECT DISTINCT' : 'SELECT';
  if (condition && p.rules.has.qualifyOfGroups === false && readsGroups(s, p)) {
    const rest = q`${source}${where}${group}${having}${windows}`;
    return from(s, qualifiedGroups({ word, items, rest, condition, keys }, p));
  }
  const qualify = condition ? q`${NL}QUALIFY ${condition}` : '';
  const order =
    keys.length > 0 ? q`${NL}ORDER BY ${commas(keys.map((key) => p.rules.orderItem(key.item, key.of)))}` : '';
  return from(s, q`${word}${items}${source}${where}${group}${having}${windows}${qualify}${order}`);
}

const windowList = (s: Select, p: Printer): Frag =>
  !p.rules.has.namedWindows
    ? p.refuse(s.windows[0]?.name ?? s, 'a named window', 'Write it out behind OVER.')
    : commas(s.windows.map(({ name, spec }) => q`${p.rules.identifier(name.name)} AS ${windowOf(spec, p)}`));

/** What each select-list name stands for, where that is something else than a column of that name alone. */
function aliasesOf(s: Select): ReadonlyMap<string, Expr> {
  const made = new Map<string, Expr>();
  for (const item of s.items) {
    const name = itemName(item)?.name.toLowerCase();
    if (item.kind === 'star' || name === undefined) continue;
    const { value } = item;
    const same = value.kind === 'path' && value.parts.length === 1 && value.parts[0]?.name.toLowerCase() === name;
    if (!same) made.set(name, value);
  }
  return made;
}

function listOf(s: Select, p: Printer, alone: boolean): Frag {
  if (s.as === 'VALUE' && (s.items.length !== 1 || s.items[0]?.kind === 'star'))
    p.refuse(s, 'SELECT AS VALUE of more than one column');
  const items = s.items.map((item) => from(item, item.kind === 'star' ? star(item, s, p) : column(item, p, alone)));
  if (items.length === 1) return q` ${items}`;
  return indent([NL, joined(items, [',', NL])]);
}

/** `alone`: no other query of a set operation says which type the column has. */
function column(item: Extract<SelectItem, { kind: 'expr' }>, p: Printer, alone: boolean): Frag {
  const { emptyArray } = p.rules;
  const empty = item.value.kind === 'array' && item.value.items.length === 0 && !item.value.type;
  const of = p.session.coerced.get(item.value) ?? item.value;
  const value = empty && !alone && emptyArray !== undefined ? emptyArray : p.expr(of);
  const untyped =
    alone &&
    p.session.makes &&
    p.scope.outer?.outer?.outer === undefined &&
    p.session.binder.types.get(item.value)?.form === 'null' &&
    item.value.kind !== 'array';
  const made = untyped && p.rules.untyped ? p.rules.untyped(value) : value;
  const name = itemName(item);
  if (!name) return made;
  const text = plain(made);
  const shown = p.rules.identifier(name.name);
  const implied = !item.alias && (text === shown || text.endsWith(`.${shown}`));
  return implied ? made : q`${made} AS ${shown}`;
}

/** Columns of USING along the left edge of the joins, the outermost first; undefined where one stands elsewhere. */
function usingOf(f: From | undefined, p: Printer): readonly string[] {
  if (f?.kind !== 'join') return [];
  if (holdsUsing(f.right)) p.refuse(f.right, '`*` over a join with USING inside brackets', 'List the columns.');
  const own = f.using?.map((c) => c.name) ?? [];
  const inner = usingOf(f.left, p).filter((name) => !own.some((o) => o.toLowerCase() === name.toLowerCase()));
  return [...own, ...inner];
}

const holdsUsing = (f: From): boolean =>
  (f.kind === 'paren' && holdsUsing(f.of)) ||
  (f.kind === 'join' && (f.using !== undefined || holdsUsing(f.left) || holdsUsing(f.right)));

const arrival = /^_PARTITION(TIME|DATE)$/i;

/** Whether a star would show the `_PARTITIONTIME` that the SELECT names: BigQuery hides it. */
function arrivalUnder(item: Extract<SelectItem, { kind: 'star' }>, s: Select, p: Printer): boolean {
  if (!p.rules.ingestion) return false;
  const heads = new Set<string | undefined>();
  walk(s, (node) => {
    const { parts = [] } = node as { parts?: readonly Ident[] };
    if (node.kind === 'path' && parts.some(({ name }) => arrival.test(name)))
      heads.add(parts.length > 1 ? parts[0]?.name.toLowerCase() : undefined);
    return node === s || node.kind !== 'select';
  });
  if (heads.size === 0 || !item.of) return heads.size > 0;
  const own = item.of.kind === 'path' ? item.of.parts[0]?.name.toLowerCase() : undefined;
  if (own !== undefined && heads.has(own)) return true;
  if (!heads.has(undefined)) return false;
  if (p.scope.ranges.size > 1) p.refuse(item, '`.*` beside a `_PARTITIONTIME` that is not qualified', 'Qualify it.');
  return true;
}

function star(item: Extract<SelectItem, { kind: 'star' }>, s: Select, p: Printer): Frag {
  const { of } = item;
  const name = of?.kind === 'path' && of.parts.length === 1 ? of.parts[0]?.name.toLowerCase() : undefined;
  const range = name !== undefined ? p.scope.ranges.get(name) : undefined;
  const wildcard = of ? range?.wildcard : [...p.scope.ranges.values()].some((r) => r.wildcard);
  const arrival = arrivalUnder(item, s, p) ? ['_PARTITIONTIME'] : [];
  const except = [...item.except.map((e) => e.name), ...(wildcard ? ['_TABLE_SUFFIX'] : []), ...arrival];
  const replace = item.replace.map(({ value, name: to }) => ({ name: to.name, value: p.expr(value) }));
  const rename = item.rename?.map(({ from: old, to }) => ({ from: old.name, to: to.name }));
  const single =
    of &&
    !range &&
    (item.except.length + item.replace.length > 0 ||
      (of.kind === 'call' && of.name === 'IF') ||
      (of.kind !== 'path' && !p.rules.has.starOfValues));
  const one = single ? oneByOne(item, s, p) : undefined;
  if (one) return one;
  const source = of ? (range ? p.rules.identifier(range.as) : p.expr(of)) : undefined;
  const using = of ? [] : usingOf(s.from, p);
  const replaced = item.replace.find((r) => using.some((name) => name.toLowerCase() === r.name.name.toLowerCase()));
  if (replaced) p.refuse(replaced.name, 'REPLACE of a column of USING');
  const made = p.rules.star({
    of: source,
    row: of !== undefined && !range,
    using,
    except,
    replace,
    ...(rename ? { rename } : {}),
  });
  const listed = made ?? (single || except.length > item.except.length ? undefined : oneByOne(item, s, p));
  if (listed) return listed;
  const what = source && !range ? '`.*` behind a value whose fields' : '`*` with REPLACE over a table whose columns';
  return p.refuse(item, `${what} are not known here`, undefined, 'Declare the columns of the source, or list them.');
}

/** What a star shows, as a list. */
function oneByOne(item: Extract<SelectItem, { kind: 'star' }>, s: Select, p: Printer): Frag | undefined {
  const shown = shownBy(item, s, p);
  return shown && commas(shown.map(({ name: as, value }) => q`${value} AS ${p.rules.identifier(as)}`));
}

/** The fields of a SELECT AS STRUCT; undefined where a star shows columns that are not known. */
export function fieldsOf(s: Select, p: Printer): readonly Shown[] | undefined {
  const fields: Shown[] = [];
  for (const item of s.items) {
    const name = itemName(item);
    if (item.kind === 'star') {
      const shown = shownBy(item, s, p);
      if (!shown) return undefined;
      fields.push(...shown);
    } else if (name) fields.push({ name: name.name, value: p.expr(item.value) });
    else
      fields.push({
        name: '',
        value: p.refuse(item, 'a field without a name in SELECT AS STRUCT', 'Give it a name with AS.'),
      });
  }
  return fields;
}

/** ORDER BY of a SELECT: a name alone is the output column, inside an expression it is what it stands for. */
function orderKeys(s: Select, query: Query, p: Printer, aliases: ReadonlyMap<string, Expr>): readonly Key[] {
  const explicit = new Set(
    s.items.flatMap((item) => (item.kind === 'expr' && item.alias ? [item.alias.name.toLowerCase()] : [])),
  );
  const alone = (e: Expr): boolean =>
    s.as !== 'STRUCT' &&
    e.kind === 'path' &&
    e.parts.length === 1 &&
    explicit.has(e.parts[0]?.name.toLowerCase() ?? '');
  return query.orderBy.map((item) => {
    const { of } = item;
    if (alone(of) && of.kind === 'path')
      return { item, of: from(of, p.rules.identifier(of.parts[0]?.name ?? '')), output: true };
    refuseOrder(of, p);
    p.scope.aliases = aliases;
    const made = { item, of: bare(of, p), output: of.kind === 'int' };
    delete p.scope.aliases;
    return made;
  });
}
