import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

/** Whether Google's program is installed in this folder; see run.mjs. */
export const installed = existsSync(join(import.meta.dirname, 'node_modules'));

export type Fields = Record<string, unknown>;

/** Google's analyzer and evaluator, on loopback. Source of its methods: zetasql's local_service.proto. */
export interface Server {
  /** Rejects with the server's message. */
  readonly call: (method: string, request: Fields) => Promise<Fields>;
  /** Language options as BigQuery has them. */
  readonly language: Fields;
  readonly stop: () => void;
}

type Api = { close: () => void } & Record<string, unknown>;
type Method = (
  request: Fields,
  options: Fields,
  done: (error: { details: string } | null, reply: Fields) => void,
) => void;

/** Milliseconds for one request. */
const DEADLINE = 20_000;
const MESSAGE_BYTES = 500_000_000;

/** Starts the server and waits until it answers. */
export async function startServer(): Promise<Server> {
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
  const api: Api = new Service(`localhost:${port}`, grpc.credentials.createInsecure(), {
    'grpc.max_send_message_length': MESSAGE_BYTES,
    'grpc.max_receive_message_length': MESSAGE_BYTES,
  });
  await new Promise<void>((ready, fail) => {
    const wait = api['waitForReady'] as (until: number, done: (e?: Error) => void) => void;
    wait.call(api, Date.now() + DEADLINE, (e) => (e ? fail(e) : ready()));
  });
  return {
    language: languageOf(join(lib, 'protos/zetasql')),
    call: (method, request) =>
      new Promise((done, fail) => {
        (api[method] as Method).call(api, request, { deadline: Date.now() + DEADLINE }, (e, reply) =>
          e ? fail(new Error(e.details)) : done(reply),
        );
      }),
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
