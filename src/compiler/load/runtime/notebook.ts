import { graphSchema } from '../../actions/schemas.ts';
import type { Loose } from '../../project/schema.ts';
import type { ActionOrigin } from '../port.ts';
import { asList, type Dependent, newProto, type Proto, sessionTarget } from './action.ts';
import { checkedAction, checkedConfig } from './check.ts';
import { addDependencies } from './dependencies.ts';
import { fault } from './faults.ts';
import { loadFile } from './modules.ts';
import { baseName, besideConfig } from './paths.ts';
import { dependenciesOf, makeTarget, type TargetMessage, targetOfConfig } from './refs.ts';
import type { Session } from './session.ts';

const type = graphSchema.type('Notebook');

/** A notebook that runs after other actions. */
export class Notebook implements Dependent {
  readonly kind = 'notebooks';
  readonly session: Session;
  readonly proto: Proto = newProto(type);
  origin: ActionOrigin | null = null;
  dependOnDependencyAssertions: boolean;
  readonly includeAssertionsForDependency = new Map<string, boolean>();

  constructor(session: Session, unverified: Loose, configPath: string) {
    this.session = session;
    const { proto } = this;
    const config = checkedConfig('ActionConfig.NotebookConfig', unverified);
    if (!config['name']) config['name'] = baseName(config['filename'] as string);
    const target = targetOfConfig(config);
    const file = besideConfig(config['filename'] as string, configPath);
    proto.target = sessionTarget(session, target, session.projectConfig, { validate: file });
    proto.canonicalTarget = sessionTarget(session, target, session.canonicalProjectConfig);
    proto.tags = config['tags'] as string[];
    this.dependOnDependencyAssertions = config['dependOnDependencyAssertions'] as boolean;
    this.dependencies(dependenciesOf(config, 'n'));
    proto.fileName = file;
    if (config['disabled']) proto.disabled = config['disabled'] as boolean;
    const contents = (loadFile(file) as Loose)['asJson'] as Loose;
    proto['notebookContents'] = JSON.stringify(withoutOutputs(contents, file));
  }

  ipynb(contents: object): this {
    this.proto['notebookContents'] = JSON.stringify(contents);
    return this;
  }

  dependencies(value: unknown): this {
    addDependencies(this, asList(value));
    return this;
  }

  getFileName(): string {
    return this.proto.fileName;
  }

  getTarget(): TargetMessage {
    return makeTarget(this.proto.target);
  }

  compile(): Loose {
    return checkedAction('Notebook', this.proto);
  }
}

/** Empties a notebook's outputs, metadata and execution counts, in place. Throws where it has no cells. */
function withoutOutputs(notebook: Loose, path: string): Loose {
  if (!('cells' in notebook)) throw fault('BF1022', `Notebook at ${path} is invalid: cells field not present`);
  if ('metadata' in notebook) notebook['metadata'] = {};
  (notebook['cells'] as Loose[]).forEach((cell) => {
    if ('outputs' in cell) cell['outputs'] = [];
    if ('execution_count' in cell) cell['execution_count'] = null;
    if ('metadata' in cell) cell['metadata'] = {};
  });
  return notebook;
}
