import type { SourceDialect } from '../source/dialect.ts';
import type { MigrationTarget } from './model.ts';

/** A type of the target, and what is to be said about it. */
export interface MappedType {
  readonly type: string;
  readonly note?: string;
}

/** A type as the source writes it: words in upper case, numbers in brackets. */
export interface WrittenType {
  readonly name: string;
  readonly args: readonly string[];
  /** It is the type of a column, not of a cast. */
  readonly stored: boolean;
}

const per = (target: MigrationTarget, bigquery: string, databricks: string): string =>
  ({ bigquery, databricks })[target];

const whole: Readonly<Record<string, string>> = {
  BYTEINT: 'TINYINT',
  TINYINT: 'TINYINT',
  SMALLINT: 'SMALLINT',
  INT2: 'SMALLINT',
  MEDIUMINT: 'INT',
  INT: 'INT',
  INTEGER: 'INT',
  INT4: 'INT',
  SIGNED: 'BIGINT',
  'SIGNED INTEGER': 'BIGINT',
  BIGINT: 'BIGINT',
  INT8: 'BIGINT',
};

const floats = new Set([
  'FLOAT',
  'FLOAT4',
  'FLOAT8',
  'REAL',
  'DOUBLE',
  'DOUBLE PRECISION',
  'BINARY_FLOAT',
  'BINARY_DOUBLE',
]);
const decimals = new Set(['DECIMAL', 'DEC', 'NUMERIC', 'NUMBER', 'FIXED']);
const padded = new Set(['CHAR', 'CHARACTER', 'NCHAR', 'BPCHAR']);
const texts = new Set([
  'VARCHAR',
  'VARCHAR2',
  'NVARCHAR',
  'NVARCHAR2',
  'CHARACTER VARYING',
  'CHAR VARYING',
  'LONG VARCHAR',
  'TEXT',
  'TINYTEXT',
  'MEDIUMTEXT',
  'LONGTEXT',
  'NTEXT',
  'STRING',
  'CLOB',
  'NCLOB',
  'CHARACTER LARGE OBJECT',
]);
const bytes = new Set([
  'BYTE',
  'VARBYTE',
  'BLOB',
  'RAW',
  'BINARY',
  'VARBINARY',
  'BYTEA',
  'TINYBLOB',
  'MEDIUMBLOB',
  'LONGBLOB',
  'IMAGE',
]);
const locals = new Set([
  'DATETIME',
  'DATETIME2',
  'SMALLDATETIME',
  'TIMESTAMP_NTZ',
  'TIMESTAMPNTZ',
  'TIMESTAMP WITHOUT TIME ZONE',
]);
const instants = new Set([
  'TIMESTAMPTZ',
  'TIMESTAMP_TZ',
  'TIMESTAMP_LTZ',
  'TIMESTAMPLTZ',
  'DATETIMEOFFSET',
  'TIMESTAMP WITH TIME ZONE',
  'TIMESTAMP WITH LOCAL TIME ZONE',
]);

/** Digits and scale of a decimal without brackets; undefined: as many as needed. */
const bareDecimal: { readonly [K in SourceDialect['name']]: readonly [number, number] | undefined } = {
  teradata: [5, 0],
  snowflake: [38, 0],
  redshift: [18, 0],
  oracle: undefined,
  hive: [10, 0],
  spark: [10, 0],
  tsql: [18, 0],
  postgres: undefined,
  mysql: [10, 0],
  presto: [38, 0],
};

/** The type of the target that holds the same values; undefined where none is known to. */
export function mappedType(
  written: WrittenType,
  dialect: SourceDialect,
  target: MigrationTarget,
): MappedType | undefined {
  const { name } = written;
  if (Object.hasOwn(whole, name)) return { type: per(target, 'INT64', whole[name] ?? 'BIGINT') };
  if (floats.has(name) && !(dialect.name === 'oracle' && name === 'FLOAT'))
    return { type: per(target, 'FLOAT64', 'DOUBLE') };
  if (decimals.has(name)) return decimal(written, dialect, target);
  if (padded.has(name) || texts.has(name)) return text(written, target);
  if (bytes.has(name)) return { type: per(target, 'BYTES', 'BINARY') };
  if (name === 'MONEY' || name === 'SMALLMONEY') return { type: per(target, 'NUMERIC(19, 4)', 'DECIMAL(19, 4)') };
  return other(written, dialect, target) ?? dateOrTime(written, dialect, target);
}

function decimal({ args }: WrittenType, dialect: SourceDialect, target: MigrationTarget): MappedType | undefined {
  const bare = bareDecimal[dialect.name];
  const [digits, scale] = args.length > 0 ? [Number(args[0]), Number(args[1] ?? 0)] : (bare ?? []);
  if (digits === undefined || scale === undefined || args[0] === '*')
    return {
      type: per(target, 'BIGNUMERIC', 'DECIMAL(38, 18)'),
      note: `A decimal without digits holds as many as needed in ${dialect.title}; here the number of digits is fixed.`,
    };
  if (!Number.isInteger(digits) || !Number.isInteger(scale) || scale < 0 || scale > digits) return undefined;
  const size = scale === 0 ? `(${digits})` : `(${digits}, ${scale})`;
  if (target !== migrationOfNumeric) return digits <= 38 ? { type: `DECIMAL(${digits}, ${scale})` } : undefined;
  if (scale <= 9 && digits - scale <= 29) return { type: `NUMERIC${size}` };
  return scale <= 38 && digits - scale <= 38 ? { type: `BIGNUMERIC${size}` } : undefined;
}

/** The target that calls its decimals NUMERIC and BIGNUMERIC. */
const migrationOfNumeric: MigrationTarget = 'bigquery';

function text({ name, args, stored }: WrittenType, target: MigrationTarget): MappedType {
  const [length] = args;
  const sized = length !== undefined && /^\d+$/.test(length);
  const type = per(target, sized && stored ? `STRING(${length})` : 'STRING', 'STRING');
  const pad = padded.has(name);
  if (stored)
    return pad
      ? { type, note: 'CHAR is filled up with blanks there, and comparisons ignore them; here text is as it is.' }
      : { type };
  return sized || pad
    ? {
        type,
        note: `A cast to ${name}(${length ?? 1}) cuts longer text${pad ? ' and fills up shorter' : ''}; a cast to STRING does not.`,
      }
    : { type };
}

function other({ name }: WrittenType, dialect: SourceDialect, target: MigrationTarget): MappedType | undefined {
  switch (name) {
    case 'BOOLEAN':
    case 'BOOL':
      return { type: per(target, 'BOOL', 'BOOLEAN') };
    case 'BIT':
      return dialect.name === 'tsql'
        ? { type: per(target, 'BOOL', 'BOOLEAN'), note: 'BIT holds 0 and 1; compare with TRUE and FALSE here.' }
        : undefined;
    case 'JSON':
    case 'JSONB':
    case 'VARIANT':
    case 'SUPER':
    case 'OBJECT':
      return { type: per(target, 'JSON', 'VARIANT'), note: `Paths into ${name} are written another way here.` };
    case 'UUID':
    case 'UNIQUEIDENTIFIER':
      return { type: 'STRING', note: 'Ids are text here: write them in one case.' };
    default:
      return undefined;
  }
}

function dateOrTime(
  { name, args }: WrittenType,
  dialect: SourceDialect,
  target: MigrationTarget,
): MappedType | undefined {
  const local = per(target, 'DATETIME', 'TIMESTAMP_NTZ');
  const fine = Number(args[0] ?? 6) > 6 ? { note: 'Fractions of a second end at microseconds here.' } : {};
  if (name === 'DATE')
    return dialect.dateHasTime
      ? { type: local, note: `DATE holds a time of day in ${dialect.title}. Use DATE where it is always midnight.` }
      : { type: 'DATE' };
  if (name === 'TIME' || name === 'TIME WITHOUT TIME ZONE')
    return target === migrationOfNumeric ? { type: 'TIME', ...fine } : undefined;
  if (locals.has(name)) return { type: local, ...fine };
  if (instants.has(name))
    return { type: 'TIMESTAMP', note: 'The instant is kept, the offset that it was written with is not.' };
  if (name !== 'TIMESTAMP') return undefined;
  if (dialect.name === 'tsql') return undefined;
  return dialect.name === 'mysql' || dialect.name === 'spark'
    ? { type: 'TIMESTAMP', ...fine }
    : { type: local, ...fine };
}
