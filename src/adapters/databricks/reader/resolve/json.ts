import type { At } from '../../../../compiler/sql/ast.ts';
import { call, str } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { fill, type Named } from '../template.ts';
import type { JsonStep } from '../tree.ts';
import { STRING } from '../types/spark.ts';
import type { Value } from './resolver.ts';

/** A path in GoogleSQL's spelling. */
export function pathText(steps: readonly JsonStep[], place: At): string {
  return steps.reduce<string>((made, step) => {
    if (typeof step === 'number') return `${made}[${step}]`;
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) return `${made}.${step}`;
    return /["'\\]/.test(step) ? refuse(place, 'this key in a path') : `${made}."${step}"`;
  }, '$');
}

/** The text at a path of JSON in a text: a text without its quotes, an object or array as it is written. */
export function jsonAt(r: Named, v: Value, steps: readonly JsonStep[], place: At): Value {
  if (v.t.kind === 'VARIANT')
    return { e: call('JSON_QUERY', [v.e, str(pathText(steps, place), place)], place), t: v.t };
  if (v.t.kind !== 'STRING')
    return refuse(place, 'a path below a value that is no text', 'Cast it to STRING, or describe its table.');
  return { e: jsonText(r, v, pathText(steps, place), place), t: STRING, ...(v.grouped && { grouped: true }) };
}

/** `get_json_object`. */
export const jsonText = (r: Named, v: Value, path: string, place: At) =>
  fill(r, 'COALESCE(JSON_VALUE(@a, @b), JSON_QUERY(@a, @b))', [v.e, str(path, place)], place);
