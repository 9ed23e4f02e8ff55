import type { Canonical } from '../../adapters/duckdb/canonical.ts';

export interface WantedRows {
  readonly kind: 'rows';
  readonly types: readonly string[];
  readonly rows: readonly (readonly Canonical[])[];
  /** Whether the rows come in this order. */
  readonly ordered: boolean;
  /** Whether the elements of arrays do. */
  readonly arraysOrdered: boolean;
}

/** What a test of GoogleSQL wants: rows, or an error while the query runs (`fails`), or one that is found before. */
export type Wanted =
  | WantedRows
  | { readonly kind: 'fails'; readonly message: string }
  | { readonly kind: 'invalid'; readonly message: string };

interface Type {
  readonly name: string;
  readonly element?: Type;
  readonly fields?: readonly { readonly name: string; readonly type: Type }[];
}

interface Reader {
  readonly text: string;
  at: number;
}

const ours: Readonly<Record<string, string>> = {
  INT32: 'INT64',
  UINT32: 'INT64',
  UINT64: 'INT64',
  DOUBLE: 'FLOAT64',
  FLOAT: 'FLOAT64',
};

function take(r: Reader, pattern: RegExp): string | undefined {
  const sticky = new RegExp(`\\s*(?:${pattern.source})`, 'y');
  sticky.lastIndex = r.at;
  const found = sticky.exec(r.text);
  if (!found) return undefined;
  r.at = sticky.lastIndex;
  return found[0].trim();
}

function must(r: Reader, pattern: RegExp): string {
  const found = take(r, pattern);
  if (found === undefined) throw new Error(`expected ${pattern} at ${r.text.slice(r.at, r.at + 40)}`);
  return found;
}

const TYPE = /(?:ARRAY|STRUCT)\s*<|[A-Z][A-Z0-9_]*(?:<>)?(?=\s*[,>[(]|$)/;

function readType(r: Reader): Type {
  const head = must(r, TYPE);
  if (head.startsWith('ARRAY') && head !== 'ARRAY<>') {
    if (take(r, />/)) return { name: 'ARRAY', element: { name: 'UNKNOWN' } };
    const element = readType(r);
    must(r, />/);
    return { name: 'ARRAY', element };
  }
  if (head === 'ARRAY<>') return { name: 'ARRAY', element: { name: 'UNKNOWN' } };
  if (!head.startsWith('STRUCT')) return { name: ours[head] ?? head };
  const fields: { name: string; type: Type }[] = [];
  while (!take(r, />/)) {
    if (fields.length > 0) must(r, /,/);
    const from = r.at;
    if (take(r, TYPE) !== undefined && /^\s*[,>]/.test(r.text.slice(r.at))) {
      r.at = from;
      fields.push({ name: '', type: readType(r) });
      continue;
    }
    r.at = from;
    if (/^\s*(?:ARRAY|STRUCT)\s*</.test(r.text.slice(r.at))) {
      fields.push({ name: '', type: readType(r) });
      continue;
    }
    fields.push({ name: must(r, /`[^`]*`|[\w$]+/), type: readType(r) });
  }
  return { name: 'STRUCT', fields };
}

const typeText = ({ name, element, fields }: Type): string =>
  element
    ? `ARRAY<${typeText(element)}>`
    : fields
      ? `STRUCT<${fields.map((one) => (one.name ? `${one.name} ${typeText(one.type)}` : typeText(one.type))).join(', ')}>`
      : name;

/** Text between quotes, with GoogleSQL's escapes. */
function unquoted(literal: string): string {
  const raw = literal.slice(1, -1);
  return raw.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[\s\S])/g, (_, code: string) => {
    if (/^[xuU]./.test(code) && code.length > 1) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]{3}$/.test(code)) return String.fromCodePoint(Number.parseInt(code, 8));
    return { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' }[code] ?? code;
  });
}

const STRING = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/;

function instant(text: string): string {
  const [, date = '', clock = '', fraction = '', sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    /^(\d+-\d+-\d+) (\d+:\d+:\d+)(?:\.(\d+))?(?:([+-])(\d+)(?::(\d+))?(?::(\d+))?)?$/.exec(text) ?? [];
  const millis = Date.parse(`${date}T${clock}Z`);
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * (sign === '-' ? -1 : 1);
  const micros = BigInt(fraction.padEnd(6, '0').slice(0, 6) || 0);
  return `ts:${BigInt(millis) * 1000n - BigInt(offset) * 1_000_000n + micros}`;
}

const trimmedClock = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** JSON up to the bracket that ends its row. */
function readJson(r: Reader): string {
  const start = r.at + (/^\s*/.exec(r.text.slice(r.at))?.[0].length ?? 0);
  let depth = 0;
  for (let i = start; i < r.text.length; i += 1) {
    const char = r.text.charAt(i);
    if (char === '"') {
      for (i += 1; r.text.charAt(i) !== '"'; i += 1) if (r.text.charAt(i) === '\\') i += 1;
    } else if ('{['.includes(char)) depth += 1;
    else if (depth === 0 && '}],'.includes(char)) {
      r.at = i;
      return r.text.slice(start, i).trim();
    } else if ('}]'.includes(char)) depth -= 1;
  }
  throw new Error('JSON without an end');
}

function readValue(r: Reader, type: Type): Canonical {
  if (type.name !== 'JSON' && take(r, /NULL\b/)) return null;
  switch (type.name) {
    case 'ARRAY': {
      take(r, /ARRAY\s*<(?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*>/);
      if (take(r, /\(NULL\)/)) return null;
      must(r, /\[/);
      take(r, /(?:un)?known order:/);
      const list: Canonical[] = [];
      while (!take(r, /\]/)) {
        if (list.length > 0) must(r, /,/);
        list.push(readValue(r, type.element ?? { name: 'UNKNOWN' }));
      }
      return list;
    }
    case 'STRUCT': {
      must(r, /\{/);
      const row = (type.fields ?? []).map((field, i) => {
        if (i > 0) must(r, /,/);
        return readValue(r, field.type);
      });
      must(r, /\}/);
      return row;
    }
    case 'STRING':
      return unquoted(must(r, STRING));
    case 'BYTES':
      return `hex:${Buffer.from(unquoted(must(r, new RegExp(`b(?:${STRING.source})`)).slice(1)), 'latin1').toString('hex')}`;
    case 'BOOL':
      return must(r, /true|false/) === 'true';
    case 'FLOAT64': {
      const text = must(r, /-?(?:inf|nan|[\d.]+(?:e[+-]?\d+)?)/);
      if (/inf/.test(text)) return text.startsWith('-') ? '-Infinity' : 'Infinity';
      return text === 'nan' ? 'NaN' : Number(text);
    }
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return trimmedClock(must(r, /-?[\d.]+/));
    case 'DATE':
      return must(r, /\d+-\d+-\d+/);
    case 'TIMESTAMP':
      return instant(must(r, /\d+-\d+-\d+ \d+:\d+:\d+(?:\.\d+)?(?:[+-]\d+(?::\d+)*)?/));
    case 'DATETIME':
      return trimmedClock(must(r, /\d+-\d+-\d+ \d+:\d+:\d+(?:\.\d+)?/));
    case 'TIME':
      return trimmedClock(must(r, /\d+:\d+:\d+(?:\.\d+)?/));
    case 'JSON':
      return take(r, /NULL\b/) ? null : readJson(r);
    case 'INT64':
      return must(r, /-?\d+/);
    default:
      throw new Error(`the type ${type.name}`);
  }
}

/** Reads what stands behind `--`; undefined for values that biform has no notation for. */
export function readWanted(text: string): Wanted | undefined {
  const error = /^ERROR:\s*(?:generic::)?(\w+):\s*([\s\S]*)$/.exec(text);
  if (error) {
    const message = (error[2] ?? '').trim();
    return error[1] === 'out_of_range' ? { kind: 'fails', message } : { kind: 'invalid', message };
  }
  const r: Reader = { text, at: 0 };
  try {
    const type = readType(r);
    const fields = type.element?.fields;
    if (!fields) return undefined;
    const body = text.slice(r.at);
    const rows = readValue(r, type) as readonly (readonly Canonical[])[];
    if (r.text.slice(r.at).trim() !== '') return undefined;
    return {
      kind: 'rows',
      types: fields.map((field) => typeText(field.type)),
      rows,
      ordered: !/^\[\s*unknown order:/.test(body),
      arraysOrdered: !body
        .slice(2)
        .replace(/^\s*unknown order:/, '')
        .includes('unknown order:'),
    };
  } catch {
    return undefined;
  }
}
