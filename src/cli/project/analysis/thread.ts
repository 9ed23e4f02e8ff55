import { type MessagePort, workerData } from 'node:worker_threads';
import { CHUNK, help, type ToldRows, type Work } from '../../../compiler/analyse/project/together.ts';
import { hash } from './hash.ts';
import { counters, isHelperData, received } from './shared.ts';

/** Waits for work, does it and ends. Runs in the thread that helps to analyse a project. */
export function serve(): void {
  const data: unknown = workerData;
  if (!isHelperData(data)) return;
  const { port, numbers } = data;
  port.once('message', (work: Work) => {
    try {
      helpOver(port, numbers, work);
    } finally {
      Atomics.store(numbers, counters.over, 1);
      announce(numbers);
      port.close();
    }
  });
}

const helpOver = (port: MessagePort, numbers: Int32Array, work: Work): void =>
  help(
    work,
    {
      claim: () => Atomics.add(numbers, counters.next, CHUNK),
      hear: () => received<ToldRows>(port),
      give: (solved) => {
        port.postMessage(solved);
        announce(numbers);
      },
    },
    hash,
  );

/** Wakes the other thread where it waits. */
function announce(numbers: Int32Array): void {
  Atomics.add(numbers, counters.sent, 1);
  Atomics.notify(numbers, counters.sent);
}
