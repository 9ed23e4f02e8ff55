import type { SqlType } from '../../analyse/types/type.ts';
import type { At, Expr, Query } from '../../sql/ast.ts';
import { written } from './empty-array.ts';
import { bare } from './expression.ts';
import type { Into } from './into.ts';
import { coerced } from './literal-type.ts';
import type { Printer } from './rules.ts';
import { storedValue } from './stored.ts';
import { isNamed, namesDiffer } from './struct-names.ts';
import { commas, type Frag, joined, NL, q } from './text.ts';

export const holdsStruct = (type: SqlType): boolean =>
  type.kind === 'STRUCT' || (type.kind === 'ARRAY' && holdsStruct(type.element));

const isUnknown = (type: SqlType | undefined): boolean => type === undefined || type.kind === 'unknown';

const places = 'GoogleSQL puts their fields there by place, this engine by name.';

/** Whether a value of a type must be told apart by place before it goes into a column; refuses what cannot be decided. */
function goesByPlace(of: SqlType | undefined, into: SqlType | undefined, at: At, p: Printer): boolean {
  if (into && !isUnknown(into)) return holdsStruct(into) && (!of || isUnknown(of) || namesDiffer(into, of));
  if (of && holdsStruct(of) && isNamed(of))
    p.refuse(at, 'a struct put into a column whose type is not known', places, 'Declare the columns of the table.');
  return false;
}

/** A value that UPDATE or MERGE puts into a column of a table. */
export const assigned = (value: Expr, into: SqlType | undefined, p: Printer): Frag =>
  put(value, into, Boolean(p.rules.has.structsByName || p.rules.has.assignsStructsByName), p);

/** A value that INSERT puts into a column of a table. */
export const inserted = (value: Expr, into: SqlType | undefined, p: Printer): Frag =>
  put(value, into, Boolean(p.rules.has.structsByName), p);

function put(given: Expr, into: SqlType | undefined, byName: boolean, p: Printer): Frag {
  const value = into?.kind === 'NUMERIC' ? coerced(given, into.kind) : given;
  return storedValue(value, byName ? placed(value, into, p) : bare(value, p), into, p);
}

function placed(value: Expr, into: SqlType | undefined, p: Printer): Frag {
  if (value.kind === 'null' || value.kind === 'default' || !goesByPlace(p.type(value), into, value, p))
    return bare(value, p);
  const type = into && written(into, value);
  if (!type) return p.refuse(value, 'a struct put into a column whose type is not known in all its parts', places);
  return p.expr({ start: value.start, end: value.end, kind: 'cast', of: value, type, safe: false });
}

/** The rows of a query that go into columns of a table; `made` is its text. */
export function assignedRows(query: Query, made: Frag, into: Into, p: Printer): Frag {
  if (!p.rules.has.structsByName) return made;
  const rows = p.session.binder.rows.get(query);
  const given = rows?.columns.filter(({ pseudo }) => !pseudo) ?? [];
  const count = into?.length ?? given.length;
  const byPlace = Array.from({ length: count }, (_, i) =>
    goesByPlace(rows?.complete ? given[i]?.type : undefined, into?.[i]?.type, query, p),
  );
  if (!byPlace.includes(true)) return made;
  const names = byPlace.map((_, i) => `column_${i + 1}`);
  const values = names.map((name, i): Frag => {
    const type = byPlace[i] ? into?.[i]?.type : undefined;
    const as = type && written(type, query);
    if (!type) return name;
    if (!as || !p.rules.byPlace)
      return p.refuse(query, 'a struct put into a column whose type is not known in all its parts', places);
    return p.rules.byPlace(name, as, rows?.complete ? given[i]?.type : undefined, p);
  });
  return joined(
    [
      q`SELECT ${commas(values)}${NL}FROM (${NL}`,
      made,
      q`${NL}) AS ${p.rules.identifier('new rows')}(${names.join(', ')})`,
    ],
    '',
  );
}
