// Loaded before the command line and before its child: writes V8's code of the big scripts when the process ends.
const childProcess = require('node:child_process');
const { writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

/** The scripts that are kept, by the names that biform gives them. */
const kept = { 'biform.cjs': 'biform.cjs', 'biform:runtime': 'runtime.js' };
const dist = dirname(process.argv[1]);

/** V8's flags so far. The code is taken only where they are what they were when the script was loaded. */
const flags = [];
const { setFlagsFromString } = v8;
v8.setFlagsFromString = (flag) => {
  flags.push(flag);
  setFlagsFromString(flag);
};

const { Script } = vm;
vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    const file = kept[basename(options?.filename ?? '')];
    if (!file) return;
    const atStart = [...flags];
    process.on('exit', () => {
      for (const flag of atStart) setFlagsFromString(flag);
      writeFileSync(join(dist, `${file}.code`), this.createCachedData());
    });
  }
};

// The child has no right to write, and is killed once it has answered. Here it runs our own project with all rights, and
// ends by itself.
const { spawn } = childProcess;
childProcess.spawn = (command, args, options) => {
  if (command === '/bin/sh') return spawn(process.execPath, ['-e', ''], options);
  const all = [command, ...args].filter((arg) => !/^--((experimental-)?permission$|allow-)/.test(arg));
  const at = all.findIndex((arg) => basename(arg) === 'child.cjs');
  if (at < 0) return spawn(command, args, options);
  const [node, ...rest] = all.slice(all.indexOf(process.execPath));
  rest.splice(rest.indexOf(all[at]), 0, '--require', __filename);
  const child = spawn(node, rest, options);
  child.kill = () => child.stdin.end();
  return child;
};
