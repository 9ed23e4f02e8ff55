import type { SourceName } from '../../source/dialect.ts';
import type { MigrationTarget, Notice } from '../model.ts';

/** Words of the source that mean something else here, or nothing. */
export interface ConstructRule {
  /** For `match`. */
  readonly pattern: string;
  /** What is said of it; absent: nothing, the words alone change. */
  readonly kind?: Notice['kind'];
  /** What stands there instead; absent for a `note` or `person`: the words stay. `=` before it: text of the target. */
  readonly with?: string;
  readonly why?: string;
  readonly way?: string;
  readonly targets?: readonly MigrationTarget[];
}

export type ConstructTable = Readonly<Partial<Record<SourceName | 'all', readonly ConstructRule[]>>>;
