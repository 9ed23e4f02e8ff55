import { graphSchema } from '../../actions/schemas.ts';
import type { Loose } from '../../project/schema.ts';
import type { ActionOrigin } from '../port.ts';
import {
  addNewTags,
  applied,
  asList,
  type Contextable,
  descriptor,
  hermeticity,
  newProto,
  type Proto,
  rename,
  type SessionAction,
  sessionTarget,
} from './action.ts';
import { checkedAction, checkedConfig } from './check.ts';
import { AssertionContext } from './contexts.ts';
import { fault } from './faults.ts';
import { move, renameLegacyKeys } from './legacy.ts';
import { loadFile } from './modules.ts';
import { withoutOwnKeys } from './own-keys.ts';
import { baseName, besideConfig } from './paths.ts';
import { recorded, textOrigin } from './recorder.ts';
import { asTarget, dependenciesOf, makeTarget, type TargetMessage, targetOfConfig } from './refs.ts';
import { reportSemicolon } from './semicolon.ts';
import type { Session } from './session.ts';

const type = graphSchema.type('Assertion');

/** A query that must find no rows. */
export class Assertion implements SessionAction {
  readonly kind = 'assertions';
  readonly session: Session;
  readonly proto: Proto = newProto(type);
  origin: ActionOrigin | null = null;
  contextableQuery: Contextable;
  contextableJitCode: Contextable;

  constructor(session: Session, given: Loose, configPath?: string) {
    this.session = session;
    const { proto } = this;
    const unverified = withoutOwnKeys(proto, given);
    renameLegacyKeys(unverified);
    move(unverified, 'type', {});
    const config = checkedConfig('ActionConfig.AssertionConfig', unverified);
    if (!config['name']) config['name'] = baseName(config['filename'] as string);
    const target = targetOfConfig(config);
    const validate = config['filename'] as string;
    proto.target = sessionTarget(session, target, session.projectConfig, { validate, assertion: true });
    proto.canonicalTarget = sessionTarget(session, target, session.canonicalProjectConfig, { assertion: true });
    if (configPath) {
      config['filename'] = besideConfig(validate, configPath);
      this.query((loadFile(config['filename'] as string) as Loose)['query']);
    }
    this.dependencies(dependenciesOf(config, 'n'));
    if (config['hermetic']) this.hermetic(true);
    if (config['disabled'] || session.projectConfig.disableAssertions) this.disabled();
    this.tags(config['tags'] as string[]);
    if (config['description']) this.description(config['description'] as string);
    if (config['project']) this.database(config['project'] as string);
    if (config['dataset']) this.schema(config['dataset'] as string);
    if (config['filename']) proto.fileName = config['filename'] as string;
    if (config['reservation']) descriptor(proto)['reservation'] = config['reservation'];
    if (config['metadata']) descriptor(proto)['metadata'] = config['metadata'];
  }

  query(query: Contextable | ((ctx: AssertionContext) => string)): this {
    this.contextableQuery = query;
    return this;
  }

  jitCode(code: Contextable): this {
    descriptor(this.proto)['compilationMode'] = 2;
    this.contextableJitCode = code;
    return this;
  }

  dependencies(value: unknown): this {
    asList(value).forEach((resolvable) => {
      const target = asTarget(resolvable);
      this.session.actionAssertionMap.set(target, this);
      this.proto.dependencyTargets.push(target);
    });
    return this;
  }

  hermetic(hermetic: boolean): void {
    this.proto['hermeticity'] = hermeticity(hermetic);
  }

  disabled(disabled = true): this {
    this.proto.disabled = disabled;
    return this;
  }

  tags(value: string | readonly string[]): this {
    addNewTags(this.proto, value);
    return this;
  }

  description(description: string): this {
    this.proto.actionDescriptor = { description };
    return this;
  }

  database(database: string): this {
    rename(this, { database }, true);
    return this;
  }

  schema(schema: string): this {
    rename(this, { schema }, true);
    return this;
  }

  getFileName(): string {
    return this.proto.fileName;
  }

  getTarget(): TargetMessage {
    return makeTarget(this.proto.target);
  }

  getParentAction(): TargetMessage {
    return makeTarget(this.proto['parentAction'] as TargetMessage | undefined);
  }

  setParentAction(target: TargetMessage): void {
    this.proto['parentAction'] = target;
  }

  compile(): Loose {
    const { proto, session, contextableJitCode, contextableQuery } = this;
    if (contextableJitCode && contextableQuery) {
      const error = fault('BF1091', 'Assertion may set either .jitCode() or .query(), but not both.');
      session.report(error, proto.fileName, proto.target);
      return proto;
    }
    if (contextableJitCode) proto['jitCode'] = String(contextableJitCode);
    else {
      const { value, templates } = recorded(() => applied(contextableQuery, new AssertionContext(this)));
      proto['query'] = value;
      reportSemicolon(session, value, proto.fileName);
      if (this.origin?.from === 'sqlx') {
        const from = templates.find(({ text }) => text === value);
        const origin = textOrigin('query', 0, 'sql', value, { statement: 0, from });
        this.origin = { ...this.origin, texts: origin ? [origin] : [] };
      }
    }
    return checkedAction('Assertion', proto);
  }
}
