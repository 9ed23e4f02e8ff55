import type { TypeName } from '../ast.ts';
import type { ColumnDefinition } from '../ast-statement.ts';
import { bracketedList, type Cursor, given, looks, parenthesised, take, unexpected } from './cursor.ts';
import { expression } from './expression.ts';
import { ident, skipOne, spelt } from './name.ts';
import { options } from './options.ts';
import { typeName } from './type.ts';

interface Elements {
  readonly columns: readonly ColumnDefinition[];
  /** Table constraints as written. */
  readonly constraints?: readonly string[];
}

/** The columns and constraints of CREATE TABLE; a comma may follow the last. */
export function tableElements(c: Cursor): Elements {
  const columns: ColumnDefinition[] = [];
  const constraints: string[] = [];
  parenthesised<void>(
    c,
    () => {
      do {
        if (looks(c, ')')) break;
        if (startsConstraint(c)) constraints.push(constraint(c));
        else columns.push(column(c));
      } while (take(c, ','));
    },
    () => undefined,
  );
  return constraints.length > 0 ? { columns, constraints } : { columns };
}

const startsConstraint = (c: Cursor): boolean =>
  looks(c, 'PRIMARY', 'KEY') ||
  looks(c, 'FOREIGN', 'KEY') ||
  looks(c, 'CHECK', '(') ||
  (looks(c, 'CONSTRAINT') && ['PRIMARY', 'FOREIGN', 'CHECK', 'IF'].includes(c.words[c.at + 2] ?? ''));

/** Skips a constraint and gives its text. */
function constraint(c: Cursor): string {
  const from = c.at;
  while (c.at < c.tokens.length && !looks(c, ',') && !looks(c, ')') && !looks(c, 'OPTIONS', '(') && !looks(c, ';'))
    skipOne(c);
  return spelt(c, from);
}

/** Columns in brackets, without constraints of the table. */
export const columnList = (c: Cursor): readonly ColumnDefinition[] => bracketedList(c, (at) => column(at));

/** One column; `ends` tells what may follow it beside a comma. */
export function column(c: Cursor, ends = (): boolean => looks(c, ')')): ColumnDefinition {
  const name = ident(c, false, 'the name of a column');
  const bare = looks(c, ',') || looks(c, ')') || looks(c, 'OPTIONS', '(');
  const type: TypeName | undefined = bare ? undefined : typeName(c);
  let required = false;
  let value: ReturnType<typeof expression> | undefined;
  let constraints = '';
  for (let from = -1; from !== c.at; ) {
    from = c.at;
    if (take(c, 'NOT', 'NULL')) required = true;
    else if (take(c, 'DEFAULT')) value = expression(c);
    else if (isColumnConstraint(c)) constraints += `${constraints === '' ? '' : ' '}${constraint(c)}`;
  }
  const settings = options(c);
  if (!looks(c, ',') && !ends()) return unexpected(c, '`,` or `)`');
  return {
    name,
    ...given('type', type),
    required,
    ...given('default', value),
    options: settings,
    ...(constraints === '' ? {} : { constraints }),
  };
}

const isColumnConstraint = (c: Cursor): boolean =>
  looks(c, 'PRIMARY', 'KEY') ||
  looks(c, 'REFERENCES') ||
  looks(c, 'CONSTRAINT') ||
  looks(c, 'GENERATED') ||
  looks(c, 'AS', '(');
