// How the runtime of project code is bundled; build.mjs writes it to dist/, tests bundle it in memory.
const intrinsics =
  'Object,Array,String,Number,Boolean,Map,Set,WeakMap,JSON,Reflect,RegExp,Symbol,Uint8Array,ArrayBuffer,' +
  'Error,TypeError,RangeError,ReferenceError,SyntaxError';

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
  banner: { js: `(function(${intrinsics}){` },
  footer: { js: `})(${intrinsics});` },
};
