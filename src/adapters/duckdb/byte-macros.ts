import type { Macro } from './macro.ts';

/** DuckDB has bits of BIT alone, and no BIT without bits. */
const each = (name: string, bits: string): Macro => ({
  name,
  parameters: 'a, b',
  body: `list_transform([{'a': a, 'b': b}], lambda s: CASE WHEN s.a IS NULL OR s.b IS NULL THEN NULL WHEN octet_length(s.a) <> octet_length(s.b) THEN error('BYTES of different lengths') WHEN octet_length(s.a) = 0 THEN s.a ELSE CAST(${bits} AS BLOB) END)[1]`,
});

/** Bitwise operators on BYTES. */
export const byteMacros: readonly Macro[] = [
  each('bf_bytes_and', 'CAST(s.a AS BIT) & CAST(s.b AS BIT)'),
  each('bf_bytes_or', 'CAST(s.a AS BIT) | CAST(s.b AS BIT)'),
  each('bf_bytes_xor', 'xor(CAST(s.a AS BIT), CAST(s.b AS BIT))'),
  {
    name: 'bf_bytes_not',
    parameters: 'x',
    body: 'list_transform([x], lambda s: CASE WHEN octet_length(s) = 0 THEN s ELSE CAST(~CAST(s AS BIT) AS BLOB) END)[1]',
  },
  {
    name: 'bf_bytes_count',
    parameters: 'x',
    body: 'list_transform([x], lambda s: CASE WHEN octet_length(s) = 0 THEN 0 ELSE CAST(bit_count(CAST(s AS BIT)) AS BIGINT) END)[1]',
  },
];
