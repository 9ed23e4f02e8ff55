import { call, str } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { jsonText, pathText } from '../resolve/json.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill } from '../template.ts';
import { between } from '../types/common.ts';
import { STRING } from '../types/spark.ts';
import { literalInt, literalText } from './literals.ts';
import type { Called } from './rule.ts';

const length = between(0, 2147483647);

/** get_json_object(text, path). */
export function jsonObject({ args, place, raw, r }: Called): Value {
  const [x, path] = args;
  const text = literalText(path);
  const steps = text === undefined ? undefined : stepsOf(text);
  if (!x || !steps)
    return refuse(raw, '`get_json_object` with this path', 'Only literals of names and numbers are read.');
  return { e: jsonText(r, x, pathText(steps, place), place), t: STRING };
}

/** `$.a.b[0]['c']`. */
function stepsOf(text: string): readonly (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  const step = /\.([A-Za-z_]\w*)|\[(\d{1,9})\]|\['([^'\\"]+)'\]/y;
  if (!text.startsWith('$')) return undefined;
  for (step.lastIndex = 1; step.lastIndex < text.length; ) {
    const found = step.exec(text);
    if (!found) return undefined;
    steps.push(found[2] !== undefined ? Number(found[2]) : (found[1] ?? found[3] ?? ''));
  }
  return steps;
}

export function translate({ args, place, raw }: Called): Value {
  const [x, from, to] = args;
  const [a, b] = [literalText(from), literalText(to)];
  if (!x || a === undefined || b === undefined || new Set(a).size !== [...a].length)
    return refuse(raw, '`translate` of these characters', 'They must be literals, each once.');
  return {
    e: call('TRANSLATE', [x.e, str(a, place), str([...b].slice(0, [...a].length).join(''), place)], place),
    t: STRING,
  };
}

/** substring_index: the text before the n-th delimiter, or behind the n-th from the end. */
export function substringIndex({ args, place, raw, r }: Called): Value {
  const [x, by, count] = args;
  const n = literalInt(count);
  if (!x || !by || n === undefined || (literalText(by) ?? '') === '')
    return refuse(raw, '`substring_index` with these arguments', 'Delimiter and count must be literals.');
  if (n === 0) return { e: fill(r, "IF(@a IS NULL, NULL, '')", [x.e], place), t: STRING };
  const parts = 'UNNEST(SPLIT(@a, @b)) AS bf_part WITH OFFSET AS bf_at';
  const where = n > 0 ? `bf_at < ${n}` : `bf_at >= ARRAY_LENGTH(SPLIT(@a, @b)) - ${-n}`;
  return {
    e: fill(
      r,
      `IF(@a IS NULL, NULL, ARRAY_TO_STRING(ARRAY(SELECT bf_part FROM ${parts} WHERE ${where} ORDER BY bf_at), @b))`,
      [x.e, by.e],
      place,
    ),
    t: STRING,
  };
}

/** locate, position, charindex: what is looked for stands first. */
export function position({ args, place, raw, r }: Called): Value {
  const [what, x, from] = args;
  if (!what || !x) return refuse(raw, 'this use of `locate`');
  if (!from) return { e: call('STRPOS', [x.e, what.e], place), t: length };
  const n = literalInt(from);
  if (n === undefined || n < 1) return refuse(from.e, '`locate` from a place that is no literal above zero');
  const found = `STRPOS(SUBSTR(@a, ${n}), @b)`;
  return {
    e: fill(r, `IF(@a IS NOT NULL AND @b = '', 1, IF(${found} = 0, 0, ${found} + ${n - 1}))`, [x.e, what.e], place),
    t: length,
  };
}

export function hex({ args, place, raw, r }: Called): Value {
  const [x] = args;
  if (!x) return refuse(raw, 'this use of `hex`');
  if (x.t.kind === 'STRING') return { e: fill(r, 'UPPER(TO_HEX(CAST(@a AS BYTES)))', [x.e], place), t: STRING };
  if (x.t.kind === 'BINARY') return { e: fill(r, 'UPPER(TO_HEX(@a))', [x.e], place), t: STRING };
  return refuse(raw, '`hex` of this type');
}

export function positive(args: readonly Value[], at: number) {
  const n = literalInt(args[at]);
  if (n === undefined || n < 1)
    return refuse(args[at]?.e ?? { start: 0, end: 0 }, '`overlay` at a place that is no literal above zero');
  const count = args[at + 1];
  if (count && (literalInt(count) ?? -1) < 0) return refuse(count.e, '`overlay` of a length that is no literal');
  return args.map((v) => v.e);
}
