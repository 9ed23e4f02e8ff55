import type { Readers } from '../compiler/analyse/model/reader.ts';

/** Languages besides GoogleSQL that a project may be written in. */
export const readers: Readers = {
  databricks: async () => (await import('./databricks/reader/reader.ts')).reader,
};
