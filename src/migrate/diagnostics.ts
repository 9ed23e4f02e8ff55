import { type Diagnostic, diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import { unreachable } from '../compiler/diagnostics/unreachable.ts';
import type { Notice } from './rules/model.ts';
import type { TranslatedFile } from './translate.ts';

/** What was noticed in a file, as diagnostics with places in it. */
export function migrationDiagnostics(file: TranslatedFile): readonly Diagnostic[] {
  return file.statements.flatMap(({ notices, start, end }) =>
    notices.map((one) => noticeDiagnostic(one, { file: file.path, start: one.start ?? start, end: one.end ?? end })),
  );
}

function noticeDiagnostic(
  { kind, what, why, way }: Notice,
  span: { readonly file: string; readonly start: number; readonly end: number },
): Diagnostic {
  const extras = { span, ...(way !== undefined && { help: way }) };
  switch (kind) {
    case 'person':
      return diagnostic('BF4501', { what, why }, extras);
    case 'note':
      return diagnostic('BF4502', { what, why }, extras);
    case 'dropped':
      return diagnostic('BF4503', { what, why }, extras);
    default:
      return unreachable(kind);
  }
}
