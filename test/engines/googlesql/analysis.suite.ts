import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Compared,
  compareQueries,
  nameOf,
  type Tried,
  tryFaults,
  tryMutants,
  tryProbes,
} from '../../sql-corpus/conformance.ts';
import { knownMisses } from '../../sql-corpus/known-misses.ts';
import { type Analyzer, startAnalyzer } from './analyzer.ts';
import { installed } from './server.ts';

const seed = Number(process.env['FC_SEED'] ?? 1);
const names = (list: readonly string[]): readonly string[] => [...new Set(list)].sort();

const covers = (miss: (typeof knownMisses.mutants)[number], { name, refused = '' }: Tried): boolean =>
  (miss.query ?? name) === name && refused.includes(miss.says);

describe.skipIf(!installed)('our analysis beside Google’s analyzer', () => {
  let analyzer: Analyzer;
  let compared: readonly Compared[] = [];
  let tried: readonly Tried[] = [];
  let mutated: readonly Tried[] = [];
  beforeAll(async () => {
    analyzer = await startAnalyzer();
    compared = await compareQueries(analyzer);
    tried = await tryFaults(analyzer);
    mutated = await tryMutants(analyzer, 3, seed);
  }, 200_000);
  afterAll(() => analyzer?.stop());

  test('the analyzer accepts at least 400 queries of the corpus; at most 1 % are newer than it', () => {
    const newer = compared.filter(({ query }) => query.newer);
    expect(
      compared
        .filter(({ refused, query }) => refused && !query.newer)
        .map(({ query, refused }) => [nameOf(query), refused]),
    ).toEqual([]);
    expect(newer.filter(({ refused }) => !refused)).toEqual([]);
    expect(compared.length).toBeGreaterThan(400);
    expect(newer.length / compared.length).toBeLessThanOrEqual(0.01);
  });

  test('columns have the analyzer’s names and types; those that are unknown are listed', () => {
    const all = compared.flatMap(({ columns = [] }) => columns).length;
    const different = compared.flatMap(({ query, different }) =>
      different.map((one) => ({ query: nameOf(query), ...one })),
    );
    expect(different.filter(({ kind }) => kind !== 'unknown')).toEqual([]);
    expect(names(different.map(({ query }) => query))).toEqual(names(knownMisses.columns.map(({ query }) => query)));
    expect(all).toBeGreaterThan(1500);
    expect(different.length / all).toBeLessThanOrEqual(0.005);
  });

  test('valid queries get no finding but those that are listed', () => {
    const findings = compared.filter(({ ours }) => ours.found.length > 0).map(({ query }) => nameOf(query));
    expect(names(findings)).toEqual(names(knownMisses.findings.map(({ query }) => query)));
    expect(findings.length / compared.length).toBeLessThanOrEqual(0.002);
  });

  test('the analyzer refuses at least 300 faults of 12 classes, and no fault is a syntax error', () => {
    expect(
      tried.filter(({ refused }) => !refused || refused.startsWith('Syntax error')).map(({ name }) => name),
    ).toEqual([]);
    expect(tried.length).toBeGreaterThan(300);
    expect(new Set(tried.map(({ name }) => name.slice(0, name.indexOf(':')))).size).toBe(12);
  });

  test('faults are found at the wrong token; those that are not are listed', () => {
    const missed = tried.filter(({ hit }) => !hit).map(({ name }) => name);
    expect(names(missed)).toEqual(names(knownMisses.faults.map(({ fault }) => fault)));
    expect(missed.length / tried.length).toBeLessThanOrEqual(0.03);
  });

  test('short statements, right and wrong, get the analyzer’s verdict and columns but those that are listed', async () => {
    const { refused, accepted, different } = await tryProbes(analyzer);
    const listed = knownMisses.probes.map(({ sql }) => sql);
    expect(different.filter(({ sql }) => !listed.includes(sql))).toEqual([]);
    expect(listed.filter((sql) => !different.some((one) => one.sql === sql))).toEqual([]);
    expect(Math.min(refused, accepted)).toBeGreaterThan(100);
  });

  test('faults made by mutation are found at their place; reasons of those that are not are listed', () => {
    const refused = mutated.filter((one) => one.refused);
    const missed = refused.filter(({ hit }) => !hit);
    const known = (one: Tried): boolean => knownMisses.mutants.some((miss) => covers(miss, one));
    expect(missed.filter((one) => !known(one)).map(({ name, refused, sql }) => [name, refused, sql])).toEqual([]);
    expect(refused.length).toBeGreaterThan(800);
    expect(missed.length / refused.length).toBeLessThanOrEqual(0.03);
  });

  test('mutated queries that the analyzer accepts get no finding but those that are listed', () => {
    const accepted = mutated.filter((one) => !one.refused);
    const known = (name: string, message: string): boolean =>
      knownMisses.accepted.some(({ query, finds }) => query === name && message.includes(finds));
    const wrong = accepted.filter(({ name, found }) => found.some(({ message }) => !known(name, message)));
    expect(wrong.map(({ name, found, sql }) => [name, found, sql])).toEqual([]);
    expect(accepted.length).toBeGreaterThan(50);
  });

  test('every listed miss of a mutated query is one', () => {
    const missed = mutated.filter(({ refused, hit }) => refused && !hit);
    const idle = knownMisses.mutants.filter((miss) => !missed.some((one) => covers(miss, one)));
    expect(seed === 1 ? idle : []).toEqual([]);
  });
});
