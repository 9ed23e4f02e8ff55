import type { PulledColumn } from './update.ts';

/** Whether two types are written alike but for case and white space. */
export const typesEqual = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (type: string): string =>
  type
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ?([<>,()]) ?/g, '$1')
    .toUpperCase();

const STRUCT = /^STRUCT\s*<([\s\S]*)>$/i;

/** The named fields of a STRUCT type; undefined for any other type. */
export function structFields(type: string): readonly PulledColumn[] | undefined {
  const inside = STRUCT.exec(type.trim())?.[1];
  if (inside === undefined) return undefined;
  const fields = splitAtCommas(inside).map((field) => {
    const [, quoted, bare, rest = ''] = /^(?:`([^`]*)`|(\S+))\s+([\s\S]*)$/.exec(field.trim()) ?? [];
    return { name: quoted ?? bare ?? '', type: rest.trim() };
  });
  return fields.some(({ name, type: inner }) => name === '' || inner === '') ? undefined : fields;
}

/** Parts of a text between commas that stand in no brackets. */
function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charAt(i);
    if (unit === '<' || unit === '(') depth += 1;
    else if (unit === '>' || unit === ')') depth -= 1;
    else if (unit === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}
