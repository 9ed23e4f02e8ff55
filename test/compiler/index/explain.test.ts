import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Diagnostic, Edit } from '../../../src/compiler/diagnostics/diagnostic.ts';
import { explainErrors, explainSettings } from '../../../src/compiler/index/explain/explain.ts';
import { sourceWarnings } from '../../../src/compiler/index/warnings.ts';
import { isFault, readSettings } from '../../../src/compiler/project/settings.ts';
import { resolveInProcess } from '../../support/in-process.ts';
import { marked } from '../../support/marked.ts';
import { type ProjectFiles, writeProject } from '../../support/oracle.ts';
import { code, configs, type Mistake, references } from './mistakes.ts';

const settings = 'defaultProject: p\ndefaultDataset: d\n';

/** Errors of a project, and Dataform's own. */
async function errorsOf(files: ProjectFiles) {
  const texts = new Map(Object.entries({ 'workflow_settings.yaml': settings, ...files }));
  const dir = writeProject(Object.fromEntries(texts));
  try {
    const resolved = await resolveInProcess(dir);
    if ('refused' in resolved) throw new Error(resolved.refused.message);
    const { findings, fatal, graph } = resolved;
    const warnings = await sourceWarnings(texts, async () => undefined);
    const told = explainErrors({ findings, fatal, warnings, graph, texts });
    const all = [...told.diagnostics, ...(told.fatal ? [told.fatal] : [])];
    const words = [...findings.map(({ error }) => error.message), ...(fatal ? [fatal.message] : [])];
    return { errors: all.filter(({ severity }) => severity === 'error'), words };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const applied = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((now, { span, text: by }) => now.slice(0, span.start) + by + now.slice(span.end), text);

function withoutMarks(files: ProjectFiles) {
  let place: Diagnostic['span'];
  const plain = Object.entries(files).map(([file, text]) => {
    const { source, spans } = marked(text);
    if (spans[0]) place = { file, ...spans[0] };
    return [file, source] as const;
  });
  return { files: Object.fromEntries(plain), place };
}

describe.each(Object.entries({ 'references: ': references, 'configs: ': configs, 'code: ': code }))(
  '%s',
  (_, mistakes) => {
    test.each(Object.entries(mistakes))('%s', async (_name, mistake: Mistake) => {
      const { files, place } = withoutMarks(mistake.files);
      const { errors, words } = await errorsOf(files);
      expect(errors.map(({ message }) => message)).toEqual([mistake.message]);
      const found = errors[0] as Diagnostic;
      expect(found.code).toBe(mistake.code);
      expect(found.span).toEqual(place);
      expect(found.help).toBe(mistake.help);
      expect(found.notes?.map(({ message }) => message)).toEqual(mistake.notes);
      expect(words).toContain(found.original ?? found.message);
      const fix = found.fixes?.[0];
      const text = files[place?.file ?? ''] ?? '';
      expect(fix && applied(text, fix.edits)).toBe(mistake.fixed);
      if (!fix) return;
      const { errors: left } = await errorsOf({ ...files, [place?.file ?? '']: applied(text, fix.edits) });
      expect(left.map((one) => one.code)).toEqual(mistake.remains ?? []);
    });
  },
);

describe('settings', () => {
  const explain = (file: 'workflow_settings.yaml' | 'dataform.json', text: string) => {
    const { source, spans } = marked(text);
    const files = file === 'dataform.json' ? { dataformJson: source } : { workflowSettings: source };
    const fault = readSettings(files, {}, '/the/folder');
    if (!isFault(fault)) throw new Error('the settings are fine');
    return { found: explainSettings(fault, new Map([[file, source]])), place: { file, ...spans[0] } };
  };

  test.each([
    [
      'a misspelt key',
      'defaultProject: p\n«defaultDatset»: d\n',
      'Unexpected property "defaultDatset" in workflow_settings.yaml',
      'Did you mean "defaultDataset"?',
    ],
    [
      'a misspelt key behind a byte order mark',
      '\ufeffdefaultProject: p\n«defaultDatset»: d\n',
      'Unexpected property "defaultDatset" in workflow_settings.yaml',
      'Did you mean "defaultDataset"?',
    ],
    [
      'wrong indentation',
      'defaultProject: p\n  defaultDataset«:» d\n',
      'workflow_settings.yaml is not valid YAML: bad indentation of a mapping entry',
      undefined,
    ],
    [
      'no content',
      '«»',
      'workflow_settings.yaml holds no settings',
      'Write at least defaultProject and defaultDataset.',
    ],
    [
      'a list',
      '«-» a\n- b\n',
      'workflow_settings.yaml holds a list, not settings',
      'Write keys and values, for example defaultDataset: analytics.',
    ],
    [
      'a text in place of an object',
      'defaultProject: p\n«defaultIcebergConfig»: x\n',
      'Property "defaultIcebergConfig" of workflow_settings.yaml cannot be the text "x"',
      'It should be an object.',
    ],
  ])('%s', (_, text, message, help) => {
    const { found, place } = explain('workflow_settings.yaml', text);
    expect(found).toMatchObject({ severity: 'error', message, span: place });
    expect(found.help).toBe(help);
  });

  test.each([
    [
      '{\n  "«defaultSchma»": "d",\n  "warehouse": "bigquery"\n}\n',
      'Unexpected property "defaultSchma" in dataform.json',
    ],
    [
      '{\n  "warehouse": "bigquery",\n«}»\n',
      'dataform.json is not valid JSON: expected double-quoted property name in JSON',
    ],
  ])('dataform.json: %j', (text, message) => {
    const { found, place } = explain('dataform.json', text);
    expect(found).toMatchObject({ message, span: place });
  });
});

test('a cycle of a thousand actions is told in a few lines', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 1000 }, (_, i) => [
      `definitions/a${i}.sqlx`,
      `config { type: "view" }\nselect * from \${ref("a${(i + 1) % 1000}")}`,
    ]),
  );
  const { errors } = await errorsOf(files);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message.length).toBeLessThan(200);
  expect(errors[0]?.notes?.length).toBeLessThan(10);
});

test('every wrong reference of a large project is told, in time that grows with their number', async () => {
  const calls = Array.from({ length: 2000 }, (_, i) => `publish("a${i}").query(ctx => ctx.ref("nothing${i}"));`);
  const begun = performance.now();
  const { errors, words } = await errorsOf({ 'definitions/a.js': calls.join('\n') });
  expect(errors).toHaveLength(2000);
  expect(words).toHaveLength(4000);
  expect(performance.now() - begun).toBeLessThan(15_000);
});

test('a code that is not in the catalogue counts as an error of the project', () => {
  const graph = { projectConfig: {}, graphErrors: {}, dataformCoreVersion: '' };
  const finding = { code: '__proto__', error: { fileName: 'gone.js', message: 'm' } };
  const { diagnostics } = explainErrors({ findings: [finding], warnings: [], graph, texts: new Map() });
  expect(diagnostics).toEqual([{ code: 'BF1011', severity: 'error', message: 'm' }]);
});
