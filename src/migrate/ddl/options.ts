import { type Node, notice, type Rewriting } from '../rules/model.ts';
import { commaParts, isBlank, match, skip, solid, textValue } from '../rules/tree.ts';
import { place } from '../rules/type-at.ts';
import { bareName, quoted } from './name.ts';

/** What the options of a CREATE TABLE give on the target. */
export interface TableOptions {
  partitionBy?: string;
  clusterBy?: readonly string[];
  description?: string;
  /** `WITH NO DATA`. */
  empty?: true;
}

const indexes = 'Indexes and the place of rows are not declared here; CLUSTER BY orders what is stored.';
const storage = 'How a table is stored or kept is not declared here.';

/** Options that have no counterpart and change no result. */
const dropped: readonly (readonly [string, string])[] = [
  ['UNIQUE PRIMARY INDEX [$] ()', indexes],
  ['PRIMARY INDEX [$] ()', indexes],
  ['PRIMARY AMP [INDEX] [$] ()', indexes],
  ['NO PRIMARY INDEX', indexes],
  ['UNIQUE INDEX [$] ()', indexes],
  ['INDEX [$] ()', indexes],
  ['ON COMMIT PRESERVE|DELETE ROWS', 'Temporary tables live as long as the script here.'],
  ['NO|DUAL|LOCAL|NOT [LOCAL] [BEFORE|AFTER] JOURNAL', storage],
  ['NO|DUAL|LOCAL|BEFORE|AFTER BEFORE|AFTER|JOURNAL [JOURNAL]', storage],
  ['NO FALLBACK [PROTECTION]', storage],
  ['FALLBACK [PROTECTION]', storage],
  ['NO LOG', storage],
  ['LOG', storage],
  ['CHECKSUM = $', storage],
  ['NO|DEFAULT MERGEBLOCKRATIO', storage],
  ['MERGEBLOCKRATIO = # [PERCENT]', storage],
  ['DATABLOCKSIZE = # [$]', storage],
  ['BLOCKCOMPRESSION = $', storage],
  ['MAP = $', storage],
  ['FREESPACE = # [PERCENT]', storage],
  ['DISTSTYLE $', storage],
  ['DISTKEY ()', indexes],
  ['COMPOUND|INTERLEAVED SORTKEY ()', indexes],
  ['SORTKEY ()|AUTO', indexes],
  ['BACKUP YES|NO', storage],
  ['TABLESPACE $', storage],
  ['STORAGE ()', storage],
  ['PCTFREE|PCTUSED|INITRANS|MAXTRANS #', storage],
  ['NOLOGGING|LOGGING|NOCOMPRESS|COMPRESS|NOPARALLEL|PARALLEL|NOCACHE|CACHE', storage],
  ['SEGMENT CREATION IMMEDIATE|DEFERRED', storage],
  ['ENGINE = $', storage],
  ['[DEFAULT] CHARSET = $', storage],
  ['AUTO_INCREMENT = #', storage],
  ['STORED AS $', storage],
  ['USING $', storage],
  ["LOCATION '", storage],
  ['TBLPROPERTIES ()', storage],
  ["ROW FORMAT DELIMITED [FIELDS] [TERMINATED] [BY] [']", storage],
  ['DATA_RETENTION_TIME_IN_DAYS = #', storage],
  ['CHANGE_TRACKING = $', storage],
  ['ON $', storage],
  ['TEXTIMAGE_ON $', storage],
  ['WITH NO SCHEMA BINDING', 'Views are bound when they are read here.'],
  ['WITH CHECK OPTION', 'Nobody writes through views here.'],
  ['WITH READ ONLY', 'Nobody writes through views here.'],
  ['AND [NO] STATS|STATISTICS', storage],
];

/** Reads options up to the end of the pieces, or to AS or a bracket that is no option; gives where it stopped. */
export function tableOptions(
  r: Rewriting,
  nodes: readonly Node[],
  i: number,
  into: TableOptions,
  stop: (at: number) => boolean,
): number {
  let at = skip(nodes, i);
  while (at < nodes.length && !stop(at)) {
    const end = nodes[at]?.word === ',' ? at + 1 : oneOption(r, nodes, at, into);
    at = skip(nodes, Math.max(end, at + 1));
  }
  return at;
}

function oneOption(r: Rewriting, nodes: readonly Node[], i: number, into: TableOptions): number {
  const data = match(nodes, i, ['WITH', '[NO]', 'DATA']);
  if (data > 0) {
    if (match(nodes, i, ['WITH', 'NO']) > 0) into.empty = true;
    return data;
  }
  const partition = match(nodes, i, ['PARTITION', 'BY']);
  if (partition > 0) return partitioning(r, nodes, i, partition, into);
  const cluster = match(nodes, i, ['CLUSTER', 'BY', '()']);
  if (cluster > 0) return clustering(r, nodes, i, cluster, into);
  const comment = Math.max(match(nodes, i, ['COMMENT', '=', "'"]), match(nodes, i, ['COMMENT', "'"]));
  if (comment > 0) {
    const text = nodes[comment - 1];
    if (text?.kind === 'leaf') into.description = textValue(text.text);
    return comment;
  }
  for (const [pattern, why] of dropped) {
    const end = match(nodes, i, pattern.replaceAll('()|AUTO', '[AUTO] [()]').split(' '));
    if (end < 0) continue;
    notice(r, 'dropped', place(nodes, i, end), why);
    return end;
  }
  notice(r, 'person', place(nodes, i, nodes.length), 'These options of a table have no decided counterpart.');
  return nodes.length;
}

function clustering(r: Rewriting, nodes: readonly Node[], i: number, end: number, into: TableOptions): number {
  const group = nodes[end - 1];
  const names = group?.kind === 'group' ? commaParts(group.nodes).map((part) => solid(part)) : [];
  if (names.every((name) => name.length === 1 && name[0]?.kind === 'leaf') && names.length <= 4)
    into.clusterBy = names.flatMap(([name]) => (name?.kind === 'leaf' ? [quoted(bareName(name.text))] : []));
  else notice(r, 'dropped', place(nodes, i, end), 'Only up to four columns cluster a table here.');
  return end;
}

const eachPart: Readonly<Record<string, string>> = { DAY: '', MONTH: 'MONTH', YEAR: 'YEAR' };

/** `PARTITION BY RANGE_N(d BETWEEN DATE '..' AND DATE '..' EACH INTERVAL '1' MONTH)` is certain; others are left out. */
function partitioning(r: Rewriting, nodes: readonly Node[], i: number, from: number, into: TableOptions): number {
  const end = match(nodes, from, ['RANGE_N', '()']);
  const group = nodes[end - 1];
  const [column, between] = group?.kind === 'group' ? solid(group.nodes) : [];
  const each = group?.kind === 'group' ? solid(group.nodes).slice(-4) : [];
  const part = eachPart[each[3]?.word ?? ''];
  const one = each[2]?.kind === 'leaf' && textValue(each[2].text) === '1';
  if (
    end > 0 &&
    column?.kind === 'leaf' &&
    between?.word === 'BETWEEN' &&
    each[0]?.word === 'EACH' &&
    one &&
    part !== undefined
  ) {
    const name = quoted(bareName(column.text));
    into.partitionBy = part === '' ? name : `DATE_TRUNC(${name}, ${part})`;
    return end;
  }
  const past = end > 0 ? end : nodes.findIndex((node, k) => k >= from && node.kind === 'group') + 1 || nodes.length;
  notice(
    r,
    'dropped',
    place(nodes, i, past),
    'These partitions have no certain counterpart.',
    'PARTITION BY a date, or RANGE_BUCKET(x, GENERATE_ARRAY(a, b, c)).',
  );
  return past;
}

/** Whether only blanks are left. */
export const atEnd = (nodes: readonly Node[], i: number): boolean => nodes.slice(i).every(isBlank);
