import { define } from '../define.ts';

const times = (n: number, what: string): string => (n === 1 ? `1 ${what}` : `${n} ${what}s`);

/** `a`, `a and b`, `a, b and c`. */
const listed = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');

/** BF24: statements that write, define or steer. */
export const statements = {
  BF2401: define<{ name: string; where: string }>('error', (a) => `${a.where} names ${a.name} twice.`),
  BF2402: define<{ given: number; wanted: number; table?: string | undefined }>(
    'error',
    (a) =>
      `This row has ${times(a.given, 'value')}, but ${a.table ?? 'the column list'} takes ${times(a.wanted, 'value')}.`,
  ),
  BF2403: define<{ names: readonly string[]; table: string }>(
    'error',
    (a) => `This INSERT leaves out ${listed(a.names)}, which ${a.table} requires.`,
  ),
  BF2404: define<{ name: string; other?: string | undefined }>('error', (a) =>
    a.other === undefined ? `SET assigns ${a.name} twice.` : `SET assigns ${a.name}, and ${a.other} inside it.`,
  ),
  BF2405: define<{ action: string; match: string }>(
    'error',
    (a) => `${a.action} is not allowed in a WHEN ${a.match} clause.`,
  ),
  BF2406: define<{ names: number; columns: number }>(
    'error',
    (a) => `The column list has ${times(a.names, 'name')}, but the query gives ${times(a.columns, 'column')}.`,
  ),
  BF2407: define<{ what: string; position: number }>(
    'error',
    (a) => `${a.what} needs a name for each column, but column ${a.position} of the query has none.`,
  ),
  BF2408: define<{ what: string; name: string }>('error', (a) => `${a.what} cannot have two columns named ${a.name}.`),
  BF2409: define<{ declared: string; found: string }>(
    'error',
    (a) => `The function returns ${a.declared}, but its body gives ${a.found}.`,
  ),
  BF2410: define('error', () => 'A function in another language must say what it RETURNS.'),
  BF2411: define<{ name: string; near?: string | undefined }>(
    'error',
    (a) => `There is no variable ${a.name}.${a.near === undefined ? '' : ` Did you mean ${a.near}?`}`,
  ),
  BF2412: define<{ name: string }>('error', (a) => `The variable ${a.name} is declared twice.`),
  BF2413: define<{ variables: number; values: number }>(
    'error',
    (a) => `${times(a.variables, 'variable')} cannot take ${times(a.values, 'value')}.`,
  ),
  BF2414: define<{ name: string }>('error', (a) => `Two parameters are named ${a.name}.`),
  BF2415: define('error', () => 'A column of TRANSFORM needs a name.'),
} as const;
