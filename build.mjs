// Builds dist/, or the folder that is named: the command line (ES modules, split so that each command loads only what it needs), the child
// process that runs project code, and the runtime that is evaluated inside its context.
import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { runtimeBuild } from './build-runtime.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
  define: { BIFORM_VERSION: JSON.stringify(version) },
};

const out = process.argv[2] ?? 'dist';
rmSync(out, { recursive: true, force: true });
await Promise.all([
  build({
    ...common,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: out,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    external: ['@duckdb/node-api', '@polyglot-sql/sdk', 'esbuild'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  }),
  build({ ...common, entryPoints: ['src/sandbox/child.ts'], outfile: `${out}/child.cjs`, format: 'cjs' }),
  build({
    ...common,
    ...runtimeBuild,
    entryPoints: ['src/compiler/load/runtime/main.ts'],
    outfile: `${out}/runtime.js`,
  }),
  build({ ...common, entryPoints: ['data/generate.ts'], outfile: `${out}/sample-data.js`, format: 'esm' }),
]);
