import type { Ident } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';
import { type Frag, q } from './text.ts';
import { usesOf, walk } from './walk.ts';

/** Where a view of INFORMATION_SCHEMA looks: one dataset, or all of a project. Names are as written. */
export interface SystemPlace {
  readonly project?: string;
  readonly dataset?: string;
  /** The engine's schema of the dataset; of a project, what its schemas begin with. */
  readonly schema: string;
}

/** A view of INFORMATION_SCHEMA that an engine's own catalogue can answer. */
export interface SystemView {
  /** Its columns there; the others that BigQuery has are refused by name. */
  readonly columns: readonly string[];
  readonly rows: (place: SystemPlace) => Frag;
}

/** What an engine knows of itself. */
export interface SystemViews {
  readonly views: Readonly<Record<string, SystemView>>;
  /** Why others have no rows to show, by name. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Columns of BigQuery's views. Source: BigQuery "INFORMATION_SCHEMA": TABLES, COLUMNS, SCHEMATA. */
const columns: Readonly<Record<string, readonly string[]>> = {
  TABLES:
    `table_catalog table_schema table_name table_type managed_table_type is_insertable_into is_fine_grained_mutations_enabled
    is_typed is_change_history_enabled creation_time base_table_catalog base_table_schema base_table_name snapshot_time_ms
    replica_source_catalog replica_source_schema replica_source_name replication_status replication_error ddl
    default_collation_name upsert_stream_apply_watermark`.split(/\s+/),
  COLUMNS: `table_catalog table_schema table_name column_name ordinal_position is_nullable data_type is_generated
    generation_expression is_stored is_hidden is_updatable is_system_defined is_partitioning_column
    clustering_ordinal_position collation_name column_default rounding_mode data_policies policy_tags`.split(/\s+/),
  SCHEMATA:
    'catalog_name schema_name schema_owner creation_time last_modified_time location ddl default_collation_name'.split(
      ' ',
    ),
};

interface Path {
  readonly parts: readonly Ident[];
  readonly start: number;
  readonly end: number;
}

export const isSystemName = (names: readonly string[]): boolean =>
  names.some((name) => /^INFORMATION_SCHEMA$/i.test(name) || name.startsWith('__'));

/** The rows of a system view in FROM. `reader` is the query that reads it, `alias` what it calls it. */
export function systemView(path: Path, alias: string, reader: unknown, p: Printer): Frag {
  const names = path.parts.map(({ name }) => name);
  const shown = names.join('.');
  const at = names.findIndex((name) => name.toUpperCase() === 'INFORMATION_SCHEMA');
  const name = names[at + 1]?.toUpperCase() ?? '';
  const view = at >= 0 && names.length === at + 2 ? p.rules.system?.views[name] : undefined;
  if (!view) return p.refuse(path, `the system table \`${shown}\``, p.rules.system?.reasons[name]);
  const place = placeOf(names.slice(0, at), name, p);
  if ('fault' in place) return p.refuse(path, `the system table \`${shown}\``, place.fault);
  refuseUnknown(path, { name, view, alias, hasProject: place.project !== undefined }, reader, p);
  return q`(${view.rows(place)})`;
}

function placeOf(before: readonly string[], view: string, p: Printer): SystemPlace | { readonly fault: string } {
  const last = before.at(-1) ?? '';
  const isRegion = /^region-/i.test(last);
  const ofDataset = view !== 'SCHEMATA' && !isRegion;
  const project = before.slice(0, isRegion || ofDataset ? -1 : undefined).join('.');
  if (ofDataset && last === '') return { fault: 'It names no dataset.' };
  const found = p.names([...(project === '' ? [] : [project]), ofDataset ? last : '*', '*']);
  if ('fault' in found) return { fault: found.fault };
  const schema = found.schema ?? '';
  return {
    ...(project !== '' && { project }),
    ...(ofDataset ? { dataset: last, schema } : { schema: schema.slice(0, -1) }),
  };
}

interface Read {
  readonly name: string;
  readonly view: SystemView;
  readonly alias: string;
  readonly hasProject: boolean;
}

/** Refuses columns that only BigQuery can fill. */
function refuseUnknown(path: Path, { name, view, alias, hasProject }: Read, reader: unknown, p: Printer): void {
  const uses = usesOf(alias, reader);
  const what = `INFORMATION_SCHEMA.${name}`;
  if (uses.star || uses.bareStar)
    p.refuse(path, `\`*\` over ${what}`, undefined, `Name the columns: ${view.columns.join(', ')}.`);
  const known = new Set(view.columns.filter((column) => hasProject || !/_catalog$|^catalog_/.test(column)));
  const absent = new Set((columns[name] ?? []).filter((column) => !known.has(column)));
  walk(reader, (node) => {
    const { parts } = node as { readonly parts?: readonly Ident[] };
    if (node.kind !== 'path' || !parts) return true;
    const isOf = parts.length === 1 || parts[0]?.name.toLowerCase() === alias.toLowerCase();
    const named = isOf ? parts[Math.min(1, parts.length - 1)] : undefined;
    if (!named || !absent.has(named.name.toLowerCase())) return true;
    const why =
      /catalog/.test(named.name) && !hasProject ? 'The path names no project.' : `${p.rules.title} does not keep it.`;
    p.refuse(named, `the column \`${named.name}\` of ${what}`, why);
    return true;
  });
}
