import type { TableColumn } from '../../../../src/compiler/analyse/model/catalog.ts';
import type { SqlType } from '../../../../src/compiler/analyse/types/type.ts';
import { isList, isObject, type Json } from './json.ts';

/** Texts that BigQuery takes for moments. Source: BigQuery "Using schema auto-detection", date and time values. */
const date = /^\d{4}-\d\d?-\d\d?$/;
const moment = /^\d{4}-\d\d?-\d\d?[ Tt]\d\d?:\d\d:\d\d(?:\.\d+)?(?: ?(?:UTC|Z|[+-]\d\d?(?::?\d\d)?))?$/;

function ofText(text: string, numbers: boolean): SqlType {
  if (date.test(text)) return { kind: 'DATE' };
  if (moment.test(text)) return { kind: 'TIMESTAMP' };
  if (!numbers) return { kind: 'STRING' };
  if (/^-?\d+$/.test(text)) return { kind: 'INT64' };
  if (/^-?\d+\.\d+$/.test(text)) return { kind: 'FLOAT64' };
  return { kind: 'STRING' };
}

function ofValue(value: Json, numbers: boolean): SqlType | undefined {
  if (value === null) return undefined;
  if (typeof value === 'boolean') return { kind: 'BOOL' };
  if (typeof value === 'bigint') return { kind: 'INT64' };
  if (typeof value === 'number') return { kind: 'FLOAT64' };
  if (typeof value === 'string') return ofText(value, numbers);
  if (isList(value)) return { kind: 'ARRAY', element: common(value, numbers) ?? { kind: 'STRING' } };
  return isObject(value) ? { kind: 'STRUCT', fields: detected([value], numbers) } : undefined;
}

/** The type that all values have. */
const common = (values: readonly Json[], numbers: boolean): SqlType | undefined => {
  const objects = values.filter(isObject);
  if (objects.length > 0) return { kind: 'STRUCT', fields: detected(objects, numbers) };
  const arrays = values.filter(isList);
  if (arrays.length > 0) return ofValue(arrays.flat(), numbers);
  const kinds = [...new Set(values.flatMap((value) => ofValue(value, numbers)?.kind ?? []))];
  const [only] = kinds;
  if (only === undefined) return undefined;
  if (kinds.length === 1) return ofValue(values.find((value) => value !== null) ?? null, numbers);
  if (kinds.every((kind) => kind === 'INT64' || kind === 'FLOAT64')) return { kind: 'FLOAT64' };
  if (kinds.every((kind) => kind === 'DATE' || kind === 'TIMESTAMP')) return { kind: 'TIMESTAMP' };
  return { kind: 'STRING' };
};

/**
 * Columns as BigQuery detects them from rows; what is NULL throughout is STRING. Texts that are numbers count as numbers
 * if `numbers`.
 */
export function detected(rows: readonly { readonly [name: string]: Json }[], numbers: boolean): readonly TableColumn[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.map((name) => ({
    name,
    type: common(
      rows.map((row) => row[name] ?? null),
      numbers,
    ) ?? { kind: 'STRING' },
  }));
}
