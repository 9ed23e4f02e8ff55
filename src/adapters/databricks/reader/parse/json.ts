import { stringValue } from '../lex.ts';
import type { JsonStep } from '../tree.ts';
import { type Cursor, expect, ident, isIdent, looks, peek, take, textOf, unexpected } from './cursor.ts';

/** The steps behind a colon: `a.b`, `items[0]`, `['a key']`. */
export function json(c: Cursor): readonly JsonStep[] {
  const steps: JsonStep[] = [];
  if (!looks(c, '[')) steps.push(ident(c, true).name);
  for (;;) {
    if (looks(c, '.') && isIdent(c, 1, true)) {
      c.at += 1;
      steps.push(ident(c, true).name);
    } else if (take(c, '[')) {
      steps.push(bracketed(c));
      expect(c, ']');
    } else return steps;
  }
}

function bracketed(c: Cursor): JsonStep {
  const token = peek(c);
  const text = textOf(c, token);
  c.at += 1;
  if (token?.kind === 'string') return stringValue(text);
  if (token?.kind === 'number' && /^\d{1,9}$/.test(text)) return Number(text);
  c.at -= 1;
  return unexpected(c, 'a number or a key in quotes');
}
