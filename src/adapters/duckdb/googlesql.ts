/** GoogleSQL's type for DuckDB's plain types. What has no counterpart is read as text. Source: DuckDB "Data types". */
const plainTypes: Readonly<Record<string, string>> = {
  BOOLEAN: 'BOOL',
  TINYINT: 'INT64',
  SMALLINT: 'INT64',
  INTEGER: 'INT64',
  BIGINT: 'INT64',
  UTINYINT: 'INT64',
  USMALLINT: 'INT64',
  UINTEGER: 'INT64',
  UBIGINT: 'NUMERIC',
  HUGEINT: 'BIGNUMERIC',
  UHUGEINT: 'BIGNUMERIC',
  FLOAT: 'FLOAT64',
  DOUBLE: 'FLOAT64',
  VARCHAR: 'STRING',
  CHAR: 'STRING',
  UUID: 'STRING',
  BLOB: 'BYTES',
  DATE: 'DATE',
  TIME: 'TIME',
  TIMESTAMP: 'DATETIME',
  TIMESTAMP_S: 'DATETIME',
  TIMESTAMP_MS: 'DATETIME',
  TIMESTAMP_NS: 'DATETIME',
  'TIMESTAMP WITH TIME ZONE': 'TIMESTAMP',
  TIMESTAMPTZ: 'TIMESTAMP',
  INTERVAL: 'INTERVAL',
  JSON: 'JSON',
};

interface Reader {
  readonly words: readonly string[];
  at: number;
}

/** A type as DuckDB's DESCRIBE writes it, in GoogleSQL. Lists of lists, which BigQuery has not, become JSON. */
export function googleType(type: string): string {
  const reader: Reader = { words: type.match(/"(?:[^"]|"")*"|'(?:[^']|'')*'|\w+|\S/g) ?? [], at: 0 };
  return read(reader);
}

function read(reader: Reader): string {
  let made = base(reader);
  while (reader.words[reader.at] === '[') {
    while (reader.at < reader.words.length && reader.words[reader.at] !== ']') reader.at += 1;
    reader.at += 1;
    made = made.startsWith('ARRAY<') || made === 'JSON' ? 'JSON' : `ARRAY<${made}>`;
  }
  return made;
}

function base(reader: Reader): string {
  const word = next(reader).toUpperCase();
  if (word === 'STRUCT') return structType(reader);
  if (word === 'MAP') {
    const [key = 'STRING', value = 'STRING'] = inside(reader, read);
    return `ARRAY<STRUCT<key ${key}, value ${value}>>`;
  }
  if (word === 'DECIMAL') {
    const [width = '18', scale = '3'] = inside(reader, next);
    return Number(width) - Number(scale) <= 29 && Number(scale) <= 9 ? 'NUMERIC' : 'BIGNUMERIC';
  }
  if (reader.words[reader.at] === '(') inside(reader, next);
  if (word === 'UNION') return 'JSON';
  const zone = ['WITH', 'TIME', 'ZONE'];
  const zoned = zone.every((one, i) => reader.words[reader.at + i]?.toUpperCase() === one);
  if (zoned) reader.at += zone.length;
  return plainTypes[zoned ? `${word} WITH TIME ZONE` : word] ?? (zoned && word === 'TIME' ? 'TIME' : 'STRING');
}

function structType(reader: Reader): string {
  const fields = inside(reader, () => {
    const written = next(reader);
    const name = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
    return `${/^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``} ${read(reader)}`;
  });
  return `STRUCT<${fields.join(', ')}>`;
}

function next(reader: Reader): string {
  const word = reader.words[reader.at] ?? '';
  reader.at += 1;
  return word;
}

/** What stands between parentheses, divided by commas. */
function inside<T>(reader: Reader, part: (reader: Reader) => T): readonly T[] {
  const found: T[] = [];
  if (reader.words[reader.at] !== '(') return found;
  do {
    reader.at += 1;
    if (reader.words[reader.at] === ')') break;
    found.push(part(reader));
    while (reader.at < reader.words.length && reader.words[reader.at] !== ',' && reader.words[reader.at] !== ')')
      reader.at += 1;
  } while (reader.words[reader.at] === ',');
  reader.at += 1;
  return found;
}
