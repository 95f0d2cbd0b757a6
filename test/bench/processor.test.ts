import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { processorTimeOf } from '../../bench/load/processor.ts';

const cpuMilliseconds = 300;
/** A process that works for so long, says so, and stays. */
const work = `
const spent = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
while (spent() < ${cpuMilliseconds});
console.log('done');
setInterval(() => {}, 1000);`;

it.skipIf(process.platform !== 'linux')(
  'divides what processors did for a part among the orders (on Linux)',
  async () => {
    const worker = () =>
      spawn(process.execPath, ['-e', work, '--', 'a-worker'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const workers: ReturnType<typeof worker>[] = [];
    const serveAll = async () => {
      workers.push(worker(), worker());
      await Promise.all(workers.map(({ stdout }) => once(stdout, 'data')));
    };
    try {
      const shares = await processorTimeOf('Vendure', 10, serveAll, (words) =>
        words.includes('a-worker') ? 'workers' : undefined,
      );
      const ofWorkers = shares.find(({ part }) => part === 'workers');
      expect(ofWorkers).toMatchObject({ shop: 'Vendure', processes: 2 });
      // The kernel counts in hundredths of a second.
      expect(ofWorkers?.milliseconds).toBeGreaterThan((2 * (cpuMilliseconds - 20)) / 10);
      expect(shares.map(({ part }) => part)).toContain('shoppers, and who else is no part of the shop');
    } finally {
      for (const one of workers) one.kill('SIGKILL');
    }
  },
);
