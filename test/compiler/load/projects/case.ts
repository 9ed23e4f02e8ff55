import type { Overrides, ProjectFiles } from '../../../support/oracle.ts';

/** A small project that both compilers must read alike. Settings are added where it has none. */
export interface ProjectCase {
  readonly files: ProjectFiles;
  readonly overrides?: Overrides;
}

export type Cases = Readonly<Record<string, ProjectCase>>;

export const settings =
  'defaultProject: acme\ndefaultDataset: marts\ndefaultAssertionDataset: checks\ndefaultLocation: EU\n';

/** A project of files under definitions/. */
export const definitions = (files: ProjectFiles): ProjectCase => ({
  files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`definitions/${name}`, text])),
});

/** A project of one JavaScript file. */
export const script = (code: string): ProjectCase => definitions({ 'all.js': code });

/** A project of one SQLX file; `raw` and `other` exist to be referred to. */
export const sqlx = (text: string): ProjectCase =>
  definitions({
    'it.sqlx': text,
    'sources.js': 'declare({ schema: "src", name: "raw" }); publish("other", "select 1");',
  });
