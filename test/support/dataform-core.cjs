// Compiles one Dataform project with @dataform/core in this process, as Dataform's command line does in its own.
//   node dataform-core.cjs PROJECT_DIR RESULT_FILE [OVERRIDES_JSON]
// RESULT_FILE receives {"graph": ...} or, where core refuses the project, {"refused": {"name", "message"}}.
// One project a process: core keeps state in globals. The project's JavaScript runs unprotected.
const fs = require('node:fs');
const path = require('node:path');
const Module = require('node:module');

const dir = fs.realpathSync(process.argv[2]);
const resultFile = process.argv[3];
const overrides = JSON.parse(process.argv[4] ?? '{}');

/** Requests such as "includes/x" mean a file below the project's root. */
function resolveFromRoot() {
  const original = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, ...rest) {
    if (!/^[./]/.test(request)) {
      for (const suffix of ['', '.js', '.json', '.sqlx', '/index.js']) {
        const file = path.join(dir, request + suffix);
        if (fs.existsSync(file) && fs.statSync(file).isFile()) return file;
      }
    }
    return original.call(this, request, parent, ...rest);
  };
}

/**
 * The command line's vm hides the files of call sites; core then names the file that is being loaded,
 * and `index.js` once all are loaded. Core assigns Error.prepareStackTrace to look at call sites.
 */
function hideCallSites(loading) {
  let prepare;
  Object.defineProperty(Error, 'prepareStackTrace', {
    configurable: true,
    get: () =>
      prepare &&
      ((error, sites) =>
        prepare(
          error,
          sites.map(() => ({ getFileName: () => null, toString: () => 'CallSite {}' })),
        )),
    set: (f) => {
      prepare = f;
    },
  });
  Object.defineProperty(globalThis, '__dataform_current_file', { configurable: true, get: () => loading.at(-1) });
}

/** Every project file passes core's own compiler and runs in strict mode inside a block, as in the command line. */
function installLoaders(core, loading) {
  globalThis.__df_enter = (file) => loading.push(file);
  globalThis.__df_exit = () => loading.pop();
  for (const extension of ['.js', '.sqlx', '.yaml', '.yml', '.sql', '.ipynb', '.md']) {
    Module._extensions[extension] = (module, file) => {
      const code = core.compiler(fs.readFileSync(file, 'utf8'), file);
      module._compile(
        `"use strict"; __df_enter(${JSON.stringify(file)});\ntry {\n${code}\n} finally {\n__df_exit();\n}`,
        file,
      );
    };
  }
}

/** Files below the root; not dot files, node_modules, names without a dot, or files of the root itself. */
function listFiles() {
  const found = [];
  const walk = (folder, relative) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || (!relative && entry.name === 'node_modules')) continue;
      const at = relative ? `${relative}/${entry.name}` : entry.name;
      if (entry.isDirectory()) walk(path.join(folder, entry.name), at);
      else if (relative && entry.name.includes('.')) found.push(at);
    }
  };
  walk(dir, '');
  return found;
}

const varint = (value) => {
  const bytes = [];
  let rest = value;
  do {
    bytes.push((rest & 127) | (rest > 127 ? 128 : 0));
    rest >>>= 7;
  } while (rest);
  return Buffer.from(bytes);
};
const field = (number, content) => Buffer.concat([varint((number << 3) | 2), varint(content.length), content]);
const text = (number, value) => field(number, Buffer.from(value));

// Field numbers: dataform-co/dataform protos/core.proto, message ProjectConfig.
const overrideFields = {
  warehouse: 1,
  defaultSchema: 2,
  assertionSchema: 5,
  schemaSuffix: 7,
  defaultDatabase: 9,
  tablePrefix: 11,
  vars: 14,
  databaseSuffix: 15,
  defaultLocation: 16,
  disableAssertions: 20,
  defaultReservation: 21,
};

function encodeOverrides() {
  return Buffer.concat(
    Object.entries(overrides).map(([key, value]) => {
      const number = overrideFields[key];
      if (number === undefined) throw new Error(`no field number for the override ${key}`);
      if (typeof value === 'boolean') return Buffer.concat([varint(number << 3), varint(value ? 1 : 0)]);
      if (typeof value === 'string') return text(number, value);
      return Buffer.concat(
        Object.entries(value).map(([k, v]) => field(number, Buffer.concat([text(1, k), text(2, v)]))),
      );
    }),
  );
}

/**
 * Extension { 1: name, 2: compilationMode } of the settings. The command line does not look names of modes up: they are
 * written as the number 0, and only a number in the file has an effect.
 */
function encodeExtension() {
  const extension = globalThis.workflowSettingsYaml?.asJson?.extension;
  if (!extension) return [];
  const mode = varint(extension.compilationMode >>> 0);
  return [field(10, Buffer.concat([text(1, extension.name), varint(2 << 3), mode]))];
}

/** CoreExecutionRequest { 1: CompileExecutionRequest { 1: CompileConfig { 1: dir, 3: overrides, 8: paths, 10: extension } } } */
function request() {
  const config = Buffer.concat([
    text(1, dir),
    field(3, encodeOverrides()),
    ...encodeExtension(),
    ...listFiles().map((file) => text(8, file)),
  ]);
  return field(1, field(1, config)).toString('base64');
}

const settingsFiles = ['workflow_settings.yaml', 'dataform.json'];

function compile() {
  if (!settingsFiles.some((name) => fs.existsSync(path.join(dir, name)))) {
    // Said by the command line before core is asked.
    throw new Error(`${dir} does not appear to be a dataform directory (missing workflow_settings.yaml file).`);
  }
  const requireFromProject = Module.createRequire(path.join(dir, 'index.js'));
  resolveFromRoot();
  const core = requireFromProject('@dataform/core');
  const loading = [path.join(dir, 'index.js')];
  hideCallSites(loading);
  installLoaders(core, loading);
  if (fs.existsSync(path.join(dir, 'workflow_settings.yaml')))
    globalThis.workflowSettingsYaml = requireFromProject('./workflow_settings.yaml');
  const dataformJson = path.join(dir, 'dataform.json');
  if (fs.existsSync(dataformJson)) globalThis.dataformJson = JSON.parse(fs.readFileSync(dataformJson, 'utf8'));
  let Graph;
  const original = core.session.compile;
  core.session.compile = function (...args) {
    const graph = original.apply(this, args);
    Graph = graph.constructor;
    return graph;
  };
  // The command line prints what survives the wire: strip the two envelopes and decode the graph again.
  const response = Buffer.from(core.main(request()), 'base64');
  const graph = JSON.parse(JSON.stringify(Graph.create(Graph.decode(unwrap(unwrap(response))))));
  for (const error of graph.graphErrors?.compilationErrors ?? []) error.message = asInCommandLine(error.message);
  return graph;
}

/** Node adds who required a module that is not there; the command line's vm does not. */
const asInCommandLine = (message) => message?.replace(/\nRequire stack:\n[\s\S]*$/, '');

/** Content of the first length-delimited field of a message. */
function unwrap(bytes) {
  let at = 1;
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    length += (byte & 127) * 2 ** shift;
    if (byte < 128) break;
  }
  return bytes.subarray(at, at + length);
}

process.on('uncaughtException', () => {});
let result;
try {
  result = { graph: compile() };
} catch (error) {
  result = { refused: { name: String(error?.name), message: asInCommandLine(String(error?.message ?? error)) } };
}
fs.writeFileSync(resultFile, JSON.stringify(result));
process.exit(0);
