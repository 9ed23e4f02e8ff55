import type { At, Call, Expr } from '../../sql/ast.ts';
import { callOf } from '../../sql/nodes.ts';

type Cast = Extract<Expr, { kind: 'cast' }>;

/**
 * `CAST(text AS DATE FORMAT 'YYYYMMDD')` as PARSE_DATE of the text without blanks around it, which reads the same texts
 * and refuses the same; undefined for other casts and formats.
 */
export function parseOfCast({ of, type, format, zone, safe, start, end }: Cast): Call | undefined {
  const at: At = { start, end };
  if (type.name !== 'DATE' || zone || format?.kind !== 'string' || format.value.toUpperCase() !== 'YYYYMMDD')
    return undefined;
  return callOf(at, 'PARSE_DATE', [{ ...at, kind: 'string', value: '%Y%m%d' }, callOf(at, 'TRIM', [of])], { safe });
}
