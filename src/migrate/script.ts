import { positionAt } from '../compiler/diagnostics/span.ts';
import type { TranslatedFile, TranslatedStatement } from './translate.ts';

/** A translated file as one script: every statement in its place, what needs a person as a comment above it. */
export function scriptOf(file: TranslatedFile): string {
  const behind = file.behind.map(comment).join('\n');
  const statements = file.statements.map((statement) => statementText(file, statement));
  const parts = [...statements, behind].filter((text) => text !== '');
  return parts.length === 0 ? '' : `${parts.join('\n\n')}\n`;
}

const comment = (text: string): string =>
  text
    .split('\n')
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n');

/** A statement with the author's comments and what was noticed; one that needs a person is commented out. */
export function statementText(file: TranslatedFile, statement: TranslatedStatement): string {
  const { line } = positionAt(file.text, statement.start);
  const lines = statement.comments.map(comment);
  if (statement.verdict === 'person') {
    lines.push(`-- NEEDS A PERSON (${file.path}:${line})`);
    for (const { kind, what, why, way } of statement.notices)
      if (kind === 'person') lines.push(comment(`${what}: ${why}${way === undefined ? '' : ` Here: ${way}`}`));
    lines.push(comment(statement.sql ?? statement.title));
    return lines.join('\n');
  }
  for (const { kind, what, why } of statement.notices)
    if (kind === 'note') lines.push(comment(`note: ${what}: ${why}`));
  if (statement.sql === undefined) return '';
  return [...lines, `${statement.sql};`].join('\n');
}
