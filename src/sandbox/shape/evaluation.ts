import { actionShapes, graph, target } from './graph.ts';
import { boolean, count, list, object, oneOf, orNull, type Shape, string } from './shape.ts';

const kinds = ['tables', 'operations', 'assertions', 'declarations', 'tests', 'notebooks', 'dataPreparations'] as const;

const textOrigin = object({
  'field!': oneOf(
    'query',
    'incrementalQuery',
    'where',
    'preOps',
    'postOps',
    'incrementalPreOps',
    'incrementalPostOps',
    'queries',
    'testQuery',
    'expectedOutputQuery',
  ),
  'index!': count,
  'block!': oneOf('sql', 'incremental_where', 'pre_operations', 'post_operations', 'input'),
  'statement!': count,
  'values!': list(count),
});

const origin = object({
  'from!': oneOf('sqlx', 'js', 'yaml'),
  'path!': string,
  texts: list(textOrigin),
  line: count,
  column: count,
  own: object({ dialect: string, columns: list(object({ 'name!': string, 'type!': string })) }),
});

const place = object({ 'path!': string, 'line!': count, 'column!': count });

const fault = {
  'code!': string,
  reference: object({ schema: string, name: string, database: string }),
  generated: place,
  callers: list(place),
  property: object({ 'path!': list(string), 'type!': string }),
};

const fatal = object({ ...fault, 'name!': string, 'message!': string, fileName: string });

const names = {
  'sessionTargets!': list(object({ 'target!': target, 'kind!': oneOf(...kinds), tested: target })),
};

/** Shape of what `compiler/load/port.ts` calls EvaluationNames. */
export const namesShape: Shape = object(names);

const rest = {
  'graph!': graph,
  'errors!': list(object(fault)),
  'assertionsOf!': list(object({ 'dependency!': target, 'assertion!': target })),
  'missing!': list(object({ 'request!': string, 'from!': string })),
  'volatile!': boolean,
  unwritable: list(object({ 'kind!': oneOf(...kinds), 'index!': count, 'fault!': fatal })),
  fatal,
  'log!': list(object({ 'level!': string, 'text!': string })),
};

/** Shape of what `compiler/load/port.ts` calls an Evaluation, without its names, its actions and their origins. */
export const restShape: Shape = object(rest);

/** Shape of an Evaluation that has no actions. */
export const failedShape: Shape = object({ ...names, ...rest });

const partShapes = new Map(
  kinds.map((kind) => [
    kind as string,
    object({ 'kind!': oneOf(kind), 'actions!': list(actionShapes[kind]), 'origins!': list(orNull(origin)) }),
  ]),
);

/** Shape of some actions of one kind with their origins. */
export const partShape: Shape = (value) => {
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  return (partShapes.get(kind as string) ?? (() => 'kind'))(value);
};
