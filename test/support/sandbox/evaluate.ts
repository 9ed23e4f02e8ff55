import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Diagnostic } from '../../../src/compiler/diagnostics/diagnostic.ts';
import type { Evaluation } from '../../../src/compiler/load/port.ts';
import { evaluateIn, type SandboxOptions } from '../../../src/sandbox/parent.ts';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'biform-sandbox-'));

/** The child and biform's runtime, built afresh for this test file. */
async function buildScripts(): Promise<{ readonly child: string; readonly runtime: string }> {
  const runtime = join(root, 'src/compiler/load/runtime/main.ts');
  const common = { bundle: true, target: 'node20', logLevel: 'error', outdir: folder } as const;
  await build({
    ...common,
    entryPoints: [join(root, 'src/sandbox/child.ts')],
    platform: 'node',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  });
  await build({ ...common, entryPoints: { runtime }, platform: 'neutral', format: 'iife' });
  return { child: join(folder, 'child.cjs'), runtime: join(folder, 'runtime.js') };
}

export const scripts = await buildScripts();

export interface Attempt {
  /** The query of each action that the project's code published, by name. */
  readonly published: Readonly<Record<string, string>>;
  readonly errors: readonly string[];
  readonly warnings: readonly Diagnostic[];
  readonly evaluation: Evaluation;
}

/** Evaluates files as a project's. A single text is `definitions/attack.js`. */
export async function attempt(
  files: string | Readonly<Record<string, string>>,
  options: Partial<SandboxOptions> = {},
): Promise<Attempt> {
  const warnings: Diagnostic[] = [];
  const sources = typeof files === 'string' ? { 'definitions/attack.js': files } : files;
  const evaluation = await evaluateIn({
    timeoutMillis: 20_000,
    scripts,
    report: (found) => warnings.push(found),
    ...options,
  })({
    projectDir: '/project',
    projectConfig: { warehouse: 'bigquery', defaultSchema: 'd', defaultDatabase: 'p' },
    modules: Object.entries(sources).map(([path, source]) => ({ path, source })),
    filePaths: Object.keys(sources),
    now: Date.UTC(2026, 0, 1),
  });
  const tables = evaluation.graph.tables ?? [];
  return {
    published: Object.fromEntries(tables.map((table) => [table.target.name, (table.query ?? '').trim()])),
    errors: (evaluation.graph.graphErrors.compilationErrors ?? []).map(({ message }) => message ?? ''),
    warnings,
    evaluation,
  };
}
