import { defineConfig } from 'vitest/config';
import { ShortestFirst } from './shortest-first.ts';

/** The unit tests of the core, with so few histories that a mutant is judged in seconds. */
export default defineConfig({
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
    ].map((folder) => `test/${folder}/**/*.test.ts`),
    sequence: { sequencer: ShortestFirst },
    testTimeout: 60_000,
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT', HISTORIES: '0.02' },
  },
});
