import type { CommandSpec } from '../../command.ts';

export const spec: CommandSpec = {
  name: 'translate',
  summary: 'Translate the SQL of another warehouse, and say what needs a person.',
  positional: 'FILES...',
  options: [
    {
      name: 'from',
      kind: 'string',
      value: 'DIALECT',
      help: 'teradata, snowflake, redshift, oracle, hive, spark, tsql, postgres, mysql or presto.',
    },
    { name: 'to', kind: 'string', value: 'TARGET', help: 'bigquery (the default) or databricks.' },
    { name: 'out', kind: 'string', value: 'DIR', help: 'Write the translation there; default: standard output.' },
    { name: 'sqlx', kind: 'boolean', help: 'Write a project to --out: SQLX with refs, declarations, operations.' },
    { name: 'report', kind: 'string', value: 'FORMAT', help: 'md, json or terminal (the default).' },
    { name: 'json', kind: 'boolean', help: 'The same as --report json.' },
    { name: 'quiet', kind: 'boolean', help: 'Print no report, only the translation.' },
  ],
  details: `Each statement is translated, translated with notes, or needs a person. One that needs a person is written as a
comment. Exit code 1: at least one statement needs a person.

  biform translate --from teradata etl/*.bteq --out migrated
  biform translate --from teradata etl/*.bteq --out warehouse --sqlx --report md > report.md
  biform translate --from snowflake --to databricks views.sql`,
  load: () => import('../translate.ts'),
};
