import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatText } from '../../../src/editor/format/text.ts';
import { type Behaviour, dataformBehaviour } from '../../compiler/sqlx/behaviour.ts';
import { tidySqlx, wildSqlx } from '../../compiler/sqlx/generate.ts';

/** The formatted text, or the code of the diagnostic. */
function format(source: string, path = 'a.sqlx'): string {
  const formatted = formatText(path, source);
  return formatted.ok ? formatted.text : formatted.diagnostic.code;
}

test('config and js blocks come first, statements after them, other blocks last', () => {
  const source = `post_operations { grant select on x to y
---
select 1 }
select a,b from \${ref("t")} where x='a  b'
config { type:"view", tags:["a",
"b"] }
--- note
---
select 2
js { const a=1;


const b = 2 }
`;
  expect(format(source)).toBe(`config {
  type: "view",
  tags: ["a",
    "b"
  ]
}

js {
  const a = 1;

  const b = 2
}

select
  a,
  b
from
  \${ref("t")}
where
  x = 'a  b'
  --- note

---

select
  2

post_operations {
  grant
  select
    on x to y

  ---

  select
    1
}
`);
});

describe.each([
  ['strings', `select '''a\n   b''', "x  y", r'\\d  \\s'`, [`'''a\n   b'''`, `"x  y"`, `r'\\d  \\s'`]],
  ['block comments', 'select /* a\n\n     b */ 1', ['/* a\n\n     b */']],
  ['templates in placeholders', 'select ${when(a,`x\n     y  z`)}', ['${when(a, `x\n     y  z`)}']],
  ['strings with placeholders', `select "\${ref("a  b")}  c", '\${ x  }  y'`, ['"${ref("a  b")}  c"', "'${ x  }  y'"]],
  ['names between backticks', 'select `a  b`, `${x}.c-d`', ['`a  b`', '`${x}.c-d`']],
  ['names with dashes', 'select * from my-project.a.b', ['my-project.a.b']],
  ['what is glued to a placeholder', 'select a_${x}_b, ${a}${b}, ${t}.c', ['a_${x}_b', '${a}${b}', '${t}.c']],
  ['a placeholder on a line of its own', 'select 1 from t\n${when(a, b)}', ['t\n  ${when(a, b)}']],
  ['a long placeholder', 'select ${f({a:1,\nb:2})}', ['  ${f({\n    a: 1,\n    b: 2\n  })}']],
  ['a placeholder that ends in a comment', 'select ${a // x\n}', ['${a // x\n  }']],
  ['comments that start with #', 'select 1 # a   b\n, 2', ['# a   b']],
])('%s', (_name, source, kept) => {
  test('come out whole, and nothing else is lost', () => {
    const text = format(source);
    for (const part of kept) expect(text).toContain(part);
    expect(text.replace(/\s/g, '')).toBe(source.replace(/\s/g, ''));
  });
});

test.each([
  ['config { type: "view"', 'BF2030'],
  ["select 'a", 'BF2030'],
  ['select ${a', 'BF2030'],
  ['select (1', 'BF2030'],
  ['select ${a.replace(/`/g, "")}, ${b.replace(/`/g, "")}', 'BF2030'],
  ['config { name: a.replace(/}/g, "") }', 'BF2030'],
  ['config  { a }', 'BF2030'],
])('%j cannot be formatted', (source, code) => {
  expect(format(source)).toBe(code);
});

test.each([
  ['', ''],
  ['\n\n', ''],
  ['config {}', 'config {}\n'],
  ['---', '---\n'],
  ['pre_operations {}', 'pre_operations {\n}\n'],
  ['-- only a comment', '-- only a comment\n'],
])('%j becomes %j', (source, text) => {
  expect(format(source)).toBe(text);
});

test.each([
  ['function f(){return `a ${ `b  ${c}` }`}', 'function f() {\n  return `a ${ `b  ${c}` }`\n}\n'],
  ['const a={b:/}  {/g};', 'const a = {\n  b: /}  {/g\n};\n'],
  ['', ''],
])('JavaScript %j becomes %j', (source, text) => {
  expect(format(source, 'a.js')).toBe(text);
});

/** Every text that a module gives, without its blanks. */
const withoutBlanks = (behaviour: Behaviour): string =>
  JSON.stringify(behaviour, (_key, value: unknown) => (typeof value === 'string' ? value.replace(/\s/g, '') : value));

const seed = Number(process.env.BIFORM_SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.BIFORM_RUNS ?? 300);
console.log(`formatting random SQLX: seed ${seed}, ${numRuns} files each (BIFORM_SEED, BIFORM_RUNS)`);

test.each([
  ['closed', tidySqlx, numRuns / 4],
  ['broken', wildSqlx, 1],
] as const)('%s random SQLX in its final form evaluates to the same but for blanks', (_name, sources, least) => {
  let done = 0;
  fc.assert(
    fc.property(sources, (source) => {
      const formatted = formatText('a.sqlx', source);
      if (!formatted.ok) return;
      done += 1;
      expect(formatText('a.sqlx', formatted.text)).toEqual(formatted);
      const before = dataformBehaviour(source);
      const after = dataformBehaviour(formatted.text);
      if ('threw' in before) expect(after).toHaveProperty('threw');
      else expect(withoutBlanks(after)).toBe(withoutBlanks(before));
    }),
    { seed, numRuns },
  );
  expect(done).toBeGreaterThan(least);
});
