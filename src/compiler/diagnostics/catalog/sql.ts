import { define } from '../define.ts';

/** BF2: SQL and SQLX text. */
export const sql = {
  BF2001: define<{ message: string }>('error', (a) => a.message),
  BF2010: define<{ escape: string; effect: string }>(
    'warning',
    (a) => `Dataform reads ${a.escape} in this comment as ${a.effect}.`,
  ),
  BF2011: define<{ found: string; wanted: string | undefined }>(
    'warning',
    (a) => `"${a.found}" opens no block, so it is read as SQL.${a.wanted ? ` Did you mean "${a.wanted}"?` : ''}`,
  ),
  BF2012: define<{ block: string; around: string }>(
    'warning',
    (a) => `A ${a.block} block inside ${a.around} is read as SQL, and its closing brace ends ${a.around}.`,
  ),
  BF2013: define<{ what: string }>('warning', (a) => `This ${a.what} is never closed.`),
  BF2014: define<{ quote: string }>('warning', (a) => `This string is never closed: there is no second ${a.quote}.`),
  BF2015: define<{ what: string }>(
    'warning',
    (a) => `Dataform does not know ${a.what}: this quote opens a string that goes on after the line.`,
  ),
  BF2016: define<{ block: string }>('warning', (a) => `This ${a.block} block is ignored: only the last one counts.`),
  BF2017: define(
    'warning',
    () => 'Dataform joins this js block to the one before it without a line end, so two statements meet on one line.',
  ),
  BF2018: define(
    'warning',
    () => 'These three dashes at the end of a line divide statements, although SQL stands before them.',
  ),
  BF2019: define<{ what: string }>(
    'warning',
    (a) => `Dataform ends this ${a.what} here, but JavaScript ends it at another brace.`,
  ),
  BF2020: define('warning', () => 'This comment is never closed, so Dataform reads it as SQL.'),
  BF2021: define<{ what: string; dialect: string }>(
    'note',
    (a) => `This ${a.dialect} SQL is not analysed: ${a.what} is not read.`,
  ),
  BF2030: define<{ message: string }>('error', (a) => `The formatter cannot read this file: ${a.message}`),
  BF2031: define(
    'error',
    () => 'The formatter finds no final form of this file: formatting the result changes it again.',
  ),
  BF2032: define<{ what: string }>(
    'error',
    (a) => `Formatting this file would change ${a.what}, not only blanks and line ends.`,
  ),
  BF2033: define<{ path: string; reason: string }>('error', (a) => `${a.path} cannot be written: ${a.reason}.`),
} as const;
