import { graphSchema } from '../../actions/schemas.ts';
import { closest } from '../../diagnostics/closest.ts';
import { type Fix, type Note, replaceWith } from '../../diagnostics/diagnostic.ts';
import type { Field, MessageType } from '../../project/schema.ts';
import type { Finding } from '../../resolve/settle.ts';
import { type Config, configOf, keySpan, propertyIn, valueSpan } from './config.ts';
import { type Explain, type Explanation, enumeration } from './explanation.ts';
import type { Property, Value } from './tree.ts';

/** Key under which older configs keep what is BigQuery's own. */
const BAG_KEY = 'bigquery';
const older: readonly string[] = ['type', 'schema', 'database', 'dependencies', BAG_KEY];
/** Keys that SQLX and the JavaScript API know beside those of the message, by the message's name. */
const alsoKnown: Readonly<Record<string, readonly string[]>> = {
  'ActionConfig.TableConfig': older,
  'ActionConfig.ViewConfig': older,
  'ActionConfig.IncrementalTableConfig': older,
  'ActionConfig.AssertionConfig': older.slice(0, 4),
  'ActionConfig.OperationConfig': older.slice(0, 4),
  'ActionConfig.DeclarationConfig': older.slice(0, 3),
};

/** What a message configures, in the author's words. */
const titles: Readonly<Record<string, string>> = {
  'ActionConfig.TableConfig': 'the config of a table',
  'ActionConfig.ViewConfig': 'the config of a view',
  'ActionConfig.IncrementalTableConfig': 'the config of an incremental table',
  'ActionConfig.AssertionConfig': 'the config of an assertion',
  'ActionConfig.OperationConfig': 'the config of operations',
  'ActionConfig.DeclarationConfig': 'the config of a declaration',
  'ActionConfig.NotebookConfig': 'the config of a notebook',
  'ActionConfig.DataPreparationConfig': 'the config of a data preparation',
  ActionConfigs: 'actions.yaml',
  ActionConfig: 'an entry of actions.yaml',
  WorkflowSettings: 'workflow_settings.yaml',
  ProjectConfig: 'dataform.json',
};

const NO_VALUE = 'BF1031';

/** Explains a property that should not be there, or not with its value; undefined where the error names none. */
export const explainProperty: Explain = (finding, project) => {
  const wanted = wantedOf(finding);
  const key = wanted?.path.at(-1);
  if (!wanted || key === undefined) return undefined;
  const config = configOf(finding, project);
  const property = config && propertyIn(config, wanted.path);
  const field = wanted.type?.byName.get(key);
  const isEmpty = finding.code === NO_VALUE;
  if (isEmpty && !field && wanted.known.includes(key)) {
    const message = `Property "${key}" of ${wanted.where} has no value`;
    return { message, ...(config && property ? { span: keySpan(config, property) } : {}), help: 'Leave it out.' };
  }
  if (field && wanted.type) {
    const span = config && property && keySpan(config, property);
    const message = `Property "${key}" of ${wanted.where} ${isEmpty ? 'has no value' : complaint(property?.value)}`;
    const fix = config && property && inList(field, property.value, config);
    return {
      message,
      ...(span ? { span } : {}),
      help: `It should be ${expected(field)}.`,
      ...(fix ? { fixes: [fix] } : {}),
    };
  }
  const message = `Unexpected property "${key}" in ${wanted.where}`;
  const left = config && key === BAG_KEY ? leftInBag(property?.value) : undefined;
  if (config && left) return { message, span: keySpan(config, left), help: leaveOut(left) };
  const near = isOfActions(key, wanted) ? undefined : closest(key, wanted.known);
  const help = suggestion(near, wanted.known, key);
  if (!config || !property) return { message, ...help };
  const span = keySpan(config, property);
  const fixes = near === undefined ? [] : [replaceWith(span, near)];
  const notes = alsoUnknown(config, property, wanted.known);
  return {
    message,
    span,
    ...(notes.length > 0 ? { notes } : {}),
    ...help,
    ...(fixes.length > 0 ? { fixes } : {}),
  };
};

/** A single text where a list of texts is wanted. */
function inList({ kind, shape }: Field, { start, end, isText }: Value, { file, text }: Config): Fix | undefined {
  if (!isText || kind !== 'string' || shape !== 'list') return undefined;
  return { title: 'put it in a list', edits: [{ span: { file, start, end }, text: `[${text.slice(start, end)}]` }] };
}

/** Dataform stops at the first property that it does not know; the others beside it are told in one go. */
function alsoUnknown(config: Config, property: Property, known: readonly string[]): readonly Note[] {
  const unknown = besides(config.value, property).filter(({ key }) => !known.includes(key));
  return unknown.slice(0, 5).map((other) => {
    const near = closest(other.key, known);
    const message = `"${other.key}" is unknown too${near === undefined ? '' : `; did you mean "${near}"?`}`;
    return { message, span: keySpan(config, other) };
  });
}

function besides(value: Value, property: Property): readonly Property[] {
  const own = value.properties ?? [];
  if (own.includes(property)) return own.filter((one) => one !== property);
  for (const inner of [...own.map((one) => one.value), ...(value.items ?? [])]) {
    const found = besides(inner, property);
    if (found.length > 0) return found;
  }
  return [];
}

/** Keys that actions of this or another kind have are not misspelt. */
const isOfActions = (key: string, { known }: Wanted): boolean =>
  known.includes(key) ||
  (known.includes('filename') &&
    Object.keys(titles).some((name) => name.startsWith('ActionConfig.') && typeNamed(name)?.byName.has(key)));

const EMPTY: ReadonlySet<string> = new Set(['false', '0', 'null', 'undefined', '']);

/** What Dataform leaves in `bigquery: {}` and then complains of: it moves no value that JavaScript counts as false. */
const leftInBag = (bag: Value | undefined): Property | undefined =>
  bag?.properties?.find(({ value }) => value.text !== undefined && EMPTY.has(value.text));

const leaveOut = ({ key, value }: Property): string =>
  `Leave "${key}" out: Dataform refuses ${value.isText ? 'an empty text' : value.text} there.`;

interface Wanted {
  readonly path: readonly string[];
  readonly type?: MessageType;
  readonly known: readonly string[];
  readonly where: string;
}

const BAG =
  /^Unexpected property "([^"\n]+)" in (BigQuery \w+ config|test config)\. Supported properties are: (\[.*\])$/;

function wantedOf({ property, error }: Finding): Wanted | undefined {
  if (property) {
    const type = typeNamed(property.type);
    const known = [...(type?.fields.map(({ name }) => name) ?? []), ...(alsoKnown[property.type] ?? [])];
    return { path: property.path, known, where: whereOf(property), ...(type ? { type } : {}) };
  }
  const [, key, where, list] = BAG.exec(error.message ?? '') ?? [];
  if (key === undefined || list === undefined) return undefined;
  const isTest = where === 'test config';
  const title = isTest ? 'the config of a test' : `"${BAG_KEY}"`;
  return { path: isTest ? [key] : [BAG_KEY, key], known: JSON.parse(list) as string[], where: title };
}

function typeNamed(name: string): MessageType | undefined {
  try {
    return graphSchema.type(name);
  } catch {
    return undefined;
  }
}

/** The settings or action that a property belongs to; deeper down the property around it. */
function whereOf({ path, type }: NonNullable<Finding['property']>): string {
  const title = Object.hasOwn(titles, type) ? titles[type] : undefined;
  if (title) return title;
  const around = path.slice(0, -1).findLast((step) => !/^\d+$/.test(step) && step !== 'fields');
  return around === undefined ? 'this config' : `"${around}"`;
}

const MOST_LISTED = 12;

function suggestion(near: string | undefined, known: readonly string[], key: string): Pick<Explanation, 'help'> {
  if (near !== undefined) return { help: `Did you mean "${near}"?` };
  const elsewhere = Object.keys(titles).filter((name) => typeNamed(name)?.byName.has(key) && name.endsWith('Config'));
  if (elsewhere.length > 0 && known.includes('filename')) {
    const kinds = elsewhere.map((name) => titles[name]?.replace('the config of ', '') ?? name);
    return { help: `"${key}" belongs to ${enumeration(kinds, 6)}.` };
  }
  if (known.length === 0 || known.length > MOST_LISTED) return {};
  return { help: `It knows ${enumeration(known, MOST_LISTED)}.` };
}

const shapes: Readonly<Record<Field['shape'], (inner: string) => string>> = {
  one: (inner) => (inner === 'object' ? 'an object' : inner),
  list: (inner) => (inner === 'object' ? 'a list of objects' : `a list of ${plural(inner)}`),
  map: () => 'an object of texts',
};

const kinds: Readonly<Record<Field['kind'], string>> = {
  string: 'a text',
  bool: 'true or false',
  int: 'a whole number',
  number: 'a number',
  enum: 'one of its words',
  message: 'object',
};

const plural = (kind: string): string => (kind === 'a text' ? 'texts' : kind.replace(/^an? /, ''));

const expected = ({ kind, shape }: Field): string => shapes[shape](kinds[kind]);

function complaint(value: Value | undefined): string {
  if (value === undefined || isNothing(value)) return 'has no value';
  return `cannot be ${described(value)}`;
}

const isNothing = ({ text, isText, items, properties }: Value): boolean =>
  items === undefined && properties === undefined && !isText && ['', '~', 'null', 'undefined'].includes(text ?? 'x');

function described({ text, isText, items, properties }: Value): string {
  if (properties) return 'an object';
  if (items) return items.length === 0 ? 'an empty list' : 'a list';
  if (text === undefined) return 'this value';
  return isText ? `the text "${text}"` : text;
}

/** The place of a value, or of its key where the value cannot be shown. */
export const placeOfValue = (config: Parameters<typeof valueSpan>[0], property: Property) =>
  property.value.end > property.value.start ? valueSpan(config, property) : keySpan(config, property);
