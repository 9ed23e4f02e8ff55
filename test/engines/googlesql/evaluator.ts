import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Answer, Canonical } from '../../adapters/duckdb/canonical.ts';

/** Whether the evaluator is installed in this folder; see run.mjs. */
export const installed = existsSync(join(import.meta.dirname, 'node_modules'));

/** Google's reference evaluator, on loopback. */
export interface Evaluator {
  /** The answer to a query without tables; its message where the query fails or is refused. */
  readonly evaluate: (sql: string) => Promise<Answer | { readonly error: string }>;
  readonly stop: () => void;
}

type Fields = Record<string, unknown>;
type Api = { close: () => void } & Record<string, unknown>;
type Method = (
  request: Fields,
  options: Fields,
  done: (error: { details: string } | null, reply: Fields) => void,
) => void;

/** Milliseconds for one query. */
const DEADLINE = 20_000;

/** Starts the server and waits until it answers. */
export async function startEvaluator(): Promise<Evaluator> {
  const require = createRequire(join(import.meta.dirname, 'package.json'));
  const grpc = require('@grpc/grpc-js');
  const lib = join(dirname(require.resolve('@fivetrandevelopers/zetasql/package.json')), 'lib/zetasql');
  const port = await freePort();
  const server: ChildProcess = spawn(join(lib, 'remote_server.so'), ['localhost', String(port)], { stdio: 'ignore' });
  const definition = require('@grpc/proto-loader').loadSync('local_service.proto', {
    oneofs: true,
    longs: String,
    enums: String,
    bytes: Buffer,
    keepCase: true,
    includeDirs: [join(lib, 'protos')],
  });
  const Service = grpc.loadPackageDefinition(definition).zetasql.local_service.ZetaSqlLocalService;
  const api: Api = new Service(`localhost:${port}`, grpc.credentials.createInsecure());
  await new Promise<void>((ready, fail) => {
    const wait = api['waitForReady'] as (until: number, done: (e?: Error) => void) => void;
    wait.call(api, Date.now() + DEADLINE, (e) => (e ? fail(e) : ready()));
  });
  const language = languageOf(join(lib, 'protos/zetasql'));
  const request = {
    options: analyzer(language),
    simple_catalog: { name: 'c', builtin_function_options: { language_options: language } },
  };
  const call = (sql: string): Promise<Fields> =>
    new Promise((done, fail) => {
      const method = api['EvaluateQuery'] as Method;
      method.call(api, { sql, ...request }, { deadline: Date.now() + DEADLINE }, (e, reply) =>
        e ? fail(new Error(e.details)) : done(reply),
      );
    });
  return {
    evaluate: async (sql) => {
      try {
        return answerOf(await call(sql));
      } catch (error) {
        return { error: error instanceof Error ? error.message : String(error) };
      }
    },
    stop: () => {
      api.close();
      server.kill('SIGKILL');
    },
  };
}

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** All language features that BigQuery has; the engine's own tests and Spanner's are left out. */
function languageOf(protos: string): Fields {
  const options = readFileSync(join(protos, 'public/options.proto'), 'utf8');
  const features = [...options.matchAll(/^\s*(FEATURE_[A-Z0-9_]+)\s*=/gm)].map(([, name]) => name ?? '');
  const nodes = readFileSync(join(protos, 'resolved_ast/resolved_node_kind.proto'), 'utf8');
  return {
    product_mode: 'PRODUCT_EXTERNAL',
    enabled_language_features: features.filter((name) => !/SPANNER|TEST|DISALLOW/.test(name)),
    supported_statement_kinds: [...nodes.matchAll(/^\s*(RESOLVED_[A-Z0-9_]+_STMT)\s*=/gm)].map(([, name]) => name),
    reserved_keywords: ['QUALIFY'],
  };
}

const analyzer = (language: Fields): Fields => ({ language_options: language, default_timezone: 'UTC' });

interface Column {
  readonly type: Type;
}
interface Type {
  readonly type_kind: string;
  readonly array_type?: { readonly element_type: Type };
  readonly struct_type?: { readonly field?: readonly { readonly field_name?: string; readonly field_type: Type }[] };
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

function typeName(type: Type): string {
  if (type.array_type) return `ARRAY<${typeName(type.array_type.element_type)}>`;
  if (type.struct_type) {
    const fields = type.struct_type.field ?? [];
    return `STRUCT<${fields.map((f) => `${f.field_name ? `${f.field_name} ` : ''}${typeName(f.field_type)}`).join(', ')}>`;
  }
  return type.type_kind === 'TYPE_DOUBLE' ? 'FLOAT64' : type.type_kind.replace('TYPE_', '');
}

const pad = (n: bigint | number, width: number): string => String(n).padStart(width, '0');
const bits = (value: bigint, shift: number, width: number): bigint =>
  (value >> BigInt(shift)) & ((1n << BigInt(width)) - 1n);
const fraction = (micros: number): string => (micros === 0 ? '' : `.${pad(micros, 6).replace(/0+$/, '')}`);
const clock = (value: bigint): string =>
  `${pad(bits(value, 12, 5), 2)}:${pad(bits(value, 6, 6), 2)}:${pad(bits(value, 0, 6), 2)}`;

/** A value of the evaluator's protocol in the notation of the cases. Source: zetasql/public/value.proto. */
function canonical(cell: Fields): Canonical {
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
      return numeric(Buffer.from(value as Buffer));
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

/** NUMERIC is a little-endian two's complement count of billionths. */
function numeric(bytes: Buffer): string {
  const raw = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const signed = (bytes.at(-1) ?? 0) & 0x80 ? raw - (1n << BigInt(8 * bytes.length)) : raw;
  const digits = pad(signed < 0n ? -signed : signed, 10);
  return `${signed < 0n ? '-' : ''}${`${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '')}`;
}
