const DAY_MS = 86_400_000;

/** Days since 1970-01-01. */
export type Day = number;

export const dayOf = (ms: number): Day => Math.floor(ms / DAY_MS);

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** `2024-01-31`. */
export const dayText = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** `20240131`. */
export const compactDay = (day: Day): string => dayText(day).replaceAll('-', '');

/** The day that a constant names: `2024-01-31`, `20240131`, a moment; undefined for any other. */
export function dayIn(text: string): Day | undefined {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})(?:$|[T ])/.exec(text);
  if (!found) return undefined;
  const ms = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  const day = dayOf(ms);
  return Number.isNaN(ms) || day < -36_500 || day > 60_000 ? undefined : day;
}

/** `13:05:09`, by seconds since midnight. */
export const timeText = (seconds: number): string =>
  `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'];
const monthNames = [...months, 'October', 'November', 'December'];
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A moment in a format of GoogleSQL's date functions; elements that are not known stay out. */
export function formatted(format: string, day: Day, seconds: number): string {
  const date = new Date(day * DAY_MS);
  const [year, month, of] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const hour = Math.floor(seconds / 3600);
  const element: Readonly<Record<string, () => string>> = {
    Y: () => pad(year, 4),
    y: () => pad(year % 100),
    m: () => pad(month + 1),
    d: () => pad(of),
    e: () => String(of).padStart(2, ' '),
    H: () => pad(hour),
    I: () => pad(((hour + 11) % 12) + 1),
    M: () => pad(Math.floor(seconds / 60) % 60),
    S: () => pad(seconds % 60),
    p: () => (hour < 12 ? 'AM' : 'PM'),
    B: () => monthNames[month] ?? '',
    b: () => (monthNames[month] ?? '').slice(0, 3),
    h: () => (monthNames[month] ?? '').slice(0, 3),
    A: () => dayNames[date.getUTCDay()] ?? '',
    a: () => (dayNames[date.getUTCDay()] ?? '').slice(0, 3),
    F: () => dayText(day),
    D: () => `${pad(month + 1)}/${pad(of)}/${pad(year % 100)}`,
    T: () => timeText(seconds),
    R: () => timeText(seconds).slice(0, 5),
    s: () => String(day * 86_400 + seconds),
    Z: () => 'UTC',
    z: () => '+0000',
    j: () => pad(day - dayOf(Date.UTC(year, 0, 1)) + 1, 3),
    '%': () => '%',
  };
  return format.replace(/%(E\*S|E\dS|Ez|E4Y|.)/g, (_, which: string) => {
    if (which === 'Ez') return '+00:00';
    if (which === 'E4Y') return pad(year, 4);
    if (which.startsWith('E')) return `${pad(seconds % 60)}.000000`.slice(0, which === 'E*S' ? 9 : undefined);
    return element[which]?.() ?? '';
  });
}

/** A format of CAST (`YYYY-MM-DD HH24:MI:SS`) in the elements of the date functions; case makes no difference. */
export function fromCastFormat(format: string): string {
  const elements: readonly (readonly [RegExp, string])[] = [
    [/YYYY/gi, '%Y'],
    [/MONTH/gi, '%B'],
    [/MON/gi, '%b'],
    [/MM/gi, '%m'],
    [/DD/gi, '%d'],
    [/HH24/gi, '%H'],
    [/HH12|HH/gi, '%I'],
    [/MI/gi, '%M'],
    [/SS/gi, '%S'],
    [/YY/gi, '%y'],
  ];
  return elements.reduce((text, [from, to]) => text.replace(from, to), format);
}
