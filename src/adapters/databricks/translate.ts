import type { NameMap, Translation } from '../../compiler/dialect/dialect.ts';
import type { Graded } from '../../compiler/dialect/grade.ts';
import { outputCheck } from '../../compiler/lower/translate/check.ts';
import { recording } from '../../compiler/lower/translate/recording.ts';
import type { Printer, Rules, Unnest } from '../../compiler/lower/translate/rules.ts';
import { isSession, openSession } from '../../compiler/lower/translate/session.ts';
import { commas, type Frag, plain, q } from '../../compiler/lower/translate/text.ts';
import { translate } from '../../compiler/lower/translate/translate.ts';
import type { MappedText } from '../../compiler/sql/mapped.ts';
import { among } from './among.ts';
import { calledFunctions } from './called.ts';
import { columnChange } from './column-change.ts';
import { describe } from './describe.ts';
import { differences } from './differences.ts';
import { expressions, rowOf } from './expressions.ts';
import { functions } from './functions.ts';
import { identifier, relation, string } from './quoting.ts';
import { safeCall } from './safe.ts';
import { existsElement, inArraysAlone, subquery, unordered } from './subquery.ts';
import { columnName, typeOf } from './types.ts';
import { reasons } from './unsupported.ts';
import { MOST_KEYS } from './write.ts';

/** An array opened to rows: `explode` gives the elements, `inline` the fields of structs, the `outer` forms a row of NULLs. */
function unnest(u: Unnest, p: Printer): Frag {
  if (u.correlated)
    return p.refuse(
      u.at,
      'a subquery over UNNEST of a column of the outer query',
      'Spark runs no generator over a column of an outer query. Join the array with UNNEST instead.',
    );
  const alias = u.alias === undefined ? undefined : columnName(u.alias);
  const table = u.alias === undefined ? '' : ` AS ${identifier(u.alias)}`;
  if (u.offset !== undefined || u.on) return selected(u);
  const outer = u.join === 'LEFT' ? '_outer' : '';
  const rows =
    u.mode === 'fields'
      ? q`inline${outer}(${u.array})${table}`
      : q`explode${outer}(${u.array})${alias === undefined ? '' : `${table}(${alias})`}`;
  return u.join ? q`CROSS JOIN LATERAL ${rows}` : rows;
}

/** The same as a subquery, which names the element and its position, a BIGINT, and can be joined on a condition. */
function selected(u: Unnest): Frag {
  const element =
    u.mode === 'fields' ? 'bf_element.*' : q`bf_element${u.alias === undefined ? '' : ` AS ${columnName(u.alias)}`}`;
  const offset = u.offset === undefined ? '' : `, CAST(bf_offset AS BIGINT) AS ${columnName(u.offset)}`;
  const rows = q`(SELECT ${element}${offset} FROM posexplode(${u.array}) AS bf_rows(bf_offset, bf_element))${u.alias === undefined ? '' : ` AS ${identifier(u.alias)}`}`;
  if (!u.join) return rows;
  if (u.join === 'CROSS') return q`CROSS JOIN LATERAL ${rows}`;
  return q`${u.join === 'LEFT' ? 'LEFT JOIN' : 'JOIN'} LATERAL ${rows} ON ${u.on ? u.on() : 'TRUE'}`;
}

export const databricksRules: Rules = {
  engine: 'databricks',
  title: 'Databricks',
  identifier: columnName,
  string,
  relation,
  functions,
  reasons,
  differences,
  expr: expressions,
  safeCall,
  type: typeOf,
  orderItem: ({ descending, nulls }, of) =>
    q`${of}${descending ? ' DESC' : ''} NULLS ${nulls ?? (descending ? 'LAST' : 'FIRST')}`,
  unnest,
  star: ({ of, row, except, replace }) => {
    if (replace.length > 0 || (row && !/^(?:[\w.]|`[^`]*`)+$/.test(plain(of ?? '')))) return undefined;
    const without = except.length > 0 ? ` EXCEPT (${except.map(columnName).join(', ')})` : '';
    return of === undefined ? `*${without}` : q`${of}.*${without}`;
  },
  unpivoted: (names, rows) =>
    q`inline(array(${commas(rows.map((row) => rowOf(row.map((value, i) => ({ name: names[i] ?? '', value })))))})) AS unpivoted`,
  ingestion: (name, column) => {
    const arrival = plain(column).replace(/_PARTITION(?:DATE|TIME)(?=`?$)/i, '_PARTITIONTIME');
    return name === '_PARTITIONDATE' ? `CAST(${arrival} AS DATE)` : arrival;
  },
  sample: (percent) => `TABLESAMPLE (${percent} PERCENT)`,
  row: rowOf,
  emptyArray: 'array()',
  subquery,
  exists: existsElement,
  among,
  unordered,
  inArrays: inArraysAlone,
  has: {
    temporaryTables: false,
    updateFrom: false,
    namedWindows: true,
    windowsOnWindows: false,
    recursion: true,
    distinctRecursion: false,
    unionByName: false,
    qualifyOfGroups: false,
    oneByOne: true,
    queriesInValues: false,
    assignsStructsByName: true,
    sampleBeforeAlias: true,
    deletesTwice: true,
  },
  wholeRow: (range) => `struct(${range}.*)`,
  // A column of the same name hides a variable that is not qualified.
  variables: {
    declare: (name, type) => q`DECLARE OR REPLACE VARIABLE ${columnName(name)} ${type}`,
    set: (name, value) => q`SET VARIABLE ${columnName(name)} = ${value}`,
    get: (name) => `system.session.${columnName(name)}`,
    afterColumns: true,
  },
  // Spark's own form inside of BEGIN and END.
  compound: { set: (name, value) => q`SET system.session.${columnName(name)} = ${value}` },
  writesOut: true,
  schema: ({ database, schema = '' }) =>
    `CREATE SCHEMA IF NOT EXISTS ${relation({ name: schema, ...(database !== undefined && { schema: database }) })}`,
  updatesByMerge: true,
  createFunction: ({ name, replace, ifNotExists, parameters, returns, body }) =>
    q`CREATE${replace ? ' OR REPLACE' : ''} FUNCTION${ifNotExists ? ' IF NOT EXISTS' : ''} ${name} (${commas(parameters)})${returns ? q` RETURNS ${returns}` : ''}\nRETURN ${body}`,
  tableFunction: ({ name, replace, ifNotExists, parameters, columns, query }) =>
    q`CREATE${replace ? ' OR REPLACE' : ''} FUNCTION${ifNotExists ? ' IF NOT EXISTS' : ''} ${name} (${commas(parameters)}) RETURNS TABLE${columns ? q` (${commas(columns)})` : ''}\nRETURN ${query}`,
  clustered: (columns) => ({
    clause: `CLUSTER BY (${columns.slice(0, MOST_KEYS).map(columnName).join(', ')})`,
    left: columns.slice(MOST_KEYS),
  }),
  describe,
  columnChange,
  storedArray: (value) => q`coalesce(${value}, array())`,
};

const check = outputCheck({
  called: (name) => calledFunctions.has(name),
  quoted: "'(?:[^'\\\\]|\\\\.)*'|`(?:[^`]|``)*`",
});

/** One GoogleSQL query or list of plain statements in Databricks SQL, or BF4001 for all that has no certain counterpart. */
export function translateToDatabricks(
  sql: MappedText,
  names: NameMap,
  grade?: (found: Graded) => void,
  session?: object,
): Promise<Translation> {
  const rules = grade ? recording(databricksRules, sql, grade) : databricksRules;
  const known = isSession(session) ? session : openSession();
  return Promise.resolve(translate(sql, names, rules, check, known));
}
