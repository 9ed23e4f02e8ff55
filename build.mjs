// Builds dist/, or the folder that is named: the command line (a small entry, and all of biform in one file, whose parts run
// when they are first needed), the child process that runs project code, and the runtime that is evaluated inside its context.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { writeCodeCaches } from './build-code.mjs';
import { runtimeBuild } from './build-runtime.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
  define: { BIFORM_VERSION: JSON.stringify(version), 'import.meta.url': 'moduleUrl' },
};
const moduleUrl = "const moduleUrl=require('node:url').pathToFileURL(__filename).href;";

const out = process.argv[2] ?? 'dist';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(`${out}/package.json`, '{ "type": "commonjs" }\n');
await Promise.all([
  build({ ...common, entryPoints: { cli: 'src/cli/main.ts' }, outdir: out, format: 'cjs' }),
  build({
    ...common,
    entryPoints: ['src/cli/start.ts'],
    outfile: `${out}/biform.cjs`,
    format: 'cjs',
    minifyWhitespace: true,
    external: ['@duckdb/node-api', '@polyglot-sql/sdk', 'esbuild'],
    // The file is read as ASCII and compiled as one script, where `import()` would need an experimental flag.
    supported: { 'dynamic-import': false },
    banner: { js: moduleUrl },
  }),
  build({ ...common, entryPoints: ['src/sandbox/child.ts'], outfile: `${out}/child.cjs`, format: 'cjs' }),
  build({
    ...common,
    ...runtimeBuild,
    minifyWhitespace: true,
    entryPoints: ['src/compiler/load/runtime/main.ts'],
    outfile: `${out}/runtime.js`,
  }),
  build({
    ...common,
    entryPoints: ['data/generate.ts'],
    outfile: `${out}/sample-data.js`,
    format: 'cjs',
    banner: { js: moduleUrl },
  }),
]);
writeCodeCaches(out);
