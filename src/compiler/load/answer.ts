/**
 * The child's answer is text in lines, each a letter and JSON: parts, each with some actions of one kind, then the rest of
 * the evaluation; or, instead, the files that must be sent as modules and not as plain data.
 */
export const answerKinds = { part: 'p', rest: 'r', again: 'a' } as const;
