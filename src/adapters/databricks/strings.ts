import { custom, fill, scalar } from '../../compiler/lower/translate/define.ts';
import { bare } from '../../compiler/lower/translate/expression.ts';
import type { FunctionRule, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { bind, fail } from './bind.ts';
import { joined } from './expressions.ts';
import { format } from './printf.ts';
import { string } from './quoting.ts';
import { regexps } from './regexps.ts';

const text = { returns: 'STRING' } as const;
const int = { returns: 'INT64' } as const;
const bytes = { returns: 'BYTES' } as const;
const bool = { returns: 'BOOL' } as const;
const same = { returns: 'first' } as const;

/** What GoogleSQL's TRIM takes away; Databricks' own takes blanks alone. */
const whiteSpace =
  '\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000';

const trimming = (side: string): FunctionRule =>
  custom(
    1,
    2,
    (call, p) => {
      const [x, characters] = call.args;
      if (x && p.kind(x) === 'BYTES') return p.refuse(x, `\`${call.name}\` of BYTES`);
      return q`trim(${side} ${characters ? p.expr(characters) : string(whiteSpace)} FROM ${x ? p.expr(x) : ''})`;
    },
    same,
  );

const literalNumber = (e: Expr | undefined): number | undefined => {
  if (e?.kind === 'int') return Number(e.text);
  return e?.kind === 'unary' && e.op === '-' && e.of.kind === 'int' ? -Number(e.of.text) : undefined;
};

/** A count that must not be negative, as an INT. */
function count(e: Expr, name: string, p: Printer): Frag {
  const known = literalNumber(e);
  if (known !== undefined && known >= 0) return String(known);
  return bind(p.expr(e), (n) => q`if(${n} < 0, ${fail(`${name} with a negative number`)}, CAST(${n} AS INT))`);
}

/** SUBSTR: position 0 is 1, and a position before the start is the start. */
function substr(call: Call, p: Printer): Frag {
  const [x, position, length] = call.args;
  if (!x || !position) return '';
  const rest = length ? q`, ${count(length, call.name, p)}` : '';
  const at = literalNumber(position);
  if (at !== undefined && at >= 0) return q`substring(${p.expr(x)}, ${String(at)}${rest})`;
  return bind(p.expr(x), (v) => {
    if (at !== undefined) return q`substring(${v}, if(length(${v}) < ${String(-at)}, 1, ${String(at)})${rest})`;
    const from = q`CAST(${p.expr(position)} AS INT)`;
    return q`substring(${v}, if(${from} < -length(${v}), 1, ${from})${rest})`;
  });
}

function side(name: string): FunctionRule {
  return custom(
    2,
    2,
    (call, p) => {
      const [x, n] = call.args;
      if (!x || !n) return '';
      if (p.kind(x) === 'BYTES') return p.refuse(call, `\`${call.name}\` of BYTES`);
      return q`${name}(${p.expr(x)}, ${count(n, call.name, p)})`;
    },
    same,
  );
}

function pad(name: string): FunctionRule {
  return custom(
    2,
    3,
    (call, p) => {
      const [x, n, filler] = call.args;
      if (!x || !n) return '';
      if (p.kind(x) === 'BYTES') return p.refuse(call, `\`${call.name}\` of BYTES`);
      if (filler && (filler.kind !== 'string' || filler.value === ''))
        return p.refuse(filler, `\`${call.name}\` with a pattern that is no literal, or empty`);
      return q`${name}(${p.expr(x)}, ${count(n, call.name, p)}, ${filler ? p.expr(filler) : "' '"})`;
    },
    same,
  );
}

/** Delimiters of words. Source: BigQuery "INITCAP". */
const wordMarks = '\\s\\[\\](){}/|<>!?@"^#$&~_,.:;*%+\\-';

const initcap = (call: Call, p: Printer): Frag => {
  const words = string(`[^${wordMarks}]+|[${wordMarks}]+`);
  return q`array_join(transform(regexp_extract_all(lower(${fill('$1', call, p)}), ${words}, 0), w -> concat(upper(substring(w, 1, 1)), substring(w, 2))), '')`;
};

const LAST_ASCII = 127;
/** Beyond it Databricks' own function counts from 0 again. */
const LAST_BYTE = 255;

function chr(call: Call, p: Printer): Frag {
  const [n] = call.args;
  if (n?.kind === 'null') return 'CAST(NULL AS STRING)';
  const point = n?.kind === 'int' ? Number(n.text) : 0;
  const legal = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  if (legal) return string(String.fromCodePoint(point));
  return n && n.kind !== 'int' && n.kind !== 'unary'
    ? bind(
        p.expr(n),
        (v) =>
          q`CASE WHEN ${v} < 0 THEN ${fail('CHR of a negative number')} WHEN ${v} > ${String(LAST_BYTE)} THEN ${fail('CHR of a computed number beyond 255 is not translated')} ELSE chr(${v}) END`,
      )
    : p.refuse(call, 'CHR of this number');
}

function split(call: Call, p: Printer): Frag {
  const mark = call.args[1] ?? { kind: 'string', value: ',', start: 0, end: 0 };
  if (mark.kind !== 'string' || mark.value.includes('\\E')) return p.refuse(mark, 'SPLIT by this delimiter');
  return q`split(${fill('$1', call, p)}, ${mark.value === '' ? "''" : string(`\\Q${mark.value}\\E`)})`;
}

/** Characters that TRANSLATE may map: each once. */
function translate(call: Call, p: Printer): Frag {
  const [, from, to] = call.args;
  const plain = from?.kind === 'string' && new Set(from.value).size === [...from.value].length;
  return plain && to?.kind === 'string'
    ? fill('translate($*)', call, p)
    : p.refuse(call, 'TRANSLATE of these characters');
}

const notBytes =
  (template: string) =>
  (call: Call, p: Printer): Frag => {
    const wrong = call.args.find((e) => p.kind(e) === 'BYTES');
    return wrong ? p.refuse(wrong, `\`${call.name}\` of BYTES`) : fill(template, call, p);
  };

/** Functions of text and bytes. */
export const strings: Readonly<Record<string, FunctionRule>> = {
  ...regexps,
  ASCII: custom(
    1,
    1,
    (call, p) =>
      bind(
        fill('$1', call, p),
        (v) =>
          q`if(ascii(${v}) > ${String(LAST_ASCII)}, ${fail('ASCII of a character beyond ASCII')}, CAST(ascii(${v}) AS BIGINT))`,
      ),
    int,
  ),
  BYTE_LENGTH: scalar(1, 'CAST(octet_length($1) AS BIGINT)', int),
  CHARACTER_LENGTH: scalar(1, 'CAST(char_length($1) AS BIGINT)', int),
  CHAR_LENGTH: scalar(1, 'CAST(char_length($1) AS BIGINT)', int),
  CHR: custom(1, 1, chr, text),
  CONCAT: custom(1, 99, (call, p) => joined(call.args, p), same),
  ENDS_WITH: scalar(2, 'endswith($*)', bool),
  FORMAT: custom(1, 99, format, text),
  FROM_BASE64: scalar(1, "to_binary($1, 'base64')", bytes),
  FROM_HEX: custom(
    1,
    1,
    (call, p) =>
      bind(fill('$1', call, p), (v) => q`if(${v} RLIKE '[^0-9a-fA-F]', ${fail('FROM_HEX of this text')}, unhex(${v}))`),
    bytes,
  ),
  INITCAP: custom(1, 1, initcap, text),
  INSTR: custom(2, 2, notBytes('CAST(instr($1, $2) AS BIGINT)'), int),
  LEFT: side('left'),
  LENGTH: scalar(1, 'CAST(length($1) AS BIGINT)', int),
  LOWER: custom(1, 1, notBytes('lower($1)'), text),
  LPAD: pad('lpad'),
  LTRIM: trimming('LEADING'),
  MD5: scalar(1, 'unhex(md5($1))', bytes),
  OCTET_LENGTH: scalar(1, 'CAST(octet_length($1) AS BIGINT)', int),
  REPEAT: custom(
    2,
    2,
    (call, p) => {
      const [x, n] = call.args;
      if (!x || !n) return '';
      if (p.kind(x) === 'BYTES') return p.refuse(x, 'REPEAT of BYTES');
      const times = count(n, 'REPEAT', p);
      return p.kind(x) === 'STRING'
        ? q`repeat(${p.expr(x)}, ${times})`
        : bind(
            p.expr(x),
            (v) => q`if(typeof(${v}) = 'binary', ${fail('REPEAT of BYTES is not translated')}, repeat(${v}, ${times}))`,
          );
    },
    same,
  ),
  REPLACE: custom(3, 3, notBytes('replace($*)'), text),
  REVERSE: custom(1, 1, notBytes('reverse($1)'), text),
  RIGHT: side('right'),
  RPAD: pad('rpad'),
  RTRIM: trimming('TRAILING'),
  SHA1: scalar(1, 'unhex(sha1($1))', bytes),
  SHA256: scalar(1, 'unhex(sha2($1, 256))', bytes),
  SHA512: scalar(1, 'unhex(sha2($1, 512))', bytes),
  SPLIT: custom(1, 2, split, { returns: 'ARRAY' }),
  STARTS_WITH: scalar(2, 'startswith($*)', bool),
  STRPOS: custom(2, 2, notBytes('CAST(instr($1, $2) AS BIGINT)'), int),
  SUBSTR: custom(2, 3, substr, same),
  SUBSTRING: custom(2, 3, substr, same),
  TO_BASE64: scalar(1, "replace(base64($1), '\\r\\n', '')", text),
  TO_CODE_POINTS: custom(
    1,
    1,
    notBytes("transform(filter(split($1, ''), c -> c <> ''), c -> CAST(ascii(c) AS BIGINT))"),
    { returns: 'ARRAY' },
  ),
  TO_HEX: scalar(1, 'lower(hex($1))', text),
  TRANSLATE: custom(3, 3, translate, text),
  TRIM: trimming('BOTH'),
  UNICODE: scalar(1, 'CAST(ascii($1) AS BIGINT)', int),
  UPPER: custom(1, 1, notBytes('upper($1)'), text),
};

/** An argument as an INT. */
export const asInt = (e: Expr, p: Printer): Frag => (e.kind === 'int' ? bare(e, p) : q`CAST(${p.expr(e)} AS INT)`);
