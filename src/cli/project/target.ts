import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { dialects } from '../../adapters/index.ts';
import type { CompiledGraph } from '../../compiler/actions/graph.ts';
import { columnCatalog } from '../../compiler/analyse/project/column-catalog.ts';
import type { ActionColumns } from '../../compiler/analyse/project/model.ts';
import { diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import type { Dialect, Naming } from '../../compiler/dialect/dialect.ts';
import { type Lowered, type LowerRequest, lower } from '../../compiler/lower/lower.ts';
import { homeOf } from '../../compiler/lower/script-file.ts';
import type { TextOf } from '../../compiler/lower/texts.ts';
import type { ReadSettings } from '../../compiler/project/biform/read.ts';
import { type ChosenTarget, namingOf } from '../../compiler/project/biform/targets.ts';
import { isFileInside, readText } from './read.ts';

const BIFORM_YAML = 'biform.yaml';

/** biform.yaml of a project: absent settings with diagnostics mean a faulty file (exit code 2), without any, no file. */
export async function readSettings(root: string): Promise<ReadSettings> {
  if (!existsSync(join(root, BIFORM_YAML))) return { diagnostics: [] };
  if (!isFileInside(realpathSync(root), BIFORM_YAML)) {
    const span = { file: BIFORM_YAML, start: 0, end: 0 };
    return { diagnostics: [diagnostic('BF1503', { path: BIFORM_YAML }, { span })] };
  }
  const found = readText(root, BIFORM_YAML);
  if ('fault' in found) return { diagnostics: [found.fault] };
  const { readBiformSettings } = await import('../../compiler/project/biform/read.ts');
  return readBiformSettings(found.text, BIFORM_YAML);
}

export interface LoweredForTarget extends Lowered {
  readonly dialect: Dialect;
  readonly naming: Naming;
  /** For `writeScripts`. */
  readonly home?: string;
}

/** A graph's scripts for a target. `textOf` gives the SQL of actions with its origins, `columns` what their tables hold. */
export async function lowerForTarget(
  graph: CompiledGraph,
  { settings }: ChosenTarget,
  textOf?: TextOf,
  columns: readonly ActionColumns[] = [],
  grade?: LowerRequest['grade'],
  readerOf?: LowerRequest['readerOf'],
): Promise<LoweredForTarget> {
  const dialect = dialects[settings.engine];
  const naming = namingOf(settings, graph.projectConfig);
  const home = homeOf(dialect, naming);
  const catalog = columnCatalog(columns, graph.projectConfig);
  const lowered = await lower({
    graph,
    dialect,
    naming,
    hash: sha256,
    catalog,
    ...(textOf && { textOf }),
    ...(grade && { grade }),
    ...(readerOf && { readerOf }),
  });
  return { ...lowered, dialect, naming, ...(home !== undefined && { home }) };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
