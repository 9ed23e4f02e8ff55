import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Outcome } from '../support/oracle.ts';

/** A public project as the manifest of a corpora folder describes it. */
export interface CorpusEntry {
  readonly id: string;
  readonly repo: string;
  readonly commit: string;
  /** Message with which Dataform's command line refuses the project; absent where it compiles. */
  readonly fails?: string;
  /** Exit status of Dataform's command line. */
  readonly status?: number;
  /** Wall time of Dataform's command line in seconds. */
  readonly seconds?: number;
  /** The project asks for the time: the reference graph was made at `referenceTime`. */
  readonly clock?: boolean;
}

/** Time at which the reference graphs of projects that ask for it were made. */
export const referenceTime = '2026-11-20T12:00:00Z';

export const readManifest = (folder: string): readonly CorpusEntry[] =>
  JSON.parse(readFileSync(join(folder, 'corpora.json'), 'utf8')) as readonly CorpusEntry[];

export const projectOf = (folder: string, { id }: CorpusEntry): string => join(folder, 'projects', id);

/** What Dataform's command line made of the project. */
export function referenceOf(folder: string, entry: CorpusEntry): Outcome {
  if (entry.fails !== undefined) return { refused: { message: entry.fails } };
  const packed = readFileSync(join(folder, 'graphs', `${entry.id}.json.gz`));
  return { graph: JSON.parse(gunzipSync(packed).toString()) as Record<string, unknown> };
}

const kinds = ['tables', 'operations', 'assertions', 'declarations', 'tests', 'notebooks', 'dataPreparations'];

/** Number of actions of every kind in a graph. */
export function actionCount(outcome: Outcome): number {
  if ('refused' in outcome) return 0;
  return kinds.reduce((sum, kind) => sum + ((outcome.graph[kind] as readonly unknown[] | undefined)?.length ?? 0), 0);
}

/** The project's own folder reads `<root>`; in projects that ask for the time, moments read `<moment>`. */
export function masked(outcome: Outcome, entry: CorpusEntry): Outcome {
  if (!entry.clock) return outcome;
  const text = JSON.stringify(outcome)
    .replace(/\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/g, '<moment>')
    .replace(/\b1[6-9]\d{11}\b/g, '<moment>');
  return JSON.parse(text) as Outcome;
}
