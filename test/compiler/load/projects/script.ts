import { type Cases, definitions, script } from './case.ts';

/** The functions and chain methods of JavaScript files. */
export const scriptCases: Cases = {
  'publish in all its forms': script(`
    publish("a"); publish("b", "select 1"); publish("c", c => "select " + c.name()); publish("d", { type: "table" });
    publish("e", { type: "incremental", uniqueKey: ["x"] }).query("select 1"); publish("f", { description: "x" });
    publish("g", { type: "view", filename: "other.sql" }); publish("h", { name: "renamed" }); publish("i", { query: "x" });`),
  'publish of another type': script('publish("a", { type: "nonsense" });'),
  'chains of a table': script(`
    publish("a", { type: "table" }).query("select 1").preOps("x").preOps(c => ["y", " ", c.self()]).postOps(["p", "q"])
      .disabled().bigquery({ partitionBy: "d", labels: { a: "b" }, clusterBy: [], requirePartitionFilter: true })
      .tags("t").tags(["t", "u"]).description("d").columns([{ path: ["a"], description: "b" }])
      .database("p2").schema("s2").assertions({ uniqueKey: ["a"], uniqueKeys: [], nonNull: "b" })
      .setDependOnDependencyAssertions(true).where("w").dependencies("a");
    publish("b", { type: "table" }).hermetic(true);`),
  'chains of a view': script(`
    publish("a").query("select 1").bigquery({ labels: { a: "b" } }).tags("t").disabled(false).description("d").schema("s");
    publish("b").materialized(true); publish("c").hermetic(false); publish("d").bigquery({ partitionBy: "x", foo: 1 });
    publish("e").columns({ a: "b" });`),
  'chains of an incremental table': script(`
    const t = publish("a", { type: "incremental" }).query(c => c.incremental() ? "1" : "2").where(c => "x > " + c.name());
    t.protected(); t.uniqueKey(["a"]); t.tags(["x"]); t.disabled();
    publish("b", { type: "incremental", protected: true }).protected(false);`),
  'chains that change the type': script(`
    publish("a", "select 1").type("table"); publish("b", { type: "table", tags: ["x"] }).type("view");
    publish("c", { type: "table" }).type("incremental"); publish("d", { type: "view" }).type("view").query("select 1");
    publish("e").type("nonsense");`),
  'chains that a kind does not have': definitions({
    'a.js': 'publish("a", { type: "table" }).materialized(true);',
    'b.js': 'publish("b").protected();',
    'c.js': 'assert("c").columns({});',
    'd.js': 'declare({ name: "d" }).tags("x");',
    'e.js': 'operate("e").preOps("x");',
    'f.js': 'publish("f").type("table").query("x");',
  }),
  'setters of the context': script(`
    publish("a", { type: "table" }).query(c => c.where("w") + c.preOps("p") + c.postOps("q") + c.disabled() + c.tags(["x"]) +
      c.bigquery({ partitionBy: "y" }) + c.dependencies("b") + "select 1");
    publish("b", c => "select 1" + c.tags("t")); operate("c", c => [c.tags("t"), c.hasOutput(true), c.dependencies("b")]);
    assert("d", c => c.tags(["t"]) + c.dependencies("a")); publish("e", { type: "table" }).query(c => c.type("view") + "x");
    publish("f", c => typeof c.type + typeof c.hasOutput + typeof c.EXPECT + typeof c.apply);`),
  'operate in all its forms': script(`
    operate("a"); operate("b", "select 1"); operate("c", c => ["x", c.name()]); operate("d", { hasOutput: true, columns: [{ path: ["a"] }] });
    operate("e").queries(["a", "b"]).tags(["x", "x"]).disabled().description("d").schema("s").database("p").columns([{ path: ["q"], description: "w" }]);
    operate("f", { description: "x", tags: ["t"] }).queries(c => c.self());`),
  'operate with a list': script('operate("a", ["x", "y"]);'),
  'assert in all its forms': script(`
    assert("a"); assert("b", "select 1"); assert("c", c => c.self()); assert("d", { tags: ["x"], description: "y", metadata: { overview: "z" } });
    assert("e", "x").tags("t").disabled().description("d").schema("s").database("p").dependencies(["b"]);
    assert("f", { disabled: true, hermetic: true, dataset: "q" }).query("x");`),
  'declare in all its forms': script(`
    declare({ name: "a" }); declare({ name: "b", schema: "s", database: "p", columns: { x: "y" } }).description("d").columns([{ path: ["z"] }]);
    declare({ name: "c", dataset: "s", project: "p", tags: ["t"], filename: "f.js" }); declare({ name: "x.y", dataset: "a.b" });`),
  'declare without a name': definitions({
    'a.js': 'declare({ schema: "s" });',
    'b.js': 'declare({ name: "b", foo: 1 });',
    'c.js': 'declare();',
    'd.js': 'declare("d");',
  }),
  'values that are no text': script(`
    publish("a", () => 5); publish("b", () => null); publish("c", () => undefined); publish("d", () => ({ trim: () => "x" }));
    publish("e", "x").preOps(() => 5); publish("f", "x").postOps(() => undefined); operate("g", () => null); operate("h", () => ["a", ""]);
    assert("i", () => 7); publish("j", { type: "incremental" }).preOps(() => null);`),
  'objects that are used twice': script(`
    const bigquery = { partitionBy: "d", labels: { a: "b" } }; const assertions = { uniqueKey: "id", nonNull: "x", rowConditions: ["a"] };
    const columns = { a: "b" }; const extraProperties = { k: "v" };
    publish("a", { type: "table", bigquery, assertions, columns, metadata: { extraProperties } });
    publish("b", { type: "table", bigquery, assertions, columns, metadata: { extraProperties } });
    publish("c", { type: "view", assertions });`),
  'code that is compiled later': script(`
    publish("a", { type: "table" }).jitCode(async jctx => "select 1"); publish("b").jitCode("async () => 'x'");
    publish("c", { type: "incremental" }).jitCode(async (j) => ({ query: "x" })); operate("d").jitCode(async () => ["x"]);
    assert("e").jitCode(async () => "x"); jitData("k", { a: [1, "b", null, true], c: {} }); jitData("l", "text");`),
  'code now and later': definitions({
    'a.js': 'publish("a", "x").jitCode(async () => "y");',
    'b.js': 'publish("b", { type: "table" }).preOps("p").postOps(["q"]).where("w").jitCode(async () => "y");',
    'c.js': 'operate("c", "x").jitCode(async () => "y");',
    'd.js': 'assert("d", "x").jitCode(async () => "y");',
    'e.js': 'jitData("k", 1); jitData("k", 2);',
  }),
  'functions of the session': script(`
    const d = dataform; publish("a", d.compilationSql().sqlString("it's \\\\") + d.compilationSql().resolveTarget({ name: "x" })
      + d.compilationSql().indexAssertion("t", ["a", "b"]) + d.compilationSql().rowConditionsAssertion("t", ["a"])
      + d.finalizeName("n") + d.finalizeSchema("s") + d.finalizeDatabase("p") + JSON.stringify(d.projectConfig) + d.projectConfig.tablePrefix);
    d.publish("b", "x"); publish("c", () => d.resolve("b") + d.actions.length); d.compileError("mine"); d.compileError(new Error("own"), "file.js");`),
  'resolve while files are loaded': script('publish("a", dataform.resolve("b"));'),
  'file names of actions': definitions({
    'a.js': 'require("includes/makes"); require("./lib/more")(); publish("own", "x");',
    'lib/more.js': 'publish("more", "x"); module.exports = () => publish("called", "y");',
    'b.sqlx': 'js { const x = 1 }\nselect 1',
  }),
  'faults of loading': definitions({
    'a.js': 'throw new TypeError("mine");',
    'b.js': 'nothing.x;',
    'c.js': 'throw "text";',
    'd.js': 'throw { message: "m", other: 1 };',
    'e.js': 'publish("e", "x"); throw new Error("late");',
    'f.js': 'undeclared = 1;',
    'g.js': 'const a = 1; a = 2;',
    'h.js': 'require("./missing");',
    'i.js': 'class E extends Error {}; throw new E("e");',
  }),
};
