import type { Expr, Ident } from '../../sql/ast.ts';
import type { ColumnChange, Option, Statement } from '../../sql/ast-statement.ts';
import { sent } from './program.ts';
import type { Described, Printer } from './rules.ts';
import { relationOf } from './tables.ts';
import { type Frag, joined, NL } from './text.ts';

type Alter = Extract<Statement, { kind: 'alter' }>;

/** Options that describe rows and do not change them. Partitioning and clustering place them: also left out. */
const descriptive: ReadonlySet<string> = new Set([
  'description',
  'friendly_name',
  'labels',
  'expiration_timestamp',
  'partition_expiration_days',
  'require_partition_filter',
  // Of materialized views: when they are made anew.
  'enable_refresh',
  'refresh_interval_minutes',
  'max_staleness',
  'allow_non_incremental_definition',
]);

export function refuseOptions(options: readonly Option[], p: Printer): void {
  for (const { name } of options)
    if (!descriptive.has(name.name.toLowerCase())) p.refuse(name, `the option \`${name.name}\``);
}

/** What an option of a table or view says, as far as it is a literal. */
const describedBy = ({ name, value }: Option): Described => ({ name: name.name.toLowerCase(), value: literal(value) });

function literal(value: Expr): Described['value'] {
  if (value.kind === 'null') return null;
  if (value.kind === 'string') return value.value;
  if (value.kind !== 'array') return undefined;
  const pairs = value.items.map((item) => {
    const fields = item.kind === 'struct' ? item.fields.map((field) => field.value) : [];
    const [key, of] = fields;
    return fields.length === 2 && key?.kind === 'string' && of?.kind === 'string'
      ? ([key.value, of.value] as const)
      : undefined;
  });
  const known = pairs.filter((pair) => pair !== undefined);
  return known.length === pairs.length ? known : undefined;
}

/** Statements that describe what was made, each behind `;`; options without a counterpart are reported. */
export function describing(object: string, name: string, options: readonly Option[], p: Printer): readonly string[] {
  if (!p.rules.describe) {
    for (const { name: option } of options) p.rules.leaves?.(option, `the option \`${option.name}\``);
    return [];
  }
  const { statements, left } = p.rules.describe(object, name, options.map(describedBy));
  for (const option of options)
    if (left.includes(option.name.name.toLowerCase()))
      p.leave(option.name, `the option \`${option.name.name}\``, 'It says nothing about rows.');
  return statements;
}

const ofOneColumn: ReadonlySet<string> = new Set([
  'DATE',
  'DATE_TRUNC',
  'DATETIME_TRUNC',
  'TIMESTAMP_TRUNC',
  'RANGE_BUCKET',
]);

/** The column that rows are partitioned or clustered by, perhaps through a function; undefined for other expressions. */
function placedBy(e: Expr): string | undefined {
  const of = e.kind === 'call' && ofOneColumn.has(e.name) ? e.args[0] : e;
  const name = of?.kind === 'path' && of.parts.length === 1 ? of.parts[0]?.name : undefined;
  return name?.startsWith('_PARTITION') ? undefined : name;
}

/** PARTITION BY and CLUSTER BY of a new table: a clause with a blank before it, or nothing. What has no place in it is reported. */
export function placing(s: Extract<Statement, { kind: 'create' }>, p: Printer): string {
  if (!p.rules.clustered)
    for (const [keys, what] of [
      [s.partitionBy, 'PARTITION BY'],
      [s.clusterBy, 'CLUSTER BY'],
    ] as const)
      if (keys[0]) p.rules.leaves?.(keys[0], what);
  if (!p.rules.clustered || s.object !== 'TABLE') return '';
  const all = [...s.partitionBy, ...s.clusterBy].map((e) => ({ e, name: placedBy(e) }));
  const names = [...new Set(all.flatMap(({ name }) => name ?? []))];
  const { clause, left } = p.rules.clustered(names);
  for (const { e, name } of all)
    if (name === undefined || left.includes(name))
      p.leave(e, 'this key', 'It says where rows lie, not which there are.');
  return names.length === 0 ? '' : ` ${clause}`;
}

/** Options of tables, and constraints, which BigQuery does not enforce, say nothing about rows. */
export function alter(s: Alter, p: Printer): Frag | undefined {
  const at = { start: s.start, end: Math.min(s.start + 'ALTER'.length, s.end) };
  const isDataset = s.object === 'TABLE' || s.object === 'VIEW' || s.object === 'SCHEMA';
  const describes = s.actions?.startsWith('SET OPTIONS') || (s.object === 'TABLE' && leavesRows(s.actions ?? ''));
  if (s.changes && p.rules.columnChange) return changed(s, s.changes, p.rules.columnChange, p);
  if (!isDataset || !describes || !p.rules.schema) return p.refuse(at, 'the statement `ALTER`');
  if (!p.rules.describe) {
    p.rules.leaves?.(at, 'this ALTER');
    return undefined;
  }
  if (!s.options) {
    p.leave(at, 'this ALTER', 'It says nothing about rows.');
    return undefined;
  }
  const name = s.object === 'SCHEMA' ? schemaOf(s, p) : relationOf(s.name, p);
  const made = describing(s.object, name, s.options, p);
  return joined(
    made.map((text) => sent(text, p.program)),
    [';', NL],
  );
}

/** One statement for each column that is added, dropped or renamed. */
function changed(
  s: Alter,
  changes: readonly ColumnChange[],
  print: NonNullable<Printer['rules']['columnChange']>,
  p: Printer,
): Frag {
  if (s.ifExists) return p.refuse(s.name, 'ALTER TABLE IF EXISTS');
  const table = relationOf(s.name, p);
  const name = (of: Ident): string => p.rules.identifier(of.name);
  const one = (change: ColumnChange): readonly Frag[] => {
    if (change.kind === 'drop') return print(table, { ...change, name: name(change.name) }, change.name, p);
    if (change.kind === 'rename') {
      if (change.ifExists) return [p.refuse(change.from, 'RENAME COLUMN IF EXISTS')];
      return print(table, { kind: 'rename', from: name(change.from), to: name(change.to) }, change.from, p);
    }
    const { column, ifNotExists } = change;
    if (!column.type) return [p.refuse(column.name, 'a column without a type')];
    if (column.required || column.default || column.constraints !== undefined)
      return [p.refuse(column.name, 'a column that is added with a constraint or a DEFAULT')];
    refuseOptions(column.options, p);
    const added = { kind: 'add', ifNotExists, name: name(column.name), type: p.rules.type(column.type, p) } as const;
    return print(table, added, column.name, p);
  };
  return joined(
    changes.flatMap(one).map((text) => sent(text, p.program)),
    [';', NL],
  );
}

function schemaOf(s: Alter, p: Printer): string {
  const found = p.names([...s.name.parts.flatMap((part) => part.name.split('.')), 'any']);
  if ('fault' in found || found.schema === undefined) {
    p.refuse(s.name, 'this schema', 'fault' in found ? found.fault : undefined);
    return 'refused';
  }
  const { database, schema } = found;
  return p.rules.relation({ name: schema, ...(database !== undefined && { schema: database }) });
}

const constraints = ['PRIMARY KEY', 'FOREIGN KEY', 'CONSTRAINT'].flatMap((what) => [`ADD ${what}`, `DROP ${what}`]);

const strings = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

const ofColumn = /^ALTER COLUMN (?:IF EXISTS )?(?:`[^`]+`|\w+) SET OPTIONS\b/i;

/** Whether an ALTER TABLE only adds and drops constraints, and describes columns. */
function leavesRows(text: string): boolean {
  const actions = text.replace(strings, "''").replace(/\s+/g, ' ');
  let depth = 0;
  let at = 0;
  const parts: string[] = [];
  for (const [i, char] of [...actions].entries()) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char !== ',' || depth > 0) continue;
    parts.push(actions.slice(at, i));
    at = i + 1;
  }
  const last = actions.slice(at);
  return [...parts, last].every((part) => {
    const words = part.trim();
    return ofColumn.test(words) || constraints.some((begin) => words.toUpperCase().startsWith(begin));
  });
}
