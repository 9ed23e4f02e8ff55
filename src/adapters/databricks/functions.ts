import { custom, fill, scalar } from '../../compiler/lower/translate/define.ts';
import { alike, alikeValues, bare } from '../../compiler/lower/translate/expression.ts';
import type { FunctionRule, Printer } from '../../compiler/lower/translate/rules.ts';
import { commas, type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { aggregates, windows } from './aggregates.ts';
import { bind, fail } from './bind.ts';
import { dateFunctions } from './dates.ts';
import { json } from './json.ts';
import { numbers } from './numbers.ts';
import { strings } from './strings.ts';

const text = { returns: 'STRING' } as const;
const int = { returns: 'INT64' } as const;
const list = { returns: 'ARRAY' } as const;
const same = { returns: 'first' } as const;

const values = (args: readonly Expr[], p: Printer): Frag => commas(alikeValues(args, p));

const conditional: Readonly<Record<string, FunctionRule>> = {
  COALESCE: custom(1, 99, (call, p) => q`coalesce(${values(call.args, p)})`),
  ERROR: scalar(1, 'raise_error($*)'),
  IF: custom(3, 3, (call, p) => {
    const [condition, yes, no] = call.args;
    if (!condition || !yes || !no) return '';
    const [first, second] = alike([yes, no], p);
    return q`if(${p.expr(condition)}, ${p.expr(first ?? yes)}, ${bare(second ?? no, p)})`;
  }),
  IFNULL: custom(2, 2, (call, p) => q`coalesce(${values(call.args, p)})`),
  NULLIF: scalar(2, 'nullif($*)', same),
  NULLIFZERO: scalar(1, 'nullif($1, 0)', same),
  ZEROIFNULL: scalar(1, 'coalesce($1, 0)', same),
};

/** ARRAY_TO_STRING: text alone, since other types are spelt differently. */
function arrayToString(call: Call, p: Printer): Frag {
  const [x] = call.args;
  const type = x && p.type(x);
  if (type?.kind === 'ARRAY' && type.element.kind === 'BYTES') return p.refuse(x ?? call, 'ARRAY_TO_STRING of BYTES');
  return fill('array_join($*)', call, p);
}

const steps: readonly (string | undefined)[] = ['INT64', undefined];

/** GENERATE_ARRAY of integers; an empty array where the step leads away from the end. */
function numbersFrom(call: Call, p: Printer): Frag {
  const wrong = call.args.find((e) => !steps.includes(p.kind(e)));
  if (wrong) return p.refuse(wrong, 'GENERATE_ARRAY of another type than INT64');
  const [from, to, step] = call.args;
  const literal = step?.kind === 'unary' && step.op === '-' ? step.of : step;
  if (literal && (literal.kind !== 'int' || Number(literal.text) === 0))
    return p.refuse(step ?? call, 'GENERATE_ARRAY with a step that is no literal');
  if (!from || !to) return '';
  const away = q`${p.operand(from)} ${step?.kind === 'unary' ? '<' : '>'} ${p.operand(to)}`;
  return q`if(${away}, CAST(array() AS ARRAY<BIGINT>), sequence(${p.expr(from)}, ${p.expr(to)}, ${step ? p.expr(step) : '1L'}))`;
}

const atEnd = (index: string): FunctionRule =>
  custom(1, 1, (call, p) =>
    bind(
      fill('$1', call, p),
      (v) => q`if(size(${v}) = 0, ${fail(`${call.name} of an empty array`)}, element_at(${v}, ${index}))`,
    ),
  );

const arrays: Readonly<Record<string, FunctionRule>> = {
  ARRAY_CONCAT: custom(1, 99, (call, p) => q`concat(${commas(alike(call.args, p).map((e) => p.expr(e)))})`, list),
  ARRAY_FIRST: atEnd('1'),
  ARRAY_LAST: atEnd('-1'),
  ARRAY_LENGTH: scalar(1, 'CAST(array_size($1) AS BIGINT)', int),
  ARRAY_REVERSE: scalar(1, 'reverse($*)', list),
  ARRAY_TO_STRING: custom(2, 3, arrayToString, text),
  GENERATE_ARRAY: custom(2, 3, numbersFrom, list),
  GENERATE_UUID: scalar(0, 'uuid()', text),
};

/** Every GoogleSQL function that may be used on Databricks; each has cases that were executed on Spark. */
export const functions: Readonly<Record<string, FunctionRule>> = {
  ...strings,
  ...numbers,
  ...conditional,
  ...arrays,
  ...json,
  ...aggregates,
  ...windows,
  ...dateFunctions,
};
