import type { Expr } from '../../sql/ast.ts';

/** A date part as written: `WEEK(MONDAY)` has a day. All upper case. */
export interface DatePart {
  readonly name: string;
  readonly day?: string;
}

const days = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/** The date part that an argument spells, or undefined where it is none. */
export function datePart(e: Expr | undefined): DatePart | undefined {
  if (e?.kind === 'path' && e.parts.length === 1) return { name: (e.parts[0]?.name ?? '').toUpperCase() };
  if (e?.kind !== 'call' || e.name !== 'WEEK') return undefined;
  const [day] = e.args;
  const name = day?.kind === 'path' ? (day.parts[0]?.name ?? '').toUpperCase() : '';
  return days.includes(name) ? { name: 'WEEK', day: name } : undefined;
}

/** Number of the day a week starts with (Sunday 0), for parts that are weeks. */
export function weekStart(part: DatePart): number | undefined {
  if (part.name === 'ISOWEEK') return 1;
  if (part.name !== 'WEEK') return undefined;
  return part.day === undefined ? 0 : days.indexOf(part.day);
}
