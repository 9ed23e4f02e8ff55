import fc from 'fast-check';
import { configEntries, type Kind } from './configs.ts';
import { tag } from './names.ts';
import {
  configOf,
  constant,
  type Entry,
  legacyTargetLiteral,
  number,
  printLiteral,
  rarely,
  type Text,
} from './scope.ts';
import { contextable, refArguments } from './sql.ts';

type Links = Readonly<Record<string, fc.Arbitrary<Text>>>;

const given = (...values: readonly string[]): fc.Arbitrary<Text> => fc.constantFrom(...values).map(constant);
const dependency: fc.Arbitrary<Text> = fc.oneof(
  number.map(
    (n): Text =>
      (scope) =>
        JSON.stringify(scope.pick(n).name),
  ),
  number.map(
    (n): Text =>
      (scope) =>
        printLiteral([legacyTargetLiteral(scope.pick(n))]),
  ),
  number.map(
    (n): Text =>
      (scope) =>
        printLiteral([
          scope.pick(n).name,
          { ...legacyTargetLiteral(scope.pick(n + 1)), includeDependentAssertions: true },
        ]),
  ),
);
const operations: fc.Arbitrary<Text> = fc.oneof(
  contextable,
  fc.tuple(contextable, contextable).map(
    ([a, b]): Text =>
      (scope) =>
        `[${a(scope)}, ${b(scope)}]`,
  ),
  fc.tuple(refArguments, refArguments).map(
    ([a, b]): Text =>
      (scope) =>
        `ctx => ["x " + ctx.ref(${a(scope)}), \`y \${ctx.resolve(${b(scope)})}\`]`,
  ),
);

const common: Links = {
  tags: fc.oneof(
    tag.map((name) => constant(JSON.stringify(name))),
    given('["a", "a", "b"]', '[]'),
  ),
  dependencies: dependency,
  description: given('"said in a chain"', '""', 'undefined'),
  database: given('"acme-ref"'),
  schema: given('"marts"', '"a.b"'),
  disabled: given('', 'true', 'false'),
};
const stored: Links = {
  ...common,
  columns: given('[{ path: ["id"], description: "key" }]', '{ id: "key" }', '[]'),
  bigquery: given('{ partitionBy: "day", labels: { a: "b" } }', '{ clusterBy: ["id"] }', '{}', '{ foo: 1 }'),
  assertions: given(
    '{ uniqueKey: ["id"] }',
    '{ nonNull: ["id"], rowConditions: ["a > 1"] }',
    '{ uniqueKeys: [{ uniqueKey: ["a"] }] }',
    '{ nonNull: "id" }',
  ),
  preOps: operations,
  postOps: operations,
  where: contextable,
  setDependOnDependencyAssertions: given('true', 'false'),
  type: given('"table"', '"view"', '"incremental"', '"inline"'),
  hermetic: given('true', 'false'),
  query: contextable,
};
const linksOf: Readonly<Record<'table' | 'view' | 'incremental' | 'assertion' | 'operations' | 'declaration', Links>> =
  {
    table: { ...stored, requirePartitionFilter: given('true') },
    view: { ...stored, materialized: given('true', 'false') },
    incremental: { ...stored, protected: given('', 'true', 'false'), uniqueKey: given('["id"]', '"id"') },
    assertion: { ...common, query: contextable, hermetic: given('true') },
    operations: {
      ...common,
      queries: operations,
      hasOutput: given('true', 'false'),
      columns: given('[{ path: ["id"] }]'),
      hermetic: given('true'),
      setDependOnDependencyAssertions: given('true'),
    },
    declaration: {
      description: given('"a source"'),
      columns: given('[{ path: ["id"], description: "key" }]', '{ id: "key" }'),
    },
  };
const jit = given('async jctx => `select 1`', '"async (jctx) => { return { query: \\"select 1\\" }; }"');

/** Methods that end a chain, or move the action away from where others look for it. */
const untidy = ['schema', 'database', 'type', 'hermetic', 'uniqueKey', 'requirePartitionFilter'];

const chain = (links: Links, max: number): fc.Arbitrary<Text> =>
  fc
    .array(
      fc.oneof(
        ...Object.entries(links).map(([method, args]) =>
          args.map(
            (text): Text =>
              (scope) =>
                scope.tidy && untidy.includes(method) ? '' : `\n  .${method}(${text(scope)})`,
          ),
        ),
      ),
      { maxLength: max },
    )
    .map(
      (texts): Text =>
        (scope) =>
          texts.map((text) => text(scope)).join(''),
    );

const place: Text = ({ self }) => (self.dataset === undefined ? '' : `.schema(${JSON.stringify(self.dataset)})`);
const name = (scope: { readonly self: { readonly name: string } }): string => JSON.stringify(scope.self.name);
const config =
  (entries: readonly Entry[]): Text =>
  (scope) =>
    printLiteral(
      configOf(
        entries.filter(([key]) => key !== 'name'),
        scope,
      ),
    );

function publish(kind: 'table' | 'view' | 'incremental'): fc.Arbitrary<Text> {
  const typed = configEntries(kind, 'js').map((entries): readonly Entry[] => [['type', kind], ...entries]);
  const query = rarely(
    20,
    contextable.map(
      (text): Text =>
        (scope) =>
          `.query(${text(scope)})`,
    ),
    jit.map(
      (text): Text =>
        (scope) =>
          `.jitCode(${text(scope)})`,
    ),
  );
  const full: fc.Arbitrary<Text> = fc
    .tuple(typed, rarely(10, query, fc.constant(constant(''))), chain(linksOf[kind], 2))
    .map(
      ([entries, body, links]) =>
        (scope) =>
          `publish(${name(scope)}, ${config(entries)(scope)})${body(scope)}${links(scope)};`,
    );
  const short: fc.Arbitrary<Text> = fc.tuple(contextable, chain(linksOf.view, 3)).map(
    ([body, links]) =>
      (scope) =>
        `publish(${name(scope)}, ${body(scope)})${place(scope)}${links(scope)};`,
  );
  const bare: fc.Arbitrary<Text> = fc.tuple(chain(linksOf.view, 4)).map(
    ([links]) =>
      (scope) =>
        `publish(${name(scope)})${place(scope)}${links(scope)};`,
  );
  return kind === 'view'
    ? fc.oneof({ weight: 4, arbitrary: full }, { weight: 3, arbitrary: short }, { weight: 1, arbitrary: bare })
    : full;
}

const simple = (
  call: string,
  kind: 'assertion' | 'operations',
  body: fc.Arbitrary<Text>,
  method: string,
): fc.Arbitrary<Text> =>
  fc.oneof(
    fc.tuple(body, chain(linksOf[kind], 3)).map(
      ([text, links]): Text =>
        (scope) =>
          `${call}(${name(scope)}, ${text(scope)})${links(scope)};`,
    ),
    fc.tuple(configEntries(kind, 'js'), body, chain(linksOf[kind], 2)).map(
      ([entries, text, links]): Text =>
        (scope) =>
          `${call}(${name(scope)}, ${config(entries)(scope)}).${method}(${text(scope)})${links(scope)};`,
    ),
    fc.tuple(jit, chain(common, 1)).map(
      ([text, links]): Text =>
        (scope) =>
          `${call}(${name(scope)})${links(scope)}.jitCode(${text(scope)});`,
    ),
  );

const declaration: fc.Arbitrary<Text> = fc
  .tuple(
    configEntries('declaration', 'js'),
    chain(linksOf.declaration, 1),
    rarely(20, fc.constant(true), fc.constant(false)),
  )
  .map(([entries, links, isNamed]) => (scope) => {
    const object = configOf(
      entries.filter(([key]) => key !== 'name'),
      scope,
    );
    return `declare(${printLiteral(isNamed || scope.tidy ? { ...object, name: scope.self.name } : object)})${links(scope)};`;
  });

const unitTest: fc.Arbitrary<Text> = fc
  .record({
    of: number,
    inputs: fc.array(fc.tuple(number, fc.constantFrom('"select 1 as id"', 'ctx => "select 2"', '""')), {
      maxLength: 3,
    }),
    expected: fc.constantFrom('"select 3"', '() => `select 4`', '""', 'undefined'),
    extra: rarely(
      12,
      fc.constant(''),
      fc.constantFrom('.config({ tags: ["x"] })', '.config({ nothing: 1 })', '.setFilename("elsewhere.js")'),
    ),
  })
  .map(({ of, inputs, expected, extra }) => (scope) => {
    const given = inputs.map(([n, query]) => `\n  .input(${JSON.stringify(scope.pick(n).name)}, ${query})`).join('');
    const answer = scope.tidy && /""|undefined/.test(expected) ? '"select 3"' : expected;
    return `test(${name(scope)}).dataset(${JSON.stringify(scope.pick(of).name)})${given}\n  .expect(${answer})${extra};`;
  });

const notebook: fc.Arbitrary<Text> = fc
  .tuple(configEntries('notebook', 'js'), fc.boolean())
  .map(([entries, own]) => (scope) => {
    const object = printLiteral({ ...configOf(entries, scope), filename: 'definitions/notebooks/report.ipynb' });
    return `notebook(${object})${own ? '.ipynb({ cells: [] })' : ''};`;
  });

const others: fc.Arbitrary<Text> = fc.oneof(
  given(
    'jitData("key", { a: [1, null, "x"], b: true });',
    'jitData("twice", 1); jitData("twice", 2);',
    'publish("with_contents", getContents("notes.md"));',
    'getContents("absent.md");',
    'getContents("../../../outside.md");',
    'getContents("shared.js");',
    'for (const i of constants.list) { publish(`loop_${i}`, ctx => `select ${i} from ${ctx.self()}`); }',
    'const made = functions.make("from_include");',
    'operate("echo", dataform.projectConfig.defaultSchema || "none");',
    'require("./shared");',
    'const { START } = require("includes/constants"); publish("started", `select "${START}"`);',
    'const nested = require("includes/nested/deep"); operate("deep", nested.sql);',
    'publish("typed_in_query", ctx => { ctx.type("table"); return "select 1"; });',
    'publish("via_context", ctx => ctx.tags(["t"]) + ctx.description("x"));',
    'publish("set_up", ctx => `${ctx.disabled()}${ctx.dependencies(["orders"])}select 1`);',
    'throw new Error("the file gives up");',
    'undefinedFunction();',
    'publish();',
    'publish("odd", 5);',
    'publish("odd_type", { type: "materialized" });',
    'operate("list", ["select 1", "select 2"]);',
    'assert("no_query");',
    'declare({ name: "with_type", type: "declaration" });',
    'operate("no_queries");',
    'session.publish("x");',
    'let x = ;',
    'publish("resolved", dataform.resolve ? "yes" : "no");',
    'Object.freeze(dataform.projectConfig);',
    '"use strict"; undeclared = 1;',
    'function twice() { return 2 } publish("hoisted", () => `select ${twice()}`);',
  ),
  refArguments.map(
    (args): Text =>
      (scope) =>
        `publish("early", \`select * from \${dataform.resolve(${args(scope)})}\`);`,
  ),
);

/** A statement of a definitions/*.js file that makes an action of a kind. */
export const jsStatement: Readonly<
  Record<Exclude<Kind, 'dataPreparation'> | 'test' | 'notebook' | 'other', fc.Arbitrary<Text>>
> = {
  table: publish('table'),
  view: publish('view'),
  incremental: publish('incremental'),
  assertion: simple('assert', 'assertion', contextable, 'query'),
  operations: simple('operate', 'operations', operations, 'queries'),
  declaration,
  test: unitTest,
  notebook,
  other: others,
};
