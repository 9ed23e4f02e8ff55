import { expect } from 'vitest';
import type { MappedText } from '../../../src/compiler/sql/mapped.ts';
import type { EmittedSqlx } from '../../../src/compiler/sqlx/emit.ts';
import { textOrigins } from '../../../src/compiler/sqlx/origins.ts';
import type { Item, SqlxFile } from '../../../src/compiler/sqlx/syntax.ts';
import { type Behaviour, biformBehaviour, dataformBehaviour, type Recorded } from './behaviour.ts';

/** The items tile the file, and the parts of each block tile what lies between its braces. */
export function expectTiling({ source, items }: SqlxFile): void {
  const tile = (parts: readonly Item[], from: number): number => {
    let at = from;
    for (const part of parts) {
      expect([part.kind, part.start]).toEqual([part.kind, at]);
      expect(part.end).toBeGreaterThan(part.start);
      at = part.end;
      if ('parts' in part) {
        const end = tile(part.parts, part.open);
        expect(end).toBe(part.closed ? part.end - 1 : part.end);
      }
    }
    return at;
  };
  expect(tile(items, 0)).toBe(source.length);
}

/** Every verbatim character of a mapped text is the character of the source that it points at. */
export function expectVerbatim({ text, pieces }: MappedText, source: string): number {
  let copied = 0;
  for (const [index, piece] of pieces.entries()) {
    const end = pieces[index + 1]?.at ?? text.length;
    expect(end).toBeGreaterThan(piece.at);
    expect(piece.span.end).toBeLessThanOrEqual(source.length);
    if (!piece.verbatim) continue;
    expect(text.slice(piece.at, end)).toBe(source.slice(piece.span.start, piece.span.end));
    copied += end - piece.at;
  }
  return copied;
}

/** The statements that were evaluated, each with its map: templates are evaluated in the order they are written in. */
function evaluated(behaviour: Behaviour, emitted: EmittedSqlx, recorded: readonly Recorded[]) {
  if (!('sql' in behaviour) || !emitted.tagged) return [];
  const results = [
    behaviour.sql,
    behaviour.where,
    behaviour.pre,
    behaviour.post,
    ...behaviour.inputs.map((i) => i.result),
  ];
  if (results.some((result) => result !== undefined && 'threw' in result)) return [];
  expect(recorded.length).toBe(emitted.statements.length);
  return recorded.map((record, index) => ({ ...record, map: emitted.statements[index]! }));
}

/** biform and Dataform agree on a file, and all positions are right. Gives what was found out. */
export function expectSame(source: string, path?: string): { readonly behaviour: Behaviour; readonly mapped: number } {
  const { behaviour, recorded, emitted } = biformBehaviour(source, path);
  expect(behaviour).toEqual(dataformBehaviour(source, path));
  expectTiling(emitted.file);
  expectVerbatim(emitted, source);
  let mapped = 0;
  for (const { map, text, values } of evaluated(behaviour, emitted, recorded)) {
    const origins = textOrigins(map, values, text);
    const filled = [...values].filter((length) => length > 0).length;
    const statics = (map.segments ?? []).filter(({ kind }) => kind === 'static').length;
    expect(origins.pieces).toHaveLength(filled + statics);
    expectVerbatim(origins, source);
    for (const segment of map.segments ?? []) {
      if (segment.kind === 'value') expect(source.slice(segment.span.start, segment.span.start + 2)).toBe('${');
    }
    mapped += 1;
  }
  return { behaviour, mapped };
}
