import { define } from '../define.ts';

const near = (word: string | undefined): string => (word === undefined ? '' : ` Did you mean "${word}"?`);

/** BF31: settings of actions against the columns of their queries. BF32: files that describe sources. */
export const actions = {
  BF3101: define<{ setting: string; column: string; near?: string | undefined }>(
    'error',
    (a) => `"${a.setting}" names the column "${a.column}", which the query does not give.${near(a.near)}`,
  ),
  BF3102: define<{ setting: string; column: string; type: string; wanted: string }>(
    'error',
    (a) => `"${a.setting}" cannot use the column "${a.column}": it is ${a.type}, not ${a.wanted}.`,
  ),
  BF3103: define<{ count: number }>('error', (a) => `"clusterBy" takes four columns at most, not ${a.count}.`),
  BF3104: define<{ column: string; near?: string | undefined; more?: number }>('warning', (a) =>
    a.more
      ? `"columns" describes "${a.column}" and ${a.more} more columns that the query does not give.`
      : `"columns" describes "${a.column}", which the query does not give.${near(a.near)}`,
  ),
  BF3105: define<{ column: string; declared: string; found: string }>(
    'error',
    (a) => `The column "${a.column}" should be ${a.declared}, but the query gives ${a.found}.`,
  ),
  BF3106: define<{ column: string; declared: string; near?: string | undefined }>(
    'error',
    (a) => `The query does not give the column "${a.column}", which should be ${a.declared}.${near(a.near)}`,
  ),
  BF3107: define<{ column: string }>(
    'error',
    (a) => `The query gives two columns "${a.column}"; a table or view can have only one of that name.`,
  ),
  BF3108: define<{ position: number }>(
    'error',
    (a) => `Column ${a.position} of the query has no name; a table or view needs one.`,
  ),
  BF3109: define<{ column: string }>(
    'error',
    (a) => `An incremental run does not give the column "${a.column}" that a full one gives.`,
  ),
  BF3110: define<{ column: string }>(
    'warning',
    (a) => `An incremental run gives the column "${a.column}", which a full one does not give.`,
  ),
  BF3111: define<{ column: string; full: string; incremental: string }>(
    'error',
    (a) =>
      `The column "${a.column}" is ${a.full} in a full run, but ${a.incremental} in an incremental one, which cannot be inserted.`,
  ),
  BF3112: define<{ type: string; near?: string | undefined }>(
    'error',
    (a) => `"${a.type}" is no type of GoogleSQL.${near(a.near)}`,
  ),
  BF3113: define<{ dialect: string; known: readonly string[]; near?: string | undefined }>(
    'error',
    (a) => `"dialect" cannot be "${a.dialect}"; it is ${a.known.map((one) => `"${one}"`).join(' or ')}.${near(a.near)}`,
  ),
  BF3201: define<{ file: string; reason: string }>('error', (a) => `${a.file} is not valid YAML: ${a.reason}`),
  BF3202: define<{ key: string; where: string; near?: string | undefined }>(
    'error',
    (a) => `Unknown key "${a.key}" in ${a.where}.${near(a.near)}`,
  ),
  BF3203: define<{ where: string; expected: string; found: string }>(
    'error',
    (a) => `${a.where} must be ${a.expected}, not ${a.found}.`,
  ),
  BF3204: define<{ where: string }>('error', (a) => `${a.where} needs a type.`),
  BF3205: define<{ table: string; file: string }>('error', (a) => `${a.table} is already described in ${a.file}.`),
  BF3206: define<{ where: string; name: string }>('error', (a) => `${a.where} has "${a.name}" twice.`),
  BF3207: define<{ where: string; type: string }>('error', (a) => `${a.where} has fields, but its type is ${a.type}.`),
} as const;
