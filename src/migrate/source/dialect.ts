/** Warehouses and databases whose SQL `translate` reads. */
export const sourceNames = [
  'teradata',
  'snowflake',
  'redshift',
  'oracle',
  'hive',
  'spark',
  'tsql',
  'postgres',
  'mysql',
  'presto',
] as const;
export type SourceName = (typeof sourceNames)[number];

/** How the text of a dialect is cut into tokens. */
export interface SourceLexis {
  /** Quotes that enclose text. */
  readonly strings: string;
  /** Quotes that enclose names; `[` stands for `[name]`. */
  readonly names: string;
  /** A backslash in text stands for the character behind it. */
  readonly backslash: boolean;
  readonly nestedComments: boolean;
  /** `#` begins a comment. */
  readonly hashComments: boolean;
  /** `$$text$$`, `$tag$text$tag$`. */
  readonly dollar: boolean;
  /** `q'[text]'`. */
  readonly alternativeQuotes: boolean;
  /** Characters beyond letters, digits and `_` that names may hold. */
  readonly inNames: string;
}

/** What is known of a source dialect. Sources are the vendors' SQL references. */
export interface SourceDialect {
  readonly name: SourceName;
  /** As people write it. */
  readonly title: string;
  readonly lexis: SourceLexis;
  /** Client commands that stand between statements. */
  readonly client: 'bteq' | 'sqlplus' | 'psql' | 'sqlcmd' | undefined;
  /** `7 / 2` is 3. */
  readonly integerDivision: boolean;
  /** `AVG` of whole numbers is a whole number. */
  readonly integerAverage: boolean;
  /** A cast of 1.7 to a whole number: 1 (cut) or 2 (round). */
  readonly toInteger: 'cut' | 'round';
  /** `'a' = 'A'` is true unless a column or collation says otherwise. */
  readonly caseBlind: boolean;
  /** `''` is NULL. */
  readonly emptyIsNull: boolean;
  /** `DATE` holds a time of day, too. */
  readonly dateHasTime: boolean;
  /** The difference of two dates: whole days, days with a fraction, an interval, or not allowed. */
  readonly dateDifference: 'days' | 'fraction' | 'interval' | 'none';
  /** `x / 0` is NULL instead of an error. */
  readonly zeroDivisionIsNull: boolean;
}

const plain: SourceLexis = {
  strings: "'",
  names: '"',
  backslash: false,
  nestedComments: false,
  hashComments: false,
  dollar: false,
  alternativeQuotes: false,
  inNames: '$#',
};

const usual = {
  client: undefined,
  integerDivision: false,
  integerAverage: false,
  toInteger: 'round',
  caseBlind: false,
  emptyIsNull: false,
  dateHasTime: false,
  dateDifference: 'none',
  zeroDivisionIsNull: false,
} as const;

const hiveLexis: SourceLexis = { ...plain, strings: '\'"', names: '`', backslash: true, inNames: '' };

/** Every source dialect by its name. */
export const sourceDialects: { readonly [K in SourceName]: SourceDialect } = {
  teradata: {
    ...usual,
    name: 'teradata',
    title: 'Teradata',
    lexis: plain,
    client: 'bteq',
    integerDivision: true,
    toInteger: 'cut',
    caseBlind: true,
    dateDifference: 'days',
  },
  snowflake: {
    ...usual,
    name: 'snowflake',
    title: 'Snowflake',
    lexis: { ...plain, backslash: true, dollar: true, inNames: '$' },
    dateDifference: 'days',
  },
  redshift: {
    ...usual,
    name: 'redshift',
    title: 'Redshift',
    lexis: { ...plain, dollar: true, nestedComments: true },
    client: 'psql',
    integerDivision: true,
    integerAverage: true,
    dateDifference: 'days',
  },
  oracle: {
    ...usual,
    name: 'oracle',
    title: 'Oracle',
    lexis: { ...plain, alternativeQuotes: true },
    client: 'sqlplus',
    emptyIsNull: true,
    dateHasTime: true,
    dateDifference: 'fraction',
  },
  hive: {
    ...usual,
    name: 'hive',
    title: 'Hive',
    lexis: hiveLexis,
    toInteger: 'cut',
    dateDifference: 'interval',
    zeroDivisionIsNull: true,
  },
  spark: {
    ...usual,
    name: 'spark',
    title: 'Spark',
    lexis: hiveLexis,
    toInteger: 'cut',
    dateDifference: 'interval',
    zeroDivisionIsNull: true,
  },
  tsql: {
    ...usual,
    name: 'tsql',
    title: 'SQL Server',
    lexis: { ...plain, names: '"[', nestedComments: true },
    client: 'sqlcmd',
    integerDivision: true,
    integerAverage: true,
    toInteger: 'cut',
    caseBlind: true,
  },
  postgres: {
    ...usual,
    name: 'postgres',
    title: 'PostgreSQL',
    lexis: { ...plain, dollar: true, nestedComments: true, inNames: '$' },
    client: 'psql',
    integerDivision: true,
    dateDifference: 'days',
  },
  mysql: {
    ...usual,
    name: 'mysql',
    title: 'MySQL',
    lexis: { ...plain, strings: '\'"', names: '`', backslash: true, hashComments: true, inNames: '$' },
    caseBlind: true,
    zeroDivisionIsNull: true,
  },
  presto: {
    ...usual,
    name: 'presto',
    title: 'Presto',
    lexis: { ...plain, inNames: '' },
    integerDivision: true,
    dateDifference: 'interval',
  },
};

/** Other names under which people know a dialect. */
export const sourceAliases: Readonly<Record<string, SourceName>> = {
  postgresql: 'postgres',
  trino: 'presto',
  athena: 'presto',
  sqlserver: 'tsql',
  mssql: 'tsql',
  mariadb: 'mysql',
};
