import type { Server } from '../server.ts';
import { foreign, narrowed } from './corrections.ts';
import { type FunctionProto, propertiesOf, signatureText } from './signature-text.ts';

/** The signature table as the analyzer's list of functions gives it, by name. */
export async function tableOf(server: Server): Promise<ReadonlyMap<string, readonly string[]>> {
  const reply = await server.call('GetBuiltinFunctions', { language_options: server.language });
  const entries = new Map<string, readonly string[]>();
  for (const fn of reply['function'] as readonly FunctionProto[]) {
    const path = fn.name_path.join('.');
    const name = path.startsWith('$') ? path : path.toUpperCase();
    const given = (fn.signature ?? []).flatMap((signature) => {
      const text = signatureText(name, signature);
      return text === undefined ? [] : [text];
    });
    const signatures = narrowed[name] ?? given;
    if (foreign(name) || signatures.length === 0) continue;
    const properties = propertiesOf(fn);
    entries.set(name, properties === '' ? signatures : [properties, ...signatures]);
    if (fn.options.alias_name !== '') entries.set(fn.options.alias_name.toUpperCase(), [`= ${name}`]);
  }
  return entries;
}
