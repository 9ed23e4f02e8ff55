/** V8's settings for many functions that run for a moment only. */
export const v8Flags = [
  // Most are not worth optimising; those of the analysis, which run for every action, are.
  '--interrupt-budget=850000',
  // Young objects get their full room at once, instead of being copied while it grows.
  '--semi-space-growth-factor=16',
  // On few processors, several threads that mark take the time of the one that they help.
  '--concurrent-marking-max-worker-num=1',
];
