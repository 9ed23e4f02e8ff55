import { type Case, one, settings } from './case.ts';

const yaml = (name: string, content: string, more: Case['files'] = {}): Case => ({
  name,
  files: { 'workflow_settings.yaml': settings, 'definitions/actions.yaml': content, ...more },
});

/** Files other than SQLX, and faults that stop the whole project. */
export const actionCases: readonly Case[] = [
  yaml(
    'every kind stands in actions.yaml',
    'actions:\n- table: { filename: t.sql, tags: [a] }\n- view: { filename: t.sql, name: v }\n- incrementalTable: { filename: t.sql, name: i, uniqueKey: [id] }\n- assertion: { filename: t.sql, name: a }\n- operation: { filename: t.sql, name: o, hasOutput: true }\n- declaration: { name: d, dataset: raw }\n- notebook: { filename: n.ipynb }\n- dataPreparation: { filename: p.dp.yaml }\n',
    {
      'definitions/t.sql': 'select `${x}` from y\n',
      'definitions/n.ipynb': '{"cells": [{"source": ["x"], "outputs": [1]}]}',
      'definitions/p.dp.yaml': 'nodes:\n- id: n\n  destination:\n    table:\n      table: dest\n',
    },
  ),
  yaml('an entry of actions.yaml is empty', 'actions:\n- {}\n'),
  {
    ...yaml('an entry of actions.yaml names an absent file', 'actions:\n- table: { filename: absent.sql }\n'),
    ownWords: true,
  },
  yaml('an entry of actions.yaml names a SQLX file', 'actions:\n- table: { filename: t.sqlx }\n', {
    'definitions/t.sqlx': 'config { type: "view" }\nselect 1',
  }),
  yaml('actions.yaml is not YAML', 'actions:\n- table: [\n'),
  yaml('actions.yaml has a wrong value', 'actions:\n- table: { filename: t.sql, tags: daily }\n', {
    'definitions/t.sql': 'select 1',
  }),
  yaml('a notebook has no cells', 'actions:\n- notebook: { filename: n.ipynb }\n', { 'definitions/n.ipynb': '{}' }),
  yaml('a notebook is not JSON', 'actions:\n- notebook: { filename: n.ipynb }\n', { 'definitions/n.ipynb': '{' }),
  {
    name: 'a chain of references is a circle',
    files: {
      'workflow_settings.yaml': settings,
      'definitions/a.sqlx': 'config { type: "view" }\nselect * from ${ref("b")}',
      'definitions/b.sqlx': 'config { type: "view" }\nselect * from ${ref("a")}',
    },
  },
  {
    name: 'files with odd names are left alone',
    files: {
      'workflow_settings.yaml': settings,
      'definitions/.hidden.sqlx': '${',
      'definitions/UPPER.SQLX': '${',
      'definitions/x.sqlx.bak': '${',
      'definitions/no_extension': '${',
      'elsewhere/a.sqlx': '${',
      'definitions/b.c.sqlx': 'config { type: "view" }\nselect 1',
    },
  },
  { name: 'the project is empty', files: { 'workflow_settings.yaml': settings } },
  {
    name: 'Markdown is read',
    files: {
      ...one('definitions/a.js', 'publish("a", getContents("./notes/n.md"));'),
      'definitions/notes/n.md': 'line\r\n`tick` ${x}\n',
    },
  },
  {
    name: 'a tag is a number',
    files: one('definitions/a.js', 'publish("a", { type: "table", tags: [1] }).query("select 1");'),
  },
  { name: 'a query is a number', files: one('definitions/a.js', 'publish("a", { type: "table" }).query(() => 5);') },
  {
    name: 'a query is a list',
    files: one('definitions/a.js', 'publish("a", { type: "table" }).query(() => ["select 1"]);'),
  },
  {
    name: 'an action is compiled just in time',
    files: one(
      'definitions/a.js',
      'publish("a", { type: "table" }).jitCode(async (jctx) => "select 1"); jitData("k", { a: [1, null] });',
    ),
  },
  {
    name: 'an extension prepares the project',
    files: {
      'workflow_settings.yaml': `${settings}extension:\n  name: ext\n  compilationMode: PROLOGUE\n`,
      'node_modules/ext/index.js':
        'exports.extension = () => ({ compile: (request, session) => { session.publish("from_extension", "select 1"); } });',
      'definitions/a.sqlx': 'config { type: "view" }\nselect 1',
    },
  },
  {
    name: 'an extension replaces the project',
    files: {
      'workflow_settings.yaml': `${settings}extension:\n  name: ext\n  compilationMode: APPLICATION_CODE\n`,
      'node_modules/ext/index.js':
        'exports.extension = () => ({ compile: (request, session) => { session.publish("from_extension", "select 1"); } });',
      'definitions/a.sqlx': 'config { type: "view" }\nselect 1',
    },
  },
  {
    name: 'an extension replaces the project, its mode given as a number',
    files: {
      'workflow_settings.yaml': `${settings}extension:\n  name: ext\n  compilationMode: 2\n`,
      'node_modules/ext/index.js':
        'exports.extension = () => ({ compile: (request, session) => { session.publish("from_extension", "select 1"); } });',
      'definitions/a.sqlx': 'config { type: "view" }\nselect 1',
    },
  },
  {
    name: 'carriage returns and a byte order mark stand in a file',
    files: one('definitions/a.sqlx', '\uFEFFconfig { type: "view" }\r\nselect 1\r\n'),
  },
];
