/** A type in the server's protocol. Source: zetasql/public/type.proto. */
export interface Type {
  readonly type_kind: string;
  readonly array_type?: { readonly element_type: Type };
  readonly range_type?: { readonly element_type: Type };
  readonly struct_type?: { readonly field?: readonly { readonly field_name?: string; readonly field_type: Type }[] };
}

/** As BigQuery writes it. */
export function typeName(type: Type): string {
  if (type.array_type) return `ARRAY<${typeName(type.array_type.element_type)}>`;
  if (type.range_type) return `RANGE<${typeName(type.range_type.element_type)}>`;
  if (type.struct_type) {
    const fields = type.struct_type.field ?? [];
    return `STRUCT<${fields.map((f) => `${f.field_name ? `${f.field_name} ` : ''}${typeName(f.field_type)}`).join(', ')}>`;
  }
  return type.type_kind === 'TYPE_DOUBLE' ? 'FLOAT64' : type.type_kind.replace('TYPE_', '');
}
