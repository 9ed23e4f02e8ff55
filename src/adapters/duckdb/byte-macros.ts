import { type Macro, macro, once } from './macro.ts';

// A NULL that is written out has no type by itself.
const [a, b, x] = ['CAST($a AS BLOB)', 'CAST($b AS BLOB)', 'CAST($x AS BLOB)'] as const;

/** DuckDB has bits of BIT alone, and no BIT without bits. */
const each = (name: string, bits: string): Macro =>
  macro(
    `${name}(a, b)`,
    once(
      `CASE WHEN $a IS NULL OR $b IS NULL THEN CAST(NULL AS BLOB) WHEN octet_length(${a}) <> octet_length(${b}) THEN error('BYTES of different lengths') WHEN octet_length(${a}) = 0 THEN ${a} ELSE CAST(${bits} AS BLOB) END`,
    ),
  );

/** Bitwise operators on BYTES. */
export const byteMacros: readonly Macro[] = [
  each('bf_bytes_and', `CAST(${a} AS BIT) & CAST(${b} AS BIT)`),
  each('bf_bytes_or', `CAST(${a} AS BIT) | CAST(${b} AS BIT)`),
  each('bf_bytes_xor', `xor(CAST(${a} AS BIT), CAST(${b} AS BIT))`),
  macro(
    'bf_bytes_not(x)',
    once(`CASE WHEN octet_length(${x}) = 0 THEN ${x} ELSE CAST(~CAST(${x} AS BIT) AS BLOB) END`),
  ),
  macro(
    'bf_bytes_count(x)',
    once(`CASE WHEN octet_length(${x}) = 0 THEN 0 ELSE CAST(bit_count(CAST(${x} AS BIT)) AS BIGINT) END`),
  ),
];
