import { define } from '../define.ts';

const meant = (near: string | undefined): string => (near === undefined ? '' : ` Did you mean ${near}?`);
const times = (n: number, what: string): string => (n === 1 ? `1 ${what}` : `${n} ${what}s`);
const column = (a: { readonly column: number; readonly name?: string | undefined }): string =>
  a.name === undefined ? `Column ${a.column}` : `Column ${a.column} (${a.name})`;

/** BF21: names. BF22: groups. BF23: the shape of queries. */
export const names = {
  BF2101: define<{ name: string; tables?: string | undefined; empty: boolean; near?: string | undefined }>(
    'error',
    (a) => {
      if (a.tables !== undefined) return `There is no column ${a.name} in ${a.tables}.${meant(a.near)}`;
      return `There is no column ${a.name}${a.empty ? ' here: the query has no FROM' : ''}.${meant(a.near)}`;
    },
  ),
  BF2102: define<{ name: string; written: string; near?: string | undefined }>(
    'error',
    (a) => `In ${a.written}, ${a.name} is neither a table in FROM nor a column.${meant(a.near)}`,
  ),
  BF2103: define<{ name: string; table: string }>(
    'error',
    (a) => `${a.table}.${a.name} is ambiguous: ${a.table} has more than one column of that name.`,
  ),
  BF2104: define<{ name: string; columns: number }>(
    'error',
    (a) => `${a.name} is ambiguous: ${a.columns} columns of FROM have that name.`,
  ),
  BF2105: define<{ name: string }>(
    'error',
    (a) => `${a.name} is ambiguous: more than one column of the SELECT list has that name.`,
  ),
  BF2106: define<{ name: string; near?: string | undefined }>(
    'error',
    (a) => `There is no table ${a.name}.${meant(a.near)}`,
  ),
  BF2107: define<{ name: string; side: string; table?: string | undefined; near?: string | undefined }>(
    'error',
    (a) => `USING joins on ${a.name}, but ${a.table ?? `the ${a.side} side`} has no such column.${meant(a.near)}`,
  ),
  BF2108: define<{ name: string; side: string }>(
    'error',
    (a) => `USING joins on ${a.name}, but more than one column of the ${a.side} side has that name.`,
  ),
  BF2109: define<{ name: string; side: string }>(
    'error',
    (a) => `USING needs a column, but on the ${a.side} side ${a.name} is a table.`,
  ),
  BF2111: define<{ name: string }>('error', (a) => `WITH defines ${a.name} twice.`),
  BF2112: define<{ name: string }>('error', (a) => `Two items of this FROM clause go by the name ${a.name}.`),
  BF2113: define<{ name: string }>('error', (a) => `${a.name} gives a value and no rows, so it cannot stand in FROM.`),
  BF2122: define<{ name: string }>('error', (a) => `WINDOW defines ${a.name} twice.`),

  BF2201: define<{ name: string; clause: string }>(
    'error',
    (a) => `${a.name} is neither grouped nor aggregated, so ${a.clause} cannot use it.`,
  ),
  BF2202: define<{ clause: string; number: string; count: number }>(
    'error',
    (a) => `${a.clause} ${a.number} names no column: the SELECT list has ${times(a.count, 'column')}.`,
  ),
  BF2203: define<{ clause: string }>('error', (a) => `A literal cannot be a key of ${a.clause}.`),
  BF2204: define<{ type: string; clause: string }>(
    'error',
    (a) => `Values of type ${a.type} cannot be keys of ${a.clause}.`,
  ),
  BF2205: define<{ type: string; clause: string }>(
    'error',
    (a) => `Values of type ${a.type} have no order, so ${a.clause} cannot use them.`,
  ),
  BF2206: define<{ name?: string | undefined; type: string; clause: string }>(
    'error',
    (a) => `${a.clause} cannot compare ${a.name ?? 'this column'}: it is of type ${a.type}.`,
  ),
  BF2207: define<{ what: string; name?: string | undefined; clause?: string }>(
    'error',
    (a) => `${a.clause ?? 'GROUP BY'} cannot use ${a.name ?? 'this column'}: it holds ${a.what}.`,
  ),
  BF2208: define('error', () => 'HAVING needs GROUP BY, or an aggregate function in the SELECT list.'),
  BF2209: define('error', () => 'QUALIFY needs a function with OVER, here or in the SELECT list.'),
  BF2210: define<{ name: string }>('error', (a) => `ORDER BY cannot use ${a.name}: SELECT DISTINCT has removed it.`),
  BF2211: define<{ name: string }>(
    'error',
    (a) => `The star gives ${a.name}, which is neither grouped nor aggregated.`,
  ),
  BF2212: define<{ name: string }>(
    'error',
    (a) => `Here ${a.name} is a column of the SELECT list that is aggregated already; it cannot be aggregated again.`,
  ),
  BF2214: define<{ clause: string }>('error', (a) => `A SELECT without FROM cannot have ${a.clause}.`),

  BF2301: define<{ clause: string; found: string }>(
    'error',
    (a) => `${a.clause} must be INT64, but this is ${a.found}.`,
  ),
  BF2302: define<{ op: string; first: number; given: number }>(
    'error',
    (a) => `The first query of ${a.op} gives ${times(a.first, 'column')}, but this one gives ${a.given}.`,
  ),
  BF2303: define<{ op: string; column: number; name?: string | undefined; found: readonly string[] }>(
    'error',
    (a) => `${column(a)} of ${a.op} has no common type: ${a.found.join(', ')}.`,
  ),
  BF2304: define<{ column: number; name?: string | undefined; found: string; wanted: string }>(
    'error',
    (a) =>
      `${column(a)} of the recursive query is ${a.found}, which does not become the ${a.wanted} of the first query.`,
  ),
  BF2305: define<{ op: string; type: string; column: number; name?: string | undefined }>(
    'error',
    (a) => `${column(a)} is of type ${a.type}, which ${a.op} cannot compare.`,
  ),
  BF2306: define<{ op: string; name: string; query: number }>(
    'error',
    (a) => `${a.op} pairs columns by name, but query ${a.query} has no column ${a.name}.`,
  ),
  BF2307: define<{ found: string }>('error', (a) => `FOR SYSTEM_TIME AS OF must be TIMESTAMP, but this is ${a.found}.`),
  BF2308: define<{ op: string; name?: string | undefined }>('error', (a) =>
    a.name === undefined
      ? `${a.op} pairs columns by name, but this one has none.`
      : `${a.op} pairs columns by name, but this query has two named ${a.name}.`,
  ),
  BF2309: define<{ op: string }>(
    'error',
    (a) => `${a.op} pairs columns by name, but this query has none of the names of the first.`,
  ),
  BF2311: define<{ count: number }>(
    'error',
    (a) => `SELECT AS VALUE must give one column, but this one gives ${a.count}.`,
  ),
  BF2312: define('error', () => 'SELECT * needs a FROM clause.'),
  BF2313: define('error', () => 'EXCEPT leaves no column of the star.'),
  BF2314: define<{ type: string }>('error', (a) => `A value of type ${a.type} has no fields that .* could give.`),
  BF2315: define<{ name: string; clause: string; near?: string | undefined }>(
    'error',
    (a) => `${a.clause} names ${a.name}, but the star gives no such column.${meant(a.near)}`,
  ),
  BF2316: define<{ name: string; clause: string }>('error', (a) => `${a.clause} names ${a.name} twice.`),
  BF2317: define<{ name: string }>('error', (a) => `${a.name} cannot be both in EXCEPT and in REPLACE.`),
  BF2321: define<{ name: string }>(
    'error',
    (a) => `${a.name} reads itself, so it must be of the form "first rows UNION ALL rows from ${a.name}".`,
  ),
  BF2322: define<{ name: string }>('error', (a) => `${a.name} reads itself, so it cannot have an ORDER BY.`),
  BF2323: define<{ name: string; other: string }>(
    'error',
    (a) => `${a.name} and ${a.other} read each other; a recursive common table can only read itself.`,
  ),
  BF2324: define<{ name: string; where: string }>(
    'error',
    (a) => `${a.name} reads itself ${a.where}, which a recursive common table may not.`,
  ),
  BF2325: define<{ type: string }>('error', (a) => `${a.type} JOIN needs a condition: ON or USING.`),
  BF2326: define<{ type: string }>('error', (a) => `An array cannot stand on the right of a ${a.type} JOIN.`),
  BF2332: define('error', () => 'What PIVOT computes must be a call of an aggregate function.'),
  BF2333: define('error', () => 'PIVOT needs a name for each of its aggregates where there is more than one.'),
  BF2334: define<{ found: string; wanted: string }>(
    'error',
    (a) => `PIVOT compares this ${a.found} with values of type ${a.wanted}.`,
  ),
  BF2335: define('error', () => 'PIVOT cannot make a column name of this value; give it one with AS.'),
  BF2336: define<{ values: number; columns: number }>(
    'error',
    (a) => `UNPIVOT makes ${times(a.values, 'value column')}, but ${times(a.columns, 'column')} is given here.`,
  ),
  BF2337: define<{ found: string; wanted: string }>(
    'error',
    (a) => `UNPIVOT puts these columns into one, but this is ${a.found} and the first is ${a.wanted}.`,
  ),
  BF2338: define('error', () => 'Where one label of UNPIVOT is a number, all must be given as numbers.'),
  BF2339: define<{ name: string }>('error', (a) => `UNPIVOT names ${a.name} twice.`),
} as const;
