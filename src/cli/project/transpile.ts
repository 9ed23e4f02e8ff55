import type { ModuleSource } from '../../compiler/load/port.ts';

/** TypeScript as CommonJS, types dropped and not checked. A syntax error becomes the module's fault. */
export async function transpile(path: string, text: string): Promise<ModuleSource> {
  const { transform } = await import('esbuild');
  try {
    const { code } = await transform(text, { loader: 'ts', format: 'cjs', target: 'node20', sourcefile: path });
    return { path, source: code };
  } catch (error) {
    const [first] =
      (error as { errors?: readonly { text: string; location?: { line: number; column: number } }[] }).errors ?? [];
    const place = first?.location ? ` (line ${first.location.line}, column ${first.location.column + 1})` : '';
    return { path, source: '', fault: { name: 'SyntaxError', message: `${first?.text ?? String(error)}${place}` } };
  }
}
