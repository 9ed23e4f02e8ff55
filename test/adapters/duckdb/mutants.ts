import type { DuckDBConnection } from '@duckdb/node-api';
import { macros } from '../../../src/adapters/duckdb/macros.ts';
import { duckdbRules } from '../../../src/adapters/duckdb/translate.ts';
import { bare, overOf } from '../../../src/compiler/lower/translate/expression.ts';
import type { FunctionRule, Printer } from '../../../src/compiler/lower/translate/rules.ts';
import { commas, type Frag, plain, q } from '../../../src/compiler/lower/translate/text.ts';
import type { Call } from '../../../src/compiler/sql/ast.ts';
import { type Case, duckdbCases, functionsOf, unknownCases, unknownsRow } from '../cases.ts';
import { answerOf, type Canonical } from './canonical.ts';
import { database, duckdbOf } from './database.ts';

/** A way to break a rule. */
export interface Breakage {
  readonly name: string;
  readonly print: (rule: FunctionRule, call: Call, p: Printer) => Frag;
}

/** Text that the wall of the closed world does not look at, so that only the result can tell. */
const own = (part: Frag): Frag => ({ own: plain(part) });

/** The first number that a rule wrote itself, one greater. */
function countedUp(part: Frag): Frag {
  let done = false;
  const change = (one: Frag): Frag => {
    if (typeof one === 'string') {
      if (done) return one;
      return one.replace(/(?<![\w.])\d+(?![\w.])/, (digits) => {
        done = true;
        return String(Number(digits) + 1);
      });
    }
    if (Array.isArray(one)) return one.map(change);
    return 'indent' in one ? { indent: change(one.indent) } : one;
  };
  return change(part);
}

/** Every way in which rules are broken. One that changes no text of any case is no mutant. */
export const breakages: readonly Breakage[] = [
  {
    name: 'the call as it was written',
    print: (_, call, p) =>
      own(
        q`${call.name.toLowerCase()}(${call.distinct ? 'DISTINCT ' : ''}${commas(call.args.map((arg) => bare(arg, p)))})${overOf(call, p)}`,
      ),
  },
  {
    name: 'the first two arguments in each other’s place',
    print: (rule, call, p) => {
      const [first, second, ...rest] = call.args;
      return own(rule.print(first && second ? { ...call, args: [second, first, ...rest] } : call, p));
    },
  },
  {
    name: 'the first argument alone',
    print: (rule, call, p) => {
      const [first] = call.args;
      const made = rule.print(call, p);
      return first ? own(bare(first, p)) : made;
    },
  },
  { name: 'NULL', print: (rule, call, p) => own(q`CASE WHEN FALSE THEN ${rule.print(call, p)} END`) },
  { name: 'a number one greater', print: (rule, call, p) => own(countedUp(rule.print(call, p))) },
];

/** What became of a broken rule: a case that fails, or those that passed all the same. */
export interface Verdict {
  readonly rule: string;
  readonly breakage: string;
  readonly by?: string;
  readonly passed: readonly string[];
}

type Macro = (typeof macros)[number];

const allCases = [...duckdbCases, ...unknownCases];

/** A database that also has the table of the cases over columns of unknown types. */
export async function databaseOfCases(): Promise<DuckDBConnection> {
  const connection = await database();
  await connection.run('CREATE SCHEMA d');
  await connection.run(await duckdbOf(`CREATE TABLE d.unknowns AS ${unknownsRow}`));
  return connection;
}

const casesOf = new Map<string, Case[]>();
for (const one of allCases) {
  for (const name of functionsOf(one.sql)) {
    const known = casesOf.get(name);
    if (known) known.push(one);
    else casesOf.set(name, [one]);
  }
}

/** Doubles may differ in their last two bits, as libraries of mathematics do. */
function rounded(value: Canonical): Canonical {
  if (typeof value === 'number') return Number(value.toPrecision(14));
  return Array.isArray(value) ? value.map(rounded) : value;
}

const textOf = (sql: string): Promise<string | undefined> => duckdbOf(sql).catch(() => undefined);

async function holds(connection: DuckDBConnection, text: string, { rows, error }: Case): Promise<boolean> {
  try {
    const answer = await answerOf(connection, text);
    return !error && JSON.stringify(answer.rows.map(rounded)) === JSON.stringify(rows?.map(rounded));
  } catch (thrown) {
    return error === true && !/^(?:Binder|Parser|Catalog)/.test(thrown instanceof Error ? thrown.message : '');
  }
}

/** The first case that notices a change of the text, or of the database, and those that did not. */
async function judged(
  connection: DuckDBConnection,
  cases: readonly Case[],
  textAfter: (one: Case) => Promise<string | undefined>,
): Promise<Omit<Verdict, 'rule' | 'breakage'>> {
  const passed: string[] = [];
  for (const one of cases) {
    const after = await textAfter(one);
    if (after === 'unchanged') continue;
    if (after === undefined || !(await holds(connection, after, one))) return { by: one.sql, passed };
    passed.push(one.sql);
  }
  return { passed };
}

/** A text without its indentation, which a broken rule does not keep. */
const unindented = (text: string | undefined): string | undefined => text?.replace(/^ +/gm, '');

/** The text of a case while a rule is broken. */
async function brokenText(one: Case, breakIt: () => void, mend: () => void): Promise<string | undefined> {
  const before = await textOf(one.sql);
  breakIt();
  const after = await textOf(one.sql).finally(mend);
  return unindented(after) === unindented(before) ? 'unchanged' : after;
}

const verdict = (rule: string, breakage: string, found: Omit<Verdict, 'rule' | 'breakage'>): Verdict | undefined =>
  found.by === undefined && found.passed.length === 0 ? undefined : { rule, breakage, ...found };

/** Breaks a function of DuckDB's rules in one way and runs its cases; undefined where no case's text changes. */
export async function brokenFunction(
  connection: DuckDBConnection,
  rule: string,
  { name, print }: Breakage,
): Promise<Verdict | undefined> {
  const functions = duckdbRules.functions as Record<string, FunctionRule>;
  const whole = functions[rule];
  if (!whole) throw new Error(`${rule} is no rule`);
  const broken = { ...whole, print: (call: Call, p: Printer) => print(whole, call, p) };
  const put = (standing: FunctionRule) => (): void => {
    functions[rule] = standing;
  };
  const found = await judged(connection, casesOf.get(rule) ?? [], (one) => brokenText(one, put(broken), put(whole)));
  return verdict(rule, name, found);
}

/** What bodies of macros are put in the place of a macro's. */
const bodies: readonly (readonly [name: string, body: (macro: Macro) => string])[] = [
  ['NULL', ({ body }) => `CASE WHEN FALSE THEN ${body} END`],
  ['its first parameter', ({ parameters }) => parameters.split(',')[0] ?? 'NULL'],
];

let written: Promise<ReadonlyMap<Case, string>> | undefined;

/** The texts of all cases, once. */
function writtenCases(): Promise<ReadonlyMap<Case, string>> {
  written ??= Promise.all(allCases.map(async (one) => [one, await textOf(one.sql)] as const)).then(
    (texts) => new Map(texts.flatMap(([one, text]) => (text === undefined ? [] : [[one, text] as const]))),
  );
  return written;
}

/** Breaks a macro in the database in every way, and runs the cases whose text calls it, or calls what calls it. */
export async function brokenMacro(connection: DuckDBConnection, macro: Macro): Promise<readonly Verdict[]> {
  const callers = new Set([macro.name]);
  const calls = (text: string): boolean => [...callers].some((name) => text.includes(`biform.${name}(`));
  for (const { name, body } of macros) if (calls(body)) callers.add(name);
  const texts = new Map([...(await writtenCases())].filter(([, text]) => calls(text)));
  const verdicts: Verdict[] = [];
  const define = (body: string): Promise<unknown> =>
    connection.run(`CREATE OR REPLACE MACRO biform.${macro.name}(${macro.parameters}) AS ${body}`);
  for (const [name, bodyOf] of bodies) {
    if (bodyOf(macro) === macro.body) continue;
    await define(bodyOf(macro));
    const found = await judged(connection, [...texts.keys()], async (one) => texts.get(one));
    await define(macro.body);
    verdicts.push({ rule: macro.name, breakage: name, ...found });
  }
  return verdicts;
}
