import type { TestProject } from 'vitest/node';
import { provideService } from '../e2e/deployed-service.ts';

/**
 * How this deployment differs from the one that all other tests share: no issuer is named, so the stack brings its own
 * user pool. What waits for its payment waits longer than deployments take, on however slow a machine.
 */
export const withOwnUserPool = { issuer: '', audience: '', consoleClient: '', paymentWaitSeconds: '3600' } as const;

/** Where this deployment runs. */
export const options = {
  port: Number(process.env.DEPLOYMENTS_PORT ?? process.env.E2E_PORT ?? 4666),
  dataFolder: '.local/deployments',
  context: withOwnUserPool,
} as const;

/** Starts a local cloud whose API takes the tokens of the stack's own user pool. */
export function setup(project: TestProject): Promise<() => Promise<void>> {
  return provideService(project, options);
}
