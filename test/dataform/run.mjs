// npm run test:dataform -- [--seed N] [--runs N] [--path P] [further flags of vitest]
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

const { values, tokens } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string' }, path: { type: 'string' } },
  strict: false,
  tokens: true,
});
const ours = new Set(['seed', 'runs', 'path']);
const further = tokens.flatMap((token) => {
  if (token.kind === 'positional') return [token.value];
  if (token.kind !== 'option' || ours.has(token.name)) return [];
  return [token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`];
});
const seed = values.seed ?? String(randomInt(2 ** 31));
console.log(`Generated projects: seed ${seed}`);
const { status } = spawnSync('npx', ['vitest', 'run', '--config', 'test/dataform/vitest.config.ts', ...further], {
  stdio: 'inherit',
  env: {
    ...process.env,
    DATAFORM_SEED: seed,
    DATAFORM_RUNS: values.runs ?? '300',
    ...(values.path === undefined ? {} : { DATAFORM_PATH: values.path }),
  },
});
process.exit(status ?? 1);
