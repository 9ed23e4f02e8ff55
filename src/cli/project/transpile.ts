import type { TransformOptions } from 'esbuild';
import type { ErrorOrigin, Evaluation, GeneratedPlace, ModuleSource } from '../../compiler/load/port.ts';
import { type Original, originalPlaces } from './source-map.ts';

const optionsFor = (path: string): TransformOptions => ({
  loader: 'ts',
  format: 'cjs',
  target: 'node20',
  sourcefile: path,
});

/** What esbuild says of text that it cannot read: the column counts bytes from 0. */
interface TransformError {
  readonly text: string;
  readonly location?: { readonly line: number; readonly column: number; readonly lineText: string } | null;
}

/** TypeScript as CommonJS, types dropped and not checked. A syntax error becomes the module's fault. */
export async function transpile(path: string, text: string): Promise<ModuleSource> {
  const { transform } = await import('esbuild');
  try {
    const { code } = await transform(text, optionsFor(path));
    return { path, source: code };
  } catch (error) {
    const [first] = (error as { errors?: readonly TransformError[] }).errors ?? [];
    const { location, text: message = String(error) } = first ?? {};
    const place = location && { line: location.line, column: lengthOf(location.lineText, location.column) + 1 };
    return { path, source: '', fault: { name: 'SyntaxError', message, ...place } };
  }
}

/** UTF-16 units of the first bytes of a line. */
const lengthOf = (line: string, bytes: number): number => Buffer.from(line).subarray(0, bytes).toString().length;

const isTypeScript = ({ path }: GeneratedPlace): boolean => path.endsWith('.ts');

const framesOf = ({ generated, callers = [] }: ErrorOrigin): readonly GeneratedPlace[] =>
  generated ? [generated, ...callers] : callers;

/**
 * An evaluation whose errors name the lines of TypeScript files as their author wrote them, where V8 saw what
 * `transpile` made of them. Files that are no TypeScript keep their places: `transpile` gave these itself.
 */
export async function placeTypeScript(evaluation: Evaluation, texts: ReadonlyMap<string, string>): Promise<Evaluation> {
  const { errors, fatal, graph } = evaluation;
  const frames = [...errors, ...(fatal ? [fatal] : [])].flatMap(framesOf).filter(isTypeScript);
  if (frames.length === 0) return evaluation;
  const maps = new Map<string, Original | undefined>();
  for (const { path } of frames) if (!maps.has(path)) maps.set(path, await mapOf(path, texts.get(path) ?? ''));
  const placed = (place: GeneratedPlace): GeneratedPlace => ({ ...place, ...maps.get(place.path)?.(place) });
  const origin = <O extends ErrorOrigin>(one: O): O => ({
    ...one,
    ...(one.generated ? { generated: placed(one.generated) } : {}),
    ...(one.callers ? { callers: one.callers.map(placed) } : {}),
  });
  const stack = (text: string): string =>
    text.replace(/^( {4}at )(.*):(\d+):(\d+)$/gm, (_, at: string, path: string, line: string, column: string) => {
      const place = placed({ path, line: Number(line), column: Number(column) });
      return `${at}${path}:${place.line}:${place.column}`;
    });
  const { compilationErrors } = graph.graphErrors;
  const told = compilationErrors?.map((one) => (one.stack ? { ...one, stack: stack(one.stack) } : one));
  return {
    ...evaluation,
    errors: errors.map(origin),
    graph: told ? { ...graph, graphErrors: { ...graph.graphErrors, compilationErrors: told } } : graph,
    ...(fatal ? { fatal: origin(fatal) } : {}),
  };
}

async function mapOf(path: string, text: string): Promise<Original | undefined> {
  const { transform } = await import('esbuild');
  try {
    const { map } = await transform(text, { ...optionsFor(path), sourcemap: 'external' });
    return originalPlaces((JSON.parse(map) as { readonly mappings: string }).mappings);
  } catch {
    return undefined;
  }
}
