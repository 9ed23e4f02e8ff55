/** A node while it is made. What is made often is a plain literal that gets further properties: spreads cost ten times as much. */
export type Making<T> = { -readonly [K in keyof T]: T[K] };
