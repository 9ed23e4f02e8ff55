import type { At, Ident, TypeName } from '../ast.ts';
import type { TablePath } from '../ast-statement.ts';

/** What printing needs besides a tree. */
export interface Printing {
  /** The text that the tree was made from: what is opaque is copied from it. */
  readonly source: string;
}

/** The text of something that the parser passed over. */
export const copied = (at: At, p: Printing): string => p.source.slice(at.start, at.end);

/** An identifier as it was written, quoted or not. */
export const ident = ({ name, quoted }: Ident): string => (quoted ? `\`${escaped(name, '`')}\`` : name);

export const dotted = (parts: readonly Ident[]): string => parts.map(ident).join('.');

export const tablePath = ({ parts }: Pick<TablePath, 'parts'>): string => dotted(parts);

/** ` AS name`, or nothing. */
export const alias = (name: Ident | undefined): string => (name ? ` AS ${ident(name)}` : '');

/** Text between two quotes, with escapes for all that cannot stand there. */
function escaped(value: string, quote: string): string {
  let out = '';
  for (const char of value) {
    const code = char.charCodeAt(0);
    if (char === quote || char === '\\') out += `\\${char}`;
    else if (char === '\n') out += '\\n';
    else out += code < 32 || code === 127 ? `\\x${hex(code)}` : char;
  }
  return out;
}

const hex = (code: number): string => code.toString(16).padStart(2, '0');

/** A STRING literal. */
export const stringLiteral = (value: string): string => `'${escaped(value, "'")}'`;

/** A BYTES literal; one character a byte. */
export function bytesLiteral(value: string): string {
  let out = '';
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    const char = value.charAt(i);
    out += char === "'" || char === '\\' ? `\\${char}` : code < 32 || code > 126 ? `\\x${hex(code)}` : char;
  }
  return `b'${out}'`;
}

/** A type as written. */
export function typeName(type: TypeName): string {
  const fields = type.fields.map(
    (field) =>
      `${field.name ? `${ident(field.name)} ` : ''}${typeName(field.type)}${field.required ? ' NOT NULL' : ''}`,
  );
  const elements = fields.length > 0 ? `<${fields.join(', ')}>` : '';
  const parameters = type.parameters.length > 0 ? `(${type.parameters.join(', ')})` : '';
  const collation = type.collation === undefined ? '' : ` COLLATE ${stringLiteral(type.collation)}`;
  return `${type.name}${elements}${parameters}${collation}`;
}
