/** Characters that would move the cursor, colour the terminal or reverse the order of what is read. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const picture = (character: string): string => {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
};

/** Text of a file or of project code as a terminal may show it: control characters become pictures of themselves. */
export const visible = (text: string): string => text.replace(CONTROL, picture);

/** As `visible`, but line breaks stay. */
export const visibleLines = (text: string): string => text.split(/\r?\n/).map(visible).join('\n');

/** What stands on one place of a line: a character with all that is combined with it. */
export interface Cell {
  /** Offset in the line, in UTF-16 units. */
  readonly at: number;
  readonly shown: string;
  /** Columns of a terminal. */
  readonly width: number;
}

/** A tab is shown as so many blanks. */
const TAB = '    ';

let segmenter: Intl.Segmenter | undefined;

/** Made when a line first needs it: it takes longer than most commands take to start. */
function graphemes(line: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(line);
}

/** Characters that take two columns. Source: Unicode, East Asian Width W and F, emoji shown as pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;

const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** The cells of a line without its line end. */
export function cellsOf(line: string): readonly Cell[] {
  if (/^[\x20-\x7e\t]*$/.test(line)) return Array.from(line, (character, at) => cell(at, character));
  return Array.from(graphemes(line), ({ index, segment }) => cell(index, segment));
}

function cell(at: number, character: string): Cell {
  if (character === '\t') return { at, shown: TAB, width: TAB.length };
  if (NOTHING.test(character)) return { at, shown: '', width: 0 };
  const shown = visible(character);
  return { at, shown, width: WIDE.test(shown) ? 2 : 1 };
}
