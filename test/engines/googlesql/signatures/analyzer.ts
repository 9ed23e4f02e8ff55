import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

/** A message of the protocol, as plain data. Source: zetasql/local_service/local_service.proto. */
export type Message = { readonly [field: string]: unknown };

const engine = join(import.meta.dirname, '..');

/** Whether the analyzer is installed beside the suites; see test/engines/run.mjs. */
export const installed = existsSync(join(engine, 'node_modules'));

/** Google's analyzer on loopback. */
export interface Analyzer {
  /** Asks a method of the service. Rejects with the analyzer's own message. */
  readonly ask: (method: string, request: Message) => Promise<Message>;
  /** BigQuery's options of the language. */
  readonly language: Message;
  readonly stop: () => void;
}

type Method = (
  request: Message,
  options: Message,
  done: (error: { details: string } | null, reply: Message) => void,
) => void;

/** Milliseconds for one question. */
const DEADLINE = 60_000;
const LARGEST = 500_000_000;

/** Starts the server and waits until it answers. */
export async function startAnalyzer(): Promise<Analyzer> {
  const require = createRequire(join(engine, 'package.json'));
  const grpc = require('@grpc/grpc-js');
  const lib = join(dirname(require.resolve('@fivetrandevelopers/zetasql/package.json')), 'lib/zetasql');
  const port = await freePort();
  const server = spawn(join(lib, 'remote_server.so'), ['localhost', String(port)], { stdio: 'ignore' });
  const definition = require('@grpc/proto-loader').loadSync('local_service.proto', {
    oneofs: true,
    longs: String,
    enums: String,
    bytes: Buffer,
    keepCase: true,
    includeDirs: [join(lib, 'protos')],
  });
  const Service = grpc.loadPackageDefinition(definition).zetasql.local_service.ZetaSqlLocalService;
  const limits = { 'grpc.max_send_message_length': LARGEST, 'grpc.max_receive_message_length': LARGEST };
  const api = new Service(`localhost:${port}`, grpc.credentials.createInsecure(), limits);
  await new Promise<void>((ready, fail) =>
    api.waitForReady(Date.now() + DEADLINE, (e?: Error) => (e ? fail(e) : ready())),
  );
  return {
    language: languageOf(join(lib, 'protos/zetasql')),
    ask: (method, request) =>
      new Promise((done, fail) =>
        (api[method] as Method).call(api, request, { deadline: Date.now() + DEADLINE }, (e, reply) =>
          e ? fail(new Error(e.details)) : done(reply),
        ),
      ),
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

/** All features of the language but the engine's own tests and Spanner's. */
function languageOf(protos: string): Message {
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
