import type { Note } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../resolve/settle.ts';
import { enumeration } from './explanation.ts';
import type { Reading } from './reading.ts';

/** Errors that only follow from another one: they vanish when that one is mended. */
export interface Consequences {
  readonly isConsequence: (finding: Finding) => boolean;
  /** What to say beside the error of a file about what follows from it. */
  readonly notesFor: (file: string) => readonly Note[];
}

/**
 * A file that could not be loaded gives no global and no action: what other files then do not find is no mistake of
 * theirs.
 */
export function consequencesOf(
  findings: readonly Finding[],
  unread: readonly string[],
  project: Reading,
): Consequences {
  const causes = failedFiles(findings, unread, project);
  const followers = new Map<string, Set<string>>();
  const consequences = new Set<Finding>();
  if (causes.size > 0) {
    for (const finding of findings) {
      const cause = causes.get(missingName(finding) ?? '');
      const file = fileOf(finding);
      if (cause === undefined || cause === file) continue;
      consequences.add(finding);
      if (file !== undefined) followers.set(cause, (followers.get(cause) ?? new Set()).add(file));
    }
  }
  return {
    isConsequence: (finding) => consequences.has(finding),
    notesFor: (file) => {
      const files = [...(followers.get(file) ?? [])];
      return files.length === 0 ? [] : [{ message: `because of it, errors follow in ${enumeration(files)}` }];
    },
  };
}

const loadErrors: ReadonlySet<string> = new Set([
  'BF1010',
  'BF1011',
  'BF1012',
  'BF1014',
  'BF1030',
  'BF1031',
  'BF1032',
  'BF1033',
  'BF1047',
  'BF1095',
]);

/** Names of globals and actions that are not there because their file failed, with that file. */
function failedFiles(
  findings: readonly Finding[],
  unread: readonly string[],
  { graph, texts }: Reading,
): ReadonlyMap<string, string> {
  const { tables, operations, assertions, declarations, notebooks, dataPreparations } = graph;
  const lists = [tables, operations, assertions, declarations, notebooks, dataPreparations];
  const made = new Set(lists.flatMap((list) => (list ?? []).map(({ fileName }) => fileName)));
  const failed = new Map<string, string>();
  const faulty = findings.flatMap(({ code, error }) => (loadErrors.has(code) ? [error.fileName ?? ''] : []));
  for (const file of [...faulty, ...unread]) {
    if (made.has(file)) continue;
    const include = /^includes\/([^/]+)\.js$/.exec(file)?.[1];
    const action = /^definitions\/(?:.*\/)?([^/]+)\.sqlx$/.exec(file)?.[1];
    if (include !== undefined) failed.set(`global ${include}`, file);
    else if (action !== undefined) {
      const named = /^config\s*\{[^}]*?\bname\s*:\s*["'`]([^"'`]+)/m.exec(texts.get(file) ?? '')?.[1];
      failed.set(`action ${named ?? action}`, file);
    }
  }
  return failed;
}

/** What an error says is not there. */
function missingName({ code, error, reference }: Finding): string | undefined {
  const global = /^([\w$]+) is not defined$/.exec(error.message ?? '')?.[1];
  if (global !== undefined) return `global ${global}`;
  return reference?.name && (code === 'BF1060' || code === 'BF1061') ? `action ${reference.name}` : undefined;
}

const fileOf = ({ error, generated, callers = [] }: Finding): string | undefined =>
  [...callers, ...(generated ? [generated] : [])].find(({ path }) => path.startsWith('definitions/'))?.path ??
  error.fileName;
