import { differences as databricksDifferences } from '../../../src/adapters/databricks/differences.ts';
import { differences as duckdbDifferences } from '../../../src/adapters/duckdb/differences.ts';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import { close } from './compare.ts';
import { fewestDigits, greatest, lastDigits, overflow } from './declared.ts';
import type { Engine } from './engine.ts';
import type { Lossy } from './substituted.ts';

const GREATEST_INT64 = '9223372036854775807';
const powers = '1 to the power of NaN or infinity is NaN, and so is -1 to the power of infinity.';
const nearest = 'Digits behind those that tell a FLOAT64 from its neighbours are zeros.';
const behindNul = '`%s` keeps what stands behind a NUL character.';

/** Whether a text lacks what stands behind the NUL characters of another, blanks of padding aside. */
function endsAtNul(want: Canonical, own: Canonical): boolean {
  if (typeof want !== 'string' || typeof own !== 'string' || !own.includes('\0') || want.includes('\0')) return false;
  const [first = '', ...others] = own.replaceAll(' ', '').split('\0');
  const found = want.replaceAll(' ', '');
  return found.startsWith(first) && (others.at(-1) ?? '').endsWith(found.slice(first.length));
}

/** What the catalogue of an engine declares of values within an expression. */
export function lossy(engine: Engine['name']): readonly Lossy[] {
  const all = engine === 'duckdb' ? duckdbDifferences : databricksDifferences;
  const namesOf = (...texts: readonly string[]): ReadonlySet<string> =>
    new Set(all.filter(({ text }) => texts.includes(text)).flatMap((one) => one.of));
  const isSo = (want: Canonical, own: Canonical): boolean => close([want], [own]);
  const float = (own: Canonical): string => `CAST('${String(own)}' AS FLOAT64)`;
  const both = [
    { text: lastDigits, names: namesOf(lastDigits), isSo, literal: float },
    {
      text: overflow,
      names: new Set(['SAFE_ADD', 'SAFE_DIVIDE', 'SAFE_MULTIPLY', 'SAFE_SUBTRACT']),
      isSo: (want: Canonical, own: Canonical) => want === null && /^-?Infinity$/.test(String(own)),
      literal: float,
    },
  ];
  if (engine === 'duckdb') return both;
  return [
    ...both,
    {
      text: fewestDigits,
      names: namesOf(lastDigits, fewestDigits),
      isSo,
      literal: (own) => (typeof own === 'string' ? JSON.stringify(own) : float(own)),
    },
    {
      text: powers,
      names: namesOf(powers),
      isSo: (want, own) => want === 1 && own === 'NaN',
      literal: float,
    },
    {
      text: nearest,
      names: namesOf(nearest),
      isSo: (want, own) => typeof want === 'string' && typeof own === 'string' && Number(want) === Number(own),
      literal: (own) => `NUMERIC '${String(own)}'`,
    },
    {
      text: behindNul,
      names: namesOf(behindNul),
      isSo: endsAtNul,
      literal: (own) => JSON.stringify(own),
    },
    {
      text: greatest,
      names: namesOf(greatest),
      isSo: (want, own) => want === null && own === GREATEST_INT64,
      literal: () => GREATEST_INT64,
    },
  ];
}
