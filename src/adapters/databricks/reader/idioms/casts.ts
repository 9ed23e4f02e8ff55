import { plain } from '../../../../compiler/lower/translate/text.ts';
import { floatText, moment, readable } from '../../casts.ts';
import { packedDate } from '../../formats.ts';
import { string } from '../../quoting.ts';
import { fill } from '../template.ts';
import { BOOLEAN, DATE, NTZ, type Spark, STRING, TIMESTAMP } from '../types/spark.ts';
import { type Idiom, idiom, made, valueIn } from './idiom.ts';
import { hole } from './shape.ts';

/** A text as a date or time, of the forms that GoogleSQL reads. */
function moments(name: 'DATE' | 'DATETIME' | 'TIMESTAMP', spark: string, t: Spark): readonly Idiom[] {
  const legal = `@a RLIKE ${string(readable[name] ?? '')}`;
  return [
    idiom(
      `CASE WHEN ${legal} THEN CAST(@a AS ${spark}) WHEN @a IS NOT NULL THEN raise_error('text of this form is not translated as a ${name}') END`,
      ['STRING'],
      `CAST(@a AS ${name})`,
      t,
    ),
    idiom(`CASE WHEN ${legal} THEN try_cast(@a AS ${spark}) END`, ['STRING'], `SAFE_CAST(@a AS ${name})`, t),
  ];
}

const a = hole('a');
const bool = `CASE WHEN lower(@a) = 'true' THEN TRUE WHEN lower(@a) = 'false' THEN FALSE`;
const dashed = `regexp_replace(@a, ${string(packedDate)}, '$1-$2-$3')`;

/** Casts. */
export const casts: readonly Idiom[] = [
  ...moments('DATE', 'DATE', DATE),
  ...moments('DATETIME', 'TIMESTAMP_NTZ', NTZ),
  ...moments('TIMESTAMP', 'TIMESTAMP', TIMESTAMP),
  idiom(plain(floatText(a)), ['DOUBLE'], 'CAST(@a AS STRING)', STRING),
  idiom(plain(moment(a)), ['TIMESTAMP_NTZ'], 'CAST(@a AS STRING)', STRING),
  idiom(`concat(${plain(moment(a))}, '+00')`, ['TIMESTAMP'], 'CAST(@a AS STRING)', STRING),
  {
    shape: `regexp_replace(CAST(@a AS STRING), '[.]?0+$', '')`,
    read: (found) => {
      const v = valueIn(found, 'a');
      return v?.t.kind === 'DECIMAL' && v.t.scale === 9
        ? made(fill(found.r, 'CAST(@a AS STRING)', [v.e], found.place), STRING, [v])
        : undefined;
    },
  },
  idiom(`CAST(${dashed} AS DATE)`, ['STRING'], `PARSE_DATE('%Y%m%d', @a)`, DATE),
  idiom(`try_cast(${dashed} AS DATE)`, ['STRING'], `SAFE.PARSE_DATE('%Y%m%d', @a)`, DATE),
  idiom('validate_utf8(CAST(@a AS STRING))', ['BINARY'], 'CAST(@a AS STRING)', STRING),
  idiom('try_validate_utf8(CAST(@a AS STRING))', ['BINARY'], 'SAFE_CAST(@a AS STRING)', STRING),
  idiom(
    `${bool} WHEN @a IS NOT NULL THEN raise_error('this text is no BOOL') END`,
    ['STRING'],
    'CAST(@a AS BOOL)',
    BOOLEAN,
  ),
  idiom(`${bool} END`, ['STRING'], 'SAFE_CAST(@a AS BOOL)', BOOLEAN),
];
