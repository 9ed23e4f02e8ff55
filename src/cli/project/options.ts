import type { SettingsOverrides } from '../../compiler/project/settings.ts';
import { type OptionValues, RefusedValue, UsageError } from '../command.ts';

/** Compilation ends after this time unless `--timeout` says otherwise; Dataform's CLI has the same limit. */
const DEFAULT_TIMEOUT_MILLIS = 60_000;

const renamed = {
  'default-database': 'defaultDatabase',
  'default-schema': 'defaultSchema',
  'default-location': 'defaultLocation',
  'assertion-schema': 'assertionSchema',
  'database-suffix': 'databaseSuffix',
  'schema-suffix': 'schemaSuffix',
  'table-prefix': 'tablePrefix',
  'disable-assertions': 'disableAssertions',
  'default-reservation': 'defaultReservation',
} as const;

/** Dataform's project options as settings of the compiled graph. Empty and false ones count as not given, as there. */
export function overridesFrom(values: OptionValues): SettingsOverrides {
  const suffix = values['schema-suffix'];
  if (typeof suffix === 'string' && suffix !== '' && !/^[a-zA-Z_0-9]+$/.test(suffix))
    throw new RefusedValue('--schema-suffix should contain only alphanumeric characters and/or underscores.');
  const given = Object.entries(renamed).flatMap(([flag, key]) => (values[flag] ? [[key, values[flag]]] : []));
  const vars = varsFrom(values['vars']);
  return { ...Object.fromEntries(given), ...(vars ? { vars } : {}) };
}

function varsFrom(pairs: OptionValues[string]): Readonly<Record<string, string>> | undefined {
  if (!Array.isArray(pairs)) return undefined;
  const entries = (pairs as readonly string[]).map((pair) => {
    const [key = '', value] = pair.split('=');
    if (value === undefined) throw new UsageError(`--vars takes KEY=VALUE,KEY=VALUE; "${pair}" has no value.`);
    return [key, value];
  });
  return Object.fromEntries(entries);
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration such as `30s`, `1m30s` or `500ms` in milliseconds; a bare number counts milliseconds, as in Dataform. */
export function durationFrom(flag: string, text: string): number {
  const parts = [...text.replaceAll(/\s/g, '').matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|$)/gy)];
  const read = parts.map((part) => part[0]).join('');
  if (parts.length === 0 || read !== text.replaceAll(/\s/g, ''))
    throw new UsageError(`--${flag} takes a duration such as 30s, 2m or 1h, not "${text}".`);
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit || 'ms'] ?? 1), 0);
}

/** Limit of compilation in milliseconds. */
export function timeoutFrom(values: OptionValues): number {
  const text = values['timeout'];
  return (typeof text === 'string' && text !== '' && durationFrom('timeout', text)) || DEFAULT_TIMEOUT_MILLIS;
}

/** The moment that project code sees: `--now`, else the clock. */
export function nowFrom(values: OptionValues, clock: () => number): number {
  const text = values['now'];
  if (typeof text !== 'string') return clock();
  const moment = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isNaN(moment)) throw new UsageError(`--now takes a moment such as 2026-01-31T08:00:00Z, not "${text}".`);
  return moment;
}
