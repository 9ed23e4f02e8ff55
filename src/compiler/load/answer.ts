/**
 * The child's answer is text in lines, each a letter and JSON: the names of all actions, parts, each with some actions of
 * one kind, and the rest of the evaluation. It may end otherwise, whatever came before: with an evaluation that failed
 * as a whole, or with the files that must be sent as modules and not as plain data.
 */
export const answerKinds = { names: 'n', part: 'p', rest: 'r', failed: 'f', again: 'a' } as const;

/** Payload of `run` where no code of the project can reach an action, so that it stays as it was compiled. */
export const CALM = 'calm';
