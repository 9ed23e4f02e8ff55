import { oneOf } from './random.ts';

const words =
  'amber birch cedar delta ember fjord grove harbor island juniper kelp lagoon meadow nectar opal pebble'.split(' ');
const byName: readonly (readonly [RegExp, readonly string[]])[] = [
  [/country_?code|^country$/i, ['DE', 'FR', 'GB', 'US', 'NL', 'ES']],
  [/country/i, ['Germany', 'France', 'Spain', 'Poland', 'Italy']],
  [/currency/i, ['EUR', 'USD', 'GBP']],
  [/language|locale/i, ['de', 'en', 'fr']],
  [/city/i, ['Aldorf', 'Brookfield', 'Carlsby', 'Dunmere']],
  [/(^|_)status$/i, ['active', 'pending', 'closed']],
  [/gender/i, ['female', 'male', 'other']],
  [/device|category/i, ['mobile', 'desktop', 'tablet']],
  [/platform/i, ['WEB', 'ANDROID', 'IOS']],
  [/browser/i, ['Chrome', 'Firefox', 'Safari']],
];

/** A text that suits a column's name. `draw` gives numbers from 0 up to 1. */
export function plainText(name: string, draw: (salt: string) => number): string {
  const word = oneOf(words, draw('word')) ?? '';
  const other = oneOf(words, draw('other')) ?? '';
  if (/e?mail/i.test(name)) return `${word}.${other}@example.com`;
  if (/url|link|href|page_location|referrer/i.test(name)) return `https://www.example.com/${word}/${other}?q=${word}`;
  if (/(^|_)(ip|ip_address)$/i.test(name)) return `192.0.2.${Math.floor(draw('ip') * 255)}`;
  if (/phone/i.test(name)) return `+49 555 ${String(Math.floor(draw('phone') * 1e6)).padStart(6, '0')}`;
  const list = byName.find(([pattern]) => pattern.test(name))?.[1];
  return (list && oneOf(list, draw('of'))) ?? (/name|title|description|text/i.test(name) ? `${word} ${other}` : word);
}
