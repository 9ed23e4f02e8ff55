// How the runtime of project code is bundled; build.mjs writes it to dist/, tests bundle it in memory.
const constructors =
  'Array,String,Number,Boolean,Map,Set,WeakMap,RegExp,Symbol,Uint8Array,ArrayBuffer,' +
  'Error,TypeError,RangeError,ReferenceError,SyntaxError';

/** Never called, only asked for their functions: the runtime gets copies. */
const namespaces = ['Object', 'JSON', 'Reflect'];
const copies = namespaces.map((name) => `Object.create(null,Object.getOwnPropertyDescriptors(${name}))`);

/**
 * Options of esbuild. Globals of a vm context are slow to look up, and project code may replace them: the runtime takes
 * its own before any project code runs.
 */
export const runtimeBuild = {
  bundle: true,
  platform: 'neutral',
  target: 'node20',
  legalComments: 'none',
  format: 'iife',
  banner: { js: `(function(${namespaces},${constructors}){` },
  footer: { js: `})(${copies},${constructors});` },
};
