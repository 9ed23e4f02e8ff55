import { typeText } from '../compiler/analyse/types/text.ts';
import type { SqlType } from '../compiler/analyse/types/type.ts';
import { type Target, targetName } from '../compiler/target/target.ts';
import { type Known, settledType } from './column-type.ts';
import { type InferredTable, inferTables } from './infer.ts';
import { compactDay, type Day, dayIn } from './moment.ts';
import { type Node, rootOf } from './node.ts';
import { chance } from './random.ts';
import { type Json, valueAt } from './value.ts';
import type { InferRequest } from './world.ts';

export interface SynthesizeRequest extends InferRequest {
  /** Rows of each table; a wildcard table has them in all of its members together. */
  readonly rows: number;
  readonly seed: string;
  /** The day that dates lie before, in days since 1970-01-01. */
  readonly today: Day;
}

export interface SynthesizedColumn {
  readonly name: string;
  /** In GoogleSQL. */
  readonly type: string;
  readonly known: Known;
}

/** A table to be written. */
export interface SynthesizedTable {
  readonly target: Target;
  readonly isDeclared: boolean;
  readonly standsIn?: true;
  readonly columns: readonly SynthesizedColumn[];
  /** One part, or one for each member of a wildcard table. */
  readonly parts: readonly SynthesizedPart[];
}

export interface SynthesizedPart {
  /** `_TABLE_SUFFIX` of a member. */
  readonly suffix?: string;
  readonly rows: () => Iterable<Readonly<Record<string, Json>>>;
}

interface Column {
  readonly name: string;
  readonly node: Node | undefined;
  readonly type: SqlType;
  readonly known: Known;
}

/**
 * Decides on the contents of every table that a project reads and does not make. Equal requests give equal tables;
 * nothing in them is real.
 */
export function synthesize(request: SynthesizeRequest): readonly SynthesizedTable[] {
  const inferred = inferTables(request);
  const wildcards = inferred.filter(({ target }) => target.name.endsWith('*'));
  return inferred.flatMap((table) => {
    const isMember = wildcards.some((whole) => whole !== table && covers(whole.target, table.target));
    return isMember && !table.target.name.endsWith('*') ? [] : [tableOf(table, inferred, request)];
  });
}

const covers = (whole: Target, one: Target): boolean =>
  whole.database === one.database && whole.schema === one.schema && one.name.startsWith(whole.name.slice(0, -1));

function tableOf(
  table: InferredTable,
  all: readonly InferredTable[],
  { seed, rows, today }: SynthesizeRequest,
): SynthesizedTable {
  const { target, isDeclared, standsIn } = table;
  const columns = columnsOf(table);
  const name = targetName(target);
  const part = (count: number, from: number, suffix?: string): SynthesizedPart => {
    const day = suffix === undefined ? undefined : dayOfSuffix(target.name, suffix);
    return {
      ...(suffix !== undefined && { suffix }),
      rows: function* () {
        for (let row = from; row < from + count; row += 1) {
          const made: Record<string, Json> = {};
          for (const { name: column, node, type } of columns) {
            const spot = {
              seed,
              table: name,
              name: column,
              path: column,
              row,
              rows,
              today,
              ...(day !== undefined && { day }),
            };
            made[column] = valueAt(node, type, spot);
          }
          yield made;
        }
      },
    };
  };
  const suffixes = target.name.endsWith('*') ? suffixesOf(table, all, today) : undefined;
  const count = rootOf(table.node).single ? Math.min(1, rows) : rows;
  const each = suffixes ? Math.max(1, Math.ceil(count / suffixes.length)) : count;
  const parts = suffixes ? suffixes.map((suffix, i) => part(each, i * each, suffix)) : [part(each, 0)];
  return {
    target,
    isDeclared,
    ...(standsIn && { standsIn }),
    columns: columns.map(({ name: column, type, known }) => ({ name: column, type: typeText(type), known })),
    parts,
  };
}

const HIDDEN = /^_(TABLE_SUFFIX|FILE_NAME)$/i;
const PARTITION = /^_PARTITION(TIME|DATE)$/i;

function columnsOf({ node }: InferredTable): readonly Column[] {
  const columns: Column[] = [];
  for (const { name, node: of } of rootOf(node).fields.values()) {
    if (HIDDEN.test(name)) continue;
    const pseudo = PARTITION.exec(name);
    if (pseudo)
      columns.push({
        name: name.toUpperCase(),
        node: undefined,
        type: { kind: /time/i.test(name) ? 'TIMESTAMP' : 'DATE' },
        known: 'use',
      });
    else columns.push({ name, node: of, ...settledType(of, name) });
  }
  return columns.length > 0 ? columns : [{ name: 'id', node: undefined, type: { kind: 'INT64' }, known: 'default' }];
}

/** The day that a member's suffix names, perhaps with digits that the wildcard begins with. */
function dayOfSuffix(name: string, suffix: string): Day | undefined {
  const digits = /(\d*)\*$/.exec(name)?.[1] ?? '';
  return dayIn(`${digits}${suffix.replace(/^.*_/, '')}`);
}

/** The members of a wildcard table: those that SQL names, days around those it compares with, else the last three. */
function suffixesOf({ target, node }: InferredTable, all: readonly InferredTable[], today: Day): readonly string[] {
  const prefix = target.name.slice(0, -1);
  const found = new Set<string>();
  for (const { target: other } of all)
    if (!other.name.endsWith('*') && covers(target, other) && other.name.length > prefix.length)
      found.add(other.name.slice(prefix.length));
  const digits = /\d*$/.exec(prefix)?.[0] ?? '';
  const hints = rootOf(node).fields.get('_table_suffix');
  const given = hints ? rootOf(hints.node).hints : undefined;
  const days = [...(given?.bounds ?? []), ...(given?.equal ?? [])].flatMap((one) => dayIn(`${digits}${one}`) ?? []);
  for (const day of days) found.add(compactDay(day).slice(digits.length));
  if (days.length > 1)
    found.add(compactDay(Math.floor((Math.min(...days) + Math.max(...days)) / 2)).slice(digits.length));
  for (const word of given?.equal ?? []) {
    if (/^\w{1,40}$/.test(word) && dayIn(`${digits}${word}`) === undefined)
      found.add(
        /^\d+$/.test(word) || !/[a-z]_?$/i.test(word) ? word : `${word.replace(/_$/, '')}_${compactDay(today)}`,
      );
  }
  const recent = digits === '' ? [1, 2, 3].map((back) => compactDay(today - back)) : [];
  const inYear = digits.length === 4 ? ['0115', '0620', '1105'] : [];
  for (const suffix of digits === '' ? recent : inYear) found.add(suffix);
  if (found.size === 0) found.add(`${Math.floor(chance(prefix) * 9) + 1}`);
  return [...found].sort();
}
