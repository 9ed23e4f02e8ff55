import type { TextOrigin } from '../port.ts';

/** A text that a SQLX template gave, with the lengths of its `${...}` values. */
export interface Recorded {
  readonly text: string;
  readonly values: readonly number[];
}

let recording: Recorded[] | undefined;

/** Tag of the templates of SQLX files: the text that the bare template would be. */
export function joinTemplate(strings: readonly string[], ...values: readonly unknown[]): string {
  let text = strings[0] ?? '';
  const lengths: number[] = [];
  for (let i = 0; i < values.length; i += 1) {
    const value = `${values[i] as string}`;
    lengths.push(value.length);
    text += value + (strings[i + 1] ?? '');
  }
  recording?.push({ text, values: lengths });
  return text;
}

/** Evaluates something and tells which templates it went through. */
export function recorded<T>(evaluate: () => T): { readonly value: T; readonly templates: readonly Recorded[] } {
  const outer = recording;
  const templates: Recorded[] = [];
  recording = templates;
  try {
    return { value: evaluate(), templates };
  } finally {
    recording = outer;
  }
}

/** Origin of one text of the graph, if a template of its file gave it: the template is found by its place in the block. */
export function textOrigin(
  field: TextOrigin['field'],
  index: number,
  block: TextOrigin['block'],
  text: unknown,
  template: { readonly statement: number; readonly from: Recorded | undefined },
): TextOrigin | undefined {
  const { statement, from } = template;
  return from && from.text === text ? { field, index, block, statement, values: from.values } : undefined;
}
