import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Assignment, MergeWhen, Statement } from '../../sql/ast.ts';
import { bare } from './expression.ts';
import type { Printer } from './rules.ts';
import { named, printFrom, relationOf } from './tables.ts';
import { commas, type Frag, from, joined, NL, q } from './text.ts';

/** One statement in the engine's SQL. */
export function printStatement(s: Statement, p: Printer): Frag {
  p.scope = { ctes: new Set(), ranges: new Map() };
  return from(s, statement(s, p));
}

function statement(s: Statement, p: Printer): Frag {
  switch (s.kind) {
    case 'bad':
      return '';
    case 'query':
      return p.query(s.query);
    case 'create':
      return create(s, p);
    case 'createSchema':
      return p.refuse(s, 'CREATE SCHEMA', 'biform creates the schemas of a run itself.');
    case 'insert':
      return insert(s, p);
    case 'update':
      return update(s, p);
    case 'delete':
      return remove(s, p);
    case 'merge':
      return merge(s, p);
    case 'drop':
      if (s.object === 'SCHEMA') return p.refuse(s, 'DROP SCHEMA');
      return q`DROP ${s.object}${s.ifExists ? ' IF EXISTS' : ''} ${relationOf(s.name, p)}`;
    case 'truncate':
      return q`TRUNCATE TABLE ${relationOf(s.table, p)}`;
    default:
      return unreachable(s);
  }
}

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

function create(s: Of<'create'>, p: Printer): Frag {
  const temporary = s.temporary && s.name.parts.length === 1;
  if (s.temporary && !temporary) return p.refuse(s.name, 'a temporary table inside a dataset');
  if (s.temporary && !p.rules.has.temporaryTables) return p.refuse(s, 'CREATE TEMP TABLE');
  const name = temporary ? p.rules.identifier(s.name.parts[0]?.name ?? '') : relationOf(s.name, p);
  const head = `CREATE${s.replace ? ' OR REPLACE' : ''}${temporary ? ' TEMP' : ''} ${s.object}${s.ifNotExists ? ' IF NOT EXISTS' : ''}`;
  const columns = s.columns?.map(
    (c) => q`${p.rules.identifier(c.name.name)} ${p.rules.type(c.type, p)}${c.required ? ' NOT NULL' : ''}`,
  );
  if (columns && s.query) return p.refuse(s, 'CREATE TABLE with a column list and a query');
  if (columns) return q`${head} ${name} (${commas(columns)})`;
  return s.query ? q`${head} ${name} AS${NL}${p.query(s.query)}` : p.refuse(s, 'CREATE TABLE without a query');
}

function insert(s: Of<'insert'>, p: Printer): Frag {
  const columns = s.columns.length > 0 ? q` (${commas(s.columns.map((c) => p.rules.identifier(c.name)))})` : '';
  const source =
    s.source.kind === 'query'
      ? p.query(s.source.query)
      : q`VALUES ${commas(s.source.rows.map((row) => q`(${commas(row.map((e) => bare(e, p)))})`))}`;
  return q`INSERT INTO ${relationOf(s.into, p)}${columns}${NL}${source}`;
}

/** Makes the target of a change a range variable and gives its text with the alias. */
function target(path: Of<'update'>['table'], alias: Of<'update'>['alias'], p: Printer): Frag {
  const relation = relationOf(path, p);
  const names = path.parts.map((part) => part.name);
  const name = alias?.name ?? names.at(-1) ?? '';
  p.scope.ranges.set(name.toLowerCase(), {
    name,
    as: name,
    value: false,
    nullable: false,
    wildcard: false,
    ...(alias ? {} : { path: names }),
  });
  return q`${relation}${named(relation, name, p) ? '' : q` AS ${p.rules.identifier(name)}`}`;
}

function assignments(set: readonly Assignment[], p: Printer): Frag {
  return commas(
    set.map(({ column, value }) => {
      if (column.kind !== 'path' || column.parts.length !== 1)
        return p.refuse(column, 'an assignment to a field', 'Assign the whole column.');
      return q`${p.rules.identifier(column.parts[0]?.name ?? '')} = ${bare(value, p)}`;
    }),
  );
}

function update(s: Of<'update'>, p: Printer): Frag {
  const table = target(s.table, s.alias, p);
  if (s.from && !p.rules.has.updateFrom) return p.refuse(s.from, 'UPDATE with FROM', 'Use MERGE.');
  const source = s.from ? q`${NL}FROM ${printFrom(s.from, p, [s])}` : '';
  const where = p.expr(s.where);
  return q`UPDATE ${table}${NL}SET ${assignments(s.set, p)}${source}${NL}WHERE ${where}`;
}

function remove(s: Of<'delete'>, p: Printer): Frag {
  const table = target(s.from, s.alias, p);
  return q`DELETE FROM ${table}${NL}WHERE ${p.expr(s.where)}`;
}

function merge(s: Of<'merge'>, p: Printer): Frag {
  const into = target(s.into, s.alias, p);
  const using = printFrom(s.using, p, [s]);
  const whens = s.whens.map((when) => q`${NL}${mergeWhen(when, p)}`);
  return q`MERGE INTO ${into}${NL}USING ${using}${NL}ON ${p.expr(s.on)}${whens}`;
}

function mergeWhen(when: MergeWhen, p: Printer): Frag {
  const and = when.and ? q` AND ${p.operand(when.and)}` : '';
  return q`WHEN ${when.match}${and} THEN ${mergeAction(when, p)}`;
}

function mergeAction(when: MergeWhen, p: Printer): Frag {
  const { action } = when;
  switch (action.kind) {
    case 'delete':
      return 'DELETE';
    case 'update':
      return q`UPDATE SET ${assignments(action.set, p)}`;
    case 'insertRow':
      return p.rules.insertRow;
    case 'insert': {
      const columns =
        action.columns.length > 0 ? q` (${commas(action.columns.map((c) => p.rules.identifier(c.name)))})` : '';
      return q`INSERT${columns} VALUES (${joined(
        action.values.map((e) => bare(e, p)),
        ', ',
      )})`;
    }
    default:
      return unreachable(action);
  }
}
