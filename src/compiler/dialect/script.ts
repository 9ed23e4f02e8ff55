/**
 * One step of a script with control flow, for an engine that has none. `start` and `end` are offsets in the script's
 * text; `to` and `otherwise` are places in the list of steps, perhaps behind the last.
 */
export type Instruction =
  | { readonly do: 'send'; readonly start: number; readonly end: number }
  /** A query of one value: goes on with the next step where it is true, else with `otherwise`. */
  | { readonly do: 'test'; readonly start: number; readonly end: number; readonly otherwise: number }
  | { readonly do: 'go'; readonly to: number }
  /** A failure up to the step `until` goes on with `to`; what had succeeded before it stands. */
  | { readonly do: 'guard'; readonly until: number; readonly to: number };

/** The variable that holds the time at which a step of a script began. */
export const SCRIPT_TIME = 'biform_now';
/** The variable that holds what the last failure said that a script has dealt with. */
export const SCRIPT_ERROR = 'biform_error';
