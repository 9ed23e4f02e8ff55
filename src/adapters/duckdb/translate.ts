import type { NameMap, Translation } from '../../compiler/dialect/dialect.ts';
import type { Graded } from '../../compiler/dialect/grade.ts';
import { SCRIPT_TIME } from '../../compiler/dialect/script.ts';
import { outputCheck } from '../../compiler/lower/translate/check.ts';
import { recording } from '../../compiler/lower/translate/recording.ts';
import type { Rules, Unnest } from '../../compiler/lower/translate/rules.ts';
import { isSession, openSession } from '../../compiler/lower/translate/session.ts';
import { commas, type Frag, plain, q } from '../../compiler/lower/translate/text.ts';
import { translate } from '../../compiler/lower/translate/translate.ts';
import type { MappedText } from '../../compiler/sql/mapped.ts';
import { calledFunctions } from './called.ts';
import { changedOnce } from './changed-once.ts';
import { columnChange } from './column-change.ts';
import { unlessColumn } from './column-or-variable.ts';
import { rowOf } from './constructors.ts';
import { differences } from './differences.ts';
import { expressions, safeCall } from './expressions.ts';
import { functions } from './functions.ts';
import { macroNames } from './macros.ts';
import { relation, string } from './quoting.ts';
import { byPlace } from './struct-place.ts';
import { systemViews } from './system.ts';
import { typeOf } from './types.ts';
import { reasons } from './unsupported.ts';
import { columnName } from './words.ts';

/** GoogleSQL sorts NULL before everything; DuckDB's own default is a setting. */
const orderItem: Rules['orderItem'] = ({ descending, nulls }, of) =>
  q`${of}${descending ? ' DESC' : ''} NULLS ${nulls ?? (descending ? 'LAST' : 'FIRST')}`;

/** An array opened to rows. `max_depth := 2` also opens the fields of its structs. */
function unnest(u: Unnest): Frag {
  const value = u.mode === 'value' && u.alias !== undefined ? ` AS ${columnName(u.alias)}` : '';
  const opened = u.mode === 'value' ? q`unnest(${u.array})${value}` : q`unnest(${u.array}, max_depth := 2)`;
  const offset = u.offset === undefined ? '' : q`, generate_subscripts(${u.array}, 1) - 1 AS ${columnName(u.offset)}`;
  const name = u.alias === undefined ? '' : ` AS ${columnName(u.alias)}`;
  if (!u.join) return q`(SELECT ${opened}${offset})${name}`;
  const rows = q`LATERAL (SELECT ${opened}${offset})${name}`;
  if (u.join === 'CROSS') return q`CROSS JOIN ${rows}`;
  const word = u.join === 'LEFT' ? 'LEFT JOIN' : 'JOIN';
  if (u.using) return q`${word} ${rows} USING (${u.using.map(columnName).join(', ')})`;
  if (u.join === 'LEFT' && u.on) {
    const kept = q`(SELECT * FROM (SELECT ${opened}${offset})${name} WHERE ${u.on()})`;
    return q`LEFT JOIN LATERAL ${kept}${name} ON TRUE`;
  }
  return q`${word} ${rows} ON ${u.on ? u.on() : 'TRUE'}`;
}

const star: Rules['star'] = ({ of, row, using, except, replace, rename = [] }) => {
  const first = using.filter((name) => !except.some((e) => e.toLowerCase() === name.toLowerCase()));
  const again = first.map((name) => `${columnName(name)}, `).join('');
  const out = [...first, ...except];
  const without = out.length > 0 ? ` EXCLUDE (${out.map(columnName).join(', ')})` : '';
  const values = replace.map(({ name, value }) => q`${value} AS ${columnName(name)}`);
  const instead: Frag = values.length > 0 ? q` REPLACE (${commas(values)})` : '';
  const renamed = rename.map(({ from, to }) => `${columnName(from)} AS ${columnName(to)}`).join(', ');
  if (rename.length > 0 && (first.length > 0 || of !== undefined)) return undefined;
  if (rename.length > 0) return q`*${without} RENAME (${renamed})`;
  if (of === undefined) return q`${again}*${without}${instead}`;
  if (!row) return q`${of}.*${without}${instead}`;
  if (except.length + replace.length === 0) return q`unnest(${of})`;
  if (/^(?:\w+|"[^"]*")$/.test(plain(of))) return q`${of}.*${without}${instead}`;
  if (except.length > 0) return undefined;
  return q`unnest(struct_update(${of}, ${commas(replace.map(({ name, value }) => q`${columnName(name)} := ${value}`))}))`;
};

/** The time is that of the step: within a transaction DuckDB's own does not go on. */
function timed(value: Frag): Frag {
  if (typeof value === 'string')
    return value.startsWith("'") ? value : value.replaceAll('now()', `getvariable('${SCRIPT_TIME}')`);
  if (Array.isArray(value)) return value.map(timed);
  if ('origin' in value) return { ...value, of: timed(value.of) };
  if ('mark' in value) return { ...value, of: timed(value.of) };
  return 'indent' in value ? { indent: timed(value.indent) } : value;
}

/** The one column that a local copy has for both pseudo columns. */
const arrivalOf = (path: string): string => path.replace(/_PARTITION(?:DATE|TIME)(?="?$)/i, '_PARTITIONTIME');

export const duckdbRules: Rules = {
  engine: 'duckdb',
  title: 'DuckDB',
  identifier: columnName,
  string,
  relation,
  functions,
  reasons,
  differences,
  expr: expressions,
  safeCall,
  type: typeOf,
  orderItem,
  unnest,
  star,
  unpivoted: (names, rows) =>
    q`(VALUES ${commas(rows.map((row) => q`(${commas(row)})`))}) AS unpivoted(${names.map(columnName).join(', ')})`,
  row: rowOf,
  has: {
    temporaryTables: true,
    updateFrom: true,
    namedWindows: true,
    recursion: true,
    unionByName: true,
    usingOfElements: true,
    starOfValues: true,
    structsByName: true,
    queriesInMerge: false,
    materializedAsViews: true,
    starRename: true,
  },
  byPlace: (value, type, of, p) => q`CAST(${byPlace(value, type, of)} AS ${typeOf(type, p)})`,
  writesOut: true,
  // A lambda reads no subquery, and a subquery takes an aggregate for its own.
  name: (name, value, result, queries) =>
    queries
      ? q`(SELECT ${result()} FROM (SELECT ${value} AS ${columnName(name)}))`
      : q`list_transform([${value}], lambda ${columnName(name)}: ${result()})[1]`,
  variables: {
    set: (name, value) => q`SET VARIABLE ${columnName(name)} = ${value}`,
    get: (name) => `getvariable(${string(name)})`,
    unlessColumn,
  },
  steps: {
    timed,
    rows: (name, query) =>
      q`CREATE OR REPLACE TEMP TABLE ${name} AS SELECT row_number() OVER () AS n, biform_row AS r FROM (${query}) AS biform_row`,
    row: (name, n) => q`(SELECT r FROM temp.${name} WHERE n = ${n})`,
    hasRow: (name, n) => q`EXISTS (SELECT 1 FROM temp.${name} WHERE n = ${n})`,
    drop: (name) => q`DROP TABLE IF EXISTS temp.${name}`,
  },
  columnChange,
  changedOnce,
  schema: ({ schema = '' }) => `CREATE SCHEMA IF NOT EXISTS ${columnName(schema)}`,
  sample: (percent) => `TABLESAMPLE BERNOULLI (${percent} PERCENT)`,
  ingestion: (name, column) =>
    name === '_PARTITIONDATE' ? q`biform.bf_date(${arrivalOf(plain(column))})` : arrivalOf(plain(column)),
  storedArray: (value) => q`coalesce(${value}, [])`,
  untyped: (value) => q`CAST(${value} AS BIGINT)`,
  system: systemViews,
  wholeRow: (range) => range,
  elementFields: (array, fields) =>
    q`list_transform(${array}, lambda element: (element).${fields.map(columnName).join('.')})`,
  insertRow: 'INSERT *',
};

const check = outputCheck({
  called: (name) => macroNames.has(name) || calledFunctions.has(name),
  quoted: `'(?:[^']|'')*'|"(?:[^"]|"")*"`,
});

/** One GoogleSQL query or script of plain statements in DuckDB's SQL, or BF4001 for all that has no counterpart. */
export function translateToDuckdb(
  sql: MappedText,
  names: NameMap,
  grade?: (found: Graded) => void,
  session?: object,
  parsed?: Parameters<typeof translate>[5],
): Promise<Translation> {
  const rules = grade ? recording(duckdbRules, sql, grade) : duckdbRules;
  const known = isSession(session) ? session : openSession();
  return Promise.resolve(translate(sql, names, rules, check, known, parsed));
}
