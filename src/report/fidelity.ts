import { positionAt } from '../compiler/diagnostics/span.ts';
import { type Grade, type Graded, grades, worse } from '../compiler/dialect/grade.ts';
import type { CompiledAction, Manifest } from '../compiler/manifest/manifest.ts';
import { targetName } from '../compiler/target/target.ts';
import { counted } from './amounts.ts';
import type { SourceOf } from './diagnostics.ts';
import type { Paint } from './paint.ts';
import { visibleLines } from './visible.ts';

/** An action, its lowest grade, and all parts that have one below `exact` or a note, each once and in the order of the file. */
export interface ActionFidelity {
  readonly name: string;
  readonly kind: CompiledAction['kind'];
  readonly grade: Grade;
  readonly parts: readonly Graded[];
}

const sends: ReadonlySet<CompiledAction['kind']> = new Set([
  'table',
  'view',
  'incremental',
  'operation',
  'assertion',
  'test',
]);

/** Every action that writes SQL, with the parts that were told of it, by its full name. */
export function fidelityOf(
  { actions }: Pick<Manifest, 'actions'>,
  partsOf: ReadonlyMap<string, readonly Graded[]>,
): readonly ActionFidelity[] {
  return actions
    .filter(({ kind, disabled }) => sends.has(kind) && !disabled)
    .map(({ target, kind, unsupported }) => {
      const name = targetName(target);
      const parts = once(partsOf.get(name) ?? []);
      const lowest = parts.reduce<Grade>((grade, part) => worse(grade, part.grade), 'exact');
      const grade = unsupported === undefined ? lowest : 'unsupported';
      const missing = unsupported !== undefined && lowest !== 'unsupported';
      const whole: readonly Graded[] = missing ? [{ what: 'the action', grade, reason: unsupported }] : [];
      return { name, kind, grade, parts: [...whole, ...parts.filter(isTold)] };
    });
}

/** What is exact needs no word, but for what is left out. */
const isTold = ({ grade, reason }: Graded): boolean => grade !== 'exact' || reason !== undefined;

/** An incremental table's query is translated twice. */
function once(parts: readonly Graded[]): readonly Graded[] {
  const byPlace = new Map(parts.map((part) => [`${part.span?.file} ${part.span?.start} ${part.what}`, part]));
  return [...byPlace.values()].toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

const hue: Readonly<Record<Grade, keyof Paint>> = {
  exact: 'green',
  rewritten: 'green',
  shimmed: 'green',
  differs: 'yellow',
  unsupported: 'red',
};

const WIDTH = Math.max(...grades.map((grade) => grade.length));

function placeOf({ span }: Graded, sourceOf: SourceOf): string {
  if (!span) return '';
  const text = sourceOf(span.file);
  if (text === undefined) return span.file;
  const { line, column } = positionAt(text, span.start);
  return `${span.file}:${line}:${column}`;
}

/** The grades of a project's actions for people: how many of each, then each action with its parts. */
export function fidelityText(
  actions: readonly ActionFidelity[],
  title: string,
  sourceOf: SourceOf,
  p: Paint,
  brief = false,
): string {
  const lines = [`${p.bold(`Fidelity of ${counted(actions.length, 'action')} on ${title}`)}: ${countsText(actions)}.`];
  for (const { name, grade, parts } of actions) {
    lines.push(`  ${p[hue[grade]](grade.padEnd(WIDTH))}  ${name}`);
    if (brief) continue;
    for (const part of parts) {
      const place = placeOf(part, sourceOf);
      const reason =
        part.reason === undefined ? '' : `${part.what.endsWith('.') ? '' : ':'} ${visibleLines(part.reason)}`;
      lines.push(p.dim(`    ${part.grade.padEnd(WIDTH)}  ${place ? `${place}  ` : ''}${part.what}${reason}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

function countsText(actions: readonly ActionFidelity[]): string {
  const shown = grades.map((grade) => [grade, actions.filter((action) => action.grade === grade).length] as const);
  const some = shown.filter(([, n]) => n > 0).map(([grade, n]) => `${n} ${grade}`);
  return some.length > 0 ? some.join(', ') : 'none';
}

/** The same as JSON, documented in docs/json.md. */
export function fidelityJson(
  actions: readonly ActionFidelity[],
  target: string,
  engine: string,
  sourceOf: SourceOf,
): string {
  const shown = actions.map(({ parts, ...action }) => ({
    ...action,
    parts: parts.map(({ what, grade, reason, span }) => ({
      what,
      grade,
      ...(reason !== undefined && { reason }),
      ...(span && { file: span.file, start: span.start, end: span.end, ...lineOf(span, sourceOf) }),
    })),
  }));
  return `${JSON.stringify({ version: 1, target, engine, actions: shown }, null, 4)}\n`;
}

function lineOf(
  { file, start }: { file: string; start: number },
  sourceOf: SourceOf,
): { line?: number; column?: number } {
  const text = sourceOf(file);
  if (text === undefined) return {};
  const { line, column } = positionAt(text, start);
  return { line, column };
}
