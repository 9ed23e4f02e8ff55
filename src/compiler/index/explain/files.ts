import { closest } from '../../diagnostics/closest.ts';
import { replaceWith } from '../../diagnostics/diagnostic.ts';
import { offsetAt, type Span } from '../../diagnostics/span.ts';
import type { Finding } from '../../resolve/settle.ts';
import { configOf } from './config.ts';
import type { Explain, Explanation } from './explanation.ts';
import { placed, type Reading, wordEnd } from './reading.ts';
import { callAt } from './references.ts';
import { textOf } from './script.ts';
import { contentOf, propertiesIn } from './tree.ts';

const YAML = /is not a valid YAML file: YAMLException: ([\s\S]*?) \((\d+):(\d+)\)/;
const JSON_FILE =
  /^(?:Error parsing (.*) as JSON: SyntaxError: )?(.*) in JSON(?: at position (\d+))?|end of JSON input$/;

/** A file of data that cannot be read: the place that its reader names. */
export const explainData: Explain = ({ error }, project) => {
  const { message = '', fileName = '' } = error;
  const file = namedFile(message, project) ?? fileName;
  const text = project.texts.get(file);
  if (text === undefined) return undefined;
  if (message.endsWith('workflow_settings.yaml is invalid')) {
    const span = { file, start: 0, end: wordEnd(text, 0) };
    return { message: `${file} holds no settings`, span, help: 'Write at least defaultProject and defaultDataset.' };
  }
  const [, reason, line, column] = YAML.exec(message) ?? [];
  if (reason !== undefined) {
    const start = offsetAt(text, { line: Number(line), column: Number(column) });
    const span = onText({ file, start, end: wordEnd(text, start) }, text);
    return { message: `${file} is not valid YAML: ${reason}`, span, ...yamlHelp(reason) };
  }
  if (!JSON_FILE.test(message)) return undefined;
  const said = message.replace(/^Error parsing .* as JSON: SyntaxError: /, '');
  const at = Number(/at position (\d+)/.exec(said)?.[1] ?? text.trimEnd().length);
  const span = onText({ file, start: at, end: wordEnd(text, at) }, text);
  return { message: `${file} is not valid JSON: ${lowered(said.replace(/ at position \d+$/, ''))}`, span };
};

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A place behind the last character moves onto it, so that the frame shows something. */
function onText(span: Span, text: string): Span {
  if (span.start < text.length && text.charAt(span.start) !== '\n') return span;
  const end = text.slice(0, span.start).trimEnd().length;
  return { ...span, start: Math.max(0, end - 1), end };
}

const yamlHelp = (reason: string): Explanation =>
  reason.includes('tab characters') ? { help: 'YAML is indented with blanks, never with tabs.' } : {};

/** Dataform names a file with its folder. */
const namedFile = (message: string, project: Reading): string | undefined => {
  const path = /^(?:Error parsing )?(.*?) (?:is not a valid YAML|as JSON:)/.exec(message)?.[1];
  if (path === undefined) return undefined;
  const known = [...project.texts.keys()].filter((file) => path === file || path.endsWith(`/${file}`));
  return known.sort((a, b) => b.length - a.length)[0];
};

/** A module or file that is not there: the name that asks for it, and the file that was perhaps meant. */
export const explainModule: Explain = (finding, project) => {
  const request = /^Cannot find module '(.*)'$/.exec(finding.error.message ?? '')?.[1];
  if (request === undefined) return undefined;
  const span = requestSpan(finding, request, project);
  const near = nearestFile(request, project.paths);
  const written = span && project.texts.get(span.file)?.slice(span.start, span.end);
  const isPackage = !/^\.|\/.*\.\w+$|^(?:definitions|includes|macros)\//.test(request);
  if (near === undefined) {
    const help = `There is no package ${request} in node_modules; npm install it first.`;
    return { ...(span ? { span } : {}), ...(isPackage ? { help } : {}) };
  }
  const meant = written === undefined ? near : renamed(written, near);
  return {
    ...(span ? { span } : {}),
    help: `Did you mean ${meant}?`,
    ...(span && written !== meant ? { fixes: [replaceWith(span, meant)] } : {}),
  };
};

function requestSpan(finding: Finding, request: string, project: Reading): Span | undefined {
  const { generated } = finding;
  const place = generated && placed(generated, project);
  const file = place && project.file(place.file);
  const argument = file && callAt(file, place.start)?.arguments[0];
  if (argument && argument.type !== 'SpreadElement' && textOf(argument) !== undefined)
    return { file: place.file, ...contentOf(argument, file.text) };
  const config = configOf(finding, project);
  if (!config) return place;
  const property = [...propertiesIn(config.value)].find(
    ({ key, value }) => key.toLowerCase() === 'filename' && value.text !== undefined && request.endsWith(value.text),
  );
  return property ? { file: config.file, ...contentOf(property.value, config.text) } : place;
}

/** The file of a project whose name is nearest to one that is not there. */
function nearestFile(request: string, paths: readonly string[]): string | undefined {
  const wanted = request.replace(/^(?:\.\.?\/)+/, '');
  const shown = /\.\w+$/.test(wanted) ? (path: string) => path : (path: string) => path.replace(/\.js$/, '');
  const known = new Map(paths.map((path) => [shown(path), path]));
  const found = closest(wanted, known.keys());
  if (found !== undefined) return known.get(found);
  const near = closest(
    baseOf(wanted),
    paths.map((path) => baseOf(shown(path))),
  );
  return near === undefined ? undefined : paths.find((path) => baseOf(shown(path)) === near);
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The nearest file as the author would write it: below the same folder where only the last part differs. */
function renamed(written: string, near: string): string {
  const folder = written.slice(0, written.lastIndexOf('/') + 1);
  const from = folder.replace(/^(?:\.\.?\/)+/, '');
  const name = near.endsWith(`${from}${baseOf(near)}`) ? `${folder}${baseOf(near)}` : near;
  return /\.\w+$/.test(baseOf(written)) ? name : name.replace(/\.\w+$/, '');
}

/** Variables of the settings that are no texts. */
export const explainVariables: Explain = (_, project) => {
  const path = ['workflow_settings.yaml', 'dataform.json'].find((file) => project.texts.has(file));
  const config = project.file(path)?.config;
  const vars = config?.properties?.find(({ key }) => key === 'vars')?.value.properties ?? [];
  const wrong = vars.filter(({ value }) => !value.isText);
  const [first] = wrong;
  if (path === undefined || !first) return undefined;
  const edits = wrong.flatMap(({ value: { start, end, text } }) =>
    text === undefined ? [] : [{ span: { file: path, start, end }, text: JSON.stringify(text) }],
  );
  return {
    message: `Variable "${first.key}" is no text: variables of the settings must be texts`,
    span: { file: path, start: first.value.start, end: first.value.end },
    help: 'Put it in quotes.',
    ...(edits.length === wrong.length ? { fixes: [{ title: 'put quotes around it', edits }] } : {}),
  };
};

/** An actions.yaml without content, or whose content is no list of actions. */
export const explainActionsFile: Explain = ({ generated }, project) => {
  const path = generated?.path ?? '';
  const text = project.texts.get(path);
  if (text === undefined || !/(?:^|\/)actions\.yaml$/.test(path)) return undefined;
  const span = { file: path, start: 0, end: Math.max(0, wordEnd(text, 0)) };
  const help = 'It should begin with "actions:" and list the actions, or be removed.';
  if (text.trim() === '') return { message: `${path} is empty`, span: { ...span, end: 0 }, help };
  const config = project.file(path)?.config;
  const isList = config?.properties?.some(({ key }) => key === 'actions');
  return isList ? undefined : { message: `${path} has no list of actions`, span, help };
};

/** A settings file that holds something else than keys and values. */
export const explainSettingsShape: Explain = ({ error: { message = '', fileName = '' } }, { texts }) => {
  const text = texts.get(fileName);
  if (text === undefined || !message.endsWith('found an array')) return undefined;
  const help = 'Write keys and values, for example defaultDataset: analytics.';
  return {
    message: `${fileName} holds a list, not settings`,
    span: { file: fileName, start: 0, end: wordEnd(text, 0) },
    help,
  };
};
