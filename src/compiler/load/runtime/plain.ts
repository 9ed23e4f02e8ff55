import type { Expression, Literal, PlainSqlx, Template } from '../../sqlx/plain/form.ts';
import { onBehalfOfPlain } from './blame.ts';
import { joinTemplate } from './recorder.ts';
import type { Session } from './session.ts';
import type { SqlxOptions } from './sqlx-action.ts';

type Globals = Record<string, unknown>;
type Callable = (this: unknown, ...values: readonly unknown[]) => unknown;

const { isArray } = Array;

/** What runs when a plain file is loaded: the call that its module would make, in the same order of steps. */
export function plainModule(file: PlainSqlx, globals: Globals): () => void {
  let isUsed = false;
  return () =>
    onBehalfOfPlain(file.path, () => {
      // The literals in it belong to whom they are given to.
      if (isUsed) throw new Error(`${file.path} was loaded before`);
      isUsed = true;
      const options = optionsOf(file, globals);
      (named(globals, 'dataform') as Session).sqlxAction(options);
    });
}

function optionsOf({ path, name, config, sql, where, pre, post }: PlainSqlx, globals: Globals): SqlxOptions {
  const list = (templates: readonly Template[]) => (context: unknown) =>
    onBehalfOfPlain(path, () => {
      const at: Place = { globals, context };
      return templates.map((template) => textOf(template, at));
    });
  const single = (template: Template) => (context: unknown) =>
    onBehalfOfPlain(path, () => textOf(template, { globals, context }));
  const isLiteral = typeof config === 'object' && config?.[0] === 'literal';
  const given = (isLiteral ? config[1] : evaluated(config, { globals, context: undefined })) as object;
  return {
    sqlxConfig: { name, type: 'operations', ...given },
    sqlStatementCount: sql.length,
    sqlContextable: list(sql),
    incrementalWhereContextable: where === undefined ? undefined : single(where),
    preOperationsContextable: pre && list(pre),
    postOperationsContextable: post && list(post),
    inputContextables: [],
  };
}

/** What names mean. */
interface Place {
  readonly globals: Globals;
  /** Of the action whose SQL is evaluated. */
  readonly context: unknown;
}

function textOf(template: Template, place: Place): string {
  if (typeof template === 'string') return joinTemplate([template]);
  const [strings, ...values] = template;
  return joinTemplate(strings, ...values.map((value) => evaluated(value, place)));
}

/** The value of an expression. Throws where V8 would, in other words: what is thrown is never shown. */
function evaluated(expression: Expression, place: Place): unknown {
  if (typeof expression !== 'object' || expression === null) return expression;
  const [kind, first, second] = expression;
  switch (kind) {
    case 'literal':
      return copied(first as Literal);
    case 'name':
      return named(place.globals, first as string);
    case 'member':
      return (evaluated(first as Expression, place) as Globals)[second as string];
    case 'context':
      return fromContext(first as string, expression.slice(2) as Expression[], place);
    case 'call':
      return called(first as Expression, expression.slice(2) as Expression[], place);
    case 'text':
      return nestedText(first as Template, place);
    case 'list':
      return (expression.slice(1) as Expression[]).map((item) => evaluated(item, place));
    case 'object':
      return objectOf(expression.slice(1) as Expression[], place);
  }
}

function copied(value: Literal): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) return value.map(copied);
  const out: Globals = {};
  for (const key of Object.keys(value)) out[key] = copied((value as Readonly<Record<string, Literal>>)[key] as Literal);
  return out;
}

function named(globals: Globals, name: string): unknown {
  if (!(name in globals)) throw new ReferenceError(`${name} is not defined`);
  return globals[name];
}

function fromContext(name: string, values: readonly Expression[], place: Place): unknown {
  const method = (place.context as Globals)[name] as Callable;
  const given = values.map((value) => evaluated(value, place));
  return Reflect.apply(method, place.context, given);
}

function called(callee: Expression, values: readonly Expression[], place: Place): unknown {
  const isMember = isArray(callee) && callee[0] === 'member';
  const owner = isMember ? evaluated(callee[1] as Expression, place) : undefined;
  const method = (isMember ? (owner as Globals)[callee[2] as string] : evaluated(callee, place)) as Callable;
  const given = values.map((value) => evaluated(value, place));
  return Reflect.apply(method, owner, given);
}

/** A template literal turns each value into text before it comes to the next. */
function nestedText(template: Template, place: Place): string {
  if (typeof template === 'string') return template;
  const [strings, ...values] = template;
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += `${evaluated(value, place) as string}${strings[index + 1] ?? ''}`;
  });
  return text;
}

function objectOf(entries: readonly Expression[], place: Place): unknown {
  const pairs: [string, unknown][] = [];
  for (let i = 0; i < entries.length; i += 2)
    pairs.push([entries[i] as string, evaluated(entries[i + 1] as Expression, place)]);
  return Object.fromEntries(pairs);
}
