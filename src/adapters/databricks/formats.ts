import { custom } from '../../compiler/lower/translate/define.ts';
import { coerced } from '../../compiler/lower/translate/literal-type.ts';
import type { FunctionRule, Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, joined, q } from '../../compiler/lower/translate/text.ts';
import type { Call } from '../../compiler/sql/ast.ts';
import { bind } from './bind.ts';
import { string } from './quoting.ts';

/** Elements of a date format in the letters of Databricks' patterns. */
const printed: Readonly<Record<string, string>> = {
  Y: 'yyyy',
  m: 'MM',
  d: 'dd',
  H: 'HH',
  M: 'mm',
  S: 'ss',
  F: 'yyyy-MM-dd',
  T: 'HH:mm:ss',
  X: 'HH:mm:ss',
  R: 'HH:mm',
  D: 'MM/dd/yy',
  x: 'MM/dd/yy',
  b: 'MMM',
  h: 'MMM',
  B: 'MMMM',
  a: 'EEE',
  A: 'EEEE',
  y: 'yy',
  j: 'DDD',
  I: 'hh',
  p: 'a',
  r: 'hh:mm:ss a',
  E4Y: 'yyyy',
  E3S: 'ss.SSS',
  E6S: 'ss.SSSSSS',
};

/** Elements that Databricks' patterns have not, of the value `$`. */
const computed: Readonly<Record<string, string>> = {
  e: "lpad(date_format($, 'd'), 2, ' ')",
  k: "lpad(date_format($, 'H'), 2, ' ')",
  l: "lpad(date_format($, 'h'), 2, ' ')",
  P: "lower(date_format($, 'a'))",
  Q: 'CAST(quarter($) AS STRING)',
  u: 'CAST(pmod(dayofweek($) - 2, 7) + 1 AS STRING)',
  w: 'CAST(dayofweek($) - 1 AS STRING)',
  V: "lpad(CAST(weekofyear($) AS STRING), 2, '0')",
  G: 'CAST(extract(YEAROFWEEK FROM $) AS STRING)',
  U: "lpad(CAST((dayofyear($) + 7 - dayofweek($)) DIV 7 AS STRING), 2, '0')",
  W: "lpad(CAST((dayofyear($) + 6 - pmod(dayofweek($) - 2, 7)) DIV 7 AS STRING), 2, '0')",
  s: 'CAST(unix_seconds(CAST($ AS TIMESTAMP)) AS STRING)',
};

const element = /%(E4Y|E3S|E6S|[\s\S])|([A-Za-z]+)|(['#[\]{}])|([^%A-Za-z'#[\]{}]+)/g;

/** The stretches of a format that is printed: patterns, and expressions of the value. */
function segments(format: string): readonly { pattern?: string; made?: string }[] | undefined {
  const found: { pattern?: string; made?: string }[] = [];
  const add = (pattern: string): void => {
    const last = found.at(-1);
    if (last?.pattern === undefined) found.push({ pattern });
    else last.pattern += pattern;
  };
  for (const [all, name, word, mark] of format.matchAll(element)) {
    if (mark !== undefined) found.push({ made: string(mark) });
    else if (word !== undefined) add(`'${word}'`);
    else if (name === undefined) add(all);
    else if (name === '%') add('%');
    else if (printed[name] !== undefined) add(printed[name]);
    else if (computed[name] !== undefined) found.push({ made: computed[name] });
    else return undefined;
  }
  return found;
}

/** FORMAT_DATE and its like; a third argument is the time zone. */
function printing(kind: Kind, max: number): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const [format, x, zone] = call.args;
    const parts = format?.kind === 'string' ? segments(format.value) : undefined;
    if (!parts || !x) return p.refuse(format ?? call, `this format in \`${call.name}\``);
    const value = p.expr(coerced(x, kind));
    const moment = zone ? q`from_utc_timestamp(${value}, ${p.expr(zone)})` : value;
    if (parts.length === 0) return q`CASE WHEN ${moment} IS NOT NULL THEN '' END`;
    const [only] = parts;
    if (parts.length === 1 && only?.pattern !== undefined) return q`date_format(${moment}, ${string(only.pattern)})`;
    return bind(moment, (v) => {
      const texts = parts.map(({ pattern, made }): Frag => {
        if (pattern !== undefined) return q`date_format(${v}, ${string(pattern)})`;
        return joined((made ?? '').split('$'), v);
      });
      return texts.length === 1
        ? (texts[0] ?? '')
        : q`CASE WHEN ${v} IS NOT NULL THEN concat(${joined(texts, ', ')}) END`;
    });
  };
  return custom(2, max, print, { returns: 'STRING' });
}

/** Elements that both read alike; a number may have fewer digits, but where another number follows at once. */
const read: Readonly<Record<string, readonly [string, string]>> = {
  Y: ['yyyy', 'yyyy'],
  m: ['M', 'MM'],
  d: ['d', 'dd'],
  e: ['d', 'dd'],
  H: ['H', 'HH'],
  M: ['m', 'mm'],
  S: ['s', 'ss'],
  F: ['yyyy-M-d', 'yyyy-MM-dd'],
  T: ['H:m:s', 'HH:mm:ss'],
  R: ['H:m', 'HH:mm'],
  b: ['[MMMM][MMM]', '[MMMM][MMM]'],
  h: ['[MMMM][MMM]', '[MMMM][MMM]'],
  B: ['[MMMM][MMM]', '[MMMM][MMM]'],
  I: ['h', 'hh'],
  p: ['a', 'a'],
};

/** A format that is read as a pattern; undefined where an element has no counterpart. */
function readPattern(format: string): string | undefined {
  const packed = /%[YmdHMSFTRIe](?=%[YmdHMSFTRIe]|\d)/.test(format);
  let fault = false;
  const made = format.replace(element, (all: string, name?: string, word?: string, mark?: string) => {
    if (mark !== undefined) fault = true;
    if (word !== undefined) return `'${word}'`;
    if (name === undefined) return all;
    const found = read[name]?.[packed ? 1 : 0];
    if (found === undefined) fault = true;
    return found ?? '';
  });
  return fault || /\s$|^\s/.test(format) ? undefined : made;
}

function reading(kind: Kind, max: number, result: (parsed: Frag, zone: Frag | undefined) => Frag): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const [format, x, zone] = call.args;
    const made = format?.kind === 'string' ? readPattern(format.value) : undefined;
    if (made === undefined || !x) return p.refuse(format ?? call, `this format in \`${call.name}\``);
    const name = call.safe ? 'try_to_timestamp' : 'to_timestamp';
    return result(q`${name}(${p.expr(x)}, ${string(made)})`, zone && p.expr(zone));
  };
  return custom(2, max, print, { returns: kind });
}

/** Year 1 to 9999, month, and a day of one or two digits; all other texts become one that is no date. */
export const packedDate =
  '^([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)([0-9]{2})([0-9]{1,2})\\z|^[\\s\\S]*\\z';

const parseDate = reading('DATE', 2, (parsed) => q`CAST(${parsed} AS DATE)`);

/** Spark's own pattern takes the year 0, and two digits for the day alone. */
function parsePacked(call: Call, p: Printer): Frag {
  const [format, x] = call.args;
  if (format?.kind !== 'string' || format.value !== '%Y%m%d' || !x) return parseDate.print(call, p);
  const dashed = q`regexp_replace(${p.expr(x)}, ${string(packedDate)}, '$1-$2-$3')`;
  return q`${call.safe ? 'try_cast' : 'CAST'}(${dashed} AS DATE)`;
}

/** Dates and times as text, by a format that is a literal. */
export const formats: Readonly<Record<string, FunctionRule>> = {
  FORMAT_DATE: printing('DATE', 2),
  FORMAT_DATETIME: printing('DATETIME', 2),
  FORMAT_TIMESTAMP: printing('TIMESTAMP', 3),
  PARSE_DATE: { ...parseDate, print: parsePacked },
  PARSE_DATETIME: reading('DATETIME', 2, (parsed) => q`CAST(${parsed} AS TIMESTAMP_NTZ)`),
  PARSE_TIMESTAMP: reading('TIMESTAMP', 3, (parsed, zone) =>
    zone === undefined ? parsed : q`to_utc_timestamp(${parsed}, ${zone})`,
  ),
};
