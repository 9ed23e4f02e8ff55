import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lex } from '../../../src/compiler/sql/lexer.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import { printStatements } from '../../../src/compiler/sql/print/statement.ts';
import { syntax } from '../../compiler/sql/syntax.ts';
import { queries } from '../../sql-corpus/corpus.ts';
import { tables } from '../../sql-corpus/schema.ts';
import { type Fields, installed, type Server, startServer } from './server.ts';
import { typeProto } from './signatures/pool.ts';

/** The text of the tree alone, without the semicolon behind it. */
const reprinted = (sql: string): string => printStatements(parseStatements(sql).statements, sql).replace(/;$/, '');

/** Hints are not in our tree. */
const hasHint = (sql: string): boolean => sql.includes('@{');

interface Folder {
  readonly name: string;
  readonly table: Fields[];
  readonly catalog: Folder[];
}

/** The tables of the corpus under their last two parts, as folders and as one name. */
function catalog(language: Fields): Fields {
  const folders = new Map<string, Folder>();
  const table: Fields[] = [];
  for (const [i, { name, columns }] of tables.entries()) {
    const [dataset = '', short = ''] = name.split('.').slice(-2);
    const column = columns.map((c) => ({ name: c.name, type: typeProto(c.type), is_pseudo_column: c.pseudo ?? false }));
    const known = folders.get(dataset) ?? { name: dataset, table: [], catalog: [] };
    folders.set(dataset, known);
    known.table.push({ name: short, full_name: short, serialization_id: String(2 * i + 1), column });
    const full = `${dataset}.${short}`;
    table.push({ name: full, full_name: full, serialization_id: String(2 * i + 2), column });
  }
  return { name: 'c', table, catalog: [...folders.values()], builtin_function_options: { language_options: language } };
}

/** What a resolved statement says but for the text it was made from, and places in it. */
const copies: ReadonlySet<string> = new Set(['sql', 'code', 'procedure_body']);
const withoutText = (node: unknown): unknown =>
  JSON.parse(
    JSON.stringify(node, (key, value: unknown) => (copies.has(key) || key.endsWith('_location') ? undefined : value)),
  );

/** Mutants that Google's parser takes and ours does not: each is refused by its analyzer, or has no meaning in BigQuery. */
const explained: readonly (readonly [RegExp, string])[] = [
  [/^Expected a type|^Expected a name, but found `(ANY|ARRAY|STRUCT)/, 'a parameter of a function without a name'],
  [/^Expected `STRUCT` or `VALUE`/, 'SELECT AS the name of a protocol buffer'],
  [/^Expected .*, but found `AS`\.$/, 'an argument of a function with an alias'],
  [/but found `\.`\.$/, 'an extension of a protocol buffer, a path with a gap before a number'],
  [/^Expected an expression, but found `\)`/, '`[OFFSET()]` as a function without arguments'],
  [/^Expected the name of a (table|column)/, 'a number as a name, an empty column'],
  [/^Expected `AS`|is still to come/, 'a function or change without its body or condition'],
];

describe.skipIf(!installed)('GoogleSQL as Google’s analyzer reads it', () => {
  let server: Server;
  let id: string;
  beforeAll(async () => {
    server = await startServer();
    const reply = await server.call('RegisterCatalog', { simple_catalog: catalog(server.language) });
    id = String(reply['registered_id']);
  });
  afterAll(() => server?.stop());

  const options = (): Fields => ({
    language_options: server.language,
    default_timezone: 'UTC',
    allow_undeclared_parameters: true,
  });

  const resolved = async (sql: string): Promise<unknown> => {
    const reply = await server.call('Analyze', {
      sql_statement: sql,
      registered_catalog_id: id,
      options: options(),
    });
    return withoutText(reply['resolved_statement']);
  };

  const parses = async (sql: string): Promise<boolean> => {
    try {
      await server.call('Parse', { sql_statement: sql, options: server.language, allow_script: true });
      return true;
    } catch {
      return false;
    }
  };

  test('a printed query is resolved to the same tree as the author’s', async () => {
    let compared = 0;
    const different: string[] = [];
    for (const { sql, newer, topic } of queries()) {
      if (newer || topic === 'scripts' || hasHint(sql)) continue;
      const original = await resolved(sql).catch(() => undefined);
      if (original === undefined) continue;
      compared += 1;
      const printed = reprinted(sql);
      const again = await resolved(printed).catch((error: unknown) => String(error));
      if (JSON.stringify(again) !== JSON.stringify(original)) different.push(`${sql}\n${printed}`);
    }
    expect(different).toEqual([]);
    console.log(`${compared} queries resolve to the same tree when printed`);
    expect(compared).toBeGreaterThan(400);
  });

  test('what Google’s parser takes, ours takes, and printed it takes it too', async () => {
    let taken = 0;
    for (const { sql } of [...syntax, ...queries()]) {
      if (!(await parses(sql))) continue;
      taken += 1;
      expect(parseStatements(sql).faults, sql).toEqual([]);
      const printed = printStatements(parseStatements(sql).statements, sql);
      expect(await parses(printed), `${sql}\n${printed}`).toBe(true);
    }
    expect(taken).toBeGreaterThan(550);
  });

  test('changed queries are refused and taken as by Google’s parser', async () => {
    const tokensOf = (sql: string): readonly string[] =>
      lex(sql)
        .filter(({ kind }) => kind !== 'space' && kind !== 'comment')
        .map(({ start, end }) => sql.slice(start, end));
    const sources = queries()
      .filter(({ newer }) => !newer)
      .map(({ sql }) => tokensOf(sql));
    const words = sources.flat();
    const change = fc.record({
      source: fc.constantFrom(...sources),
      at: fc.nat(),
      how: fc.constantFrom('delete', 'double', 'swap', 'insert', 'replace'),
      word: fc.constantFrom(...words),
    });
    let [alike, lenient] = [0, 0];
    const strict: string[] = [];
    for (const { source, at, how, word } of fc.sample(change, { numRuns: 4000, seed: 4 })) {
      const tokens = [...source];
      const i = at % tokens.length;
      const own = tokens[i] ?? '';
      if (how === 'delete') tokens.splice(i, 1);
      else if (how === 'double') tokens.splice(i, 0, own);
      else if (how === 'insert') tokens.splice(i, 0, word);
      else if (how === 'replace') tokens[i] = word;
      else tokens.splice(i, 2, ...tokens.slice(i, i + 2).reverse());
      const sql = tokens.join(' ');
      const [fault] = parseStatements(sql).faults;
      if ((await parses(sql)) === (fault === undefined)) alike += 1;
      else if (!fault) lenient += 1;
      else if (!explained.some(([message]) => message.test(fault.message))) strict.push(`${fault.message} ${sql}`);
    }
    console.log(`of 4000 changed queries ${alike} are judged alike, ${lenient} are taken by ours alone`);
    expect(strict).toEqual([]);
    expect(lenient).toBeLessThan(120);
  });
});
