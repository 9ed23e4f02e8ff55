import { createRequire } from 'node:module';
import vm from 'node:vm';
import { type EmittedSqlx, emitSqlx } from '../../../src/compiler/sqlx/emit.ts';

const require = createRequire(import.meta.url);
const { compiler } = require('@dataform/core') as { compiler: (code: string, path: string) => string };

/** What a SQLX module does when it is loaded and its functions are called, or the error that it meets. */
export type Behaviour =
  | { readonly threw: string; readonly at: 'compiling' | 'loading' }
  | {
      readonly config: unknown;
      readonly count: number;
      readonly sql: Result;
      readonly where: Result;
      readonly pre: Result;
      readonly post: Result;
      readonly inputs: readonly { readonly labels: readonly string[]; readonly result: Result }[];
    };
type Result = readonly string[] | { readonly threw: string } | undefined;

/** A template that the tag saw: its text and the lengths of its values. */
export interface Recorded {
  readonly text: string;
  readonly values: readonly number[];
}

interface SqlxAction {
  sqlxConfig: unknown;
  sqlStatementCount: number;
  sqlContextable: (ctx: object) => string[];
  incrementalWhereContextable?: (ctx: object) => string;
  preOperationsContextable?: (ctx: object) => string[];
  postOperationsContextable?: (ctx: object) => string[];
  inputContextables: { refName: string[]; contextable: (ctx: object) => string }[];
}

const context = {
  EXPECT: ' EXPECT ',
  self: () => '`p.d.self`',
  ref: (...names: unknown[]) => `\`ref ${JSON.stringify(names)}\``,
  resolve: (...names: unknown[]) => `resolve ${JSON.stringify(names)}`,
  name: () => 'the_name',
  when: (condition: boolean, yes: string, no = '') => (condition ? yes : no),
  incremental: () => true,
  schema: () => 'd',
  database: () => 'p',
};

const message = (error: unknown): string => {
  const { name, message: text } = error as Error;
  return `${name}: ${text}`;
};

/** Loads a module in a context of its own, with the tag that biform's runtime defines, and calls all it registers. */
export function behave(code: string): { readonly behaviour: Behaviour; readonly recorded: readonly Recorded[] } {
  const recorded: Recorded[] = [];
  const tag = (strings: readonly string[], ...values: unknown[]): string => {
    const texts = values.map((value) => `${value}`);
    const text = strings.reduce((joined, part, index) => joined + texts[index - 1] + part);
    recorded.push({ text, values: texts.map((value) => value.length) });
    return text;
  };
  const load = (globals: object): unknown =>
    vm.runInNewContext(code, { ...globals, __biform: tag }, { filename: 'a.sqlx' });
  return { behaviour: observe(load), recorded };
}

/** What is registered by something that is loaded with a project's globals, and what that does when it is called. */
export function observe(load: (globals: Record<string, unknown>) => unknown): Behaviour {
  let action: SqlxAction | undefined;
  const register = (given: SqlxAction): void => {
    action = given;
  };
  const globals = {
    dataform: { sqlxAction: register, projectConfig: { vars: { env: 'test' } } },
    constants: { FIELD: 'a.b', quote: "it's `quoted` \\ here" },
  };
  try {
    load(globals);
  } catch (error) {
    return { threw: message(error), at: 'loading' };
  }
  if (!action) return { threw: 'nothing was registered', at: 'loading' };
  const call = (contextable: ((ctx: object) => string | string[]) | undefined): Result => {
    if (!contextable) return undefined;
    try {
      return JSON.parse(JSON.stringify([contextable(context)].flat())) as string[];
    } catch (error) {
      return { threw: message(error) };
    }
  };
  return {
    config: JSON.parse(JSON.stringify(action.sqlxConfig)) as unknown,
    count: action.sqlStatementCount,
    sql: call(action.sqlContextable),
    where: call(action.incrementalWhereContextable),
    pre: call(action.preOperationsContextable),
    post: call(action.postOperationsContextable),
    inputs: action.inputContextables.map(({ refName, contextable }) => ({
      labels: [...refName],
      result: call(contextable),
    })),
  };
}

/** What Dataform's compiler makes of a file. */
export function dataformBehaviour(source: string, path = 'definitions/example.sqlx'): Behaviour {
  let code: string;
  try {
    code = compiler(source, path);
  } catch (error) {
    return { threw: message(error), at: 'compiling' };
  }
  return behave(code).behaviour;
}

/** What biform makes of it, with the templates that were evaluated. */
export function biformBehaviour(
  source: string,
  path = 'definitions/example.sqlx',
): { readonly behaviour: Behaviour; readonly recorded: readonly Recorded[]; readonly emitted: EmittedSqlx } {
  const emitted = emitSqlx(source, path);
  if (emitted.fault) {
    const { name, message: text } = emitted.fault;
    return { behaviour: { threw: `${name}: ${text}`, at: 'compiling' }, recorded: [], emitted };
  }
  return { ...behave(emitted.text), emitted };
}
