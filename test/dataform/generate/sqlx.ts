import fc from 'fast-check';
import { configEntries, inputLabel, type Kind, testEntries } from './configs.ts';
import { column } from './names.ts';
import { configOf, constant, type Entry, objectOf, printLiteral, rarely, type Text } from './scope.ts';
import { statement } from './sql.ts';

const optionally = (oneIn: number, text: fc.Arbitrary<Text>): fc.Arbitrary<Text | undefined> =>
  rarely(oneIn, fc.constant(undefined), text);

const jsBlock = fc
  .constantFrom(
    'const limit = 10;',
    'const cols = ["id", "day"].join(", ");\n  function twice(x) { return `${x}${x}`; }',
    'const inner = { a: "}", b: \'{\', c: `${"}"}` }; // a } brace',
    'var counter = (typeof counter === "undefined" ? 0 : counter) + 1;',
    '/* } */ let late = () => self();',
    'const fromInclude = require("includes/constants").START;',
  )
  .map(constant);
const brokenJs = fc.constantFrom(
  'const = 1;',
  'return 5;',
  'throw new Error("js block");',
  'const re = /}/;',
  'import x from "y";',
);

const block = (keyword: string, body: fc.Arbitrary<Text>): fc.Arbitrary<Text> =>
  body.map(
    (text): Text =>
      (scope) =>
        `${keyword} {\n${text(scope)}\n}`,
  );

/** Statements between `---` lines. */
const statements = (more: number): fc.Arbitrary<Text> =>
  rarely(
    more,
    statement(''),
    fc.tuple(statement(''), statement(''), fc.constantFrom('\n---\n', '\n  ---  \n', '\n---\n---\n')).map(
      ([a, b, line]): Text =>
        (scope) =>
          a(scope) + line + b(scope),
    ),
  );

const layouts = [
  'config first',
  'config last',
  'config between',
  'no config',
  'two configs',
  'spaceless config',
] as const;

interface Pieces {
  readonly config: readonly Entry[];
  readonly js: Text | undefined;
  readonly brokenJs: string | undefined;
  readonly sql: Text;
  readonly pre: Text | undefined;
  readonly post: Text | undefined;
  readonly where: Text | undefined;
  readonly inputs: readonly { readonly label: Text; readonly body: Text }[];
  readonly layout: (typeof layouts)[number];
  readonly damage: ((file: string) => string) | undefined;
}

const damages: readonly ((file: string) => string)[] = [
  (file) => file.replace('}', ''),
  (file) => file.slice(0, Math.floor(file.length / 2)),
  (file) => file.replace(/\n/g, '\r\n'),
  (file) => `\uFEFF${file}`,
  (file) => file.replace('config {', 'config {,'),
  (file) => file.replace('config {', 'config { type: "nonsense",'),
  () => '',
];

function assemble(type: string | undefined, pieces: Pieces): Text {
  return (scope) => {
    const entries: readonly Entry[] = type === undefined ? pieces.config : [['type', type], ...pieces.config];
    const object = type === 'test' ? objectOf(entries, scope) : configOf(entries, scope);
    const config = `config ${printLiteral(object)}`;
    const js = [pieces.js?.(scope), scope.tidy ? undefined : pieces.brokenJs].flatMap((code) =>
      code === undefined ? [] : [`js {\n  ${code}\n}`],
    );
    const inputs = pieces.inputs.map(({ label, body }) => `input ${label(scope)} {\n${body(scope)}\n}`);
    const rest = [pieces.pre, pieces.where, pieces.post].flatMap((text) => (text ? [text(scope)] : []));
    const sql = pieces.sql(scope);
    const ordered = {
      'config first': [config, ...js, sql, ...rest, ...inputs],
      'config last': [...rest, sql, ...inputs, ...js, config],
      'config between': [...js, ...inputs, sql, config, ...rest],
      'no config': [...js, sql, ...rest, ...inputs],
      'two configs': ['config { type: "view", tags: ["first"] }', config, ...js, ...rest, sql, ...inputs],
      'spaceless config': [config.replace('config {', 'config{'), sql],
    }[scope.tidy && pieces.layout === 'spaceless config' ? 'config first' : pieces.layout];
    const file = `${ordered.join('\n\n')}\n`;
    return pieces.damage && !scope.tidy ? pieces.damage(file) : file;
  };
}

const stores: readonly string[] = ['table', 'view', 'incremental'];

function sqlxOf(type: Kind | 'test' | undefined): fc.Arbitrary<Text> {
  const isStored = type !== undefined && stores.includes(type);
  return fc
    .record<Pieces>({
      config: type === 'test' ? testEntries : configEntries(type ?? 'operations', 'sqlx'),
      js: optionally(6, jsBlock),
      brokenJs: rarely(60, fc.constant(undefined), brokenJs),
      sql:
        type === 'declaration'
          ? fc.constantFrom('', '-- nothing', 'select 1').map(constant)
          : statements(type === 'operations' ? 2 : 60),
      pre: optionally(isStored ? 4 : 80, block('pre_operations', statements(3))),
      post: optionally(isStored ? 4 : 80, block('post_operations', statements(3))),
      where: optionally(
        type === 'incremental' ? 3 : 80,
        block(
          'incremental_where',
          rarely(
            20,
            column.map((name) => constant(`${name} > 1`)),
            statements(2),
          ),
        ),
      ),
      inputs: fc.array(fc.record({ label: inputLabel, body: statements(30) }), { maxLength: type === 'test' ? 3 : 0 }),
      layout: rarely(4, fc.constant('config first' as const), fc.constantFrom(...layouts)),
      damage: rarely(40, fc.constant(undefined), fc.constantFrom(...damages)),
    })
    .map((pieces) => assemble(type, pieces));
}

/** A SQLX file of a kind; without a kind, one whose config names no type. */
export const sqlxFile: Readonly<Record<Kind | 'test' | 'untyped', fc.Arbitrary<Text>>> = {
  table: sqlxOf('table'),
  view: sqlxOf('view'),
  incremental: sqlxOf('incremental'),
  assertion: sqlxOf('assertion'),
  operations: sqlxOf('operations'),
  declaration: sqlxOf('declaration'),
  dataPreparation: sqlxOf('dataPreparation'),
  test: sqlxOf('test'),
  untyped: sqlxOf(undefined),
};
