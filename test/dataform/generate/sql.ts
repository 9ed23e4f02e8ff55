import fc from 'fast-check';
import { column } from './names.ts';
import {
  constant,
  dotted,
  legacyTargetLiteral,
  type Named,
  number,
  printLiteral,
  rarely,
  type Text,
  targetLiteral,
} from './scope.ts';

const quoted = (parts: readonly string[]): string => parts.map((part) => JSON.stringify(part)).join(', ');
const present = (parts: readonly (string | undefined)[]): string[] => parts.filter((part) => part !== undefined);

type RefForm = (to: Named) => string;
const refForms: readonly RefForm[] = [
  (to) => JSON.stringify(to.name),
  (to) => quoted(present([to.dataset, to.name])),
  (to) => quoted(present([to.project, to.dataset, to.name])),
  (to) => `[${quoted(present([to.dataset, to.name]))}]`,
  (to) => printLiteral(legacyTargetLiteral(to)),
  (to) => printLiteral(targetLiteral(to)),
  (to) => printLiteral({ ...legacyTargetLiteral(to), includeDependentAssertions: true }),
  (to) => printLiteral({ name: to.name, includeDependentAssertions: true }),
  (to) => printLiteral({ name: to.name, includeDependentAssertions: false }),
];
const brokenRefForms: readonly RefForm[] = [
  (to) => JSON.stringify(dotted(to)),
  (to) => quoted([to.name, 'nowhere']),
  () => '"missing"',
  () => '',
  () => '{}',
  () => '["a", 1]',
  () => '"a", "b", "c", "d"',
  () => 'null',
  () => '{ schema: "staging" }',
  (to) => `[${JSON.stringify(to.name)}], "x"`,
];

/** The arguments of ref() or resolve(). */
export const refArguments: fc.Arbitrary<Text> = fc
  .record({
    n: number,
    form: fc.constantFrom(...refForms),
    broken: rarely(12, fc.constant(undefined), fc.constantFrom(...brokenRefForms)),
  })
  .map(
    ({ n, form, broken }) =>
      (scope) =>
        (scope.tidy || !broken ? form : broken)(scope.pick(n)),
  );

/** A relation in FROM, `receiver` being what ref() is a method of (`ctx.` in JavaScript, nothing in SQLX). */
export const relation = (receiver: string): fc.Arbitrary<Text> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: refArguments.map(
        (args): Text =>
          (scope) =>
            `\${${receiver}ref(${args(scope)})}`,
      ),
    },
    {
      weight: 1,
      arbitrary: refArguments.map(
        (args): Text =>
          (scope) =>
            `\${${receiver}resolve(${args(scope)})}`,
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom('`raw.events`', 'unnest([1, 2])').map(constant) },
  );

const odd: readonly string[] = [
  "'it\\'s'",
  '"double \\" quote"',
  "r'\\d+\\s'",
  "'''triple ' quote'''",
  '"""triple " quote"""',
  "'C:\\\\dir'",
  '`back-tick`.`x`',
  "'`'",
  "'$'",
  '$1',
  '{ }',
  "regexp_extract(x, '\\\\.(\\\\w+)$')",
  '/* block `tick` comment */ 1',
  '1 -- a comment with `tick` and ${not.evaluated}\n',
  '1 -- it is fine\n',
  '1 # hash\n',
  '"a" || \'b\'',
  "'${1 + 1}'",
  '"${1 + 1}"',
  '`${"x"}`',
  'é, "日本"',
  '1 /* unterminated-looking * / */',
  "'multi\nline'",
];
const brokenText: readonly string[] = [
  "'unterminated",
  '${ unclosed',
  '-- \\u00 bad escape\n',
  '-- \\d and \\x41 and C:\\new\n',
  '${undefinedName}',
  '${null.x}',
  '${(() => { throw new Error("thrown by the author") })()}',
  '/* not closed',
  '`',
];
const contextCalls = (receiver: string): readonly string[] => [
  `\${${receiver}self()}`,
  `\${${receiver}name()}`,
  `\${${receiver}schema()}`,
  `\${${receiver}database()}`,
  `\${${receiver}when(true, "yes", "no")}`,
  `\${${receiver}when(false, "yes")}`,
  `\${${receiver}incremental()}`,
  `\${${receiver}when(${receiver}incremental(), \`where day > (select max(day) from \${${receiver}self()})\`)}`,
];
const globals: readonly string[] = [
  '${dataform.projectConfig.defaultDatabase}',
  '${dataform.projectConfig.vars && dataform.projectConfig.vars.env}',
  '${constants.START}',
  '${constants.list.map(c => `cast(${c} as string)`).join(", ")}',
  '${functions.cents("amount")}',
  '${[1, 2].map(x => `${x}`)}',
  '${undefined}',
  '${{}}',
];

const expression = (receiver: string): fc.Arbitrary<Text> =>
  fc.oneof(
    { weight: 6, arbitrary: column.map(constant) },
    { weight: 3, arbitrary: fc.constantFrom(...odd).map(constant) },
    { weight: 2, arbitrary: fc.constantFrom(...contextCalls(receiver)).map(constant) },
    { weight: 2, arbitrary: fc.constantFrom(...globals).map(constant) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...brokenText).map(
        (text): Text =>
          (scope) =>
            scope.tidy ? '1' : text,
      ),
    },
  );

/** One SQL statement, without the text of a surrounding template. */
export const statement = (receiver: string): fc.Arbitrary<Text> =>
  fc
    .record({
      expressions: fc.array(expression(receiver), { minLength: 1, maxLength: 3 }),
      from: fc.array(relation(receiver), { maxLength: 2 }),
      layout: fc.constantFrom('select ', 'SELECT\n  ', '\n\nwith x as (select 1)\nselect '),
      end: rarely(15, fc.constantFrom('', '\n', ' '), fc.constantFrom(';', '; \n')),
    })
    .map(({ expressions, from, layout, end }) => (scope) => {
      const select = layout + expressions.map((text) => text(scope)).join(', ');
      const relations = from.map((text) => text(scope)).join(' join ');
      return `${select}${relations ? `\nfrom ${relations}` : ''}${scope.tidy ? end.replace(';', '') : end}`;
    });

const oddContextables: readonly string[] = [
  'ctx => undefined',
  'ctx => 5',
  'undefined',
  'null',
  '""',
  '() => ""',
  'ctx => { throw new Error("no query today") }',
  'ctx => { throw "just a string" }',
  'ctx => ["select 1", "select 2"]',
  'async ctx => "select 1"',
  'ctx => ctx.nothing()',
];

/** A statement as JavaScript: a string, a template, or a function of the context. */
export const contextable: fc.Arbitrary<Text> = fc.oneof(
  {
    weight: 4,
    arbitrary: statement('ctx.').map(
      (text): Text =>
        (scope) =>
          `ctx => \`${escapeTicks(text(scope))}\``,
    ),
  },
  { weight: 2, arbitrary: column.map((name) => constant(`"select ${name}"`)) },
  {
    weight: 1,
    arbitrary: refArguments.map(
      (args): Text =>
        (scope) =>
          `(c) => "select * from " + c.ref(${args(scope)})`,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...oddContextables).map(
      (text): Text =>
        (scope) =>
          scope.tidy ? '"select 1"' : text,
    ),
  },
);

/** Inside a JavaScript template, ticks of the SQL must be escaped; those within `${}` must not. */
function escapeTicks(sql: string): string {
  let depth = 0;
  return sql.replace(/\$\{|\}|`/g, (mark) => {
    if (mark === '${') depth++;
    else if (mark === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0) return '\\`';
    return mark;
  });
}
