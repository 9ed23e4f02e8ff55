import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsJson } from '../../../../src/cli/commands/compile/columns.ts';
import { graphText } from '../../../../src/cli/commands/compile/json.ts';
import { openSession } from '../../../../src/cli/project/again/session.ts';
import { type CompiledProject, compileProject } from '../../../../src/cli/project/compile.ts';
import type { CompileOptions, Refusal } from '../../../../src/cli/project/open.ts';
import { type Edit, edits, type Files, start } from './edits.ts';

/** Everything that a command could print of a result. */
function shown(result: CompiledProject | Refusal): string {
  if ('refused' in result) return JSON.stringify(result.refused);
  const { graph, diagnostics, columns, log, origins } = result;
  const sourceOf = (file: string): string | undefined => result.sources.texts.get(file);
  const text = Buffer.concat(graphText(graph, { diagnostics, columns: columnsJson(columns), sourceOf, version: 'v' }));
  return `${text}${JSON.stringify([diagnostics, log, origins])}`;
}

function write(dir: string, changes: ReadonlyMap<string, string | undefined>, byRename = false): void {
  for (const [path, text] of changes) {
    const file = join(dir, path);
    if (text === undefined) rmSync(file, { force: true });
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(byRename ? `${file}~` : file, text);
      if (byRename) renameSync(`${file}~`, file);
    }
  }
}

const optionsFor = (dir: string): CompileOptions => ({
  dir,
  overrides: {},
  timeoutMillis: 60_000,
  now: 0,
  version: 'test',
  analysis: { lineage: true },
});

function after(files: Files, changes: ReadonlyMap<string, string | undefined>): Files {
  const made = new Map(files);
  for (const [path, text] of changes) {
    if (text === undefined) made.delete(path);
    else made.set(path, text);
  }
  return made;
}

/** Makes edits one after the other; after each the session must give what a new compilation gives. Gives the ways taken. */
async function follow(
  steps: readonly { readonly edit: Edit; readonly byRename: boolean }[],
): Promise<readonly string[]> {
  const dir = mkdtempSync(join(tmpdir(), 'biform-again-'));
  const session = openSession();
  const ways: string[] = [];
  try {
    const kept = { ...optionsFor(dir), warnings: new Map() };
    const options: CompileOptions = { ...kept, analysis: { lineage: true, memory: { results: undefined } } };
    write(dir, start);
    let files = start;
    await session.compile(options);
    for (const { edit, byRename } of steps) {
      expect(await session.prepare(options)).toEqual(new Set());
      const changes = new Map([...edit(files)].filter(([path, text]) => files.get(path) !== text));
      write(dir, changes, byRename);
      files = after(files, changes);
      const result = await session.compile(options, new Set(changes.keys()));
      ways.push(session.way());
      expect(shown(result)).toBe(shown(await compileProject(optionsFor(dir))));
    }
    return ways;
  } finally {
    session.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

const STEPS = Number(process.env['BIFORM_EDITS'] ?? 15);

test('after any edits a session gives what a new compilation gives', { timeout: 600_000 }, async () => {
  const step = fc.record({ edit: edits, byRename: fc.boolean() });
  const property = fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
    await follow(steps);
  });
  await fc.assert(property, {
    numRuns: 2,
    endOnFailure: true,
    ...(process.env['BIFORM_SEED'] && { seed: Number(process.env['BIFORM_SEED']) }),
  });
});

/** A text in a SQLX definition becomes another. */
const replacing =
  (name: string, from: string, to: string): Edit =>
  (files) => {
    const path = `definitions/${name}.sqlx`;
    return new Map([[path, (files.get(path) ?? '').replace(from, () => to)]]);
  };

test('an edit of a plain file is compiled by itself, and one that reaches further with all others', async () => {
  const ways = await follow(
    [
      replacing('one', 'select', '-- a remark\nselect'),
      replacing('one', 'as status', 'as state'),
      replacing('two', 'status', 'state'),
      replacing('three', 'ref("two")', 'ref("made_a")'),
      replacing('one', 'type: "view"', 'type: "view", name: "other"'),
      replacing('one', 'name: "other"', 'name: "one"'),
      replacing('grown', 'amount', 'amount * 2 as amount'),
      replacing('scripted', '"amount"', '"state"'),
    ].map((edit) => ({ edit, byRename: false })),
  );
  expect(ways).toEqual(['part', 'part', 'part', 'part', 'all', 'part', 'part', 'all']);
});
