import type { SqlType } from '../types/type.ts';

const date = /^(\d{4})-(\d{1,2})-(\d{1,2})/;
const clock = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d{0,9})?/;
const zone = /^(?:[zZ]|[+-]\d{1,2}(?::?\d{2})?| ?[A-Za-z][A-Za-z0-9_+\-/]*)$/;
const number = /^\s*[+-]?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?\s*$/;
const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether a text can be read as a value of the type, as a cast of GoogleSQL reads it; true for the types of which this is
 * not told. Names of time zones are not looked up.
 */
export function readsAs(type: SqlType, text: string): boolean {
  switch (type.kind) {
    case 'DATE':
      return afterDate(text) === '';
    case 'TIME':
      return afterClock(text) === '';
    case 'DATETIME':
      return afterDateTime(text) === '';
    case 'TIMESTAMP': {
      const rest = afterDateTime(text);
      return rest !== undefined && (rest === '' || zone.test(rest));
    }
    case 'NUMERIC':
      return numeric(text, 29, 9);
    case 'BIGNUMERIC':
      return numeric(text, 39, 38);
    case 'JSON':
      return isJson(text);
    default:
      return true;
  }
}

function afterDate(text: string): string | undefined {
  const found = date.exec(text);
  if (!found) return undefined;
  const [whole, y, m, d] = found;
  const [year, month, day] = [Number(y), Number(m), Number(d)];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && !leap ? 28 : days[month - 1];
  return year >= 1 && last !== undefined && day >= 1 && day <= last ? text.slice(whole.length) : undefined;
}

function afterClock(text: string): string | undefined {
  const found = clock.exec(text);
  if (!found) return undefined;
  const [whole, hour, minute, second] = found;
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60 ? text.slice(whole.length) : undefined;
}

function afterDateTime(text: string): string | undefined {
  const rest = afterDate(text);
  if (rest === undefined || rest === '') return rest;
  const opens = rest.startsWith(' ') || rest.startsWith('T') || rest.startsWith('t');
  const time = opens ? afterClock(rest.slice(1)) : undefined;
  return time ?? (clock.test(rest.slice(1)) ? undefined : rest);
}

function numeric(text: string, whole: number, scale: number): boolean {
  const found = number.exec(text);
  if (!found) return false;
  const [, before = '', after = '', exponent = '0'] = found;
  if (before === '' && after === '') return false;
  const power = Number(exponent);
  const digits = before.replace(/^0+/, '').length + power;
  return digits <= whole && after.replace(/0+$/, '').length - power <= scale;
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
