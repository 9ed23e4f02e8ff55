import type { BuildOptions } from 'esbuild';

export const runtimeBuild: BuildOptions;
