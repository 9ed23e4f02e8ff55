import { define } from '../define.ts';

const one = (types: readonly string[]): string => types.join(', ');
const meant = (near: string | undefined): string => (near === undefined ? '' : ` Did you mean ${near}?`);
const count = (n: number, what = 'argument'): string =>
  n === 0 ? `no ${what}s` : n === 1 ? `1 ${what}` : `${n} ${what}s`;

/** BF30: types, functions and operators of GoogleSQL. */
export const types = {
  BF3001: define<{ name: string; near?: string | undefined }>(
    'error',
    (a) => `There is no function ${a.name}.${meant(a.near)}`,
  ),
  BF3002: define<{ name: string; given: number; expected: readonly string[] }>(
    'error',
    (a) => `${a.name} cannot be called with ${count(a.given)}. It is written ${a.expected.join(' or ')}.`,
  ),
  BF3003: define<{ name: string; position: number; found: string }>(
    'error',
    (a) => `Argument ${a.position} of ${a.name} cannot be ${a.found}.`,
  ),
  BF3004: define<{ name: string; found: readonly string[] }>(
    'error',
    (a) => `${a.name} does not go with arguments of the types ${one(a.found)}.`,
  ),
  BF3005: define<{ operator: string; found: readonly string[] }>(
    'error',
    (a) => `The operator ${a.operator} does not go with ${a.found.join(' and ')}.`,
  ),
  BF3006: define<{ left: string; right: string }>('error', (a) => `${a.left} and ${a.right} cannot be compared.`),
  BF3007: define<{ type: string; what: string }>('error', (a) => `Values of type ${a.type} ${a.what}.`),
  BF3008: define<{ clause: string; found: string }>(
    'error',
    (a) => `${a.clause} must be BOOL, but this is ${a.found}.`,
  ),
  BF3009: define<{ what: string; found: readonly string[] }>(
    'error',
    (a) => `${a.what} have no common type: ${one(a.found)}.`,
  ),
  BF3010: define<{ from: string; to: string }>('error', (a) => `${a.from} cannot be cast to ${a.to}.`),
  BF3011: define<{ name: string; near?: string | undefined }>(
    'error',
    (a) => `There is no type ${a.name}.${meant(a.near)}`,
  ),
  BF3012: define<{ text: string; type: string }>('error', (a) => `"${a.text}" is no ${a.type}.`),
  BF3013: define<{ text: string }>('error', (a) => `${a.text} is outside the range of INT64.`),
  BF3014: define<{ found: string; near?: string | undefined }>(
    'error',
    (a) => `${a.found} is not a date part.${meant(a.near)}`,
  ),
  BF3015: define<{ part: string; name: string; type: string }>(
    'error',
    (a) => `${a.name} cannot use the part ${a.part} with a ${a.type}.`,
  ),
  BF3016: define<{ what: string; columns: number }>(
    'error',
    (a) => `${a.what} must give one column, but this one gives ${a.columns}.`,
  ),
  BF3017: define<{ type: string; how: string }>('error', (a) => `A value of type ${a.type} has no element ${a.how}.`),
  BF3018: define<{ found: string; wanted: string }>(
    'error',
    (a) => `This subscript must be ${a.wanted}, but it is ${a.found}.`,
  ),
  BF3019: define<{ what: string; found: string; wanted: string }>(
    'error',
    (a) => `${a.what} is ${a.wanted}, but this value is ${a.found}.`,
  ),
  BF3020: define<{ fields: number; given: number }>(
    'error',
    (a) => `This STRUCT type has ${a.fields} fields, but ${a.given} are given.`,
  ),
  BF3021: define<{ operator: string }>('error', (a) => `NULL cannot be an operand of ${a.operator}.`),
  BF3022: define<{ name: string; argument: string; near?: string | undefined }>(
    'error',
    (a) => `${a.name} has no argument named ${a.argument}.${meant(a.near)}`,
  ),
  BF3023: define('error', () => 'An array cannot hold arrays.'),
  BF3024: define<{ found: string; what: string }>(
    'error',
    (a) => `${a.what} must be an array, but this is ${a.found}.`,
  ),
  BF3025: define<{ name: string; found: string }>(
    'error',
    (a) => `${a.name} needs an INTERVAL such as INTERVAL 1 DAY here, but this is ${a.found}.`,
  ),
  BF3026: define<{ found: string }>('error', (a) => `The value of an INTERVAL must be INT64, but this is ${a.found}.`),
  BF3027: define<{ from: string; to: string }>('error', (a) => `A cast from ${a.from} to ${a.to} takes no FORMAT.`),
  BF3028: define<{ what: string; found: string }>('error', (a) => `${a.what} must be STRING, but this is ${a.found}.`),
  BF3029: define<{ name: string; what: string }>('error', (a) => `${a.name} cannot be called with ${a.what}.`),
  BF3030: define<{ field: string; type: string; near?: string | undefined }>(
    'error',
    (a) => `There is no field ${a.field} in ${a.type}.${meant(a.near)}`,
  ),
  BF3031: define<{ field: string; type: string }>(
    'error',
    (a) => `.${a.field} reads a field, but a value of type ${a.type} has no fields.`,
  ),
  BF3032: define<{ field: string; type: string }>(
    'error',
    (a) => `${a.type} has more than one field named ${a.field}.`,
  ),
  BF3033: define('error', () => 'The star stands only in COUNT(*).'),
  BF3034: define<{ name: string; position: number }>(
    'error',
    (a) => `Argument ${a.position} of ${a.name} must be a literal or a parameter.`,
  ),
  BF3035: define<{ name: string; position: number; what: string }>(
    'error',
    (a) => `Argument ${a.position} of ${a.name} must be ${a.what}.`,
  ),
  BF3036: define<{ from: string; to: string }>('error', (a) => `An INTERVAL cannot go from ${a.from} to ${a.to}.`),
  BF3037: define('error', () => 'The fields of a STRUCT with a type take their names from the type.'),
  BF3038: define<{ what: string }>('error', (a) => `This format cannot be read: ${a.what}.`),
  BF3039: define<{ wanted: number; given: number }>(
    'error',
    (a) =>
      `The format asks for ${count(a.wanted, 'value')}, but ${a.given === 0 ? 'none' : a.given} ${a.given === 1 ? 'is' : 'are'} given.`,
  ),
  BF3040: define<{ type: string; needs: string }>('error', (a) => `${a.type} takes ${a.needs}.`),
} as const;
