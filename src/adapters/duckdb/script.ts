import { draftOf, slice } from '../../compiler/dialect/compose.ts';
import { type Instruction, SCRIPT_ERROR, SCRIPT_TIME } from '../../compiler/dialect/script.ts';
import type { MappedText } from '../../compiler/sql/mapped.ts';
import type { Sent } from '../../executor/build.ts';
import { AdapterError, type FailureKind } from '../adapter/adapter.ts';
import { string } from './quoting.ts';

/**
 * A failure that the script deals with itself. DuckDB has no savepoints, and an error ends the transaction: all is
 * rolled back, done again up to the statement that failed, and goes on with the handler.
 */
export class HandledFailure extends Error {
  /** The number of the failed step among all that the action has carried out. */
  readonly step: number;

  constructor(step: number, message: string) {
    super(message);
    this.step = step;
  }
}

/** What an action's scripts have met so far; it outlives the transactions of its attempts. */
export interface Attempts {
  /** Steps carried out in this attempt. */
  count: number;
  /** Messages of steps that are known to fail. */
  readonly failed: Map<number, string>;
}

/** Failures that the scripts of one action may deal with: each costs a repetition of all before it. */
const MOST_FAILURES = 100;

/** Does something again as often as a script in it has met a failure that it deals with itself. */
export async function untilHandled<T>(inside: (attempts: Attempts) => Promise<T>): Promise<T> {
  const failed = new Map<number, string>();
  for (;;) {
    try {
      return await inside({ count: 0, failed });
    } catch (error) {
      if (!(error instanceof HandledFailure)) throw error;
      if (failed.size >= MOST_FAILURES)
        throw new AdapterError({
          kind: 'other',
          message: `The scripts of an action met more than ${MOST_FAILURES} failures.`,
        });
      failed.set(error.step, error.message);
    }
  }
}

export interface ScriptRunner {
  readonly send: (sql: MappedText, reads: 'rows' | 'nothing') => Promise<Sent>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly attempts: Attempts;
}

/** Carries out the steps of a script, one after another. */
export async function runScript(sql: MappedText, script: readonly Instruction[], runner: ScriptRunner): Promise<Sent> {
  const parts = script.map((step) => ('start' in step ? slice(draftOf(sql), step.start, step.end) : undefined));
  const guards: { readonly until: number; readonly to: number }[] = [];
  const clock = openClock(runner.now);
  let at = 0;
  for (let step = script[at]; step; step = script[at]) {
    while (guards.length > 0 && !inside(guards.at(-1), at)) guards.pop();
    if (step.do === 'go') {
      if (step.to < at) clock.repeated();
      at = step.to;
    } else if (step.do === 'guard') {
      guards.push({ until: step.until, to: step.to });
      at += 1;
    } else {
      const part = parts[at] ?? { text: '', pieces: [] };
      const reads = step.do === 'test' ? 'rows' : 'nothing';
      const sent = await carryOut(part, reads, guards.length > 0, { ...runner, clock });
      if ('failed' in sent) {
        at = guards.pop()?.to ?? script.length;
        await runner.send(plain(`SET VARIABLE ${SCRIPT_ERROR} = ${string(sent.failed)}`), 'nothing');
      } else at = step.do === 'test' && sent.rows[0]?.[0] !== true ? step.otherwise : at + 1;
    }
  }
  return { rows: [] };
}

interface Clock {
  readonly time: () => number;
  /** A step is carried out. */
  readonly step: (text: string) => void;
  /** A loop begins again. */
  readonly repeated: () => void;
}

/** Milliseconds that the clock goes ahead when a loop that only waits begins again. */
const STEP = { first: 100, most: 1000 } as const;

/**
 * The time of a script's steps. A loop that reads the time and does nothing but set variables waits for a time to
 * come: nobody else can change what it sees, so that the clock goes ahead instead.
 */
function openClock(now: () => number): Clock {
  let ahead = 0;
  let next: number = STEP.first;
  let [reads, works] = [false, false];
  return {
    time: () => now() + ahead,
    step: (text) => {
      reads ||= text.includes(SCRIPT_TIME);
      works ||= !text.startsWith('SET VARIABLE') && !text.startsWith('SELECT');
    },
    repeated: () => {
      if (reads && !works) {
        ahead += next;
        next = Math.min(next * 2, STEP.most);
      } else next = STEP.first;
      [reads, works] = [false, false];
    },
  };
}

/** A jump may have left the block of a guard; its steps stand one behind another. */
const inside = (guard: { readonly until: number } | undefined, at: number): boolean =>
  guard !== undefined && at < guard.until;

const plain = (text: string): MappedText => ({ text, pieces: [] });

/** Failures of the statement or its data; all others end the run of the action. */
const handled: ReadonlySet<FailureKind> = new Set(['invalid-sql', 'data', 'other']);

async function carryOut(
  part: MappedText,
  reads: 'rows' | 'nothing',
  guarded: boolean,
  { send, attempts, clock }: ScriptRunner & { readonly clock: Clock },
): Promise<Sent | { readonly failed: string }> {
  const step = attempts.count;
  attempts.count += 1;
  const known = attempts.failed.get(step);
  if (known !== undefined) return { failed: known };
  clock.step(part.text);
  if (part.text.includes(SCRIPT_TIME)) {
    const time = new Date(clock.time()).toISOString();
    await send(plain(`SET VARIABLE ${SCRIPT_TIME} = CAST(${string(time)} AS TIMESTAMPTZ)`), 'nothing');
  }
  try {
    return await send(part, reads);
  } catch (error) {
    if (!guarded || !(error instanceof AdapterError) || !handled.has(error.failure.kind)) throw error;
    throw new HandledFailure(step, error.failure.message);
  }
}
