import { positionAt } from '../compiler/diagnostics/span.ts';
import type { Notice } from '../migrate/rules/model.ts';
import type { TranslatedFile, TranslatedStatement, Verdict } from '../migrate/translate.ts';
import { counted } from './amounts.ts';
import { type Paint, paint } from './paint.ts';
import { visibleLines } from './visible.ts';

/** What a migration is told with. */
export interface MigrationReport {
  /** As people write them. */
  readonly from: string;
  readonly to: string;
  readonly files: readonly TranslatedFile[];
  /** Paths that were written, relative to the working directory. */
  readonly written: readonly string[];
}

const words: { readonly [K in Verdict]: string } = {
  translated: 'translated',
  notes: 'translated with notes',
  person: 'needs a person',
};

const hues: { readonly [K in Verdict]: keyof Paint } = { translated: 'green', notes: 'yellow', person: 'red' };

type Counts = { readonly [K in Verdict]: number };

/** How many statements came out how. */
export function verdictCounts(files: readonly TranslatedFile[]): Counts {
  const counts = { translated: 0, notes: 0, person: 0 };
  for (const { statements } of files) for (const { verdict } of statements) counts[verdict] += 1;
  return counts;
}

const verdicts = ['translated', 'notes', 'person'] as const;

const summary = (counts: Counts): string =>
  verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${words[verdict]}`)
    .join(', ') || 'nothing to translate';

const lineOf = (file: TranslatedFile, { start }: { readonly start?: number }, statement: TranslatedStatement): number =>
  positionAt(file.text, start ?? statement.start).line;

/** For a terminal: each statement that is not simply translated, with what was noticed, and the sum. */
export function migrationText({ from, to, files, written }: MigrationReport, colour: boolean): string {
  const p = paint(colour);
  const lines: string[] = [];
  for (const file of files) {
    lines.push(p.bold(file.path));
    for (const statement of file.statements) {
      const place = String(positionAt(file.text, statement.start).line).padStart(6);
      lines.push(
        `${place}  ${p[hues[statement.verdict]](words[statement.verdict].padEnd(22))}${visibleLines(statement.title)}`,
      );
      for (const notice of statement.notices) {
        if (notice.kind === 'dropped') continue;
        const mark = notice.kind === 'person' ? p.red('!') : p.yellow('-');
        const way = notice.way === undefined ? '' : ` ${p.cyan(`Here: ${notice.way}`)}`;
        lines.push(
          `        ${mark} ${visibleLines(`line ${lineOf(file, notice, statement)}, ${notice.what}: ${notice.why}`)}${way}`,
        );
      }
    }
  }
  lines.push(`${p.bold(`${from} to ${to}:`)} ${summary(verdictCounts(files))}`);
  if (written.length > 0) lines.push(`${counted(written.length, 'file')} written`);
  return `${lines.join('\n')}\n`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

/** A page for those who carry the migration out: a table of all statements, then those that ask for something. */
export function migrationMarkdown({ from, to, files, written }: MigrationReport): string {
  const counts = verdictCounts(files);
  const lines = [
    `# ${from} to ${to}`,
    '',
    `${summary(counts)}.`,
    '',
    '| statement | line | verdict |',
    '|---|---:|---|',
  ];
  for (const file of files)
    for (const statement of file.statements)
      lines.push(
        `| ${cell(code(statement.title))} | ${file.path}:${positionAt(file.text, statement.start).line} | ${words[statement.verdict]} |`,
      );
  for (const verdict of ['person', 'notes'] as const) {
    if (counts[verdict] === 0) continue;
    lines.push('', `## ${words[verdict][0]?.toUpperCase()}${words[verdict].slice(1)}`);
    for (const file of files)
      for (const statement of file.statements.filter((one) => one.verdict === verdict))
        lines.push('', ...section(file, statement));
  }
  if (written.length > 0) lines.push('', '## Files', '', ...written.map((path) => `- ${path}`));
  return `${lines.join('\n')}\n`;
}

function section(file: TranslatedFile, statement: TranslatedStatement): readonly string[] {
  const { line } = positionAt(file.text, statement.start);
  const names = { person: 'Decide', note: 'Differs', dropped: 'Left out' } as const;
  const items = statement.notices.map((notice: Notice) => {
    const way = notice.way === undefined ? '' : ` Here: ${code(notice.way)}`;
    return `- **${names[notice.kind]}** (line ${lineOf(file, notice, statement)}) ${code(notice.what)}: ${notice.why}${way}`;
  });
  const sql = statement.sql === undefined ? [] : ['', '```sql', statement.sql, '```'];
  return [`### ${file.path}:${line} ${code(statement.title)}`, '', ...items, ...sql];
}

/** The report as `--json` prints it; docs/json.md describes it. */
export function migrationJson(
  { from, to, files, written }: MigrationReport,
  names: { readonly from: string; readonly to: string },
): unknown {
  return {
    version: 1,
    from: names.from,
    to: names.to,
    titles: { from, to },
    counts: verdictCounts(files),
    written,
    files: files.map((file) => ({
      path: file.path,
      statements: file.statements.map((statement) => ({
        verdict: statement.verdict,
        start: statement.start,
        end: statement.end,
        line: positionAt(file.text, statement.start).line,
        title: statement.title,
        ...(statement.sql !== undefined && { sql: statement.sql }),
        notices: statement.notices.map(({ kind, what, why, way, start }) => ({
          kind,
          what,
          why,
          ...(way !== undefined && { way }),
          line: lineOf(file, { ...(start !== undefined && { start }) }, statement),
        })),
      })),
    })),
  };
}
