import type { ActionDescriptor } from '../../actions/graph.ts';

type Struct = Readonly<
  Record<string, { readonly structValue?: { readonly fields?: Struct }; readonly stringValue?: string }>
>;

/** What stands under `metadata.extraProperties.biform`. */
export function inExtraProperties(descriptor: ActionDescriptor | undefined): Struct {
  const extra = descriptor?.metadata?.extraProperties as { readonly fields?: Struct } | undefined;
  return extra?.fields?.['biform']?.structValue?.fields ?? {};
}
