// npm run signatures: writes src/compiler/analyse/signatures/googlesql.generated.ts from the analyzer's own list.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../server.ts';
import { tableOf } from './table.ts';

const server = await startServer();
const entries = await tableOf(server);
server.stop();

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
