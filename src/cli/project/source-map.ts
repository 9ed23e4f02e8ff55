import type { GeneratedPlace } from '../../compiler/load/port.ts';

type Position = Pick<GeneratedPlace, 'line' | 'column'>;

/** The author's place of a generated one, both from 1 in UTF-16 units; undefined where nothing of the author stands. */
export type Original = (place: Position) => Position | undefined;

/** A stretch of a generated line: where it begins, and where that is in the source; all from 0. */
interface Segment {
  readonly column: number;
  readonly sourceLine: number;
  readonly sourceColumn: number;
}

/** Reads the mappings of a source map of one source. Source: ECMA-426, "Mappings structure". */
export function originalPlaces(mappings: string): Original {
  const lines = segmentsOf(mappings);
  return ({ line, column }) => {
    const segments = lines[line - 1] ?? [];
    const found = segments.findLast((segment) => segment.column < column) ?? segments[0];
    return found && { line: found.sourceLine + 1, column: found.sourceColumn + 1 };
  };
}

function segmentsOf(mappings: string): readonly (readonly Segment[])[] {
  let sourceLine = 0;
  let sourceColumn = 0;
  return mappings.split(';').map((line) => {
    let column = 0;
    return line.split(',').flatMap((text): readonly Segment[] => {
      const [step = 0, source, lines = 0, columns = 0] = numbersOf(text);
      column += step;
      if (source === undefined) return [];
      sourceLine += lines;
      sourceColumn += columns;
      return [{ column, sourceLine, sourceColumn }];
    });
  });
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 VLQ: five bits a digit, the sixth says that more follow; the lowest bit of a number is its sign. */
function numbersOf(text: string): readonly number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of text) {
    const digit = DIGITS.indexOf(letter);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
