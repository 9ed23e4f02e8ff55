import { createHash } from 'node:crypto';
import { duckdb } from '../../src/adapters/duckdb/dialect.ts';
import { draftOf } from '../../src/compiler/dialect/compose.ts';
import { finish, statement, stepStatement } from '../../src/compiler/lower/action.ts';
import type { CompiledAction, Manifest, Statement } from '../../src/compiler/manifest/manifest.ts';
import type { MappedText } from '../../src/compiler/sql/mapped.ts';
import type { Target } from '../../src/compiler/target/target.ts';

/** An action written in DuckDB's own SQL; names are `dataset.name` of project `p`. */
export interface Plain {
  readonly kind: CompiledAction['kind'];
  readonly name: string;
  /** Query of a table, view or assertion; of an incremental table's first run. */
  readonly sql?: string;
  /** Query of an incremental table's later runs. */
  readonly more?: string;
  readonly uniqueKey?: readonly string[];
  readonly schemaChange?: 'FAIL' | 'EXTEND' | 'SYNCHRONIZE';
  readonly operations?: readonly string[];
  readonly pre?: readonly string[];
  readonly post?: readonly string[];
  readonly after?: readonly string[];
  /** What the SQL reads; by default all of `after`. `unknown` leaves it open. */
  readonly reads?: readonly string[] | 'unknown';
  readonly tags?: readonly string[];
  readonly disabled?: boolean;
  readonly protected?: boolean;
  readonly unsupported?: string;
  readonly expected?: string;
}

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

export function relationOf(name: string): Target {
  const at = name.indexOf('.');
  return { schema: name.slice(0, at), name: name.slice(at + 1) };
}

export const targetOf = (name: string): Target => ({ database: 'p', ...relationOf(name) });

/** The text as if it stood alone in the action's file. */
const mapped = (text: string, file: string): MappedText => ({
  text,
  pieces: [{ at: 0, span: { file, start: 0, end: text.length }, verbatim: true }],
});

export function action(plain: Plain): CompiledAction {
  const relation = relationOf(plain.name);
  const fileName = `definitions/${relation.name}.sqlx`;
  const text = (sql: string): MappedText => mapped(sql, fileName);
  const authored = (role: Statement['role'], list: readonly string[] = []): Statement[] =>
    list.map((sql) => statement(role, draftOf(text(sql))));
  const query = text(plain.sql ?? 'select 1 as one');
  const spec = { relation, query, materialized: false, clusterBy: [], additionalOptions: {}, labels: {}, columns: [] };
  const drop = (type: 'table' | 'view'): Statement => ({
    ...statement('own', duckdb.drop(relation, type)),
    when: type,
  });
  const around = (steps: readonly Statement[]): Statement[] => [
    ...authored('pre', plain.pre),
    ...steps,
    ...authored('post', plain.post),
  ];
  const create = (): readonly Statement[] => {
    switch (plain.kind) {
      case 'table':
      case 'incremental':
        return around([drop('view'), ...duckdb.create({ ...spec, type: 'table' }).steps.map(stepStatement)]);
      case 'view':
        return around([drop('table'), ...duckdb.create({ ...spec, type: 'view' }).steps.map(stepStatement)]);
      case 'operation':
        return authored('operation', plain.operations);
      case 'assertion':
        return [
          drop('table'),
          { role: 'assertion-view', sql: duckdb.create({ ...spec, type: 'view' }).steps[0]!.sql },
          statement(
            'assertion-check',
            draftOf({ text: `select sum(1) from ${duckdb.relation(relation)}`, pieces: [] }),
          ),
        ];
      default:
        return [];
    }
  };
  const update = duckdb.update({
    relation,
    query: text(plain.more ?? plain.sql ?? 'select 1 as one'),
    strategy: { type: plain.uniqueKey ? 'merge' : 'append' },
    uniqueKey: plain.uniqueKey ?? [],
    predicates: [],
    ...(plain.schemaChange && { schemaChange: plain.schemaChange }),
    id: () => 'id',
  });
  const reads = plain.reads ?? plain.after ?? [];
  const idle = plain.disabled === true || plain.unsupported !== undefined;
  return finish(
    {
      kind: plain.kind,
      target: targetOf(plain.name),
      relation,
      fileName,
      tags: plain.tags ?? [],
      disabled: plain.disabled ?? false,
      dependsOn: (plain.after ?? []).map(targetOf),
      create: idle ? [] : create(),
      ...(plain.kind === 'incremental' && !idle && { update: around(update.steps.map(stepStatement)) }),
      sends: 'each',
      ...((plain.kind === 'assertion' || plain.kind === 'test') && { query }),
      ...(plain.expected !== undefined && { expected: text(plain.expected) }),
      ...(reads !== 'unknown' && { reads: reads.map(relationOf) }),
      ...(plain.uniqueKey && { uniqueKey: plain.uniqueKey }),
      ...(plain.protected !== undefined && { protected: plain.protected }),
      ...(plain.unsupported !== undefined && { unsupported: plain.unsupported }),
      fingerprint: '',
    },
    {
      dialect: duckdb,
      hash,
      version: '',
      names: () => relation,
      report: () => undefined,
      textOf: () => undefined,
      id: () => 'id',
    },
  );
}

export function manifest(...actions: readonly Plain[]): Manifest {
  const compiled = actions.map(action);
  const schemas = [...new Set(compiled.map(({ relation }) => relation.schema ?? ''))].map((schema) => ({
    schema,
    create: statement('schema', duckdb.createSchema({ schema, name: '' })),
  }));
  return { version: 1, engine: 'duckdb', schemas, actions: compiled };
}
