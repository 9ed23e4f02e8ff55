import { DuckDBInstance } from '@duckdb/node-api';

export interface Database {
  readonly run: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  readonly close: () => void;
}

/** An empty database in memory. */
export async function openDuckdb(): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  return {
    run: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson() as readonly (readonly unknown[])[],
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
