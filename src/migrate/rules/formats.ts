import type { MigrationTarget } from './model.ts';

/** Elements of a date format that mean the same in all dialects that write `YYYY-MM-DD`, and on BigQuery in CAST FORMAT. */
const elements: readonly (readonly [string, string])[] = [
  ['YYYY', 'yyyy'],
  ['HH24', 'HH'],
  ['HH12', 'hh'],
  ['MON', 'MMM'],
  ['MM', 'MM'],
  ['DDD', 'DDD'],
  ['DD', 'dd'],
  ['MI', 'mm'],
  ['SS', 'ss'],
  ['FF6', 'SSSSSS'],
  ['FF3', 'SSS'],
  ['AM', 'a'],
  ['PM', 'a'],
];

/** A format as the target writes it: elements of CAST FORMAT for BigQuery, Java's for Databricks; undefined: a person. */
export function dateFormat(format: string, target: MigrationTarget): string | undefined {
  let made = '';
  for (let at = 0; at < format.length; ) {
    const rest = format.slice(at).toUpperCase();
    const found = elements.find(([element]) => rest.startsWith(element));
    if (found) {
      made += { bigquery: found[0], databricks: found[1] }[target];
      at += found[0].length;
      continue;
    }
    const c = format[at] ?? '';
    if (!/[-/.,;: ]/.test(c)) return undefined;
    made += c;
    at += 1;
  }
  return made;
}

/** Whether text in this format names a whole day; what is missing is filled in differently from dialect to dialect. */
export const namesDay = (format: string): boolean =>
  /YYYY|yyyy/.test(format) && (/DDD/.test(format) || (/MM|MON/.test(format) && /DD|dd/.test(format)));

/** Teradata's FORMAT phrase in the words of the others: `YYYY-MM-DDBHH:MI:SS`, `Y4`, `M3`, `D2`. */
export function teradataFormat(format: string): string | undefined {
  const spelt = format
    .replace(/Y4/gi, 'YYYY')
    .replace(/M4|MMMM/gi, '\u0000')
    .replace(/M3|MMM/gi, 'MON')
    .replace(/D3/gi, 'DDD')
    .replace(/HH(?!24|12)/gi, 'HH24')
    .replace(/B/g, ' ')
    .replace(/S\(6\)/gi, 'FF6');
  return /\u0000|E[34E]|\bT\b|S\(|Z/.test(spelt) ? undefined : spelt;
}

const javaElements: readonly (readonly [string, string])[] = [
  ['yyyy', 'YYYY'],
  ['MMM', 'MON'],
  ['MM', 'MM'],
  ['dd', 'DD'],
  ['DDD', 'DDD'],
  ['HH', 'HH24'],
  ['hh', 'HH12'],
  ['mm', 'MI'],
  ['ss', 'SS'],
  ['SSSSSS', 'FF6'],
  ['SSS', 'FF3'],
];

const percentElements: Readonly<Record<string, string>> = {
  Y: 'YYYY',
  m: 'MM',
  d: 'DD',
  H: 'HH24',
  i: 'MI',
  s: 'SS',
  S: 'SS',
  f: 'FF6',
  b: 'MON',
  T: 'HH24:MI:SS',
};

/** Java's format (Hive, Spark, T-SQL's FORMAT) in the words of the others. */
export function javaFormat(format: string): string | undefined {
  let made = '';
  for (let at = 0; at < format.length; ) {
    const found = javaElements.find(([element]) => format.startsWith(element, at));
    const run = found?.[0] ?? format[at] ?? '';
    if (!found && /[A-Za-z']/.test(run)) return undefined;
    if (found && format[at + run.length] === run[0]) return undefined;
    made += found?.[1] ?? run;
    at += run.length;
  }
  return made;
}

/** The format of MySQL and Presto in the words of the others. */
export function percentFormat(format: string): string | undefined {
  let fine = true;
  const made = format.replace(/%(.)|([A-Za-z])/g, (_, element: string | undefined) => {
    const known = element === undefined ? undefined : percentElements[element];
    if (known === undefined) fine = false;
    return known ?? '';
  });
  return fine ? made : undefined;
}
