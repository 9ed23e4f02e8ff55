import type { At, Call, Expr } from '../../sql/ast.ts';

type Cast = Extract<Expr, { kind: 'cast' }>;

/**
 * `CAST(text AS DATE FORMAT 'YYYYMMDD')` as PARSE_DATE of the text without blanks around it, which reads the same texts
 * and refuses the same; undefined for other casts and formats.
 */
export function parseOfCast({ of, type, format, zone, safe, start, end }: Cast): Call | undefined {
  const at: At = { start, end };
  if (type.name !== 'DATE' || zone || format?.kind !== 'string' || format.value.toUpperCase() !== 'YYYYMMDD')
    return undefined;
  const call = (name: string, args: readonly Expr[], inSafe: boolean): Call => ({
    ...at,
    kind: 'call',
    name,
    nameAt: at,
    path: [],
    safe: inSafe,
    args,
    distinct: false,
    orderBy: [],
  });
  return call('PARSE_DATE', [{ ...at, kind: 'string', value: '%Y%m%d' }, call('TRIM', [of], false)], safe);
}
