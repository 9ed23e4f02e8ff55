import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emitSqlx, emitText } from '../../../src/compiler/sqlx/emit.ts';
import { tidySqlx, wildSqlx } from './generate.ts';

test.each([
  ['closed', tidySqlx],
  ['broken', wildSqlx],
])('the text alone is the text with origins, for random %s SQLX', (_name, sources) => {
  fc.assert(
    fc.property(sources, (source) => {
      const { text, fault } = emitSqlx(source, 'definitions/a.sqlx');
      expect(emitText(source, 'definitions/a.sqlx')).toEqual(fault ? { text, fault } : { text });
    }),
    { numRuns: 3000 },
  );
});
