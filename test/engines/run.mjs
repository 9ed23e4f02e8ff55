// npm run test:engines -- [further arguments of vitest]
// Runs the suites that need a program of others. Each lies in a folder with a manifest of its own; on a user's
// machine a suite whose program is not installed is skipped, with CI=true it is installed first.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const run = (command, args, cwd) => spawnSync(command, args, { cwd, stdio: 'inherit' }).status ?? 1;

/** What a manifest stands for: the folder that its installation makes, the commands that make it, and what they need. */
const kinds = {
  'package.json': {
    installed: 'node_modules',
    needs: '',
    commands: [['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund']],
  },
  'requirements.txt': {
    installed: '.venv',
    needs: ' (Python 3.10 or newer, Java 17)',
    commands: [
      ['python3', '-m', 'venv', '.venv'],
      ['.venv/bin/pip', 'install', '--quiet', '--no-cache-dir', '--require-hashes', '-r', 'requirements.txt'],
    ],
  },
  'pom.xml': {
    installed: 'jars',
    needs: ' (Maven)',
    commands: [
      ['mvn', '--batch-mode', '--quiet', 'dependency:copy-dependencies', '-DoutputDirectory=jars'],
      ['sha256sum', '--check', '--quiet', 'jars.sha256'],
    ],
  },
};

/** Installs an engine; a half-made installation is taken away again. */
function install(engine, { installed, commands }) {
  const folder = join(here, engine);
  for (const [command, ...args] of commands) {
    if (run(command, args, folder) === 0) continue;
    rmSync(join(folder, installed), { recursive: true, force: true });
    console.error(`${engine} could not be installed: ${command} ${args.join(' ')} failed`);
    process.exit(1);
  }
}

for (const engine of readdirSync(here)) {
  for (const [manifest, kind] of Object.entries(kinds)) {
    const folder = join(here, engine);
    if (!existsSync(join(folder, manifest)) || existsSync(join(folder, kind.installed))) continue;
    if (process.env.CI === 'true') install(engine, kind);
    else {
      const how = kind.commands.map((command) => command.join(' ')).join(' && ');
      console.log(
        `${engine} is not installed, its suites are skipped; install it${kind.needs}: (cd test/engines/${engine} && ${how})`,
      );
    }
  }
}
const root = join(here, '../..');
process.exit(
  run('npx', ['vitest', 'run', '--config', 'test/engines/vitest.config.ts', ...process.argv.slice(2)], root),
);
