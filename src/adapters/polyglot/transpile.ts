import type { MigrationTarget } from '../../migrate/rules/model.ts';
import type { SourceName } from '../../migrate/source/dialect.ts';
import type { Library } from '../../migrate/translate.ts';

/** The parts of @polyglot-sql/sdk that are used. */
interface Sdk {
  readonly init?: () => Promise<void>;
  readonly transpile: (
    sql: string,
    from: string,
    to: string,
    options: { readonly pretty: boolean; readonly complexityGuard: { readonly maxParserDepth: number } },
  ) => { readonly success: boolean; readonly sql?: readonly string[] | null; readonly error?: string };
}

/** Longer statements are left to people: the library needs seconds and memory many times their size. */
const LONGEST = 300_000;
/** Nesting that the library is known to bear; deeper texts end its instance. */
const DEEPEST = 200;

const names: { readonly [K in SourceName]: string } = {
  teradata: 'teradata',
  snowflake: 'snowflake',
  redshift: 'redshift',
  oracle: 'oracle',
  hive: 'hive',
  spark: 'spark',
  tsql: 'tsql',
  postgres: 'postgresql',
  mysql: 'mysql',
  presto: 'presto',
};

/** Loads the library, 24 MB of WebAssembly, and gives the one function that biform takes from it. */
export async function loadLibrary(): Promise<Library> {
  const sdk = (await import('@polyglot-sql/sdk')) as unknown as Sdk;
  await sdk.init?.();
  return (text: string, from: SourceName, to: MigrationTarget) => {
    if (text.length > LONGEST) return { fault: `The statement has more than ${LONGEST / 1000} thousand characters.` };
    try {
      const made = sdk.transpile(text, names[from], to, { pretty: true, complexityGuard: { maxParserDepth: DEEPEST } });
      if (!made.success || !made.sql) return { fault: made.error ?? 'It was not read.' };
      return made.sql.length === 1
        ? { text: made.sql[0] ?? '' }
        : { fault: `It was read as ${made.sql.length} statements.` };
    } catch (error) {
      return { fault: error instanceof Error ? error.message : String(error) };
    }
  };
}
