import {
  type DuckDBConnection,
  DuckDBDecimalValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';

/** A value in the notation of the cases: INT64 and NUMERIC as text, an instant as `ts:` and microseconds, bytes as hex. */
export type Canonical = string | number | boolean | null | readonly Canonical[];

export interface Answer {
  readonly types: readonly string[];
  readonly rows: readonly (readonly Canonical[])[];
}

const names: Readonly<Record<number, string>> = {
  [DuckDBTypeId.BIGINT]: 'INT64',
  [DuckDBTypeId.DOUBLE]: 'FLOAT64',
  [DuckDBTypeId.BOOLEAN]: 'BOOL',
  [DuckDBTypeId.BLOB]: 'BYTES',
  [DuckDBTypeId.DATE]: 'DATE',
  [DuckDBTypeId.TIMESTAMP]: 'DATETIME',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'TIMESTAMP',
  [DuckDBTypeId.TIME]: 'TIME',
};

/** GoogleSQL's name of a DuckDB type; a DuckDB type that GoogleSQL has not keeps its own. */
export function typeName(type: DuckDBType): string {
  if (type.alias === 'JSON') return 'JSON';
  if (type.typeId === DuckDBTypeId.VARCHAR) return 'STRING';
  if (type.typeId === DuckDBTypeId.DECIMAL) return type.toString() === 'DECIMAL(38,9)' ? 'NUMERIC' : type.toString();
  if (type.typeId === DuckDBTypeId.LIST && 'valueType' in type) return `ARRAY<${typeName(type.valueType)}>`;
  if (type.typeId === DuckDBTypeId.STRUCT && 'entryTypes' in type)
    return `STRUCT<${type.entryTypes.map((entry, i) => `${type.entryNames[i] ? `${type.entryNames[i]} ` : ''}${typeName(entry)}`).join(', ')}>`;
  return names[type.typeId] ?? type.toString();
}

const micros = (us: bigint): string => (us === 0n ? '' : `.${us.toString().padStart(6, '0').replace(/0+$/, '')}`);

function civil(us: bigint): string {
  const rest = ((us % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((us - rest) / 1000n));
  return `${date.toISOString().slice(0, 19).replace('T', ' ')}${micros(rest)}`;
}

/** A value in the notation of the cases. */
export function canonical(value: DuckDBValue, type: DuckDBType): Canonical {
  if (value === null || value === undefined) return null;
  if (value instanceof DuckDBDecimalValue) {
    const text = value.toString();
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  }
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number')
    return Number.isFinite(value) ? (type.typeId === DuckDBTypeId.DOUBLE ? value : String(value)) : String(value);
  if (typeof value !== 'object') return value;
  if ('items' in value && 'valueType' in type)
    return (value.items as DuckDBValue[]).map((item) => canonical(item, type.valueType));
  if ('entries' in value && 'entryTypes' in type) {
    const { entryTypes } = type;
    return Object.values(value.entries as Record<string, DuckDBValue>).map((item, i) =>
      canonical(item, entryTypes[i] ?? type),
    );
  }
  if ('bytes' in value) return `hex:${Buffer.from(value.bytes as Uint8Array).toString('hex')}`;
  if ('days' in value && type.typeId === DuckDBTypeId.DATE) return value.toString();
  if (type.typeId === DuckDBTypeId.TIMESTAMP_TZ && 'micros' in value) return `ts:${value.micros}`;
  if (type.typeId === DuckDBTypeId.TIMESTAMP && 'micros' in value) return civil(value.micros as bigint);
  if (type.typeId === DuckDBTypeId.TIME && 'micros' in value) return civil(value.micros as bigint).slice(11);
  return value.toString();
}

/** Rows and types of a query, in the notation of the cases. */
export async function answerOf(connection: DuckDBConnection, sql: string): Promise<Answer> {
  const reader = await connection.runAndReadAll(sql);
  const types = reader.columnTypes();
  return {
    types: types.map(typeName),
    rows: reader.getRows().map((row) => row.map((value, i) => canonical(value, types[i] as DuckDBType))),
  };
}
