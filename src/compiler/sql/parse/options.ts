import type { Option } from '../ast-statement.ts';
import { type Cursor, looks, optionalList } from './cursor.ts';
import { assigned } from './select.ts';

/** `OPTIONS (name = value, ..)`; empty where there is none. */
export function options(c: Cursor): readonly Option[] {
  if (!looks(c, 'OPTIONS', '(')) return [];
  c.at += 1;
  return optionalList(c, assigned);
}
