import type { Answer, Canonical } from '../../adapters/duckdb/canonical.ts';
import { type Fields, startServer } from './server.ts';
import { type Type, typeName } from './server-type.ts';

export { installed } from './server.ts';

/** Google's reference evaluator, on loopback. */
export interface Evaluator {
  /** The answer to a query without tables; its message where the query fails or is refused. */
  readonly evaluate: (sql: string) => Promise<Answer | { readonly error: string }>;
  readonly stop: () => void;
}

/** Starts the server and waits until it answers. */
export async function startEvaluator(): Promise<Evaluator> {
  const { call, language, stop } = await startServer();
  const simple_catalog = { name: 'c', builtin_function_options: { language_options: language } };
  const { registered_id } = await call('RegisterCatalog', { simple_catalog });
  const request = {
    options: { language_options: language, default_timezone: 'UTC' },
    registered_catalog_id: registered_id,
  };
  return {
    evaluate: async (sql) => {
      try {
        return answerOf(await call('EvaluateQuery', { sql, ...request }));
      } catch (error) {
        return { error: error instanceof Error ? error.message : String(error) };
      }
    },
    stop,
  };
}

interface Column {
  readonly type: Type;
}

function answerOf(reply: Fields): Answer {
  const { prepared, content } = reply as {
    prepared?: { columns?: Column[] };
    content?: { table_data?: { row?: { cell?: Fields[] }[] } };
  };
  return {
    types: (prepared?.columns ?? []).map(({ type }) => typeName(type)),
    rows: (content?.table_data?.row ?? []).map((row) => (row.cell ?? []).map(canonical)),
  };
}

const pad = (n: bigint | number, width: number): string => String(n).padStart(width, '0');
const bits = (value: bigint, shift: number, width: number): bigint =>
  (value >> BigInt(shift)) & ((1n << BigInt(width)) - 1n);
const fraction = (micros: number): string => (micros === 0 ? '' : `.${pad(micros, 6).replace(/0+$/, '')}`);
const clock = (value: bigint): string =>
  `${pad(bits(value, 12, 5), 2)}:${pad(bits(value, 6, 6), 2)}:${pad(bits(value, 0, 6), 2)}`;

/** A value of the evaluator's protocol in the notation of the cases. Source: zetasql/public/value.proto. */
export function canonical(cell: Fields): Canonical {
  const kind = String(cell['value'] ?? '');
  const value = cell[kind];
  if (value === undefined || value === null) return null;
  const parts = value as {
    seconds?: string;
    nanos?: number;
    bit_field_datetime_seconds?: string;
    element?: Fields[];
    field?: Fields[];
  };
  switch (kind) {
    case 'int64_value':
      return String(value);
    case 'double_value':
      return Number.isFinite(value) ? (value as number) : String(value);
    case 'bytes_value':
      return `hex:${Buffer.from(value as Buffer).toString('hex')}`;
    case 'date_value':
      return new Date(Number(value) * 86_400_000).toISOString().slice(0, 10);
    case 'numeric_value':
      return numeric(Buffer.from(value as Buffer), 9);
    case 'bignumeric_value':
      return numeric(Buffer.from(value as Buffer), 38);
    case 'interval_value':
      return `interval:${Buffer.from(value as Buffer).toString('hex')}`;
    case 'timestamp_value':
      return `ts:${BigInt(parts.seconds ?? 0) * 1_000_000n + BigInt(Math.floor((parts.nanos ?? 0) / 1000))}`;
    case 'datetime_value': {
      const packed = BigInt(parts.bit_field_datetime_seconds ?? 0);
      const date = `${pad(bits(packed, 26, 14), 4)}-${pad(bits(packed, 22, 4), 2)}-${pad(bits(packed, 17, 5), 2)}`;
      return `${date} ${clock(packed)}${fraction(Math.floor((parts.nanos ?? 0) / 1000))}`;
    }
    case 'time_value': {
      const packed = BigInt(value as string);
      return clock(packed >> 30n) + fraction(Number(bits(packed, 0, 30)) / 1000);
    }
    case 'array_value':
      return (parts.element ?? []).map(canonical);
    case 'struct_value':
      return (parts.field ?? []).map(canonical);
    default:
      return value as string | boolean;
  }
}

/** NUMERIC is a little-endian two's complement count of billionths, BIGNUMERIC of 10^-38. */
function numeric(bytes: Buffer, scale: number): string {
  const raw = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const signed = (bytes.at(-1) ?? 0) & 0x80 ? raw - (1n << BigInt(8 * bytes.length)) : raw;
  const digits = pad(signed < 0n ? -signed : signed, scale + 1);
  return `${signed < 0n ? '-' : ''}${`${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '')}`;
}
