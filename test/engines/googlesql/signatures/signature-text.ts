import type { Fields } from '../server.ts';
import { demanded, enumNames, result, spans, tightened } from './corrections.ts';

interface TypeProto {
  readonly type_kind: string;
  readonly array_type?: { readonly element_type: TypeProto };
  readonly range_type?: { readonly element_type: TypeProto };
  readonly struct_type?: {
    readonly field?: readonly { readonly field_name?: string; readonly field_type: TypeProto }[];
  };
  readonly enum_type?: { readonly enum_name: string };
}
interface ArgumentProto {
  readonly kind: string;
  readonly type?: TypeProto;
  readonly lambda?: { readonly argument: readonly ArgumentProto[]; readonly body: ArgumentProto };
  readonly options: Fields & { readonly cardinality: string; readonly argument_name?: string };
}
/** A function of the analyzer's list. Source: zetasql/proto/function.proto. */
export interface FunctionProto {
  readonly name_path: readonly string[];
  readonly mode: 'SCALAR' | 'AGGREGATE' | 'ANALYTIC';
  readonly options: Fields & { readonly alias_name: string; readonly window_ordering_support: string };
  readonly signature?: readonly {
    readonly argument?: readonly ArgumentProto[];
    readonly return_type: ArgumentProto;
    readonly options: Fields;
  }[];
}

/** `aggregate over frame order limit nulls having`: what the clauses of a call may be. Absent for plain functions. */
export function propertiesOf({ mode, options }: FunctionProto): string {
  const window = options.window_ordering_support.replace('ORDER_', '').toLowerCase();
  const words = [
    mode === 'SCALAR' ? '' : mode.toLowerCase(),
    options['supports_over_clause'] ? `over=${window}` : '',
    options['supports_window_framing'] ? 'frame' : '',
    options['supports_order_by'] ? 'order' : '',
    options['supports_limit'] ? 'limit' : '',
    options['supports_null_handling_modifier'] ? 'nulls' : '',
    mode === 'AGGREGATE' && options['supports_having_modifier'] ? 'having' : '',
  ];
  return words.filter((word) => word !== '').join(' ');
}

/** A signature as the table writes it; undefined where it has types that BigQuery lacks. */
export function signatureText(
  name: string,
  { argument = [], return_type, options }: NonNullable<FunctionProto['signature']>[number],
): string | undefined {
  const texts = argument.map(argumentText);
  const returns = result(name, kindText(return_type), texts);
  if (returns === undefined || texts.includes(undefined)) return undefined;
  const parameters = tightened(name, spans(name, texts as string[])).map((text) => demanded(name, text));
  return `${options['is_aliased_signature'] ? '~' : ''}(${parameters.join(', ')}) ${returns}`;
}

function argumentText(argument: ArgumentProto): string | undefined {
  const { options } = argument;
  const type = kindText(argument);
  if (type === undefined) return undefined;
  const demands = [
    options['must_support_ordering'] ? ' order' : '',
    options['must_support_equality'] || options['array_element_must_support_equality'] ? ' equality' : '',
    options['must_support_grouping'] ? ' grouping' : '',
    options['is_not_aggregate'] ? ' literal' : options['must_be_constant'] ? ' constant' : '',
  ];
  const named = options.argument_name !== undefined && options['named_argument_kind'] !== 'POSITIONAL_ONLY';
  const only = options['named_argument_kind'] === 'NAMED_ONLY';
  const text = `${named ? `${options.argument_name}${only ? ' =>' : ':'} ` : ''}${type}${demands.join('')}`;
  if (options.cardinality === 'OPTIONAL') return `[${text}]`;
  return options.cardinality === 'REPEATED' ? `${text}...` : text;
}

const kinds: Readonly<Record<string, string>> = {
  ARG_TYPE_ANY_1: 'T1',
  ARG_TYPE_ANY_2: 'T2',
  ARG_ARRAY_TYPE_ANY_1: 'ARRAY<T1>',
  ARG_ARRAY_TYPE_ANY_2: 'ARRAY<T2>',
  ARG_RANGE_TYPE_ANY: 'RANGE<T1>',
  ARG_TYPE_ARBITRARY: 'ANY',
};

function kindText(argument: ArgumentProto): string | undefined {
  if (argument.kind === 'ARG_TYPE_FIXED' && argument.type) return typeText(argument.type);
  if (!argument.lambda) return kinds[argument.kind];
  return `(${argument.lambda.argument.map(kindText).join(', ')}) -> ${kindText(argument.lambda.body)}`;
}

function typeText(type: TypeProto): string | undefined {
  if (type.array_type) return `ARRAY<${typeText(type.array_type.element_type)}>`;
  if (type.range_type) return `RANGE<${typeText(type.range_type.element_type)}>`;
  if (type.enum_type) return enumNames[type.enum_type.enum_name];
  if (type.struct_type) {
    const fields = type.struct_type.field ?? [];
    return `STRUCT<${fields.map((f) => `${f.field_name ? `${f.field_name} ` : ''}${typeText(f.field_type)}`).join(', ')}>`;
  }
  if (type.type_kind === 'TYPE_PROTO') return undefined;
  return type.type_kind === 'TYPE_DOUBLE' ? 'FLOAT64' : type.type_kind.replace('TYPE_', '');
}
