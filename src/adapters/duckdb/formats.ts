/** Elements of GoogleSQL's date formats in DuckDB's strftime. Absent: refused. */
const printing: Readonly<Record<string, string>> = {
  '%': '%%',
  A: '%A',
  a: '%a',
  B: '%B',
  b: '%b',
  h: '%b',
  d: '%d',
  F: '%Y-%m-%d',
  D: '%m/%d/%y',
  x: '%m/%d/%y',
  G: '%G',
  H: '%H',
  I: '%I',
  j: '%j',
  M: '%M',
  m: '%m',
  n: '\n',
  t: '\t',
  p: '%p',
  R: '%H:%M',
  r: '%I:%M:%S %p',
  S: '%S',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
  U: '%U',
  u: '%u',
  V: '%V',
  W: '%W',
  w: '%w',
  Y: '%Y',
  y: '%y',
  E4Y: '%Y',
  E3S: '%S.%g',
  E6S: '%S.%f',
};

export const element = /%(E4Y|E3S|E6S|E\*S|E[#*]?\w|O\w|[\s\S])?/g;

/** A GoogleSQL date format as DuckDB's strftime, or the element that has no counterpart. */
export function dateFormat(format: string): { format: string } | { fault: string } {
  let fault: string | undefined;
  const made = format.replace(element, (all: string, name?: string) => {
    const found = name === undefined ? undefined : Object.hasOwn(printing, name) ? printing[name] : undefined;
    if (found === undefined) fault ??= all;
    return found ?? '';
  });
  return fault === undefined ? { format: made } : { fault };
}

/** Elements that strftime has not, as expressions of the civil time `moment`. */
const computed: Readonly<Record<string, string>> = {
  g: "strftime(moment, '%G')[3:]",
  e: "lpad(strftime(moment, '%-d'), 2, ' ')",
  k: "lpad(strftime(moment, '%-H'), 2, ' ')",
  l: "lpad(strftime(moment, '%-I'), 2, ' ')",
  P: "lower(strftime(moment, '%p'))",
  Q: 'CAST(quarter(moment) AS VARCHAR)',
};

/** The stretches of a format: what strftime does, and what is computed from `moment`. */
export function segmentsOf(format: string): readonly { readonly format?: string; readonly computed?: string }[] {
  const made: { format?: string; computed?: string }[] = [];
  for (const match of format.matchAll(/(?:%(?:E4Y|E3S|E6S|[^egkPlQ])|[^%])+|%(.)/gs)) {
    const found = match[1] === undefined ? undefined : computed[match[1]];
    made.push(found === undefined ? { format: match[0] } : { computed: found });
  }
  return made;
}

/** Types of the arguments of FORMAT, by its elements; GoogleSQL's own text form for `%t`. */
const specifiers: Readonly<Record<string, string>> = {
  d: 'BIGINT',
  i: 'BIGINT',
  x: 'biform.bf_not_negative',
  X: 'biform.bf_not_negative',
  o: 'biform.bf_not_negative',
  s: 'biform.bf_format_string',
  f: 'biform.bf_format_float',
  e: 'biform.bf_plain_nan',
  E: 'biform.bf_plain_nan',
  t: 'biform.bf_shown',
};

/** A FORMAT string for DuckDB's printf and the cast of each argument. */
export function printfOf(
  format: string,
  count: number,
): { format: string; casts: readonly string[] } | { fault: string } {
  const casts: string[] = [];
  let fault: string | undefined;
  const made = format.replace(
    /%(%|([-+0 #']*)(\*|\d*)(?:\.(\*|\d+))?([A-Za-z])?)/g,
    (all, percent, flags, width, precision, letter) => {
      if (percent === '%') return '%%';
      const cast = specifiers[String(letter)];
      const unusual = /['#]/.test(String(flags)) || (precision === '*' && !/[feE]/.test(String(letter)));
      if (cast === undefined || unusual || (letter === 't' && (width !== '' || precision !== undefined))) {
        fault ??= `\`${String(all)}\` in FORMAT`;
        return '';
      }
      if (width === '*') casts.push('INTEGER');
      if (precision === '*') casts.push('biform.bf_digits');
      casts.push(cast);
      return letter === 't' ? '%s' : letter === 'i' ? String(all).replace(/i$/, 'd') : String(all);
    },
  );
  if (fault === undefined && casts.length !== count) fault = `FORMAT with ${count} values for ${casts.length} elements`;
  return fault === undefined ? { format: made, casts } : { fault };
}
