const dayMs = 86_400_000;

/** First day of the payments and of the web data; the day on which the sample ends. */
export const firstPaymentDay = '2025-10-01';
export const firstWebDay = '2026-01-15';
export const lastDay = '2026-02-28';

/** Midnight UTC of a day such as `2026-01-31`, in milliseconds since the epoch. */
export function midnight(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The UTC day of a moment in milliseconds since the epoch. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export function addDays(day: string, count: number): string {
  return dayOf(midnight(day) + count * dayMs);
}

/** All days from the first to the last, both included. */
export function daysBetween(first: string, last: string): readonly string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Hours that Dutch time is ahead of UTC; summer time ended on 26 October 2025 at 1:00 UTC and is not back in the sample. */
export function dutchOffset(ms: number): number {
  return ms < Date.parse('2025-10-26T01:00:00Z') ? 2 : 1;
}

/** ISO text of a moment in a zone so many hours ahead of UTC, as exports write it: `2026-01-31T23:30:00+01:00`. */
export function withOffset(ms: number, hours: number): string {
  const local = new Date(ms + hours * 3_600_000).toISOString().slice(0, 19);
  return `${local}+${String(hours).padStart(2, '0')}:00`;
}
