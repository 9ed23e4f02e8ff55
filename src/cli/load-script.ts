import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Script } from 'node:vm';
import { keptCode } from '../sandbox/code-cache.ts';

/**
 * Loads a CommonJS file in ASCII as `require` would, with the code that V8 compiled when it was built: reading megabytes
 * of JavaScript anew takes longer than most commands.
 */
export function loadScript<T>(file: string, require: NodeJS.Require): T {
  const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(file, 'latin1')}\n})`;
  const cachedData = keptCode(file);
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  return module.exports as T;
}
