import type { RunEvent } from '../executor/events.ts';
import { diagnosticJson, type SourceOf } from './diagnostics.ts';

/** An event as one line of JSON, line break included. Documented in docs/run-events.md. */
export function jsonLine(event: RunEvent, sourceOf: SourceOf): string {
  if (event.type !== 'step-finished') return `${JSON.stringify(event)}\n`;
  const diagnostics = event.diagnostics.map((found) => diagnosticJson(found, sourceOf));
  return `${JSON.stringify({ ...event, diagnostics })}\n`;
}
