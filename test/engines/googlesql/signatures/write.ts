// npm run signatures: writes src/compiler/analyse/signatures/googlesql.generated.ts from the analyzer's own list.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../server.ts';
import { foreign, narrowed } from './corrections.ts';
import { type FunctionProto, propertiesOf, signatureText } from './signature-text.ts';

const server = await startServer();
const reply = await server.call('GetBuiltinFunctions', { language_options: server.language });
server.stop();

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

const file = join(import.meta.dirname, '../../../../src/compiler/analyse/signatures/googlesql.generated.ts');
const lines = [...entries]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, texts]) => {
    const key = /^[A-Z][A-Z0-9_]*$/.test(name) ? name : `'${name}'`;
    return `  ${key}: [${texts.map((text) => `'${text}'`).join(', ')}],`;
  });
writeFileSync(
  file,
  `// Written by \`npm run signatures\` from the list of Google's analyzer (GetBuiltinFunctions); do not edit.
/** Functions and operators of GoogleSQL by name: what kind they are, where not scalar, and their signatures. */
export const googlesql: Readonly<Record<string, readonly string[]>> = {
${lines.join('\n')}
};
`,
);
spawnSync('npx', ['biome', 'check', '--write', file], { stdio: 'inherit' });
