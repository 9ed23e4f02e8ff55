import { dateFormat, namesDay, teradataFormat } from './formats.ts';
import { type Node, notice, type Rewriting, slot } from './model.ts';
import { dateCall } from './special-dates.ts';
import { commaParts, endOf, isBlank, match, skip, solid, startOf, textValue } from './tree.ts';
import { rewriteType } from './type-at.ts';

export interface Step {
  readonly text: string;
  readonly end: number;
}

/** One call whose arguments are no plain list. */
export interface Site {
  readonly r: Rewriting;
  readonly name: string;
  readonly at: { readonly start: number; readonly end: number };
  readonly inner: readonly Node[];
  readonly parts: readonly (readonly Node[])[];
  readonly print: (nodes: readonly Node[]) => string;
}

const numeric = /^(?:INT64|TINYINT|SMALLINT|INT|BIGINT)$/;

/** Calls with a grammar of their own: casts, EXTRACT, TRIM, date parts, DECODE, LISTAGG. */
export function specialCall(
  r: Rewriting,
  name: string,
  nodes: readonly Node[],
  i: number,
  open: number,
  print: (nodes: readonly Node[]) => string,
): Step | undefined {
  const group = nodes[open];
  const first = nodes[i];
  if (group?.kind !== 'group' || !first) return undefined;
  const site: Site = {
    r,
    name,
    at: { start: startOf(first), end: endOf(group) },
    inner: group.nodes,
    parts: commaParts(group.nodes),
    print,
  };
  const within = match(nodes, open + 1, ['WITHIN', 'GROUP', '()']);
  if (within > 0) return { text: withinGroup(site, nodes[within - 1]), end: within };
  const text = oneCall(site) ?? dateCall(site);
  return text === undefined ? undefined : { text, end: open + 1 };
}

function oneCall(site: Site): string | undefined {
  switch (site.name) {
    case 'CAST':
    case 'TRY_CAST':
    case 'TRYCAST':
    case 'SAFE_CAST':
      return cast(site);
    case 'CONVERT':
    case 'TRY_CONVERT':
      return convert(site);
    case 'TRIM':
      return trim(site);
    case 'SUBSTRING':
    case 'SUBSTR':
      return substring(site);
    case 'POSITION':
      return position(site);
    case 'DECODE':
      return decode(site);
    default:
      return undefined;
  }
}

const indexOf = (nodes: readonly Node[], word: string): number => nodes.findIndex((node) => node.word === word);

function cast(site: Site): string | undefined {
  const { r, inner, print, at, name } = site;
  const as = inner.findLastIndex((node) => node.word === 'AS');
  if (as < 0) return undefined;
  const operand = print(inner.slice(0, as)).trim();
  const safe = name !== 'CAST' ? { bigquery: 'SAFE_CAST', databricks: 'try_cast' }[r.target] : 'CAST';
  if (match(inner, as + 1, ['FORMAT', "'"]) > 0) {
    notice(r, 'person', at, 'A cast to a FORMAT alone changes how a value is shown.', 'CAST(x AS STRING FORMAT ...).');
    return `CAST(${operand} AS STRING)`;
  }
  const type = rewriteType(r, inner, as + 1, false);
  if (!type) return undefined;
  const shown =
    r.dialect.name === 'teradata' && type.type === 'STRING' ? formatted(site, inner.slice(0, as)) : undefined;
  if (shown !== undefined) return shown;
  const rest = solid(inner.slice(type.end)).filter(
    (node) => !/^(?:CHARACTER|SET|LATIN|UNICODE|NOT|CASESPECIFIC)$/.test(node.word),
  );
  if (rest.length === 0) return slot(r, `${safe}($1 AS ${r.slots.pop()?.template ?? type.type})`, [operand]);
  return castWithFormat(site, operand, type.type, rest);
}

/** `CAST((d (FORMAT 'YYYYMM')) AS CHAR(6))` makes text of a date. */
function formatted({ r, print }: Site, operand: readonly Node[]): string | undefined {
  const [first, second] = solid(operand);
  if (first?.kind === 'group' && second === undefined) return formatted({ r, print } as Site, first.nodes);
  const last = solid(operand).at(-1);
  const end = last?.kind === 'group' ? match(last.nodes, 0, ['FORMAT', "'"]) : -1;
  if (last?.kind !== 'group' || end < 0) return undefined;
  const text = last.nodes[end - 1];
  const format = text?.kind === 'leaf' ? teradataFormat(textValue(text.text)) : undefined;
  const made = format === undefined ? undefined : dateFormat(format, r.target);
  if (made === undefined) return undefined;
  r.notices.splice(
    0,
    r.notices.length,
    ...r.notices.filter(({ why, start = -1 }) => !(why.startsWith('FORMAT changes') && start === last.start)),
  );
  const template = { bigquery: `CAST($1 AS STRING FORMAT '${made}')`, databricks: `date_format($1, '${made}')` }[
    r.target
  ];
  return slot(r, template, [print(operand.slice(0, operand.lastIndexOf(last))).trim()]);
}

function castWithFormat(site: Site, operand: string, type: string, rest: readonly Node[]): string {
  const { r, at } = site;
  const [word, text] = rest;
  const format = word?.word === 'FORMAT' && text?.kind === 'leaf' ? teradataFormat(textValue(text.text)) : undefined;
  const made = format === undefined ? undefined : dateFormat(format, r.target);
  if (made === undefined || numeric.test(type) || (type !== 'STRING' && !namesDay(made))) {
    notice(r, 'person', at, 'The format of this cast is not one that is read alike here.');
    return `CAST(${operand} AS STRING)`;
  }
  const date = type === 'DATE' ? 'to_date($1, $f)' : 'date_format($1, $f)';
  const template = { bigquery: `CAST($1 AS ${type} FORMAT $f)`, databricks: date }[r.target];
  return slot(r, template.replace('$f', `'${made}'`), [operand]);
}

/** Styles of CONVERT in T-SQL that write a date in a form known here. */
const convertStyles: Readonly<Record<string, string>> = {
  '23': 'YYYY-MM-DD',
  '112': 'YYYYMMDD',
  '120': 'YYYY-MM-DD HH24:MI:SS',
  '101': 'MM/DD/YYYY',
  '103': 'DD/MM/YYYY',
  '104': 'DD.MM.YYYY',
  '111': 'YYYY/MM/DD',
};

function convert(site: Site): string | undefined {
  const { r, parts, print, at } = site;
  const [first = [], second = [], third] = parts;
  const sqlServer = r.dialect.lexis.names.includes('[');
  const type = rewriteType(r, sqlServer ? first : second, 0, false);
  if (!type) return undefined;
  const name = r.slots.pop()?.template ?? type.type;
  const operand = print(sqlServer ? second : first).trim();
  const safe = site.name === 'TRY_CONVERT' ? { bigquery: 'SAFE_CAST', databricks: 'try_cast' }[r.target] : 'CAST';
  if (third === undefined) return slot(r, `${safe}($1 AS ${name})`, [operand]);
  const style = convertStyles[print(third).trim()];
  const format = style === undefined ? undefined : dateFormat(style, r.target);
  const wide =
    style !== undefined && style.length <= Number(/\((\d+)\)/.exec(r.text.slice(at.start, at.end))?.[1] ?? 30) + 2;
  if (format === undefined || name !== 'STRING' || !wide) {
    notice(r, 'person', at, 'This style of CONVERT is not decided.', 'CAST(x AS STRING FORMAT ...).');
    return `CAST(${operand} AS ${name})`;
  }
  return slot(
    r,
    { bigquery: `CAST($1 AS STRING FORMAT '${format}')`, databricks: `date_format($1, '${format}')` }[r.target],
    [operand],
  );
}

const sides: Readonly<Record<string, string>> = { LEADING: 'LTRIM', TRAILING: 'RTRIM', BOTH: 'TRIM' };

function trim({ r, inner, print, parts }: Site): string | undefined {
  const from = indexOf(inner, 'FROM');
  if (from < 0) {
    if (parts.length > 2) return undefined;
    const [x = [], characters] = parts;
    return trimmed(r, 'TRIM', print(x).trim(), characters && print(characters).trim());
  }
  const start = skip(inner, 0);
  const side = sides[inner[start]?.word ?? ''];
  const characters = print(inner.slice(side ? start + 1 : start, from)).trim();
  return trimmed(r, side ?? 'TRIM', print(inner.slice(from + 1)).trim(), characters === '' ? undefined : characters);
}

function trimmed(r: Rewriting, how: string, x: string, characters = "' '"): string {
  const swapped = { TRIM: 'BOTH', LTRIM: 'LEADING', RTRIM: 'TRAILING' }[how] ?? 'BOTH';
  const template = { bigquery: `${how}($1, $2)`, databricks: `trim(${swapped} $2 FROM $1)` }[r.target];
  return slot(r, template, [x, characters]);
}

function substring({ r, inner, print, at }: Site): string | undefined {
  const from = indexOf(inner, 'FROM');
  if (from < 0) return undefined;
  const length = indexOf(inner, 'FOR');
  const position = print(inner.slice(from + 1, length < 0 ? inner.length : length)).trim();
  if (!/^\d+$/.test(position))
    notice(r, 'note', at, 'A position below 1 counts before the text there and from the end here.');
  const args = [print(inner.slice(0, from)).trim(), position];
  if (length >= 0) args.push(print(inner.slice(length + 1)).trim());
  return slot(r, { bigquery: 'SUBSTR($*)', databricks: 'substr($*)' }[r.target], args);
}

function position({ r, inner, print }: Site): string | undefined {
  const at = indexOf(inner, 'IN');
  if (at < 0) return undefined;
  const args = [print(inner.slice(at + 1)).trim(), print(inner.slice(0, at)).trim()];
  return slot(r, { bigquery: 'STRPOS($1, $2)', databricks: 'instr($1, $2)' }[r.target], args);
}

/** DECODE takes NULL for equal to NULL. */
function decode({ parts, print }: Site): string | undefined {
  if (parts.length < 3 || parts.length > 200) return undefined;
  const args = parts.map((part) => print(part).trim());
  const [x = '', ...rest] = args;
  let made = 'CASE';
  for (let i = 0; i + 1 < rest.length; i += 2) {
    const plain = /^(?:'[^']*'|-?[\d.]+)$/.test(rest[i] ?? '');
    made += plain ? ` WHEN ${x} = ${rest[i]}` : ` WHEN ${x} IS NOT DISTINCT FROM ${rest[i]}`;
    made += ` THEN ${rest[i + 1]}`;
  }
  if (rest.length % 2 === 1) made += ` ELSE ${rest.at(-1)}`;
  return `${made} END`;
}

/** `LISTAGG(x, ',') WITHIN GROUP (ORDER BY y)`. */
function withinGroup(site: Site, order: Node | undefined): string {
  const { r, name, at, parts, print } = site;
  const nodes = order?.kind === 'group' ? order.nodes : [];
  const by = match(nodes, 0, ['ORDER', 'BY']);
  const gathers = /^(?:LISTAGG|STRING_AGG)$/.test(name);
  if (!gathers || by < 0 || parts.length > 2 || site.inner.some(({ word }) => word === 'ON')) {
    notice(
      r,
      'person',
      at,
      `${name} WITHIN GROUP has no decided counterpart.`,
      gathers ? undefined : 'PERCENTILE_CONT(x, 0.5) OVER (...).',
    );
    return `${name}(${print(site.inner)})`;
  }
  const distinct = solid(parts[0] ?? [])[0]?.word === 'DISTINCT';
  const head = (parts[0] ?? []).filter((node) => node.word !== 'DISTINCT' || !distinct);
  const args = [print(head).trim(), parts[1] ? print(parts[1]).trim() : "''"];
  const items = commaParts(nodes.slice(by)).map((item) => {
    const descends = solid(item).some(({ word }) => word === 'DESC');
    const bare = item.filter((node) => !/^(?:ASC|DESC|NULLS|FIRST|LAST)$/.test(node.word) || isBlank(node));
    args.push(print(bare).trim());
    return `$${args.length}${descends ? ' DESC' : ''}`;
  });
  if (r.dialect.name === 'snowflake')
    notice(r, 'note', at, 'LISTAGG gives an empty text where there are no rows; STRING_AGG gives NULL.');
  const once = distinct ? 'DISTINCT ' : '';
  const template = {
    bigquery: `STRING_AGG(${once}$1, $2 ORDER BY ${items.join(', ')})`,
    databricks: `listagg(${once}$1, $2) WITHIN GROUP (ORDER BY ${items.join(', ')})`,
  }[r.target];
  return slot(r, template, args);
}
