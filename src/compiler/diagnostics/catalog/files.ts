import { define } from '../define.ts';

/** BF15: the project's folder and files, and the process that runs project code. */
export const files = {
  BF1501: define<{ path: string }>('error', (a) => `${a.path} does not exist!`),
  BF1502: define<{ path: string }>(
    'error',
    (a) => `${a.path} does not appear to be a dataform directory (missing workflow_settings.yaml file).`,
  ),
  BF1503: define<{ path: string }>('error', (a) => `${a.path} is a link that leaves the project.`),
  BF1504: define<{ path: string; offset: number }>(
    'error',
    (a) => `${a.path} is not UTF-8 text: the byte at offset ${a.offset} does not fit.`,
  ),
  BF1505: define<{ path: string; reason: string }>('error', (a) => `${a.path} cannot be read: ${a.reason}.`),
  BF1506: define<{ seconds: number; file?: string | undefined }>(
    'error',
    (a) =>
      `Compilation timed out after ${a.seconds} seconds. To allow more time, re-run with a longer --timeout (e.g. --timeout=2m, --timeout=1h).${
        a.file ? ` It was in ${a.file}.` : ''
      }`,
  ),
  BF1507: define<{ megabytes: number }>(
    'error',
    (a) => `The project's code used more than ${a.megabytes} MB of memory.`,
  ),
  BF1508: define<{ megabytes: number }>('error', (a) => `The project compiles to more than ${a.megabytes} MB.`),
  BF1509: define(
    'warning',
    () => 'The project\'s code runs without the network wall: this system has no "prlimit" (package util-linux).',
  ),
  BF1510: define<{ how: string }>('error', (a) => `The process that ran the project's code ended early (${a.how}).`),
  BF1511: define<{ where: string }>(
    'error',
    (a) => `The project's code gave a result that is no compiled graph: ${a.where}.`,
  ),
  BF1512: define<{ file: string }>(
    'note',
    (a) => `${a.file} names no dataformCoreVersion, without which Dataform's own command line refuses a project.`,
  ),
  BF1513: define<{ pinned: string; compatible: string }>(
    'warning',
    (a) => `The project asks for Dataform ${a.pinned}; biform compiles it as ${a.compatible} would.`,
  ),
  BF1514: define<{ paths: string }>(
    'warning',
    (a) => `Dataform's CLI would refuse this project: ${a.paths} must not stand beside dataformCoreVersion.`,
  ),
  BF1515: define<{ mode: string; number?: number }>(
    'warning',
    (a) =>
      `compilationMode: ${a.mode} does nothing: as in Dataform's command line, a mode counts only as a number${a.number === undefined ? '' : `, here ${a.number}`}.`,
  ),
  BF1516: define<{ path: string; why: string }>('error', (a) => `${a.path} could not be written: ${a.why}.`),
} as const;
