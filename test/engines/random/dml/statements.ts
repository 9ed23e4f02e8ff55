import fc, { type Arbitrary } from 'fast-check';
import { type Column, type Name, type Table, tables } from './tables.ts';
import { type Range, valuesOver } from './values.ts';

/** A value that goes into a column, or into a field of it. */
export interface Assignment {
  readonly column: Column;
  readonly field?: string;
  readonly value: string;
}

export interface When {
  readonly match: 'MATCHED' | 'NOT MATCHED' | 'NOT MATCHED BY SOURCE';
  readonly and: string | undefined;
  readonly action:
    | { readonly kind: 'update' | 'insert'; readonly set: readonly Assignment[] }
    /** `as`: the columns are listed. */
    | { readonly kind: 'row'; readonly as: readonly Column[] | undefined }
    | { readonly kind: 'delete' };
}

/** Of `d.w` as `T` with a source as `S`. */
export interface Merge {
  readonly source: string;
  readonly on: string;
  readonly whens: readonly When[];
}

/** `merge` is there where the evaluator cannot carry it out. */
export interface Statement {
  readonly table: 'w' | 'u';
  readonly sql: string;
  readonly merge?: Merge;
}

export interface Script {
  readonly w: Table;
  readonly u: Table;
  readonly statements: readonly Statement[];
}

const written = ({ name }: Column): Arbitrary<string> => fc.constantFrom(name, name, name.toUpperCase(), `\`${name}\``);

const list = (columns: readonly Column[]): Arbitrary<string> =>
  fc.tuple(...columns.map(written)).map((names) => names.join(', '));

/** Some columns of a table, in any order. */
const someOf = ({ columns }: Table, minLength = 1): Arbitrary<readonly Column[]> =>
  fc.shuffledSubarray([...columns], { minLength });

const insertValues = (table: Table): Arbitrary<Statement> =>
  fc
    .tuple(fc.oneof(fc.constant(undefined), someOf(table)), fc.integer({ min: 1, max: 3 }))
    .chain(([some, count]) => {
      const columns = some ?? table.columns;
      const of = valuesOver([]);
      const value = ({ name }: Column): Arbitrary<string> =>
        fc.oneof({ weight: 40, arbitrary: of(name) }, { weight: 1, arbitrary: fc.constant('DEFAULT') });
      const row = fc.tuple(...columns.map(value)).map((cells) => `(${cells.join(', ')})`);
      return fc.tuple(
        some ? list(some).map((names) => ` (${names})`) : fc.constant(''),
        fc.array(row, { minLength: count, maxLength: count }),
      );
    })
    .map(([names, rows]) => ({
      table: table.name,
      sql: `INSERT INTO d.${table.name}${names} VALUES ${rows.join(', ')}`,
    }));

const insertQuery = (w: Table, u: Table): Arbitrary<Statement> =>
  fc.tuple(fc.oneof(fc.constant(undefined), someOf(w)), fc.constantFrom('u', 'w')).chain(([some, from]) => {
    const source = from === 'u' ? u : w;
    const of = valuesOver([{ alias: 'S', columns: source.columns }]);
    const into = some ?? w.columns;
    const select = fc
      .tuple(fc.tuple(...into.map(({ name }) => of(name))), of('b'))
      .map(([cells, where]) => `SELECT ${cells.join(', ')} FROM d.${source.name} AS S WHERE ${where}`);
    const alike = into.filter(({ name }) => source.columns.some((c) => c.name === name));
    const named =
      alike.length === into.length
        ? [fc.constant(`SELECT ${into.map((c) => c.name).join(', ')} FROM d.${source.name}`)]
        : [];
    const star = !some && source === w ? [fc.constant('SELECT * FROM d.w')] : [];
    const names = some ? list(some).map((text) => ` (${text})`) : fc.constant('');
    return fc
      .tuple(
        names,
        fc.oneof(
          { weight: 4, arbitrary: select },
          ...[...named, ...star].map((arbitrary) => ({ weight: 1, arbitrary })),
        ),
      )
      .map(([text, query]): Statement => ({ table: 'w', sql: `INSERT d.w${text} ${query}` }));
  });

const fields: Partial<Record<Name, readonly (readonly [string, Name])[]>> = {
  st: [
    ['a', 'i'],
    ['b', 'txt'],
  ],
  sp: [
    ['x', 'i'],
    ['y', 'i'],
  ],
};

/** What SET assigns: other columns each, here and there a field of one. */
const assignments = (w: Table, of: (name: Name) => Arbitrary<string>): Arbitrary<readonly Assignment[]> =>
  fc.shuffledSubarray([...w.columns], { minLength: 1, maxLength: 3 }).chain((some) =>
    fc.tuple(
      ...some.map((column): Arbitrary<Assignment> => {
        const whole = of(column.name).map((value) => ({ column, value }));
        const parts = (fields[column.name] ?? []).map(([field, as]) =>
          of(as).map((value) => ({ column, field, value })),
        );
        return fc.oneof({ weight: 3, arbitrary: whole }, ...parts.map((arbitrary) => ({ weight: 1, arbitrary })));
      }),
    ),
  );

const setText = (set: readonly Assignment[], alias = ''): string =>
  set.map(({ column, field, value }) => `${alias}${column.name}${field ? `.${field}` : ''} = ${value}`).join(', ');

/** What stands in FROM or USING as `S`: its text and columns. */
const sources = (u: Table): Arbitrary<{ readonly text: string; readonly range: Range }> => {
  const columns = u.columns;
  const names = columns.map(({ name }) => name).join(', ');
  const part = columns.filter(({ name }) => name === 'k' || !['li', 'ls', 'st', 'sp'].includes(name));
  const range = (some: Table['columns']): Range => ({ alias: 'S', columns: some });
  const of = valuesOver([{ alias: 'o', columns }]);
  return fc.oneof(
    fc.constant({ text: 'd.u', range: range(columns) }),
    of('b').map((where) => ({ text: `(SELECT ${names} FROM d.u AS o WHERE ${where})`, range: range(columns) })),
    fc.constant({ text: `(SELECT DISTINCT ${part.map(({ name }) => name).join(', ')} FROM d.u)`, range: range(part) }),
    fc.constant({
      text: '(SELECT k, COUNT(*) AS i FROM d.u GROUP BY k)',
      range: range([
        { name: 'k', type: 'INT64' },
        { name: 'i', type: 'INT64' },
      ]),
    }),
  );
};

const update = (w: Table): Arbitrary<Statement> => {
  const of = valuesOver([{ alias: 'w', columns: w.columns }]);
  return fc.tuple(assignments(w, of), of('b'), fc.constantFrom('', 'w.')).map(([set, where, alias]) => ({
    table: 'w',
    sql: `UPDATE d.w SET ${setText(set, alias)} WHERE ${where}`,
  }));
};

const updateFrom = (w: Table, u: Table): Arbitrary<Statement> =>
  sources(u).chain(({ text, range }) => {
    const of = valuesOver([{ alias: 'T', columns: w.columns }, range]);
    const and = fc.oneof({ weight: 2, arbitrary: fc.constant('TRUE') }, { weight: 1, arbitrary: of('b') });
    return fc.tuple(assignments(w, of), and, fc.constantFrom('', 'T.')).map(
      ([set, where, alias]): Statement => ({
        table: 'w',
        sql: `UPDATE d.w AS T SET ${setText(set, alias)} FROM ${text} AS S WHERE T.k = S.k AND ${where}`,
      }),
    );
  });

const remove = (w: Table): Arbitrary<Statement> =>
  valuesOver([{ alias: 'T', columns: w.columns }])('b').map((where) => ({
    table: 'w',
    sql: `DELETE FROM d.w AS T WHERE ${where}`,
  }));

const whenText = ({ match, and, action }: When): string => {
  const head = `WHEN ${match}${and === undefined ? '' : ` AND ${and}`} THEN`;
  if (action.kind === 'delete') return `${head} DELETE`;
  if (action.kind === 'update') return `${head} UPDATE SET ${setText(action.set)}`;
  if (action.kind === 'row')
    return `${head} INSERT ${action.as ? `(${action.as.map(({ name }) => name).join(', ')}) ` : ''}ROW`;
  return `${head} INSERT (${action.set.map(({ column }) => column.name).join(', ')}) VALUES (${action.set.map(({ value }) => value).join(', ')})`;
};

function whens(w: Table, range: Range): Arbitrary<When> {
  const target: Range = { alias: 'T', columns: w.columns };
  const seen = { MATCHED: [target, range], 'NOT MATCHED': [range], 'NOT MATCHED BY SOURCE': [target] } as const;
  return fc
    .constantFrom('MATCHED' as const, 'NOT MATCHED' as const, 'NOT MATCHED BY SOURCE' as const)
    .chain((match) => {
      const of = valuesOver(seen[match]);
      const and = fc.oneof(fc.constant(undefined), of('b'));
      const into = range.columns.map(({ name }) => w.columns.find((c) => c.name === name));
      const as = into.flatMap((column) => (column ? [column] : []));
      const isWhole =
        as.length === into.length && as.length === w.columns.length && as.every((c, i) => c === w.columns[i]);
      const insert = someOf(w)
        .chain((some) =>
          fc.tuple(...some.map((column) => of(column.name).map((value): Assignment => ({ column, value })))),
        )
        .map((set): When['action'] => ({ kind: 'insert', set }));
      const row =
        as.length === into.length ? [fc.constant<When['action']>({ kind: 'row', as: isWhole ? undefined : as })] : [];
      const change = fc.oneof(
        { weight: 3, arbitrary: assignments(w, of).map((set): When['action'] => ({ kind: 'update', set })) },
        { weight: 1, arbitrary: fc.constant<When['action']>({ kind: 'delete' }) },
      );
      const action = match === 'NOT MATCHED' ? fc.oneof(insert, ...row) : change;
      return fc.tuple(and, action).map(([condition, done]): When => ({ match, and: condition, action: done }));
    });
}

const merge = (w: Table, u: Table): Arbitrary<Statement> =>
  sources(u).chain(({ text, range }) => {
    const of = valuesOver([{ alias: 'T', columns: w.columns }, range]);
    const on = fc.oneof(
      { weight: 4, arbitrary: fc.constant('T.k = S.k') },
      { weight: 1, arbitrary: fc.constantFrom('FALSE', 'T.k = S.k + 1', 'T.k IS NOT DISTINCT FROM S.k') },
      { weight: 1, arbitrary: of('b').map((more) => `T.k = S.k AND ${more}`) },
    );
    return fc.tuple(on, fc.array(whens(w, range), { minLength: 1, maxLength: 4 })).map(
      ([condition, list]): Statement => ({
        table: 'w',
        sql: `MERGE d.w AS T USING ${text} AS S ON ${condition} ${list.map(whenText).join(' ')}`,
        merge: { source: text, on: condition, whens: list },
      }),
    );
  });

/** Two tables, rows for each, and statements that change the first. `typed`: for translations that know their types. */
export const scripts = (typed: boolean): Arbitrary<Script> =>
  tables(typed).chain(({ w, u }) =>
    fc
      .record({
        rows: fc.tuple(insertValues(w), insertValues(w), insertValues(u), insertValues(u)),
        changes: fc.array(
          fc.oneof(
            { weight: 1, arbitrary: insertValues(w) },
            { weight: 2, arbitrary: insertQuery(w, u) },
            { weight: 2, arbitrary: update(w) },
            { weight: 2, arbitrary: updateFrom(w, u) },
            { weight: 1, arbitrary: remove(w) },
            { weight: 4, arbitrary: merge(w, u) },
          ),
          { minLength: 3, maxLength: 6 },
        ),
      })
      .map(({ rows, changes }) => ({ w, u, statements: [...rows, ...changes] })),
  );
