import { graphSchema } from '../../actions/schemas.ts';
import type { Loose } from '../../project/schema.ts';
import type { Proto } from './action.ts';
import { fault } from './faults.ts';
import type { Session } from './session.ts';

/** Number of an OnSchemaChange value: SQLX gives its name in any case, actions.yaml its number. */
export function onSchemaChange(value: unknown): number {
  return enumeration('OnSchemaChange', 'OnSchemaChange', value);
}

/** Number of an IncrementalStrategy value. */
export function incrementalStrategy(value: unknown): number {
  return enumeration('IncrementalStrategy', 'IncrementalStrategy', value);
}

function enumeration(type: string, label: string, value: unknown): number {
  if (!value) return 0;
  const names = graphSchema.values(type);
  const number = typeof value === 'number' ? value : names.indexOf(String(value).toUpperCase());
  if (names[number] === undefined) throw fault('BF1047', `${label} value "${String(value)}" is not supported`);
  return number;
}

const MERGE = 1;
const INSERT_OVERWRITE = 2;

/** Reports settings that an incremental strategy needs, and filters that exclude one another. */
export function checkStrategy(session: Session, proto: Proto, file: string): void {
  const options = proto['bigquery'] as Loose | undefined;
  const strategy = proto['incrementalStrategy'];
  const report = (code: string, message: string): void => session.report(fault(code, message), file, proto.target);
  if (strategy === INSERT_OVERWRITE && !options?.['partitionBy']) {
    report('BF1048', "IncrementalStrategy 'insert_overwrite' requires 'partitionBy' to be set");
  }
  if (strategy === MERGE && ((proto['uniqueKey'] as unknown[] | undefined) ?? []).length === 0) {
    report('BF1048', "IncrementalStrategy 'merge' requires 'uniqueKey' to be set");
  }
  const predicates = options?.['incrementalPredicates'] as unknown[] | undefined;
  if (options?.['updatePartitionFilter'] && (predicates?.length ?? 0) > 0) {
    const message =
      'incrementalPredicates and updatePartitionFilter cannot be both set. Use only incrementalPredicates.';
    report('BF1049', message);
  }
}
