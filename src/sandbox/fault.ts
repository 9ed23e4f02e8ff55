import { type Diagnostic, diagnostic } from '../compiler/diagnostics/diagnostic.ts';

/** The sandbox could not bring an evaluation to its end; the diagnostic says why in the author's words. */
export class SandboxFault extends Error {
  readonly diagnostic: Diagnostic;
  constructor(found: Diagnostic) {
    super(found.message);
    this.diagnostic = found;
  }
}

/** Why a child ended without an answer: V8 says on standard error when memory ran out, the kernel by signal when time did. */
export function causeOfDeath(
  status: number | null,
  signal: NodeJS.Signals | null,
  words: string,
  megabytes: number,
  seconds: number,
): Diagnostic {
  if (/heap out of memory|allocation failed|out of memory/i.test(words)) return diagnostic('BF1507', { megabytes });
  if (signal === 'SIGXCPU') return diagnostic('BF1506', { seconds });
  return diagnostic('BF1510', { how: signal ?? `status ${status}` });
}
