import { type Macro, macro, once } from './macro.ts';

/** Arrays. */
export const arrayMacros: readonly Macro[] = [
  macro(
    'bf_at(a, i)',
    once(
      `CASE WHEN $a IS NULL OR $i IS NULL THEN NULL WHEN $i < 0 OR $i >= len($a) THEN error('array index ' || $i || ' is out of bounds') ELSE $a[$i + 1] END`,
    ),
  ),
  macro(
    'bf_in(x, a)',
    once(
      `CASE WHEN $x IS NULL THEN CASE WHEN len($a) > 0 THEN NULL ELSE FALSE END WHEN $a IS NULL OR len($a) = 0 THEN FALSE WHEN list_contains($a, $x) THEN TRUE WHEN len(list_filter($a, lambda v: v IS NULL)) > 0 THEN NULL ELSE FALSE END`,
    ),
  ),
  macro('bf_safe_at(a, i)', once(`CASE WHEN $i >= 0 AND $i < len($a) THEN $a[$i + 1] END`)),
  macro('bf_filled(a, n)', once('CASE WHEN $n IS NOT NULL THEN list_transform($a, lambda v: coalesce(v, $n)) END')),
  macro('bf_first(a)', once(`CASE WHEN len($a) = 0 THEN error('ARRAY_FIRST of an empty array') ELSE $a[1] END`)),
  macro('bf_last(a)', once(`CASE WHEN len($a) = 0 THEN error('ARRAY_LAST of an empty array') ELSE $a[-1] END`)),
];
