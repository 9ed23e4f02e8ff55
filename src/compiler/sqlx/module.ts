import { load, YAMLException } from 'js-yaml';
import { type EmittedSqlx, emitSqlx } from './emit.ts';
import type { Fault } from './layout.ts';

/** A project file as the JavaScript (or, for `.json`, the JSON) that `require` gives project code. */
export interface Module {
  readonly source: string;
  /** The file cannot be read as what its name says: requiring it throws this error. `source` is empty then. */
  readonly fault?: Fault;
  /** Of `.sqlx`: how the text maps back to the file. */
  readonly sqlx?: EmittedSqlx;
}

/**
 * What Dataform 3.0.62 makes of a file, by its extension (`compiler()` of @dataform/core). A byte order mark and CR LF
 * stay as they are, but in Markdown. `path` appears in messages and, without folders and extension, as the name of a
 * SQLX action.
 */
export function toModule(path: string, text: string): Module {
  try {
    return convert(path, text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { source: '', fault: { name: error.name, message: error.message } };
  }
}

function convert(path: string, text: string): Module {
  switch (path.slice(path.lastIndexOf('.') + 1)) {
    case 'sqlx': {
      const sqlx = emitSqlx(text, path);
      return { source: sqlx.text, sqlx, ...(sqlx.fault && { fault: sqlx.fault }) };
    }
    case 'yaml':
    case 'yml':
      return { source: `exports.asJson = ${JSON.stringify(readYaml(path, text))}` };
    case 'ipynb':
      return { source: `exports.asJson = ${JSON.stringify(readNotebook(path, text))}` };
    case 'sql':
      return { source: `exports.query = ${templateLiteral(text)};` };
    case 'md':
      return { source: `exports.contents = ${templateLiteral(text.replaceAll('\r\n', '\n'))};` };
    default:
      return { source: text };
  }
}

function readYaml(path: string, text: string): unknown {
  try {
    return load(text);
  } catch (error) {
    if (error instanceof YAMLException) throw new Error(`${path} is not a valid YAML file: ${error}`);
    throw error;
  }
}

function readNotebook(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Error parsing ${path} as JSON: ${error}`);
  }
}

const templateLiteral = (text: string): string => `\`${text.replace(/\\|`|\$(?=\{)/g, '\\$&')}\``;
