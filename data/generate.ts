// Makes the sample's data under data/ if it is absent or was made by another version of this program.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleFiles } from './sample.ts';

const folder = join(process.cwd(), 'data');
const stampFile = join(folder, '.generated');
const program = createHash('sha256')
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .digest('hex');

if (!isCurrent()) {
  const files = sampleFiles();
  for (const kind of new Set([...files.keys()].map((path) => dirname(path))))
    rmSync(join(folder, kind), { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(stampFile, [program, ...files.keys(), ''].join('\n'));
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  process.stderr.write(`Made the sample's data: ${files.size} files, ${(bytes / 1e6).toFixed(1)} MB in data/\n`);
}

/** The stamp is written last, so a run that was cut off is done again. */
function isCurrent(): boolean {
  if (!existsSync(stampFile)) return false;
  const [madeBy, ...paths] = readFileSync(stampFile, 'utf8').trimEnd().split('\n');
  return madeBy === program && paths.every((path) => existsSync(join(folder, path)));
}
