import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Expr, From, Ident } from '../../sql/ast.ts';
import { bareField, elements, isReadWhole, type Reader, readsOuter, type UnnestItem } from './element-uses.ts';
import { arrayOf } from './flattened.ts';
import { pivotQuery, unpivotQuery } from './pivot.ts';
import type { Printer, Range, Scope } from './rules.ts';
import { isSystemName, systemView } from './system.ts';
import { tableCall } from './table-function.ts';
import { commas, type Frag, from, indent, NL, q } from './text.ts';
import { givesValues, openedRows } from './value-rows.ts';
import { verbatim } from './verbatim.ts';
import { usesOf } from './walk.ts';

interface Place {
  readonly reader: Reader;
  readonly nullable: boolean;
  /** The choice of rows that stands before the alias. */
  readonly sample?: Frag;
}

/** The FROM clause's text; range variables go into the scope as they appear. */
export function printFrom(f: From, p: Printer, reader: Reader, nullable = false): Frag {
  return from(f, item(f, p, { reader, nullable }));
}

function item(f: From, p: Printer, place: Place): Frag {
  switch (f.kind) {
    case 'bad':
      return '';
    case 'verbatim':
      return ownTable(f, p, place);
    case 'paren':
      return q`(${item(f.of, p, place)})`;
    case 'table':
      return arrayPath(f, p) ? unnested(asUnnest(f, p), p, place) : table(f, p, place);
    case 'subquery':
      return subquery(f, p, place);
    case 'unnest':
      return unnested(f, p, place);
    case 'join':
      return join(f, p, place);
    case 'pivot':
      return pivoted(f, p, place);
    case 'unpivot':
      return unpivoted(f, p, place);
    case 'sample':
      return sampled(f, p, place);
    case 'tableFunction': {
      const rows = tableCall(f, p);
      const name = f.alias?.name ?? f.call.path.at(-1)?.name ?? '';
      return q`${rows} AS ${p.rules.identifier(declare(name, p, place).as)}`;
    }
    case 'input':
      return p.refuse(f, 'pipe syntax');
    case 'opaque':
      return p.refuse(f, f.what);
    default:
      return unreachable(f);
  }
}

type Table = Extract<From, { kind: 'table' }>;

/** `FROM t, t.items`: a path of more than one part that starts with a range variable. */
function arrayPath(f: Table, p: Printer): boolean {
  const first = f.parts[0]?.name.toLowerCase() ?? '';
  if (f.parts.length < 2) return false;
  for (let scope: Scope | undefined = p.scope; scope; scope = scope.outer) if (scope.ranges.has(first)) return true;
  return false;
}

function asUnnest(f: Table, p: Printer): UnnestItem {
  const last = f.parts.at(-1);
  const alias = f.alias ?? last;
  const of: Expr = p.session.binder.arrays.get(f) ?? { start: f.start, end: f.end, kind: 'path', parts: f.parts };
  const made: UnnestItem = {
    start: f.start,
    end: f.end,
    kind: 'unnest',
    of,
    more: [],
    ...(alias ? { alias } : {}),
    ...(f.offset ? { offset: f.offset } : {}),
  };
  const { froms } = p.session.binder;
  const offers = froms.get(f);
  if (offers) froms.set(made, offers);
  return made;
}

function table(f: Table, p: Printer, place: Place): Frag {
  if (f.offset) p.refuse(f.offset, 'WITH OFFSET behind a table');
  if (f.asOf) p.refuse(f.asOf, 'FOR SYSTEM_TIME AS OF');
  const names = f.parts.map((part) => part.name);
  const [only] = names;
  const cte = names.length === 1 && only !== undefined && isCte(p.scope, only);
  const last = names.at(-1) ?? '';
  if (!cte && p.rules.system && isSystemName(names)) {
    const rows = systemView(f, f.alias?.name ?? last, place.reader, p);
    return q`${rows} AS ${p.rules.identifier(declare(f.alias?.name ?? last, p, place).as)}`;
  }
  const wildcard = !cte && last.endsWith('*');
  const relation = cte ? p.rules.identifier(only) : relationOf(f, p);
  const alias = f.alias?.name ?? last;
  const range = declare(alias, p, place, { wildcard, ...(f.alias ? {} : { path: names }) });
  const shown = named(relation, range.as, p) || (wildcard && !f.alias);
  return q`${relation}${place.sample ?? ''}${shown ? '' : q` AS ${p.rules.identifier(range.as)}`}`;
}

const isCte = (scope: Scope, name: string): boolean =>
  scope.ctes.has(name.toLowerCase()) || (scope.outer ? isCte(scope.outer, name) : false);

/** The engine's name of a table path. */
export function relationOf(path: { readonly parts: readonly Ident[]; start: number; end: number }, p: Printer): string {
  const names = path.parts.map((part) => part.name);
  const shown = names.join('.');
  if (isSystemName(names)) {
    p.refuse(path, `the system table \`${shown}\``);
    return 'refused';
  }
  if (
    names.some((name) => !/^[\p{L}\p{M}\p{N}_ -]+\*?$/u.test(name)) ||
    names.slice(0, -1).some((n) => n.endsWith('*'))
  ) {
    p.refuse(path, `the table name \`${shown}\``, 'It is no name of a BigQuery table.');
    return 'refused';
  }
  if (files.test(shown)) {
    p.refuse(path, `the table name \`${shown}\``, 'It could be taken for the name of a file.');
    return 'refused';
  }
  const found = p.names(names);
  if ('fault' in found) {
    p.refuse(path, `the table \`${shown}\``, found.fault);
    return 'refused';
  }
  return p.rules.relation(found);
}

/** Whether a relation's own last name is `name`, so that it needs no alias. */
export const named = (relation: string, name: string, p: Printer): boolean =>
  relation === p.rules.identifier(name) || relation.endsWith(p.rules.relation({ name }));

/** Endings that an engine would open as a file. */
const files = /\.(csv|tsv|parquet|json|jsonl|ndjson|xlsx?|arrow|avro|orc|delta|duckdb|db|gz|zst|txt)$/i;

/** Adds a range variable. */
function declare(name: string, p: Printer, place: Place, more: Partial<Range> = {}): Range {
  const uses = usesOf(name, place.reader);
  const as = uses.whole && !more.value ? `${name}__row` : name;
  const made: Range = { name, as, value: false, nullable: place.nullable, wildcard: false, ...more };
  p.scope.ranges.set(name.toLowerCase(), made);
  return made;
}

/** A table expression in the engine's own SQL. */
function ownTable(f: Extract<From, { kind: 'verbatim' }>, p: Printer, place: Place): Frag {
  const text = verbatim(f, p);
  return f.alias ? q`${text} AS ${p.rules.identifier(declare(f.alias.name, p, place).as)}` : text;
}

function subquery(f: Extract<From, { kind: 'subquery' }>, p: Printer, place: Place): Frag {
  const body = q`(${indent([NL, openedRows(f.query, 'rows', p)])}${NL})${place.sample ?? ''}`;
  if (!f.alias) return body;
  if (givesValues(f.query, p)) {
    const name = p.rules.identifier(declare(f.alias.name, p, place, { value: true }).as);
    return q`(SELECT value AS ${name} FROM ${body} AS ${p.rules.identifier('value rows')}(value)) AS ${name}`;
  }
  const range = declare(f.alias.name, p, place);
  return q`${body} AS ${p.rules.identifier(range.as)}`;
}

function pivoted(f: Extract<From, { kind: 'pivot' }>, p: Printer, place: Place): Frag {
  const made = pivotQuery(f.of, f.pivot, p);
  if (!f.alias) return made;
  const range = declare(f.alias.name, p, place);
  return q`${made} AS ${p.rules.identifier(range.as)}`;
}

/** Whether an item is a table or a subquery, behind which an alias stands. */
const isNamed = (f: From, p: Printer): boolean =>
  f.kind === 'subquery' || (f.kind === 'table' && !arrayPath(f, p) && !isSystemName(f.parts.map(({ name }) => name)));

/** A random part of the rows; which ones is open on every engine. */
function sampled(f: Extract<From, { kind: 'sample' }>, p: Printer, place: Place): Frag {
  const { sample } = f;
  const constant = sample?.size.kind === 'int' || sample?.size.kind === 'float';
  if (!sample || !constant || sample.unit !== 'PERCENT' || !p.rules.sample || f.alias)
    return p.refuse(sample ?? f, 'TABLESAMPLE');
  const text = p.rules.sample(sample.size.kind === 'int' || sample.size.kind === 'float' ? sample.size.text : '');
  if (!p.rules.has.sampleBeforeAlias) return q`${item(f.of, p, place)} ${text}`;
  return isNamed(f.of, p) ? item(f.of, p, { ...place, sample: q` ${text}` }) : p.refuse(sample, 'TABLESAMPLE');
}

function unpivoted(f: Extract<From, { kind: 'unpivot' }>, p: Printer, place: Place): Frag {
  const made = unpivotQuery(f.of, f.unpivot, p);
  return f.alias ? q`${made} AS ${p.rules.identifier(declare(f.alias.name, p, place).as)}` : made;
}

function join(f: Extract<From, { kind: 'join' }>, p: Printer, place: Place): Frag {
  const left = printFrom(f.left, p, place.reader, place.nullable || f.type === 'RIGHT' || f.type === 'FULL');
  const nullable = place.nullable || f.type === 'LEFT' || f.type === 'FULL';
  const right = f.right.kind === 'table' && arrayPath(f.right, p) ? asUnnest(f.right, p) : f.right;
  if (right.kind === 'unnest') {
    if (f.type === 'RIGHT' || f.type === 'FULL' || (f.using && !p.rules.has.usingOfElements)) {
      p.refuse(right, `${f.using ? 'USING' : `${f.type} JOIN`} with UNNEST`);
      return left;
    }
    const type = f.type === 'INNER' && !f.on && !f.using ? 'CROSS' : f.type;
    const on = f.using ? { using: f.using } : f.on ? { on: f.on } : {};
    return q`${left}${NL}${unnested(right, p, { ...place, nullable }, type, on)}`;
  }
  const printed = printFrom(right, p, place.reader, nullable);
  const other = right.kind === 'join' ? q`(${printed})` : printed;
  if (f.type === 'CROSS') {
    if (f.on || f.using) p.refuse(f, 'CROSS JOIN with a condition');
    return q`${left}${NL}CROSS JOIN ${other}`;
  }
  if (!f.on && !f.using) p.refuse(f, `${f.type} JOIN without ON or USING`);
  const condition = f.on
    ? q` ON ${p.expr(f.on)}`
    : f.using
      ? q` USING (${commas(f.using.map((c) => p.rules.identifier(c.name)))})`
      : '';
  return q`${left}${NL}${f.type === 'INNER' ? '' : `${f.type} `}JOIN ${other}${condition}`;
}

function unnested(
  f: UnnestItem,
  p: Printer,
  place: Place,
  join?: 'CROSS' | 'INNER' | 'LEFT',
  { on, using }: { readonly on?: Expr; readonly using?: readonly Ident[] } = {},
): Frag {
  const [further] = f.more;
  if (further) p.refuse(further, 'UNNEST of several arrays');
  const known = elements(f.of, p);
  const uses = f.alias ? usesOf(f.alias.name, place.reader) : { ...usesOf('', place.reader), field: false };
  const opened = known !== 'scalar' && !(f.alias && uses.whole && !uses.field && !uses.star);
  // A row put together of fields would hold the offset, and be none where the element is NULL.
  const both = opened && uses.whole && f.alias !== undefined && isReadWhole(f, p, place.reader);
  const bare = both ? bareField(f, p, place.reader) : undefined;
  if (both && (uses.star || bare))
    p.refuse(
      bare ?? f,
      `the whole element \`${f.alias?.name}\` of UNNEST beside ${uses.star ? 'all its fields' : 'a bare field of it'}`,
      undefined,
      'Write fields as `element.field`.',
    );
  const mode: 'fields' | 'value' = opened && !both ? 'fields' : 'value';
  const certain = known !== 'unknown' || uses.field || uses.star;
  if (f.alias && uses.bareStar && !certain)
    p.refuse(f, '`*` over UNNEST of an array whose elements are not known here', 'List the columns instead of `*`.');
  if (mode === 'value' && uses.bareStar && known !== 'scalar' && certain)
    p.refuse(f, '`*` beside the whole element of UNNEST', 'List the columns instead of `*`.');
  if (using && (mode === 'value' || usesOf('', place.reader).bareStar))
    p.refuse(f, mode === 'value' ? 'USING with UNNEST of an array of no structs' : '`*` over USING with UNNEST');
  const array = arrayOf(f.of, p);
  if (f.alias) declare(f.alias.name, p, place, { value: mode === 'value' });
  const range = f.alias ? p.scope.ranges.get(f.alias.name.toLowerCase()) : undefined;
  return from(
    f,
    p.rules.unnest(
      {
        at: { start: f.start, end: f.end },
        array,
        mode,
        ...(range ? { alias: range.as } : {}),
        ...(f.offset ? { offset: f.offset.name } : {}),
        ...(join ? { join } : {}),
        ...(!join && readsOuter(f.of, p) ? { correlated: true } : {}),
        ...(on ? { on: () => p.expr(on) } : {}),
        ...(using ? { using: using.map(({ name }) => name) } : {}),
      },
      p,
    ),
  );
}
