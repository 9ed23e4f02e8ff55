import type { Span } from '../../src/compiler/diagnostics/span.ts';

/** A text whose places of interest stand in «»: the text without the marks, and the places. */
export function marked(text: string): { readonly source: string; readonly spans: readonly Omit<Span, 'file'>[] } {
  const spans: Omit<Span, 'file'>[] = [];
  let source = '';
  for (const part of text.split(/(«[^»]*»)/)) {
    const isMarked = part.startsWith('«');
    const kept = isMarked ? part.slice(1, -1) : part;
    if (isMarked) spans.push({ start: source.length, end: source.length + kept.length });
    source += kept;
  }
  return { source, spans };
}
