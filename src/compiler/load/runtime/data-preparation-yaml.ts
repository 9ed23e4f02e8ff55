import { dump } from 'js-yaml';
import type { Loose } from '../../project/schema.ts';
import { sessionTarget } from './action.ts';
import { makeTarget } from './refs.ts';
import type { Session } from './session.ts';

/** Names of the tables that a data preparation in YAML writes. */
export function destinations(definition: Loose | undefined): Loose[] {
  const nodes = definition?.['nodes'] as Loose[] | undefined;
  if (!nodes) return [];
  return nodes.flatMap((node) => {
    const table = (node['destination'] as Loose | undefined)?.['table'] as Loose | undefined;
    return table ? [{ database: table['project'], schema: table['dataset'], name: table['table'] }] : [];
  });
}

/** The definition with every table completed by the settings, in place. */
export function resolvedSteps(session: Session, definition: Loose | undefined): Loose | undefined {
  if (!definition) return definition;
  const configuration = definition['configuration'] as Loose | undefined;
  const errorTable = configuration?.['errorTable'];
  if (configuration && errorTable) configuration['errorTable'] = resolvedTable(session, errorTable as Loose);
  const nodes = (definition['nodes'] ?? []) as Loose[];
  nodes.forEach((node) => {
    for (const side of ['source', 'destination']) {
      const end = node[side] as Loose | undefined;
      if (end?.['table']) end['table'] = resolvedTable(session, end['table'] as Loose);
    }
  });
  return definition;
}

function resolvedTable(session: Session, table: Loose): Loose {
  const given = makeTarget({ database: table['project'], schema: table['dataset'], name: table['table'] });
  const target = sessionTarget(session, given, session.projectConfig);
  return {
    ...(target.database ? { project: session.finalizeDatabase(target.database) } : {}),
    ...(target.schema ? { dataset: session.finalizeSchema(target.schema) } : {}),
    table: session.finalizeName(target.name),
  };
}

export const yamlText = (definition: unknown): string => dump(definition);
