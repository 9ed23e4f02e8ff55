// The smallest runtime that speaks the child's protocol: modules run in the order in which they came; publish() makes
// a table whose query is the text given. It lets the walls be tried apart from biform's own runtime.
(() => {
  const { stringify, parse } = JSON;
  const modules = new Map();
  const cache = new Map();
  const tables = [];
  const errors = [];
  let current = '';
  let request = {};
  const load = (path) => {
    const before = current;
    current = path;
    const module = { exports: {} };
    cache.set(path, module);
    modules.get(path)(module.exports, require, module, path, '');
    current = before;
    return module.exports;
  };
  function require(name) {
    const path = [name, `${name}.js`].find((candidate) => modules.has(candidate));
    if (!path) throw new Error(`Cannot find module '${name}'`);
    return cache.has(path) ? cache.get(path).exports : load(path);
  }
  globalThis.global = globalThis;
  globalThis.publish = (name, query) => {
    tables.push({
      type: 'table',
      enumType: 'TABLE',
      target: { name: `${name}` },
      query: `${query}`,
      fileName: current,
    });
  };
  globalThis.console = { log: () => undefined };
  globalThis.__biform_boot = (text) => {
    request = parse(text);
  };
  globalThis.__biform_def = (path, body) => {
    modules.set(path, body);
  };
  globalThis.__biform_fault = (path, name, message, line, column) => {
    modules.set(path, () => {
      throw Object.assign(new Error(message), { name, place: { path, line, column } });
    });
  };
  globalThis.__biform_where = () => current;
  globalThis.__biform_run = () => {
    for (const path of modules.keys()) {
      try {
        if (!cache.has(path)) load(path);
      } catch (error) {
        errors.push({ fileName: path, message: `${error?.message ?? error}`, place: error?.place });
      }
    }
    return stringify({
      graph: {
        tables,
        projectConfig: request.projectConfig ?? {},
        graphErrors: { compilationErrors: errors.map(({ fileName, message }) => ({ fileName, message })) },
        dataformCoreVersion: '3.0.62',
      },
      errors: errors.map(({ place }) => ({ code: 'BF1001', ...(place ? { generated: place } : {}) })),
      sessionTargets: [],
      assertionsOf: [],
      origins: {},
      missing: [],
      volatile: false,
      log: [],
    });
  };
})();
