import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { ForksPoolWorker } from 'vitest/node';
import { ClosingLineReporter } from './test/closing-line-reporter.ts';
import { keptWorkers } from './test/kept-workers.ts';

/**
 * What takes many seconds by itself, and is the first to notice of few changes: `npm run check` leaves it to `npm test`
 * (`LONG=off`), which `npm run test:long` does nothing but (`LONG=only`).
 */
const long = [
  'test/bench/late.test.ts',
  'test/notifications/{preview-page,single-attempt}.test.ts',
  'test/payments/providers/real-money.test.ts',
  'test/payments/providers/*/{alipay,stripe,wechat-pay}-provider.test.ts',
  'test/stack/{bundles,documented-commands,notices-under-load,synthesis,template-validation}.test.ts',
  'test/warnings/foresee-breach.test.ts',
];
const left = process.env.LONG === 'off' ? long : [];
const within = (folder: string) =>
  process.env.LONG === 'only' ? long.filter((path) => path.startsWith(folder)) : [`${folder}**/*.test.ts`];

/** Only ends what hangs: no test is about how long something takes. */
const patience = { testTimeout: 900_000, hookTimeout: 900_000 };

export default defineConfig({
  test: {
    reporters: ['default', new ClosingLineReporter()],
    // All cores: nothing else is done meanwhile.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          ...patience,
          name: 'unit',
          pool: keptWorkers((options) => new ForksPoolWorker(options)),
          setupFiles: ['test/leave-nothing-behind.ts'],
          include: within('test/'),
          exclude: [
            ...left,
            'test/stack/**',
            'test/local/**',
            'test/tables/**',
            'test/e2e/**',
            'test/deployments/**',
            'test/held-orders/**',
            'test/drills/**',
            'test/browser/**',
          ],
          // Tests that are about the log turn it on.
          env: { POWERTOOLS_LOG_LEVEL: 'SILENT' },
        },
      },
      // Its files share what is slow to load and to synthesise, and change none of it.
      {
        test: { ...patience, name: 'stack', include: within('test/stack/'), exclude: left, isolate: false },
      },
      {
        test: {
          ...patience,
          name: 'local',
          include: ['test/local/**/*.test.ts'],
          globalSetup: ['test/local/bare-emulator.ts'],
        },
      },
      {
        test: {
          ...patience,
          name: 'tables',
          include: ['test/tables/**/*.test.ts'],
          globalSetup: ['test/tables/dynamodbs.ts'],
        },
      },
      {
        test: {
          ...patience,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/deployed-service.ts'],
          setupFiles: ['test/e2e/turn.ts'],
          // One deployed service for all: most of these tests wait most of the time, for a turn too.
          sequence: { groupOrder: 1 },
          maxWorkers: 16,
        },
      },
      {
        // They wait for what operators wait for: asked for by name, and at night.
        test: {
          ...patience,
          name: 'drills',
          include: ['test/drills/**/*.test.ts'],
          globalSetup: ['test/e2e/deployed-service.ts'],
          setupFiles: ['test/e2e/turn.ts'],
        },
      },
      {
        // A deployment of its own, which holds doubtful orders: asked for by name, and at night.
        test: {
          ...patience,
          name: 'held-orders',
          include: ['test/held-orders/**/*.test.ts'],
          globalSetup: ['test/held-orders/deployed-with-risk.ts'],
          setupFiles: ['test/e2e/turn.ts'],
        },
      },
      // Needs Chromium: asked for by name, and at night.
      {
        test: {
          ...patience,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: ['test/browser/deployed/**'],
        },
      },
      {
        // The same of the deployed service: one for all of them.
        test: {
          ...patience,
          name: 'browser-deployed',
          include: ['test/browser/deployed/**/*.test.ts'],
          globalSetup: ['test/e2e/deployed-service.ts'],
          setupFiles: ['test/e2e/turn.ts'],
        },
      },
      {
        // A deployment of its own, for what the others' cannot show: asked for by name, and at night.
        test: {
          ...patience,
          name: 'deployments',
          include: ['test/deployments/**/*.test.ts'],
          globalSetup: ['test/deployments/with-own-user-pool.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});
