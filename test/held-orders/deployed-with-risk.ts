import type { TestProject } from 'vitest/node';
import { provideService } from '../e2e/deployed-service.ts';

/** Starts a local cloud whose stage holds doubtful orders: that of the other tests holds none, as is the default. */
export function setup(project: TestProject): Promise<() => Promise<void>> {
  return provideService(project, {
    port: Number(process.env.E2E_PORT ?? 4666),
    dataFolder: '.local/held-orders',
    context: { paymentWaitSeconds: '45', retrySeconds: '4', risk: 'on' },
  });
}
