// npm run test:engines -- [further arguments of vitest]
// Runs the suites that need a program of others. Each lies in a folder with a manifest of its own; on a user's
// machine a suite whose program is not installed is skipped, with CI=true it is installed first.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const engines = readdirSync(here).filter((name) => existsSync(join(here, name, 'package.json')));
const run = (command, args, cwd) => spawnSync(command, args, { cwd, stdio: 'inherit' }).status ?? 1;

for (const engine of engines) {
  const folder = join(here, engine);
  if (existsSync(join(folder, 'node_modules'))) continue;
  if (process.env.CI !== 'true') {
    console.log(
      `${engine} is not installed, its suite is skipped; install it: npm ci --ignore-scripts --prefix test/engines/${engine}`,
    );
  } else if (run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder) !== 0) {
    console.error(`${engine} could not be installed`);
    process.exit(1);
  }
}
const root = join(here, '../..');
process.exit(
  run('npx', ['vitest', 'run', '--config', 'test/engines/vitest.config.ts', ...process.argv.slice(2)], root),
);
