/** Source: FarmHash, `farmhashna::Hash64`, which GoogleSQL's FARM_FINGERPRINT is defined by. */

const big = (n: bigint | number): string => `${n}::UHUGEINT`;

const MODULUS = 2n ** 64n;
const K0 = big(0xc3a5c85c97cb3127n);
const K1 = big(0xb492b66fbe98f273n);
const K2 = big(0x9ae16a3b2f90404fn);

/** Arithmetic on unsigned numbers of 64 bits, which stand in ones of 128. */
const add = (...of: readonly string[]): string => `((${of.join(' + ')}) % ${big(MODULUS)})`;
const mul = (a: string, b: string): string => `((${a} * ${b}) % ${big(MODULUS)})`;
const rotate = (x: string, by: number): string =>
  `biform.bf_farm_rotate(${x}, ${big(2n ** BigInt(by))}, ${big(2n ** BigInt(64 - by))})`;
const mix = (x: string): string => `biform.bf_farm_mix(${x})`;
const join = (u: string, v: string, m: string): string => `biform.bf_farm_join(${u}, ${v}, ${m})`;
const word = (at: string, bytes = 8): string => `biform.bf_farm_word(h, ${at}, ${bytes})`;

const bind = (value: string, name: string, body: string): string =>
  `list_transform([${value}], lambda ${name}: ${body})[1]`;

/** Fields made one after another: each sees those before. */
function steps(rows: readonly Readonly<Record<string, string>>[], result: string, level = 'f'): string {
  const [first, ...rest] = rows;
  if (!first) return result;
  const names = Object.keys(first);
  const row = `{${Object.entries(first)
    .map(([name, value]) => `'${name}': ${value}`)
    .join(', ')}}`;
  const one = `${level}${rows.length}`;
  const within = (text: string): string =>
    text.replace(/\$(\w+)/g, (all, name) => (names.includes(name) ? `${one}.${name}` : all));
  const below = rest.map((next) =>
    Object.fromEntries(Object.entries(next).map(([name, value]) => [name, within(value)])),
  );
  return bind(row, one, steps(below, within(result), level));
}

/** `n` is the number of bytes, `h` their text in hexadecimal digits, `m` the multiplier that the length gives. */
const short = `CASE WHEN n >= 8 THEN ${steps(
  [
    { a: add(word('0'), K2), b: word('n - 8') },
    { c: add(mul(rotate('$b', 37), 'm'), '$a'), d: mul(add(rotate('$a', 25), '$b'), 'm') },
  ],
  join('$c', '$d', 'm'),
)} WHEN n >= 4 THEN ${join(add('n::UHUGEINT', `${word('0', 4)} * ${big(8)}`), word('n - 4', 4), 'm')} WHEN n > 0 THEN ${mul(
  mix(
    `xor(${mul(add(word('0', 1), `${word('n // 2', 1)} * ${big(256)}`), K2)}, ${mul(add('n::UHUGEINT', `${word('n - 1', 1)} * ${big(4)}`), K0)})`,
  ),
  K2,
)} ELSE ${K2} END`;

const middle = steps(
  [
    { a: mul(word('0'), K1), b: word('8'), c: mul(word('n - 8'), 'm'), d: mul(word('n - 16'), K2) },
    { u: add(rotate(add('$a', '$b'), 43), rotate('$c', 30), '$d'), v: add('$a', rotate(add('$b', K2), 18), '$c') },
  ],
  join('$u', '$v', 'm'),
);

const long = steps(
  [
    { a: mul(word('0'), K2), b: word('8'), c: mul(word('n - 8'), 'm'), d: mul(word('n - 16'), K2) },
    { y: add(rotate(add('$a', '$b'), 43), rotate('$c', 30), '$d'), s: add('$a', rotate(add('$b', K2), 18), '$c') },
    { z: join('$y', '$s', 'm'), e: mul(word('16'), 'm'), f: word('24'), g: mul(add('$y', word('n - 32')), 'm') },
    { i: mul(add('$z', word('n - 24')), 'm') },
    { u: add(rotate(add('$e', '$f'), 43), rotate('$g', 30), '$i'), v: add('$e', rotate(add('$f', '$a'), 18), '$g') },
  ],
  join('$u', '$v', 'm'),
);

/** Eight words of the text from `at` on, mixed into a state. `k` is the multiplier, `nine` what v and w count for. */
const round = (at: string, k: string, nine: string): string =>
  steps(
    [
      { p: at },
      {
        x: mul(rotate(add('s.x', 's.y', 's.v1', word('$p + 8')), 37), k),
        y: mul(rotate(add('s.y', 's.v2', word('$p + 48')), 42), k),
        z: mul(rotate(add('s.z', 's.w1'), 33), k),
      },
      { x2: `xor($x, ${mul('s.w2', nine)})`, y2: add('$y', mul('s.v1', nine), word('$p + 40')) },
      {
        v: `biform.bf_farm_weak(h, $p, ${mul('s.v2', k)}, ${add('$x2', 's.w1')})`,
        w: `biform.bf_farm_weak(h, $p + 32, ${add('$z', 's.w2')}, ${add('$y2', word('$p + 16'))})`,
      },
    ],
    "{'x': $z, 'y': $y2, 'z': $x2, 'v1': $v.a, 'v2': $v.b, 'w1': $w.a, 'w2': $w.b}",
    'g',
  );

const zero = big(0);
const opened = `{'x': ${add(mul(big(81), K2), word('0'))}, 'y': ${add(mul(big(81), K1), big(113))}, 'z': ${mul(mix(add(mul(add(mul(big(81), K1), big(113)), K2), big(113))), K2)}, 'v1': ${zero}, 'v2': ${zero}, 'w1': ${zero}, 'w2': ${zero}}`;
const turns = `list_transform(range(0, (n - 1) // 64), lambda t: {'x': t::UHUGEINT, 'y': ${zero}, 'z': ${zero}, 'v1': ${zero}, 'v2': ${zero}, 'w1': ${zero}, 'w2': ${zero}})`;

/** The last 64 bytes, then all of the state in one number. */
const closed = steps(
  [
    { r: `list_reduce(${turns}, lambda s, t: ${round('CAST(t.x AS BIGINT) * 64', K1, big(1))}, ${opened})` },
    { k: add(K1, `($r.z % ${big(256)}) * ${big(2)}`), w1: add('$r.w1', '((n - 1) % 64)::UHUGEINT') },
    { v1: add('$r.v1', '$w1') },
    { w: add('$w1', '$v1') },
    {
      last: bind(
        "{'x': $r.x, 'y': $r.y, 'z': $r.z, 'v1': $v1, 'v2': $r.v2, 'w1': $w, 'w2': $r.w2}",
        's',
        round('n - 64', '$k', big(9)),
      ),
    },
  ],
  join(
    add(join('$last.v1', '$last.w1', '$k'), mul(mix('$last.y'), K0), '$last.z'),
    add(join('$last.v2', '$last.w2', '$k'), '$last.x'),
    '$k',
  ),
);

const hexPair = (i: number): string => `substring(h, CAST(2 * (i + ${i}) + 1 AS BIGINT), 2)`;

/** FARM_FINGERPRINT of text or bytes, from its smallest part to the whole. */
export const fingerprintMacros: readonly {
  readonly name: string;
  readonly parameters: string;
  readonly body: string;
}[] = [
  {
    name: 'bf_farm_word',
    parameters: 'h, i, bytes',
    body: `CAST(CAST('0x' || CASE bytes WHEN 8 THEN ${[7, 6, 5, 4, 3, 2, 1, 0].map(hexPair).join(' || ')} WHEN 4 THEN ${[3, 2, 1, 0].map(hexPair).join(' || ')} ELSE ${hexPair(0)} END AS UBIGINT) AS UHUGEINT)`,
  },
  { name: 'bf_farm_rotate', parameters: 'x, down, up', body: bind('x', 'r', '(r // down) + (r % down) * up') },
  { name: 'bf_farm_mix', parameters: 'x', body: bind('x', 'r', `xor(r, r // ${big(2n ** 47n)})`) },
  {
    name: 'bf_farm_join',
    parameters: 'u, v, k',
    body: bind(
      "{'u': u, 'v': v, 'k': k}",
      'j',
      mul(mix(mul(`xor(j.v, ${mix(mul('xor(j.u, j.v)', 'j.k'))})`, 'j.k')), 'j.k'),
    ),
  },
  {
    name: 'bf_farm_weak',
    parameters: 'h, i, a, b',
    body: steps(
      [
        { i: 'i', a: add('a', word('i')), b: 'b' },
        {
          b2: rotate(add('$b', '$a', word('$i + 24')), 21),
          c: '$a',
          a2: add('$a', word('$i + 8'), word('$i + 16')),
          z: word('$i + 24'),
        },
      ],
      `{'a': ${add('$a2', '$z')}, 'b': ${add('$b2', rotate('$a2', 44), '$c')}}`,
    ),
  },
  { name: 'bf_farm_short', parameters: 'h, n, m', body: short },
  { name: 'bf_farm_middle', parameters: 'h, n, m', body: middle },
  { name: 'bf_farm_long', parameters: 'h, n, m', body: long },
  { name: 'bf_farm_longer', parameters: 'h, n', body: closed },
  {
    name: 'bf_farm_fingerprint',
    parameters: 'x',
    body: bind(
      `{'h': hex(CASE WHEN typeof(x) = 'BLOB' THEN CAST(x AS BLOB) ELSE encode(CAST(x AS VARCHAR)) END)}`,
      't',
      bind(
        `{'h': t.h, 'n': len(t.h) // 2}`,
        'q',
        `CASE WHEN q.h IS NOT NULL THEN ${bind(
          `CASE WHEN q.n <= 16 THEN biform.bf_farm_short(q.h, q.n, ${add(K2, `q.n::UHUGEINT * ${big(2)}`)}) WHEN q.n <= 32 THEN biform.bf_farm_middle(q.h, q.n, ${add(K2, `q.n::UHUGEINT * ${big(2)}`)}) WHEN q.n <= 64 THEN biform.bf_farm_long(q.h, q.n, ${add(K2, `q.n::UHUGEINT * ${big(2)}`)}) ELSE biform.bf_farm_longer(q.h, q.n) END`,
          'g',
          `CAST(CASE WHEN g >= ${big(2n ** 63n)} THEN CAST(g AS HUGEINT) - ${2n ** 64n}::HUGEINT ELSE CAST(g AS HUGEINT) END AS BIGINT)`,
        )} END`,
      ),
    ),
  },
];
