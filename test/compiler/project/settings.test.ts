import { expect, test } from 'vitest';
import {
  isFault,
  readSettings,
  type SettingsFiles,
  type SettingsOverrides,
} from '../../../src/compiler/project/settings.ts';
import { marked } from '../../support/marked.ts';

const read = (files: SettingsFiles, overrides: SettingsOverrides = {}) => readSettings(files, overrides, '/project');

test.each([
  ['defaultProject: p\n«warehouse»: bigquery\n', 'BF1004'],
  ['defaultProject: p\ndefaultIcebergConfig:\n  bucketName: b\n  «bucket»: c\n', 'BF1004'],
  ['«vars»: production\n', 'BF1004'],
  ['«defaultLocation»:\n', 'BF1004'],
  ['defaultNotebookRuntimeOptions:\n  «repositorySnapshotDestination»: {}\n', 'BF1006'],
])('a fault points at the key to blame: %s', (text, code) => {
  const { source, spans } = marked(text);
  expect(read({ workflowSettings: source })).toMatchObject({ code, file: 'workflow_settings.yaml', ...spans[0] });
});

test('a key of dataform.json is pointed at inside its quotes', () => {
  const { source, spans } = marked('{\n  "warehouse": "bigquery",\n  "«gcloudProjectId»": "p"\n}');
  expect(read({ dataformJson: source })).toMatchObject({ code: 'BF1004', file: 'dataform.json', ...spans[0] });
});

test('the command line wins, variables one by one; keys keep the order of the graph', () => {
  const workflowSettings = 'vars: { a: "1", b: "2" }\ndefaultDataset: d\ndefaultProject: p\n';
  const settings = read({ workflowSettings }, { defaultSchema: 'e', vars: { b: '3', c: '4' }, tablePrefix: undefined });
  expect(isFault(settings)).toBe(false);
  expect(JSON.stringify('config' in settings && settings.config)).toBe(
    JSON.stringify({
      warehouse: 'bigquery',
      defaultSchema: 'e',
      defaultDatabase: 'p',
      vars: { a: '1', b: '3', c: '4' },
    }),
  );
});

test('any pinned version is read, not refused', () => {
  expect(read({ workflowSettings: 'dataformCoreVersion: 3.0.9\n' })).toMatchObject({ coreVersion: '3.0.9' });
});
