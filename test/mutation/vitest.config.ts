import { defineConfig, type Plugin } from 'vitest/config';
import { ThreadsPoolWorker } from 'vitest/node';
import { keptWorkers } from '../kept-workers.ts';
import { ShortestFirst } from './shortest-first.ts';

const pool = keptWorkers((options) => new ThreadsPoolWorker(options));

/** Sets the pool after Stryker has: it has options for Vitest's own pools only, which load everything anew for each file. */
const keepThreads: Plugin = {
  name: 'keep threads',
  configureVitest({ project, vitest }) {
    for (const { config } of [project, vitest]) {
      config.pool = pool.name;
      config.poolRunner = pool;
    }
  },
};

/** The unit tests of the core, with so few histories that a mutant is judged in seconds. */
export default defineConfig({
  plugins: [keepThreads],
  test: {
    include: [
      'orders',
      'order-*',
      'inventory',
      'stock-*',
      'replenishment',
      'payments',
      'refunds',
      'payment-reconciliation',
      'back-in-stock',
      'availability',
      'delivery-instructions',
      'delivery-promise',
      'email-feedback',
      // On the store in memory, the only one that is there without its set-up.
      'tables',
    ]
      .map((folder) => `test/${folder}/**/*.test.ts`)
      .concat('test/api/if-match.test.ts', 'test/notifications/{notify-customer,resend-notice,crashes}.test.ts'),
    setupFiles: ['test/leave-nothing-behind.ts', 'test/mutation/fresh-mutant.ts'],
    sequence: { sequencer: ShortestFirst },
    testTimeout: 60_000,
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT', HISTORIES: '0.02' },
  },
});
