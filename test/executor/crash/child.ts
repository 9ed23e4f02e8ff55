// Runs the crash project on a database and kills its own process at the given statement.
import { runOnce } from '../../support/runs.ts';
import { crashFiles, crashProject } from './project.ts';

const [path = '', day = '1', moment = 'after', at = '0', delay = '0', folder = '.'] = process.argv.slice(2);
let count = 0;
const die = (): void => void process.kill(process.pid, 'SIGKILL');

const which = day === '2' ? 2 : 1;
await runOnce(path, crashProject(which), {
  ...crashFiles(which, folder),
  watch: (when) => {
    if (when !== moment) return;
    count += 1;
    if (count !== Number(at)) return;
    if (moment === 'after' || delay === '0') die();
    else setTimeout(die, Number(delay));
  },
});
console.log(count);
