import { applied, type Contextable, type SessionAction } from './action.ts';
import type { Assertion } from './assertion.ts';
import type { DataPreparation } from './data-preparation.ts';
import type { Dataset } from './dataset.ts';
import { fault } from './faults.ts';
import type { Operation } from './operation.ts';
import { toResolvable } from './refs.ts';

interface WithDependencies extends SessionAction {
  dependencies(value: unknown): unknown;
}

/** What SQL may ask for while it is evaluated: references and the action's own name. Setters give an empty text. */
class Context<A extends WithDependencies> {
  protected readonly action: A;

  constructor(action: A) {
    this.action = action;
  }

  self(): string {
    return this.resolve(this.action.getTarget());
  }

  name(): string {
    return this.action.session.finalizeName(this.action.proto.target.name);
  }

  ref(ref: unknown, ...rest: unknown[]): string {
    const resolvable = toResolvable(ref, rest);
    this.action.dependencies(resolvable);
    return this.resolve(resolvable);
  }

  resolve(ref: unknown, ...rest: unknown[]): string {
    return this.action.session.resolve(ref, ...rest);
  }

  schema(): string {
    return this.action.session.finalizeSchema(this.action.proto.target.schema);
  }

  database(): string {
    const { session } = this.action;
    const { database } = this.action.proto.target;
    if (database) return session.finalizeDatabase(database);
    session.report(fault('BF1064', 'Warehouse does not support multiple databases'));
    return '';
  }

  dependencies(value: unknown): string {
    this.action.dependencies(value);
    return '';
  }

  when(condition: unknown, yes: unknown, no: unknown = ''): unknown {
    return condition ? yes : no;
  }

  apply(value: Contextable): unknown {
    return applied(value, this);
  }
}

export class AssertionContext extends Context<Assertion> {
  tags(value: string | string[]): string {
    this.action.tags(value);
    return '';
  }
}

export class OperationContext extends Context<Operation> {
  tags(value: string | string[]): string {
    this.action.tags(value);
    return '';
  }

  hasOutput(hasOutput: boolean): string {
    this.action.hasOutput(hasOutput);
    return '';
  }
}

export class DatasetContext extends Context<Dataset> {
  private readonly isIncremental: boolean;

  constructor(action: Dataset, isIncremental = false) {
    super(action);
    this.isIncremental = isIncremental;
  }

  incremental(): boolean {
    return this.isIncremental;
  }

  where(where: Contextable): string {
    this.action.where(where);
    return '';
  }

  preOps(statements: Contextable): string {
    this.action.preOps(statements);
    return '';
  }

  postOps(statements: Contextable): string {
    this.action.postOps(statements);
    return '';
  }

  disabled(): string {
    this.action.disabled();
    return '';
  }

  bigquery(options: Record<string, unknown>): string {
    this.action.bigquery(options);
    return '';
  }

  tags(value: string | string[]): string {
    this.action.tags(value);
    return '';
  }
}

export class TableContext extends DatasetContext {
  type(type: string): string {
    this.action.type(type);
    return '';
  }
}

export class DataPreparationContext extends Context<DataPreparation> {
  /** Stands for a validation in the SQL of a data preparation. */
  readonly EXPECT = ' /* @@VALIDATION */ WHERE ';

  config(config: Record<string, unknown>): string {
    this.action.config(config);
    return '';
  }

  incremental(): boolean {
    return false;
  }
}
