import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Dialect } from './dialect.ts';

/** The translator of an engine that has none: all SQL is refused. */
export const untranslated =
  (title: string): Dialect['translate'] =>
  async () => ({ diagnostics: [diagnostic('BF4001', { what: 'GoogleSQL', target: title })] });
