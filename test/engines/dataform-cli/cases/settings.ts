import { type Case, settings } from './case.ts';

const view = {
  'definitions/a.sqlx': 'config { type: "view", assertions: { nonNull: ["id"] } }\nselect * from ${ref("src")}',
  'definitions/b.js':
    'declare({ name: "src", schema: "raw" }); assert("c", ctx => `select ${dataform.projectConfig.vars && dataform.projectConfig.vars.env}`);',
};
const v3 = (name: string, yaml: string, more: Partial<Case> = {}): Case => ({
  name,
  files: { 'workflow_settings.yaml': yaml, ...view, ...more.files },
  ...(more.args ? { args: more.args } : {}),
  ...(more.pinned ? { pinned: true } : {}),
  ...(more.withoutJson ? { withoutJson: true } : {}),
});
const v2 = (name: string, json: string): Case => ({ name, files: { 'dataform.json': json, ...view } });
const flags = (name: string, ...args: readonly string[]): Case => v3(name, settings, { args });

/** Settings files, and the flags that override them. */
export const settingsCases: readonly Case[] = [
  v3('the settings hold an unknown key', 'defaultProject: acme\nwarehouse: bigquery\n'),
  v3('a setting has the wrong type', 'defaultProject: acme\nvars: text\n'),
  v3('a variable is a number', `${settings}vars:\n  env: 1\n`),
  v3('a setting is empty', 'defaultProject:\ndefaultDataset: x\n'),
  v3('the settings are a list', '- defaultProject: acme\n'),
  v3('the settings are empty', ''),
  v3('the settings are not YAML', 'defaultProject: [\n'),
  v3('a key stands twice', 'defaultProject: a\ndefaultProject: b\n'),
  v3('both settings files are there', settings, { files: { 'dataform.json': '{"warehouse": "bigquery"}' } }),
  v3(
    'suffixes and prefixes are set',
    `${settings}projectSuffix: ps\ndatasetSuffix: ds\nnamePrefix: np\nbuiltinAssertionNamePrefix: bp\n`,
  ),
  v3('assertions are disabled', `${settings}disableAssertions: true\n`),
  v3('the version of core is pinned', `dataformCoreVersion: 3.0.62\n${settings}`, { pinned: true }),
  v2(
    'an older project has dataform.json',
    '{"warehouse": "bigquery", "defaultDatabase": "acme", "defaultSchema": "dwh", "assertionSchema": "checks"}',
  ),
  v2('an older project names another warehouse', '{"warehouse": "snowflake", "defaultSchema": "dwh"}'),
  v2('dataform.json holds an unknown key', '{"warehouse": "bigquery", "gcloudProjectId": "x"}'),
  v2('dataform.json is not JSON', '{"warehouse": '),
  { name: 'there are no settings', files: { 'definitions/a.sqlx': 'select 1' } },
  flags('variables are given', '--vars=env=prod,other=x'),
  flags('the project is given', '--default-database=elsewhere'),
  flags('the dataset is given', '--default-schema=other'),
  flags('the location is given', '--default-location=EU'),
  flags('the dataset of assertions is given', '--assertion-schema=tests'),
  flags('a dataset suffix is given', '--schema-suffix=me'),
  flags('a dataset suffix is invalid', '--schema-suffix=a-b'),
  flags('a project suffix and a prefix are given', '--database-suffix=dev', '--table-prefix=pre'),
  flags('assertions are switched off', '--disable-assertions'),
  flags('a reservation is given', '--default-reservation=projects/p/locations/us/reservations/r'),
  flags('a timeout is given', '--timeout=2m'),
  v3('errors give the status 1', settings, {
    files: { 'definitions/z.sqlx': 'select ${ref("nowhere")}' },
    withoutJson: true,
  }),
  v3('no errors give the status 0', settings, { withoutJson: true }),
];
