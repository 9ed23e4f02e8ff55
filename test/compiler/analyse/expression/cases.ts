import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog, TableSchema } from '../../../../src/compiler/analyse/model/catalog.ts';
import { parseType } from '../../../../src/compiler/analyse/types/text.ts';

/** A line `SQL :: what becomes of it` of a file of cases; wrong tokens stand in `⟦⟧`. */
export interface Case {
  readonly topic: string;
  readonly marked: string;
  /** A type, `ok`, or the codes of what is wrong. */
  readonly outcome: string;
}

export const isFault = ({ outcome }: Case): boolean => outcome.startsWith('BF');

/** The cases of a folder, file by file. */
export const casesIn = (folder: string): readonly Case[] =>
  readdirSync(folder)
    .sort()
    .flatMap((file) => linesOf(join(folder, file)).map((line) => caseOf(file.replace('.txt', ''), line)));

const linesOf = (file: string): readonly string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');

function caseOf(topic: string, line: string): Case {
  const at = line.lastIndexOf(' :: ');
  if (at < 0) throw new Error(`no outcome: ${line}`);
  return { topic, marked: line.slice(0, at), outcome: line.slice(at + ' :: '.length) };
}

const columns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  t: {
    i: 'INT64',
    i2: 'INT64',
    f: 'FLOAT64',
    n: 'NUMERIC',
    bn: 'BIGNUMERIC',
    s: 'STRING',
    s2: 'STRING',
    b: 'BOOL',
    by: 'BYTES',
    d: 'DATE',
    dt: 'DATETIME',
    ts: 'TIMESTAMP',
    tm: 'TIME',
    iv: 'INTERVAL',
    j: 'JSON',
    g: 'GEOGRAPHY',
    ai: 'ARRAY<INT64>',
    as_: 'ARRAY<STRING>',
    st: 'STRUCT<x INT64, y STRING, z STRUCT<w DATE>>',
    ast: 'ARRAY<STRUCT<k STRING, v INT64>>',
  },
  u: { id: 'INT64', name: 'STRING', day: 'DATE' },
};

/** The tables that the cases read. */
export const tables: readonly TableSchema[] = Object.entries(columns).map(([name, of]) => ({
  name,
  complete: true,
  columns: Object.entries(of).map(([column, text]) => {
    const type = parseType(text);
    if (!type) throw new Error(`no type: ${text}`);
    return { name: column, type };
  }),
}));

/** Knows these tables and no other. */
export const catalog: Catalog = {
  table: (path) => tables.find(({ name }) => name === path.join('.')) ?? { absent: true, near: [] },
  routine: () => undefined,
};
