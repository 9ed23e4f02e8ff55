import { kindOfType } from '../../compiler/lower/translate/kind.ts';
import type { Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Expr } from '../../compiler/sql/ast.ts';
import { string } from './quoting.ts';

/** Elements of GoogleSQL's CAST formats in strftime's. Source: GoogleSQL "Format clause for CAST". */
const elements: Readonly<Record<string, string>> = {
  YYYY: '%Y',
  MM: '%m',
  DD: '%d',
  HH24: '%H',
  MI: '%M',
  SS: '%S',
};

const element = /YYYY|MM|DD|HH24|MI|SS|[-./,: ]/giy;

/** A CAST format as strftime's; undefined for one with other elements. */
function strftimeOf(format: string): string | undefined {
  let made = '';
  element.lastIndex = 0;
  while (element.lastIndex < format.length) {
    const [found] = element.exec(format) ?? [];
    if (found === undefined) return undefined;
    made += elements[found.toUpperCase()] ?? found;
  }
  return made;
}

/** `CAST(x AS STRING FORMAT '..')` of a date or civil time. */
export function castByFormat(e: Extract<Expr, { kind: 'cast' }>, format: Expr, p: Printer): Frag {
  const refused = () => p.refuse(format, 'this CAST with FORMAT', 'FORMAT_DATE and PARSE_DATE do the same.');
  const made = format.kind === 'string' ? strftimeOf(format.value) : undefined;
  const source = p.kind(e.of);
  if (made === undefined || e.zone || e.safe || kindOfType(e.type) !== 'STRING') return refused();
  if (source === 'DATE' && /%[HMS]/.test(made)) return refused();
  if (source === 'DATE' || source === 'DATETIME') return q`strftime(${p.expr(e.of)}, ${string(made)})`;
  return source === 'TIMESTAMP' ? q`strftime(biform.bf_naive(${p.expr(e.of)}), ${string(made)})` : refused();
}
