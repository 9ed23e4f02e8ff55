import { sortedTarget } from '../../actions/names.ts';
import { graphSchema } from '../../actions/schemas.ts';
import type { Loose } from '../../project/schema.ts';
import type { ActionOrigin } from '../port.ts';
import { applied, type Contextable, newProto, type Proto, type SessionAction, sessionTarget } from './action.ts';
import { checkedAction, excess } from './check.ts';
import { Dataset } from './dataset.ts';
import { fault } from './faults.ts';
import { recorded, textOrigin } from './recorder.ts';
import { ambiguous, asTarget, makeTarget, shown, type TargetMessage, toResolvable } from './refs.ts';
import type { Session } from './session.ts';

const type = graphSchema.type('Test');
const supported = ['type', 'dataset', 'name', 'filename', 'tags'];

/** A unit test: the query of a dataset over given inputs against the rows that are expected. */
export class Test implements SessionAction {
  readonly kind = 'tests';
  readonly session: Session;
  readonly proto: Proto = newProto(type);
  origin: ActionOrigin | null = null;
  readonly contextableInputs = new Map<string, Contextable>();
  contextableQuery: Contextable;
  private testTarget: TargetMessage | undefined;

  constructor(session: Session, config: Loose) {
    this.session = session;
    this.config(config);
  }

  config(config: Loose): this {
    const { proto, session } = this;
    const error = excess(config, supported, 'test config');
    if (error) session.report(error);
    if (config['name']) proto['name'] = config['name'];
    if (config['dataset']) {
      const given = asTarget(toResolvable(config['dataset']));
      this.testTarget = makeTarget(sessionTarget(session, given, session.projectConfig));
      // A dataset given as a list is reversed in place by each reading; Dataform reads it twice.
      const again = asTarget(toResolvable(config['dataset']));
      const canonical = sessionTarget(session, again, session.canonicalProjectConfig);
      proto.target = this.named(this.testTarget);
      proto.canonicalTarget = this.named(canonical);
    }
    if (config['filename']) proto.fileName = config['filename'] as string;
    if (config['tags']) proto.tags = config['tags'] as string[];
    return this;
  }

  private named({ database, schema }: TargetMessage): TargetMessage {
    return makeTarget({ database, schema, name: this.proto['name'] });
  }

  dataset(ref: unknown): this {
    return this.config({ dataset: ref });
  }

  input(refName: unknown, query: Contextable): this {
    this.contextableInputs.set(sortedTarget(asTarget(toResolvable(refName))), query);
    return this;
  }

  expect(query: Contextable): this {
    this.contextableQuery = query;
    return this;
  }

  getFileName(): string {
    return this.proto.fileName;
  }

  getTarget(): TargetMessage {
    return makeTarget(this.proto.target);
  }

  getTestTarget(): TargetMessage {
    return makeTarget(this.testTarget);
  }

  setFilename(filename: string): void {
    this.proto.fileName = filename;
  }

  compile(): Loose {
    const { proto, session } = this;
    const dataset = this.testedDataset();
    if (dataset instanceof Error) {
      session.report(dataset, proto.fileName);
      return proto;
    }
    proto['testQuery'] = applied(dataset.contextableQuery, new InputContext(this));
    const context = new TestContext(this);
    const { value, templates } = recorded(() => applied(this.contextableQuery, context));
    proto['expectedOutputQuery'] = value;
    if (!trimmed(proto['testQuery'], 'testQuery'))
      session.report(fault('BF1083', 'Test query is empty.'), proto.fileName);
    if (!trimmed(value, 'expectedOutputQuery')) {
      session.report(fault('BF1083', 'Expected query is empty.'), proto.fileName);
    }
    if (this.origin?.from === 'sqlx') {
      const from = templates.find(({ text }) => text === value);
      const origin = textOrigin('expectedOutputQuery', 0, 'sql', value, { statement: 0, from });
      this.origin = { ...this.origin, texts: origin ? [origin] : [] };
    }
    return checkedAction('Test', proto);
  }

  private testedDataset(): Dataset | Error {
    const { testTarget, session } = this;
    if (!testTarget) return fault('BF1080', 'Tests must operate upon a specified dataset.');
    const found = session.indexedActions?.find(testTarget) ?? [];
    if (found.length > 1) return ambiguous(testTarget, found);
    const [dataset] = found;
    if (!(dataset instanceof Dataset)) return fault('BF1081', `Dataset ${shown(testTarget)} could not be found.`);
    if (dataset.datasetKind === 'incremental') {
      return fault('BF1082', 'Running tests on incremental datasets is not yet supported.');
    }
    return dataset;
  }
}

/** Throws V8's TypeError where there is no text, as Dataform does. */
function trimmed(text: unknown, what: string): string {
  if (text === undefined || text === null) throw new TypeError(`Cannot read properties of ${text} (reading 'trim')`);
  if (typeof (text as string).trim !== 'function') throw new TypeError(`this.proto.${what}.trim is not a function`);
  return (text as string).trim();
}

/** What inputs and the expected query may ask for: nothing. */
class TestContext {
  readonly test: Test;

  constructor(test: Test) {
    this.test = test;
  }

  apply(value: Contextable): unknown {
    return applied(value, this);
  }
}

/** Context of the tested query: each reference becomes its input. */
class InputContext {
  private readonly test: Test;

  constructor(test: Test) {
    this.test = test;
  }

  ref(ref: unknown, ...rest: unknown[]): string {
    return this.resolve(ref, ...rest);
  }

  resolve(ref: unknown, ...rest: unknown[]): string {
    const target = asTarget(toResolvable(ref, rest));
    const { contextableInputs: inputs, session } = this.test;
    const key = sortedTarget(target);
    if (inputs.has(key)) return `(${applied(inputs.get(key), new TestContext(this.test)) as string})`;
    const provided = Array.from(inputs.keys()).map((given) => JSON.stringify(given));
    const message = `Input for dataset "${JSON.stringify(target)}" has not been provided. Provided inputs: ${provided}`;
    session.report(fault('BF1084', message));
    return '';
  }

  apply(value: Contextable): unknown {
    return applied(value, this);
  }

  when(condition: unknown, yes: unknown, no: unknown = ''): unknown {
    return condition ? yes : no;
  }

  incremental(): boolean {
    return false;
  }
}

/** Everything else that a tested query may call gives an empty text. */
const silent = [
  ...['config', 'self', 'name', 'type', 'schema', 'database', 'where', 'preOps', 'postOps', 'disabled'],
  ...['dependencies', 'tags'],
];
for (const name of silent) Object.defineProperty(InputContext.prototype, name, { value: () => '', writable: true });
