import type { ScalarName, SqlType } from '../compiler/analyse/types/type.ts';
import { jsonText, type Leaves } from './json-value.ts';
import { type Day, dayIn, dayText, formatted, timeText } from './moment.ts';
import { isKeyName, isOwnKey } from './name-hint.ts';
import { type Hints, type Node, rootOf } from './node.ts';
import { chance, oneOf } from './random.ts';
import { plainText } from './words.ts';

/** A value as JSON holds it; dates and times are texts. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Where a value stands, and all that it may depend on. */
export interface Spot {
  readonly seed: string;
  /** Full name of the table. */
  readonly table: string;
  /** Name of the column or field. */
  readonly name: string;
  /** The column, with fields and elements below it. */
  readonly path: string;
  readonly row: number;
  /** How many rows the table has. */
  readonly rows: number;
  readonly today: Day;
  /** The day of the whole row, where its table is cut into days. */
  readonly day?: Day;
}

const draw = (spot: Spot, salt: string): number => chance(spot.seed, spot.table, spot.path, spot.row, salt);

/** The value at one spot. */
export function valueAt(node: Node | undefined, type: SqlType, spot: Spot): Json {
  if (node && !mayBeNull(node, spot)) return present(node, type, spot);
  return draw(spot, 'null') < 0.05 ? null : present(node, type, spot);
}

const mayBeNull = (node: Node, spot: Spot): boolean =>
  !node.required && !node.fresh && !node.unique && !isUnique(node, spot) && !isPooled(node, spot);

const isUnique = (node: Node, { name, table, path }: Spot): boolean =>
  node.unique === true || (path === name && isOwnKey(name, table.split('.').at(-1) ?? ''));

/** Whether values come from a pool that several columns share. */
const isPooled = (node: Node, { name }: Spot): boolean =>
  isKeyName(name) || new Set(rootOf(node).places.map((place) => place.toLowerCase())).size > 1;

function present(node: Node | undefined, type: SqlType, spot: Spot): Json {
  const root = node && rootOf(node);
  switch (type.kind) {
    case 'ARRAY':
      return elements(root?.element, type.element, spot);
    case 'STRUCT': {
      const made: Record<string, Json> = {};
      for (const { name = '', type: of } of type.fields) {
        const below = { ...spot, name, path: `${spot.path}.${name}` };
        made[name] = valueAt(root?.fields.get(name.toLowerCase())?.node, of, below);
      }
      return made;
    }
    case 'JSON':
      return jsonText(pathsOf(root), leavesAt(node, spot));
    case 'BOOL':
      return draw(spot, 'value') < 0.5;
    case 'INT64':
      return whole(node, spot);
    case 'FLOAT64':
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return fraction(node, spot);
    case 'DATE':
      return dayText(dayAt(node, spot));
    case 'TIME':
      return timeText(secondsAt(spot));
    case 'DATETIME':
      return `${dayText(dayAt(node, spot))} ${timeText(secondsAt(spot, node))}`;
    case 'TIMESTAMP': {
      const seconds = /^_PARTITIONTIME$/i.test(spot.name) ? 0 : secondsAt(spot, node);
      return `${dayText(dayAt(node, spot))} ${timeText(seconds)}+00`;
    }
    default:
      return text(node, spot);
  }
}

/** The paths that are read in a JSON value, by functions or by its fields. */
const pathsOf = (root: Node | undefined): readonly string[] => [
  ...(root?.hints.paths ?? []),
  ...[...(root?.fields.values() ?? [])].map(({ name }) => `$.${name}`),
];

/** An array; of structs with a key that is looked up, one element for each key that the SQL names. */
function elements(element: Node | undefined, type: SqlType, spot: Spot): Json {
  const root = element && rootOf(element);
  const keyed = [...(root?.fields.values() ?? [])].find(({ node }) => rootOf(node).hints.equal.size > 0);
  const keys = keyed && type.kind === 'STRUCT' ? [...rootOf(keyed.node).hints.equal].slice(0, 60) : [];
  const at = (i: number): Spot => ({ ...spot, name: spot.name, path: `${spot.path}[${i}]` });
  if (keyed && keys.length > 0)
    return (root?.single ? keys.slice(0, 1) : keys).flatMap((key, i) => {
      if (draw(at(i), 'there') < 0.2) return [];
      const made = present(element, type, at(i));
      return typeof made === 'object' && made !== null ? [{ ...made, [keyed.name]: keyOf(key, made, keyed.name) }] : [];
    });
  const least = Math.max(0, ...[...(root?.hints.positions ?? [])].map(Number));
  const drawn = Math.floor(draw(spot, 'count') * 4);
  const count = root?.single ? Math.min(1, drawn) : Math.max(least, drawn);
  return Array.from({ length: count }, (_, i) => present(element, type, at(i)));
}

const keyOf = (key: string, made: object, name: string): Json =>
  typeof (made as Record<string, Json>)[name] === 'number' && /^-?\d+$/.test(key) ? Number(key) : key;

/** The number of the key at a row: no number twice in a unique column, any of the pool in others. */
function keyAt(node: Node | undefined, spot: Spot): number {
  if (node && isUnique(node, spot)) return spot.row;
  return Math.floor(draw(spot, 'key') * spot.rows);
}

const listed = (hints: Hints | undefined): readonly string[] => [
  ...(hints && hints.only.size > 0 ? hints.only : (hints?.equal ?? [])),
];

/** A constant that the SQL names, for most rows where it names any; `only` for all. */
function named(node: Node | undefined, spot: Spot, fits: (text: string) => boolean): string | undefined {
  if (!node || isUnique(node, spot)) return undefined;
  const { hints } = rootOf(node);
  const values = listed(hints).filter(fits);
  const share = hints.only.size > 0 ? 1 : 0.7;
  return draw(spot, 'named') < share ? oneOf(values, draw(spot, 'which')) : undefined;
}

const NUMBER = /^-?\d+(\.\d+)?$/;
const WHOLE = /^-?\d{1,15}$/;

function whole(node: Node | undefined, spot: Spot): number {
  const fixed = named(node, spot, (value) => WHOLE.test(value));
  if (fixed !== undefined) return Number(fixed);
  const root = node && rootOf(node);
  const unit = ['seconds', 'millis', 'micros'].find((one) => root?.hints.formats.has(one));
  if (unit || /_micros$|timestamp|_usec$/i.test(spot.name)) {
    const seconds = dayAt(node, spot) * 86_400 + secondsAt(spot, node);
    return seconds * (unit === 'seconds' ? 1 : unit === 'millis' ? 1000 : 1_000_000);
  }
  if (node && (isUnique(node, spot) || isPooled(node, spot))) return keyAt(node, spot) + 1;
  if (/(^|_)year$/i.test(spot.name)) return 2020 + Math.floor(draw(spot, 'value') * 6);
  if (/(^|_)month$/i.test(spot.name)) return 1 + Math.floor(draw(spot, 'value') * 12);
  const bounds = [...(root?.hints.bounds ?? [])].filter((value) => WHOLE.test(value)).map(Number);
  const bound = oneOf(bounds, draw(spot, 'bound'));
  if (bound !== undefined) return bound + Math.floor((draw(spot, 'value') - 0.4) * Math.max(6, Math.abs(bound)));
  return Math.floor(draw(spot, 'value') ** 2 * 100);
}

function fraction(node: Node | undefined, spot: Spot): number {
  const fixed = named(node, spot, (value) => NUMBER.test(value));
  if (fixed !== undefined) return Number(fixed);
  if (node && isUnique(node, spot)) return spot.row + 1;
  if (/lat/i.test(spot.name)) return Math.round((draw(spot, 'value') * 180 - 90) * 1e4) / 1e4;
  if (/lng|lon/i.test(spot.name)) return Math.round((draw(spot, 'value') * 360 - 180) * 1e4) / 1e4;
  if (/rate|ratio|percent|share/i.test(spot.name)) return Math.round(draw(spot, 'value') * 1e4) / 1e4;
  return Math.round(draw(spot, 'value') ** 2 * 1e5) / 100;
}

/** Seconds since midnight; near the end of the day where the SQL refuses what is old. */
const secondsAt = (spot: Spot, node?: Node): number =>
  Math.floor(node?.fresh ? 85_800 + draw(spot, 'seconds') * 600 : draw(spot, 'seconds') * 86_400);

/** A day: that of the row, near the days that the SQL names, and else within the last 400, half of them in the last 30. */
function dayAt(node: Node | undefined, spot: Spot): Day {
  if (node?.fresh) return spot.today;
  if (spot.day !== undefined && !node?.unique) return spot.day;
  if (node?.unique) return spot.today - spot.row;
  const { bounds, equal, only } = node ? rootOf(node).hints : { bounds: [], equal: [], only: [] };
  const days = [...bounds, ...equal, ...only]
    .flatMap((one) => dayIn(one) ?? [])
    .filter((day) => day > 0 && day < 47_000);
  const at = draw(spot, 'day');
  if (days.length > 0 && draw(spot, 'near') < 0.75) {
    const [low, high] = [Math.min(...days), Math.max(...days)];
    return Math.floor(low - 10 + at * (high - low + 30));
  }
  const near = draw(spot, 'recent') < 0.5;
  return spot.today - Math.floor(near ? at * 30 : at * 400);
}

function text(node: Node | undefined, spot: Spot): string {
  const root = node && rootOf(node);
  const fixed = named(node, spot, () => true);
  if (fixed !== undefined) return fixed;
  const format = oneOf([...(root?.hints.formats ?? [])], draw(spot, 'format'));
  if (format?.includes('%')) return formatted(format, dayAt(node, spot), secondsAt(spot));
  if (root && root.hints.paths.size > 0) return jsonText(root.hints.paths, leavesAt(node, spot));
  const cast = castText(root?.hints.casts ?? [], node, spot);
  if (cast !== undefined) return cast;
  if (node && (isUnique(node, spot) || isPooled(node, spot))) {
    const stem = (root?.places[0] ?? spot.name).split('.').at(-1) ?? '';
    return `${stem.replace(/\W/g, '').replace(/_?(id|key)$/i, '') || 'key'}-${keyAt(node, spot) + 1}`;
  }
  const [separator] = root?.hints.separators ?? [];
  const one = (salt: string): string => plainText(spot.name, (more) => draw(spot, `${salt}${more}`));
  if (separator !== undefined && separator !== '') return ['a', 'b', 'c', 'd', 'e', 'f'].map(one).join(separator);
  return one('');
}

/** Values inside JSON. */
const leavesAt = (node: Node | undefined, spot: Spot): Leaves => ({
  draw: (salt) => draw(spot, salt),
  leaf: (of, salt) => {
    const inner = { ...spot, path: `${spot.path} ${salt}` };
    if (of.includes('%')) return formatted(of, dayAt(node, inner), secondsAt(inner));
    const made = castText(new Set([of as ScalarName]), undefined, inner);
    return made !== undefined && /^(?:INT64|FLOAT64|NUMERIC|BIGNUMERIC|BOOL)$/.test(of)
      ? (JSON.parse(made) as boolean | number)
      : made;
  },
});

/** A text that can be cast to what the SQL casts it to. */
function castText(casts: Iterable<ScalarName>, node: Node | undefined, spot: Spot): string | undefined {
  for (const kind of casts)
    switch (kind) {
      case 'INT64':
        return String(whole(node, spot));
      case 'FLOAT64':
      case 'NUMERIC':
      case 'BIGNUMERIC':
        return String(fraction(node, spot));
      case 'BOOL':
        return String(draw(spot, 'value') < 0.5);
      case 'DATE':
        return dayText(dayAt(node, spot));
      case 'TIMESTAMP':
      case 'DATETIME':
        return `${dayText(dayAt(node, spot))} ${timeText(secondsAt(spot))}`;
      case 'TIME':
        return timeText(secondsAt(spot));
      default:
        break;
    }
  return undefined;
}
