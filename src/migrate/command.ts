import type { Notice } from './rules/model.ts';
import { clientCommand } from './source/client.ts';
import type { SourceDialect } from './source/dialect.ts';

/** Commands after which nothing is missing. */
const harmless =
  /^(?:\.(?:LOGON|LOGOFF|LOGTABLE|SET|SESSIONS|WIDTH|REMARK|SHOW|HELP|TITLEDASHES|DEFAULTS|FORMAT|RTITLE|HEADING|FOLDLINE|SEPARATOR|SIDETITLES|ERROROUT|MAXERROR|PAGEBREAK|NULL|RETLIMIT|RETCANCEL|QUIET|ECHOREQ|RECORDMODE|INDICDATA|SUPPRESS|TDP|TSO|ABORT|COMPILE)|SET|PROMPT|REM|SPOOL|SHOW|COLUMN|TTITLE|BTITLE|BREAK|PAUSE|GO|\\(?:ECHO|PSET|TIMING|CONNECT|C|SET|Q|QUIT|X|T|A))$/;

const loses: readonly (readonly [RegExp, string, string])[] = [
  [/^\.EXPORT$|^\.EXP$/, 'Rows of the next query go to a file.', 'EXPORT DATA OPTIONS (uri = ...) AS SELECT ...'],
  [/^\.IMPORT$|^\.IMP$/, 'Rows of a file are fed to the next statement.', 'LOAD DATA, or a source file.'],
  [
    /^\.(?:GOTO|LABEL)$/,
    'Jumps between statements have no counterpart.',
    'Dependencies between actions, or IF in a script.',
  ],
  [
    /^\.(?:REPEAT|=)|^=/,
    'The next statement is repeated for each row of a file.',
    'One statement over a table of those rows.',
  ],
  [/^\.(?:RUN|OS)$/, 'Another file or program is run.', 'Translate that file, too.'],
  [/^(?:@@?|START|HOST|\\I|\\IR|\\!)$/, 'Another file or program is run.', 'Translate that file, too.'],
  [/^\\(?:COPY)$/, 'Rows of a file are loaded or written.', 'LOAD DATA, EXPORT DATA.'],
];

const stops = /^(?:\.(?:QUIT|EXIT|Q|E)|EXIT|QUIT|WHENEVER)$/;

/** What a command of a client asks for; passwords behind it are not repeated. */
export function commandNotice(text: string, start: number, dialect: SourceDialect): Notice {
  const command = clientCommand(text, 0, dialect.client);
  const name = command?.name ?? '';
  const secret = /LOGON|CONNECT|^\\C$/.test(name);
  const what = secret ? name : text.replace(/\s+/g, ' ').replace(/;$/, '').slice(0, 100);
  const at = { what, start, end: start + text.length };
  if (/^\.EXP(?:ORT)?$/.test(name) && /^RESET\b/i.test(command?.rest ?? ''))
    return { kind: 'dropped', ...at, why: 'Rows go to the screen again.' };
  const found = loses.find(([pattern]) => pattern.test(name));
  if (found) return { kind: 'person', ...at, why: found[1], way: found[2] };
  if (name === '.IF') return condition(command?.rest ?? '', at);
  if (stops.test(name))
    return { kind: 'dropped', ...at, why: 'A run ends with its last statement, and at the first error.' };
  if (harmless.test(name)) return { kind: 'dropped', ...at, why: 'A setting of the program that sent the SQL.' };
  return { kind: 'person', ...at, why: 'This command of the program that sends the SQL is not known.' };
}

/** `.IF ERRORCODE <> 0 THEN .QUIT 8` is what happens anyway. */
function condition(rest: string, at: { readonly what: string; readonly start: number; readonly end: number }): Notice {
  if (/^ERROR(?:CODE|LEVEL)\s*(?:<>|!=|\^=|>)\s*0\s*(?:THEN)?\s*\.?\s*(?:QUIT|EXIT|LOGOFF)\b/i.test(rest))
    return { kind: 'dropped', ...at, why: 'A failed statement ends the run; actions behind it are skipped.' };
  return {
    kind: 'person',
    ...at,
    why: 'What runs next depends on the statement before.',
    way: 'Dependencies between actions, an assertion, or IF in a script.',
  };
}
