/** The part of JSON Schema (draft 2020-12) that biform's settings use; `validate.ts` reads the same part. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly propertyNames?: { readonly pattern: string; readonly description: string };
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  /** Alternatives of different types, or objects told apart by the constant of their key `engine`. */
  readonly oneOf?: readonly JsonSchema[];
  /** The text may hold `${env.NAME}`. */
  readonly 'x-env'?: true;
}

const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description });
const fromEnv = (description: string): JsonSchema => ({ ...text(description), 'x-env': true });
const mapOf = (additionalProperties: JsonSchema, description: string): JsonSchema => ({
  type: 'object',
  description,
  additionalProperties,
});
const listOf = (items: JsonSchema, description: string): JsonSchema => ({ type: 'array', description, items });
const record = (
  properties: Readonly<Record<string, JsonSchema>>,
  description: string,
  required: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  description,
  properties,
  additionalProperties: false,
  ...(required.length > 0 && { required }),
});
const anything = (description: string): JsonSchema => ({ description });

const files: JsonSchema = {
  oneOf: [text('One file or a glob.'), { ...listOf(text('A file or a glob.'), 'Several.'), minItems: 1 }],
};

const source: JsonSchema = {
  description: 'The files behind a declaration: CSV, JSON, NDJSON or Parquet.',
  oneOf: [
    text('One file or a glob, relative to the project.'),
    { ...listOf(text('A file or a glob.'), 'Several files.'), minItems: 1 },
    record(
      {
        files,
        format: {
          enum: ['csv', 'json', 'ndjson', 'parquet'],
          description: 'By default from the ending of the file name.',
        },
        options: mapOf(
          { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
          'Options of DuckDB\'s reader, for example { delim: ";" }.',
        ),
      },
      'Files with settings.',
      ['files'],
    ),
  ],
};

const duckdb = record(
  {
    engine: { const: 'duckdb', description: 'DuckDB, on this machine.' },
    path: text('Database file, relative to the project; `:memory:` for none. Default: .biform/local.duckdb.'),
    sources: mapOf(
      source,
      'Files behind declared tables, by `dataset.table`; `events_*` takes the suffix from file names.',
    ),
  },
  'A database file on this machine.',
  ['engine'],
);

const bigquery = record(
  {
    engine: { const: 'bigquery', description: 'BigQuery.' },
    project: text('Project in place of `defaultProject` of the workflow settings.'),
    location: text('Location in place of `defaultLocation` of the workflow settings.'),
    maximumBytesBilled: {
      description: 'A job that would bill more fails. A number of bytes, or for example 200GB, 1TiB.',
      oneOf: [
        { type: 'integer', minimum: 1 },
        { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)? ?([KMGT]i?)?B$' },
      ],
    },
    labels: mapOf({ type: 'string' }, 'Labels of all jobs.'),
    reservation: text('Reservation in which jobs run.'),
    credentials: fromEnv('Path of a key file; default: application default credentials.'),
  },
  'A Google Cloud project.',
  ['engine'],
);

const databricks = record(
  {
    engine: { const: 'databricks', description: 'Databricks SQL with Unity Catalog.' },
    host: fromEnv('Host name of the workspace. Default: ${env.DATABRICKS_HOST}.'),
    httpPath: fromEnv('HTTP path of the SQL warehouse. Default: ${env.DATABRICKS_HTTP_PATH}.'),
    token: fromEnv('Access token. Default: ${env.DATABRICKS_TOKEN}.'),
    clientId: fromEnv('Application id of a service principal.'),
    clientSecret: fromEnv('Secret of the service principal.'),
    catalog: text('Catalog of the default project. Default: its name.'),
    catalogs: mapOf({ type: 'string', minLength: 1 }, 'Catalogs of other projects, by project.'),
  },
  'A Databricks workspace.',
  ['engine'],
);

const column = record(
  {
    type: text('Type in GoogleSQL.'),
    description: text('For the documentation.'),
    mask: anything('How the column is masked.'),
    tags: listOf({ type: 'string' }, 'Tags.'),
  },
  'One column.',
);

const action = record(
  {
    dialect: { enum: ['bigquery', 'databricks'], description: 'What its SQL is written in.' },
    targets: listOf({ type: 'string' }, 'Compile only for these targets.'),
    owner: text('Who answers for it.'),
    columns: mapOf(column, 'Columns by name.'),
    incremental: anything('Strategy and windows.'),
    rowFilters: anything('Who sees which rows.'),
    grants: anything('Who may do what.'),
    quality: anything('Quality rules.'),
    model: anything('Machine learning settings.'),
  },
  'Settings of an action whose file cannot carry them.',
);

const notification: JsonSchema = record(
  {
    on: {
      ...listOf({ enum: ['run_failed', 'run_succeeded', 'assertion_failed'] }, 'What to tell.'),
      minItems: 1,
    },
    slack: fromEnv('Incoming webhook of Slack.'),
    webhook: fromEnv('Address that gets the event as JSON.'),
    email: listOf({ type: 'string', minLength: 1 }, 'Addresses.'),
  },
  'Whom to tell.',
  ['on'],
);

/** What biform.yaml may hold. Published as schemas/biform.schema.json. */
export const biformSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'biform.yaml',
  ...record(
    {
      defaultTarget: text('Target of commands without --target.'),
      dialect: {
        enum: ['bigquery', 'databricks'],
        description: "What the project's SQL is written in. Default: bigquery.",
      },
      targets: {
        ...mapOf({ oneOf: [duckdb, bigquery, databricks] }, 'Where the project can run, by name.'),
        propertyNames: { pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$', description: 'letters, digits, "_" and "-"' },
      },
      principals: mapOf(
        record(
          {
            bigquery: text('Principal in IAM, for example group:analysts@acme.com.'),
            databricks: text('Group, user or service principal.'),
            duckdb: text('Role in simulations.'),
            local: text('The same as duckdb.'),
          },
          'One principal on each engine.',
        ),
        'Groups and accounts by a name of your choice.',
      ),
      notifications: listOf(notification, 'Whom to tell about runs.'),
      assertionViews: {
        enum: ['always', 'on_failure', 'never'],
        description: 'When the views of assertions are created. Default: always.',
      },
      quality: record(
        { dataset: text('Dataset of the quality history. Default: biform_quality.') },
        'Quality settings.',
      ),
      analysis: record(
        {
          levels: {
            ...mapOf(
              { enum: ['off', 'warning', 'error'] },
              'Severity of findings by code, for example BF2101: warning.',
            ),
            propertyNames: { pattern: '^BF[23][0-9]{3}$', description: 'a code of the analysis, such as BF2101' },
          },
        },
        'What the analysis of SQL finds.',
      ),
      lint: mapOf({ enum: ['off', 'warning', 'error'] }, 'Severity of lint rules by name.'),
      actions: mapOf(action, 'Settings by action, as `dataset.name` or `project.dataset.name`.'),
    },
    "biform's settings of a Dataform project.",
  ),
};
