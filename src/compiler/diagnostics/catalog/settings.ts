import { define } from '../define.ts';

const near = (word: string | undefined): string => (word === undefined ? '' : ` Did you mean "${word}"?`);

/** BF16: biform.yaml, targets, and the names and settings of actions on each engine. */
export const settings = {
  BF1601: define<{ key: string; where: string; near?: string | undefined }>(
    'error',
    (a) => `Unknown key "${a.key}" in ${a.where}.${near(a.near)}`,
  ),
  BF1602: define<{ key: string; expected: string; found: string }>(
    'error',
    (a) => `"${a.key}" must be ${a.expected}, not ${a.found}.`,
  ),
  BF1603: define<{ key: string; where: string }>('error', (a) => `${a.where} needs the key "${a.key}".`),
  BF1604: define<{ file: string; reason: string }>('error', (a) => `${a.file} is not valid YAML: ${a.reason}`),
  BF1605: define<{ key: string; text: string }>(
    'error',
    (a) => `"${a.key}" cannot be read from the environment: ${a.text} stands where biform.yaml allows no secret.`,
  ),
  BF1606: define<{ text: string }>(
    'error',
    (a) => `${a.text} is not a reference to the environment; write \${env.NAME}.`,
  ),
  BF1607: define<{ target: string; known: readonly string[]; near?: string | undefined }>(
    'error',
    (a) => `There is no target "${a.target}".${near(a.near)} Targets: ${a.known.join(', ')}.`,
  ),
  BF1608: define<{ variable: string; key: string }>(
    'error',
    (a) => `The environment variable ${a.variable} is not set; "${a.key}" needs it.`,
  ),
  BF1610: define<{ name: string; engine: string; why: string }>(
    'error',
    (a) => `${a.name} has no name on ${a.engine}: ${a.why}.`,
  ),
  BF1611: define<{ name: string; other: string; engine: string; becomes: string }>(
    'error',
    (a) => `${a.name} and ${a.other} are the same dataset on ${a.engine}: both become ${a.becomes}.`,
  ),
  BF1620: define<{ action: string; engine: string; why: string }>(
    'error',
    (a) => `${a.action} cannot be written for ${a.engine}: ${a.why}.`,
  ),
  BF1621: define<{ action: string }>(
    'error',
    (a) => `${a.action} is compiled just in time, while Dataform runs it; biform cannot run it.`,
  ),
  BF1622: define<{ action: string; engine: string; settings: readonly string[] }>(
    'warning',
    (a) => `${a.action}: ${a.engine} has no counterpart for ${a.settings.join(', ')}; left out.`,
  ),
  BF1623: define<{ action: string }>('error', (a) => `${a.action} has no SQL: its file, or a block of it, is empty.`),
  BF1630: define<{ path: string }>(
    'error',
    (a) => `${a.path} is a link; biform writes its scripts only into folders of the project.`,
  ),
} as const;
