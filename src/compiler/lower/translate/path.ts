import type { Expr, Ident } from '../../sql/ast.ts';
import { unlessColumn } from './column-or-variable.ts';
import type { Printer, Range } from './rules.ts';
import { slotOf } from './slots.ts';
import { type Frag, joined, plain, q } from './text.ts';
import { walk } from './walk.ts';

const pseudo =
  /^_(PARTITIONTIME|PARTITIONDATE|PARTITION_LOAD_TIME|FILE_NAME|CHANGE_TYPE|CHANGE_TIMESTAMP|CHANGE_SEQUENCE_NUMBER)$/i;

/** Columns of a table that is partitioned by the time at which rows came in. */
const ingestion = /^_PARTITION(TIME|DATE)$/i;

type Path = Extract<Expr, { kind: 'path' }>;

export function path(e: Path, p: Printer): Frag {
  const found = e.parts.find(({ name }) => pseudo.test(name));
  if (found && p.rules.ingestion && ingestion.test(found.name))
    return p.rules.ingestion(found.name.toUpperCase(), plainPath(e, p));
  if (found) return p.refuse(found, `the pseudo column \`${found.name}\``);
  return variable(e, p) ?? ofElement(e, p) ?? plainPath(e, p);
}

/** A name inside a query over arrays: of a row of its own, of one around it, or else of the query where the arrays stand. */
function ofElement(e: Path, p: Printer): Frag | undefined {
  const [head, ...rest] = e.parts;
  const name = head?.name.toLowerCase() ?? '';
  let { scope } = p;
  for (; scope.elements && scope.outer; scope = scope.outer) {
    const named = scope.elements.filter((element) => element.name === name);
    const fields = scope.elements.flatMap(({ columns }) => columns.get(name) ?? []);
    if (named.length === 0 && fields.length > 1)
      return p.refuse(e, `the name \`${head?.name}\`, which several elements have`, undefined, 'Qualify it.');
    const found = named[0] ?? fields[0];
    if (!found) continue;
    if (found.text === undefined) return p.refuse(e, `\`${head?.name}\`, which is neither grouped nor aggregated`);
    return joined([found.text, ...rest.map((part) => p.rules.identifier(part.name))], '.');
  }
  if (scope === p.scope) return undefined;
  const inner = p.scope;
  p.scope = scope;
  const made = plainPath(e, p);
  p.scope = inner;
  return made;
}

/** A script's variable or a parameter of a function that is written out; undefined for what is none. */
function variable(e: Path, p: Printer): Frag | undefined {
  const [first, ...fields] = e.parts;
  const name = first?.name.toLowerCase() ?? '';
  const value = p.session.values.get(name);
  if (!first || value === undefined) return undefined;
  const binding = p.session.binder.bindings.get(e);
  const unknown = binding?.kind === 'unknown' || binding === undefined;
  if (unknown && p.rules.variables?.afterColumns && slotOf(name, p.session) === name && !isAlias(name, p))
    return undefined;
  const guarded = unknown && fields.length === 0 ? unlessColumn(name, value, p) : undefined;
  if (guarded !== undefined) return guarded;
  if (unknown)
    return p.refuse(e, `the name \`${first.name}\`, which may be a column or a variable`, 'Qualify the column.');
  if (binding.kind !== 'variable') return undefined;
  if (/^biform_row_\d+$/.test(plain(value)))
    return fields.length === 0
      ? p.refuse(e, `the row \`${first.name}\` of FOR as a value`, undefined, 'Name its columns.')
      : joined([value, ...fields.map((f) => p.rules.identifier(f.name))], '.');
  return fields.length === 0 ? value : q`(${value})${fields.map((f) => `.${p.rules.identifier(f.name)}`)}`;
}

/** Whether the statement gives something this name: an alias of the select list could be meant by the engine. */
function isAlias(name: string, p: Printer): boolean {
  let found = false;
  walk(p.statement, (node) => {
    const { items } = node as { readonly items?: readonly { readonly alias?: Ident }[] };
    found ||= Array.isArray(items) && items.some(({ alias }) => alias?.name.toLowerCase() === name);
    return !found;
  });
  return found;
}

function plainPath(e: Path, p: Printer): Frag {
  const [first] = e.parts;
  if (e.parts.length === 1 && first) {
    const meant = p.scope.aliases?.get(first.name.toLowerCase());
    if (meant) return q`(${withoutAliases(p, () => p.expr(meant))})`;
  }
  const parts = throughTable(e.parts, p) ?? e.parts;
  const [head, ...rest] = parts;
  const range = head ? (p.scope.ranges.get(head.name.toLowerCase()) ?? outerRow(e, head, p)) : undefined;
  if (range && rest.length === 0 && !range.value) {
    const where = range.nullable ? ' of an outer join' : range.wildcard ? ' of a wildcard table' : undefined;
    return where === undefined
      ? p.rules.wholeRow(p.rules.identifier(range.as))
      : p.refuse(e, `the whole row \`${range.name}\`${where}`, 'Name the columns instead.');
  }
  const names = range
    ? [range.as, ...(range.value ? [range.as] : []), ...rest.map((r) => r.name)]
    : parts.map((r) => r.name);
  return joined(
    names.map((name) => p.rules.identifier(name)),
    '.',
  );
}

/** The range variable of an outer query that a path reads, where it has another name in the generated SQL. */
function outerRow(e: Path, head: Ident, p: Printer): Range | undefined {
  const binding = p.session.binder.bindings.get(e);
  if (binding?.kind === 'column' && !binding.correlated) return undefined;
  for (let scope = p.scope.outer; scope; scope = scope.outer) {
    const range = scope.ranges.get(head.name.toLowerCase());
    if (range) return range.as === range.name ? undefined : range;
  }
  return undefined;
}

/** A column qualified by the author's whole table path: the alias that the table got takes the path's place. */
function throughTable(parts: readonly Ident[], p: Printer): readonly Ident[] | undefined {
  const flat = parts.flatMap((part) =>
    part.quoted ? part.name.split('.').map((name) => ({ ...part, name })) : [part],
  );
  if (flat.length < 3) return undefined;
  for (let scope: Printer['scope'] | undefined = p.scope; scope; scope = scope.outer) {
    for (const { name, path: table } of scope.ranges.values()) {
      const length = table?.length ?? 0;
      if (length < 2 || flat.length <= length || !table?.every((part, i) => flat[i]?.name === part)) continue;
      const anchor = flat[0];
      if (anchor) return [{ ...anchor, name }, ...flat.slice(length)];
    }
  }
  return undefined;
}

/** Prints with select-list aliases out of sight, as inside what an alias stands for. */
export function withoutAliases<T>(p: Printer, print: () => T): T {
  const { aliases } = p.scope;
  if (!aliases) return print();
  delete p.scope.aliases;
  const made = print();
  p.scope.aliases = aliases;
  return made;
}
