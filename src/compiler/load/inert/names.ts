/** Globals of the runtime that have no state and lead to none, as a callee or the object of a member. */
export const STATELESS: ReadonlySet<string> = new Set(
  (
    'Array BigInt Boolean Date Error Intl JSON Math Number Object RangeError String TypeError ' +
    'decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN parseFloat parseInt biform'
  ).split(' '),
);

/** Values that may stand anywhere. */
export const VALUES: ReadonlySet<string> = new Set(['undefined', 'NaN', 'Infinity', '__filename', '__dirname']);

/** What makes a new object that nobody else knows. */
export const CONSTRUCTORS: ReadonlySet<string> = new Set(
  'Array Date Error Map Object RangeError RegExp Set TypeError'.split(' '),
);

/** Functions of a definition in JavaScript. */
export const MAKERS: ReadonlySet<string> = new Set('publish operate assert declare notebook test'.split(' '));

/** Methods that change the object that they are called on. Source: ECMA-262, every method that sets a property or slot of `this`. */
export const MUTATORS: ReadonlySet<string> = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear assign'.split(' '),
);

/** Methods of lists that call a function at once and do not keep it. */
export const ITERATIONS: ReadonlySet<string> = new Set(
  (
    'forEach map filter reduce reduceRight some every find findIndex findLast findLastIndex flatMap sort replace ' +
    'replaceAll toSorted'
  ).split(' '),
);

/** Methods of built-in objects whose result is new. */
export const FRESH: ReadonlySet<string> = new Set(
  'map filter flatMap flat slice concat split keys values entries fromEntries from of toSorted toReversed'.split(' '),
);

/** Methods that give an iterator unless they are called on `Object`: it remembers how far it was read. */
export const ITERATORS: ReadonlySet<string> = new Set(['keys', 'values', 'entries', 'matchAll']);

/** Names that lead to the session, to shared prototypes, to callers, or that call a method in another's name. */
const BEHIND: ReadonlySet<string> = new Set(
  (
    'session actions tests indexedActions actionAssertionMap graphErrors jitData jitContextData proto ' +
    'constructor prototype __proto__ __defineGetter__ __defineSetter__ defineProperty defineProperties setPrototypeOf ' +
    'call apply bind next caller callee stack captureStackTrace prepareStackTrace stackTraceLimit lastIndex compile ' +
    'cache'
  ).split(' '),
);

/** Names that are refused wherever they stand behind a dot; a `Date` changes by methods that begin with `set`. */
export const isBehind = (name: string): boolean => BEHIND.has(name) || /^set[A-Z]/.test(name);
