// Loaded before Dataform's command line (node --require): its worker registers the same compile listener twice and so
// compiles every project twice. A listener whose code was registered before is left out, which leaves the first pass.
const seen = new Set();
const { on } = process;
process.on = function (event, listener) {
  const code = String(listener);
  if (event === 'message' && seen.has(code)) return this;
  if (event === 'message') seen.add(code);
  return on.call(this, event, listener);
};
