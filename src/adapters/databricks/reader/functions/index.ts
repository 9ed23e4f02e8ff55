import { aggregates } from './aggregates.ts';
import { arrays } from './arrays.ts';
import { conditional } from './conditional.ts';
import { dates } from './dates.ts';
import { lambdas } from './lambdas.ts';
import { maps } from './maps.ts';
import { numbers } from './numbers.ts';
import type { Rules } from './rule.ts';
import { strings } from './strings.ts';
import { structs } from './structs.ts';
import { windows } from './windows.ts';

/** Every function of Databricks SQL that is taken; each has cases that were executed on Spark. */
export const functions: Rules = {
  ...strings,
  ...numbers,
  ...conditional,
  ...dates,
  ...arrays,
  ...structs,
  ...lambdas,
  ...maps,
  ...aggregates,
  ...windows,
};
