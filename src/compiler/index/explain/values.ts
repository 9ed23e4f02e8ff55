import { graphSchema } from '../../actions/schemas.ts';
import { closest } from '../../diagnostics/closest.ts';
import { replaceWith } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../resolve/settle.ts';
import { readable } from './calls.ts';
import { type Config, configOf, keySpan, propertyNamed } from './config.ts';
import type { Explain, Explanation } from './explanation.ts';
import { placeOfValue } from './properties.ts';
import { placed, type Reading } from './reading.ts';

/** How an error about a value of a config is explained. */
interface ValueRule {
  /** Keys to blame, the likeliest first; the words of the message where absent. */
  readonly keys?: readonly string[] | ((message: string) => readonly string[]);
  /** Whether the value is to blame, not that the key is there. */
  readonly value?: boolean;
  /** Words that the value may be. */
  readonly allowed?: readonly string[] | ((message: string, project: Reading) => readonly string[]);
  readonly help?: string;
}

const types = ['table', 'view', 'incremental', 'assertion', 'operations', 'declaration', 'test', 'dataPreparation'];

const parts: Readonly<Record<string, readonly string[]>> = {
  names: ['name'],
  datasets: ['dataset', 'schema'],
  projects: ['project', 'database'],
};

const enumerated = (message: string): string =>
  message.startsWith('OnSchemaChange') ? 'onSchemaChange' : 'incrementalStrategy';

const lowered = (name: string): readonly string[] => graphSchema.values(name).map((word) => word.toLowerCase());

const testable = (_: string, { graph }: Reading): readonly string[] =>
  (graph.tables ?? []).flatMap(({ canonicalTarget, target }) => (canonicalTarget ?? target)?.name ?? []);

const rules: Readonly<Record<string, ValueRule>> = {
  BF1033: { keys: ['type'], value: true, allowed: types },
  BF1035: { keys: ['protected'] },
  BF1040: {
    keys: (message) => parts[/targets? (\w+) cannot/.exec(message)?.[1] ?? 'names'] ?? ['name'],
    value: true,
    help: 'The dataset and the project have keys of their own: schema and database (dataset and project in actions.yaml).',
  },
  BF1041: {},
  BF1042: {
    keys: ['partitionExpirationDays', 'requirePartitionFilter'],
    help: 'Set partitionBy too, or leave it out.',
  },
  BF1043: {},
  BF1044: { keys: ['partitionBy', 'clusterBy'], help: 'Only a view with materialized: true can have it.' },
  BF1045: { keys: ['uniqueKeys'] },
  BF1046: { keys: ['columns'], help: 'If it makes the table of its own name, say so: config { hasOutput: true }.' },
  BF1047: {
    keys: (message) => [enumerated(message)],
    value: true,
    allowed: (message) => lowered(message.startsWith('OnSchemaChange') ? 'OnSchemaChange' : 'IncrementalStrategy'),
  },
  BF1048: { keys: ['incrementalStrategy'], value: true },
  BF1049: { keys: ['updatePartitionFilter'] },
  BF1050: {},
  BF1051: {},
  BF1066: { keys: ['includeDependentAssertions', 'dependOnDependencyAssertions'] },
  BF1081: { keys: ['dataset'], value: true, allowed: testable },
  BF1080: { keys: ['dataset'], help: 'Name the table that it tests: config { type: "test", dataset: "..." }.' },
  BF1085: { keys: ['name'], value: true },
  BF1082: { keys: ['dataset'], value: true },
};

/** Points an error about a value of a config at its key or value, with a fix where another word is near. */
export const explainValue: Explain = (finding, project) => {
  const rule = Object.hasOwn(rules, finding.code) ? rules[finding.code] : undefined;
  const config = rule && configOf(finding, project);
  if (!rule || !config) return undefined;
  const message = finding.error.message ?? '';
  const property = propertyNamed(config, keysOf(rule, message));
  if (!property) return { span: headOf(config, finding), ...(rule.help ? { help: rule.help } : {}) };
  const span = rule.value ? placeOfValue(config, property) : keySpan(config, property);
  return { span, ...wordOf(rule, message, property.value.text, span, project) };
};

function keysOf({ keys }: ValueRule, message: string): readonly string[] {
  if (keys === undefined) return message.match(/\w+/g) ?? [];
  return typeof keys === 'function' ? keys(message) : keys;
}

function wordOf(
  { allowed, help }: ValueRule,
  message: string,
  text: string | undefined,
  span: NonNullable<Explanation['span']>,
  project: Reading,
): Explanation {
  const words = typeof allowed === 'function' ? allowed(message, project) : (allowed ?? []);
  const near = text === undefined ? undefined : closest(text, words);
  if (near !== undefined && near !== text) return { help: `Did you mean "${near}"?`, fixes: [replaceWith(span, near)] };
  if (help !== undefined) return { help };
  const shown = words.filter((word) => !word.endsWith('unspecified'));
  return shown.length === 0 || shown.length > 12 ? {} : { help: `It can be ${shown.join(', ')}.` };
}

/** The word that opens the config, or the name of the call. */
function headOf({ file, text, value }: Config, { error }: Finding): NonNullable<Explanation['span']> {
  const block = file.endsWith('.sqlx') ? /config\s*$/.exec(text.slice(0, value.start)) : undefined;
  if (block) return { file, start: block.index, end: block.index + 'config'.length };
  const name = /^[\w.]+/.exec(text.slice(value.start, value.start + 200))?.[0] ?? '';
  return { file, start: value.start, end: value.start + (error.fileName?.endsWith('.js') ? name.length : 0) };
}

/** Dataform ends with V8's words where a test or a declaration names nothing. */
export const explainNameless: Explain = (finding, project) => {
  if (!finding.error.message?.startsWith('Cannot convert undefined')) return undefined;
  const config = configOf(finding, project);
  const type = config && propertyNamed(config, ['type'])?.value.text;
  const isTest = type === 'test' || /\btest\(/.test(config?.text ?? '');
  const message = isTest ? 'Tests must operate upon a specified dataset.' : 'This declaration names nothing';
  const help = isTest ? rules['BF1080']?.help : 'Name it: declare({ schema: "...", name: "..." }).';
  return { message, ...(config ? { span: headOf(config, finding) } : {}), ...(help ? { help } : {}) };
};

/** A tested query asks for an input that the test does not give. */
export const explainInput: Explain = ({ error, generated }, project) => {
  const message = error.message ?? '';
  const [, wanted = '', given = ''] =
    /^Input for dataset "(.*)" has not been provided\. Provided inputs: (.*)$/s.exec(message) ?? [];
  if (wanted === '') return undefined;
  const name = readable(wanted).replace(/^"|"$/g, '');
  const place = generated && placed(generated, project);
  return {
    message: `The test gives no input for "${name}"${given === '' ? '' : `, only for ${readable(given).replaceAll(',', ', ')}`}.`,
    ...(place ? { span: place } : {}),
    help: `Add input ${name
      .split('.')
      .map((part) => `"${part}"`)
      .join(', ')} { ... } to the test.`,
  };
};
