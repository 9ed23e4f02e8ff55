import { type Diagnostic, diagnostic, replaceWith } from '../../compiler/diagnostics/diagnostic.ts';
import type { Span } from '../../compiler/diagnostics/span.ts';
import type { Settings } from '../../compiler/project/settings.ts';
import type { Sources } from './collect.ts';

/** The version of Dataform whose graph biform makes. */
export const DATAFORM_VERSION = '3.0.62';

/**
 * One warning where the project pins another version or none, one where Dataform's CLI would stumble over packages, and
 * one where it would overlook the mode of an extension.
 */
export function versionWarnings(sources: Sources, settings: Settings): readonly Diagnostic[] {
  const { texts, listing } = sources;
  const pin = settings.coreVersion ?? pinnedByPackage(texts.get('package.json'));
  const file = settings.coreVersion === undefined ? 'package.json' : settings.file;
  const found: Diagnostic[] = [];
  if (pin !== undefined && pin !== DATAFORM_VERSION)
    found.push(
      diagnostic('BF1513', { pinned: pin, compatible: DATAFORM_VERSION }, { span: spanOf(texts.get(file), file, pin) }),
    );
  if (settings.coreVersion === undefined && !texts.has('package.json') && !texts.has('biform.yaml'))
    found.push(diagnostic('BF1512', { file: settings.file }));
  const beside = listing.npm.join(', ');
  if (settings.coreVersion !== undefined && beside !== '')
    found.push(diagnostic('BF1514', { paths: beside }, { span: spanOf(texts.get(file), file, settings.coreVersion) }));
  return [...found, ...modeWarnings(texts, settings)];
}

/** Numbers of the modes in which an extension compiles. Source: `ExtensionCompilationMode` in Dataform's configs.proto. */
const modes: ReadonlyMap<string, number> = new Map([
  ['PROLOGUE', 1],
  ['APPLICATION_CODE', 2],
]);

/** A mode that is given by its name, which Dataform's command line takes for none. */
function modeWarnings(texts: Sources['texts'], { extension, file }: Settings): readonly Diagnostic[] {
  const mode = extension?.compilationMode;
  if (mode === undefined || !Number.isNaN(Number(mode))) return [];
  const number = modes.get(mode);
  const span = spanOf(texts.get(file), file, mode);
  const fixes = number === undefined || span.end === 0 ? {} : { fixes: [replaceWith(span, String(number))] };
  return [diagnostic('BF1515', { mode, ...(number === undefined ? {} : { number }) }, { span, ...fixes })];
}

/** The exact version of @dataform/core that package.json asks for; undefined for ranges. */
function pinnedByPackage(text: string | undefined): string | undefined {
  try {
    const { dependencies } = JSON.parse(text ?? '{}') as { dependencies?: Readonly<Record<string, unknown>> };
    const version = dependencies?.['@dataform/core'];
    return typeof version === 'string' && /^\d+\.\d+\.\d+$/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

function spanOf(text: string | undefined, file: string, value: string): Span {
  const start = text?.indexOf(value) ?? -1;
  return start < 0 ? { file, start: 0, end: 0 } : { file, start, end: start + value.length };
}
