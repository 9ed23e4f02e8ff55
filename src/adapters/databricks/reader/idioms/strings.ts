import { call } from '../make.ts';
import { groupCount, patternOf } from '../regexp.ts';
import { STRING } from '../types/spark.ts';
import { type Idiom, idiom, made, numberIn, textIn, valueIn } from './idiom.ts';

/** Functions of texts. */
export const strings: readonly Idiom[] = [
  {
    shape: 'if(rlike(@a, @p), regexp_extract(@a, @p, @n), NULL)',
    read: (found) => {
      const [v, pattern, text, n] = [
        valueIn(found, 'a'),
        valueIn(found, 'p'),
        textIn(found, 'p'),
        numberIn(found, 'n'),
      ];
      if (v?.t.kind !== 'STRING' || !pattern || text === undefined || n !== groupCount(text) || n > 1) return undefined;
      const re = patternOf(pattern, found.raw, found.r);
      return made(call('REGEXP_EXTRACT', [v.e, re], found.place), STRING, [v]);
    },
  },
  idiom(
    "substring(@a, if(@b < -length(@a), 1, @b), if(@c < 0, raise_error('SUBSTR with a negative number'), CAST(@c AS INT)))",
    ['STRING', 'INT', 'INT'],
    'SUBSTR(@a, @b, @c)',
    STRING,
  ),
];
