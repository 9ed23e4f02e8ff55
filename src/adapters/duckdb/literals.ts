import { intText } from '../../compiler/lower/translate/literal-type.ts';
import type { Printer } from '../../compiler/lower/translate/rules.ts';
import type { Frag } from '../../compiler/lower/translate/text.ts';
import type { Expr } from '../../compiler/sql/ast.ts';
import { string } from './quoting.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** Largest INT64. */
const MAX_INT64 = 2n ** 63n - 1n;

/** An integer literal is INT64, not DuckDB's INTEGER. */
export function int(e: Of<'int'>, p: Printer): Frag {
  return BigInt(e.text) > MAX_INT64 ? p.refuse(e, 'a number beyond INT64') : `${intText(e.text)}::BIGINT`;
}

/** A number with a point is FLOAT64, not DuckDB's DECIMAL. */
export const floatText = (text: string): string => {
  const [mantissa = '', exponent] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return `${whole || '0'}.${fraction || '0'}e${exponent ?? '0'}`;
};

export function bytes(e: Of<'bytes'>): Frag {
  const hex = [...e.value].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return `unhex('${hex}')`;
}

const patterns: Readonly<Record<string, RegExp>> = {
  DATE: /^\d{1,4}-\d{1,2}-\d{1,2}$/,
  DATETIME: /^\d{1,4}-\d{1,2}-\d{1,2}([ Tt]\d{1,2}:\d{1,2}:\d{1,2}(\.\d{0,6})?)?$/,
  TIME: /^\d{1,2}:\d{1,2}:\d{1,2}(\.\d{0,6})?$/,
  TIMESTAMP:
    /^\d{1,4}-\d{1,2}-\d{1,2}([ Tt]\d{1,2}:\d{1,2}:\d{1,2}(\.\d{0,6})?)?( ?([+-]\d{1,2}(:\d{2})?|[Zz])| UTC)?$/,
  NUMERIC: /^[+-]?\d{1,29}(\.\d{1,9})?$/,
};

const typeWords: Readonly<Record<string, string>> = { DATETIME: 'TIMESTAMP', DATE: 'DATE', TIME: 'TIME', JSON: 'JSON' };

export function typed(e: Of<'typed'>, p: Printer): Frag {
  const pattern = patterns[e.type];
  if (e.type === 'BIGNUMERIC') return p.refuse(e, 'a BIGNUMERIC literal');
  if (pattern && !pattern.test(e.value))
    return p.refuse(e, `this ${e.type} literal`, 'Its text is not of the usual form.');
  if (e.type === 'NUMERIC') return `CAST(${string(e.value)} AS DECIMAL(38,9))`;
  if (e.type === 'TIMESTAMP') {
    const zoned = /(?:[+-]\d{1,2}(?::\d{2})?|[Zz]|UTC)$/.test(e.value.slice(10));
    return `TIMESTAMPTZ ${string(zoned ? e.value.replace(/ ?([Zz]|UTC)$/, '+00') : midnight(`${e.value}`))}`;
  }
  if (e.type === 'JSON') return `JSON ${string(spelt(e.value))}`;
  return `${typeWords[e.type]} ${string(e.value)}`;
}

/** A JSON literal without blanks, as GoogleSQL keeps it; one with numbers that JavaScript would spell anew stands as it is. */
function spelt(text: string): string {
  try {
    const made = JSON.stringify(JSON.parse(text));
    return made.replace(/[^\d]/g, '') === text.replace(/[^\d]/g, '') ? made : text;
  } catch {
    return text;
  }
}

const midnight = (text: string): string => (text.includes(':') ? `${text}+00` : `${text} 00:00:00+00`);
