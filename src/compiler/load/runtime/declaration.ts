import { graphSchema } from '../../actions/schemas.ts';
import type { Loose } from '../../project/schema.ts';
import type { ActionOrigin } from '../port.ts';
import { descriptor, newProto, type Proto, type SessionAction, sessionTarget } from './action.ts';
import { checkedAction, checkedConfig } from './check.ts';
import { configColumns, graphColumns } from './columns.ts';
import { fault } from './faults.ts';
import { flattenColumns, move } from './legacy.ts';
import { withoutOwnKeys } from './own-keys.ts';
import { makeTarget, type TargetMessage, targetOfConfig } from './refs.ts';
import type { Session } from './session.ts';

const type = graphSchema.type('Declaration');

/** A table that others make. */
export class Declaration implements SessionAction {
  readonly kind = 'declarations';
  readonly session: Session;
  readonly proto: Proto = newProto(type);
  origin: ActionOrigin | null = null;

  constructor(session: Session, given: Loose, filename?: string) {
    this.session = session;
    const { proto } = this;
    if (!given) return;
    const unverified = withoutOwnKeys(proto, given);
    move(unverified, 'database', unverified, 'project');
    move(unverified, 'schema', unverified, 'dataset');
    flattenColumns(unverified);
    move(unverified, 'type', {});
    const config = checkedConfig('ActionConfig.DeclarationConfig', unverified);
    if (!config['name']) throw fault('BF1041', "Declarations must have a populated 'name' field.");
    const target = targetOfConfig(config);
    proto.target = sessionTarget(session, target, session.projectConfig);
    proto.canonicalTarget = sessionTarget(session, target, session.canonicalProjectConfig);
    if (config['description']) this.description(config['description'] as string);
    const columns = config['columns'] as object[];
    if (columns.length) this.columns(configColumns(columns));
    proto.fileName = (config['filename'] || filename) as string;
    proto.tags = (config['tags'] || []) as string[];
  }

  description(description: string): this {
    descriptor(this.proto)['description'] = description;
    return this;
  }

  columns(columns: Loose[]): this {
    descriptor(this.proto).columns = graphColumns(columns);
    return this;
  }

  getFileName(): string {
    return this.proto.fileName;
  }

  getTarget(): TargetMessage {
    return makeTarget(this.proto.target);
  }

  compile(): Loose {
    return checkedAction('Declaration', this.proto);
  }
}
