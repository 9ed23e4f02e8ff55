import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { OriginKind } from '../../load/port.ts';
import { contractFindings, incrementalFindings } from './checks/contract.ts';
import { settingFindings } from './checks/settings.ts';
import type { ActionColumns, ActionFinding, AnalysisRequest, ProjectAnalysis, UnitResult } from './model.ts';
import { inOrder, type Provider } from './provided.ts';
import { isOfNames } from './read-text.ts';
import { testUnits, type Unit } from './texts.ts';
import { analyseTogether } from './together.ts';
import { analyse, declaredRows, openWorld, readerOf, type SettledAction, settle, type World } from './world.ts';

/**
 * Analyses the SQL of every action of a settled graph: what is wrong in it, and what columns each action has. Actions
 * are looked at behind those that they read. What an earlier analysis found of the same texts over the same columns is
 * taken from the request's store.
 */
export function analyseProject(request: AnalysisRequest): ProjectAnalysis {
  const world = settledWorld(request);
  return summary(
    request,
    world,
    world.providers.map((provider) => findingsOf(world, provider)),
  );
}

/** A world in which all actions are settled. */
export function settledWorld(request: AnalysisRequest): World {
  const world = worldOf(request);
  for (const provider of inOrder(world.providers)) settle(world, provider);
  return world;
}

/** What is wrong in an action of a world in which all are settled. */
export function findingsOf(world: World, provider: Provider): readonly ActionFinding[] {
  const all = world.isRead(provider) ? providerFindings(provider, world) : promises(provider, settle(world, provider));
  if (provider.disabled) return [];
  return readerOf(world, provider) ? all.filter(({ diagnostic }) => isOfNames(diagnostic)) : all;
}

/** An analysis of what was found in each action, in their order. */
export function summary(
  request: AnalysisRequest,
  world: World,
  found: readonly (readonly ActionFinding[])[],
): ProjectAnalysis {
  const findings = found.flat();
  findings.push(...testFindings(request, world, new Set(findings.map(sameKey))));
  return { findings, diagnostics: world.described.diagnostics, actions: actionColumns(world) };
}

/** A world in which much is found already where somebody helps; names that are given twice are left to the usual order. */
function worldOf(request: AnalysisRequest): World {
  const world = openWorld(request);
  const { helper, graph } = request;
  // A helper has no readers of other dialects.
  const isPlain = world.byKey.size === world.providers.length && !world.providers.some((one) => readerOf(world, one));
  return !helper || !isPlain || analyseTogether(world, helper, graph.projectConfig) ? world : openWorld(request);
}

type Subject = { readonly kind: OriginKind; readonly index: number };

/** What is wrong in the texts of a unit. */
function textFindings(
  { kind, index }: Subject,
  unit: Unit,
  { findings, failed }: UnitResult,
): readonly ActionFinding[] {
  const [first] = unit.texts;
  if (failed !== undefined && first)
    return [{ kind, index, place: first.place, diagnostic: diagnostic('BF9002', { message: failed }) }];
  return findings.flatMap((found, i) => {
    const place = unit.texts[i]?.place;
    return place && found.length > 0 ? found.map((one): ActionFinding => ({ kind, index, place, ...one })) : [];
  });
}

function providerFindings(provider: Provider, world: World): readonly ActionFinding[] {
  const action = settle(world, provider);
  const { table, unit } = provider;
  const found: ActionFinding[] = [
    ...(action.result ? textFindings(provider, unit, action.result) : []),
    ...promises(provider, action),
  ];
  if (!table || !action.result) return found;
  const rows = { columns: action.columns, complete: action.complete };
  for (const { keys, value, ...rest } of settingFindings(table, rows))
    found.push({ kind: provider.kind, index: provider.index, place: { in: 'setting', keys, value }, ...rest });
  found.push(...incremental(provider, action, world));
  return found;
}

function promises({ kind, index }: Subject, action: SettledAction): readonly ActionFinding[] {
  const { declared, contract, result } = action;
  if (declared.length === 0) return [];
  const meant = new Set(result?.meant?.map((name) => name.toLowerCase()));
  const given = { columns: result?.columns ?? [], complete: result?.columns !== undefined && action.complete };
  const told = declared.filter(({ name }) => !meant.has(name.toLowerCase()));
  return [...contract.faults, ...contractFindings(told, contract, given)].map(({ column, diagnostic }) => ({
    kind,
    index,
    diagnostic,
    place: { in: 'declared', column: column.name },
  }));
}

function incremental(provider: Provider, { result }: SettledAction, world: World): readonly ActionFinding[] {
  const { table, kind, index, key } = provider;
  if (!table || !provider.incremental) return [];
  const { adding: unit, settings } = provider.incremental;
  const reader = readerOf(world, provider);
  const made = analyse(world, unit, undefined, reader);
  const found = [...textFindings(provider, unit, made)];
  if (settings.texts.length > 0) found.push(...textFindings(provider, settings, analyse(world, settings, key, reader)));
  const place = unit.texts.find(({ role }) => role === 'query')?.place;
  const isSound = made.findings.every(({ length }) => length === 0);
  if (place && isSound && table.incrementalQuery !== undefined && made.columns && result?.columns) {
    const full = { columns: result.columns, complete: result.complete };
    for (const diagnostic of incrementalFindings(full, { columns: made.columns, complete: made.complete }))
      found.push({ kind, index, diagnostic, place, ...(made.list && { at: made.list }) });
  }
  return found;
}

/** What a finding in a tested action and in the test of it have in common. */
const sameKey = ({ diagnostic: { code, message }, at, replacement }: ActionFinding): string =>
  replacement === undefined || !at ? `${code} ${message}` : `${code} ${at.end - at.start} ${replacement}`;

/** What is wrong in unit tests; they hold the query of the tested action, of which that is told already. */
function testFindings(
  { graph, faulty, isGoogleSql }: AnalysisRequest,
  world: World,
  told: ReadonlySet<string>,
): readonly ActionFinding[] {
  return (graph.tests ?? []).flatMap((test, index) => {
    if (test.disabled || faulty.has(test.fileName ?? '') || (test.target && !isGoogleSql(test.target))) return [];
    return testUnits(test).flatMap((unit) =>
      textFindings({ kind: 'tests', index }, unit, analyse(world, unit, undefined)).filter(
        (found) => !told.has(sameKey(found)),
      ),
    );
  });
}

function actionColumns(world: World): readonly ActionColumns[] {
  const out: ActionColumns[] = [];
  for (const provider of world.providers) {
    if (provider.kind === 'assertions') continue;
    const action = settle(world, provider);
    const rows = provider.kind === 'declarations' ? declaredRows(world, provider.key) : action;
    const { complete } = rows;
    const columns = rows.columns.some(({ pseudo }) => pseudo)
      ? rows.columns.filter(({ pseudo }) => !pseudo)
      : rows.columns;
    if (columns.length === 0) continue;
    const lineage = world.request.lineage ? action.result?.lineage : undefined;
    out.push({ name: provider.name, columns, complete, ...(lineage && { lineage }) });
  }
  return out;
}
