import {
  isPart,
  isScriptBlock,
  isSqlBlock,
  type Part,
  type ScriptBlock,
  type SqlBlock,
  type SqlBlockKind,
  type SqlxFile,
  statementsOf,
} from './syntax.ts';

/** The parts of one statement, which may be none. */
export type Statement = readonly Part[];

/** The parts of a SQLX file by their place in the module. */
export interface Layout {
  readonly config: ScriptBlock | undefined;
  readonly scripts: readonly ScriptBlock[];
  readonly sql: readonly Statement[];
  readonly blocks: Readonly<Partial<Record<Exclude<SqlBlockKind, 'input'>, readonly Statement[]>>>;
  readonly inputs: readonly { readonly block: SqlBlock; readonly statement: Statement }[];
}

/** The error that requiring a file throws when it cannot be turned into JavaScript. */
export interface Fault {
  readonly name: string;
  readonly message: string;
}

/** Sorts the file's blocks into their places in the module. Of several blocks of a kind the last one counts, but every `js` and `input`. */
export function layOut(file: SqlxFile): Layout | { readonly fault: Fault } {
  const scripts = file.items.filter(isScriptBlock);
  const blocks: Partial<Record<Exclude<SqlBlockKind, 'input'>, readonly Statement[]>> = {};
  const inputs: { block: SqlBlock; statement: Statement }[] = [];
  for (const block of file.items) {
    if (!isSqlBlock(block)) continue;
    const parts = block.closed ? block.parts : withoutLastUnit(block.parts);
    if (parts === undefined) return { fault: unclosedFault };
    const statements = statementsOf(parts);
    const single = block.kind === 'input' || block.kind === 'incremental_where';
    if (single && statements.length > 1) return { fault: severalStatementsFault(block.kind) };
    if (block.kind === 'input') inputs.push({ block, statement: statements[0] ?? [] });
    else blocks[block.kind] = statements;
  }
  return {
    config: scripts.findLast(({ kind }) => kind === 'config'),
    scripts: scripts.filter(({ kind }) => kind === 'js'),
    sql: statementsOf(file.items.filter(isPart)),
    blocks,
    inputs,
  };
}

/** What Dataform 3.0.62 throws where a block is not closed and ends in anything but plain SQL. */
const unclosedFault: Fault = { name: 'TypeError', message: 'r.lastIndexOf is not a function' };

const severalStatementsFault = (kind: SqlBlockKind): Fault => ({
  name: 'Error',
  message: `'${kind}' code blocks may only contain a single SQL statement.`,
});

/** Dataform drops the last character of a block that is not closed, taking it for the brace. */
function withoutLastUnit(parts: readonly Part[]): readonly Part[] | undefined {
  const last = parts.at(-1);
  if (last === undefined) return parts;
  return last.kind === 'text' ? [...parts.slice(0, -1), { ...last, end: last.end - 1 }] : undefined;
}
