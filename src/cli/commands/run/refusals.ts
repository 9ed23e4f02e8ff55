import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';

/**
 * The reasons why selected actions cannot run: what lowering said about each, with its place, and for the others the
 * planner's own word. Nothing is said twice.
 */
export function refusals(planned: readonly Diagnostic[], lowering: readonly Diagnostic[]): readonly Diagnostic[] {
  const refused = new Set(planned.flatMap(({ code, action }) => (code === 'BF8005' && action ? [action] : [])));
  const explained = lowering.filter(({ action, severity }) => severity === 'error' && action && refused.has(action));
  const known = new Set(explained.map(({ action }) => action));
  return [...planned.filter(({ code, action }) => code !== 'BF8005' || !known.has(action)), ...explained];
}
