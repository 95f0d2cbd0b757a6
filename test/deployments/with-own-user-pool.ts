import type { TestProject } from 'vitest/node';
import { startCloud } from '../../local/cloud.ts';
import { settingsFrom } from '../../local/settings.ts';

/** How this deployment differs from the one that all other tests share: no issuer is named, so the stack brings its own user pool. */
export const withOwnUserPool = { issuer: '', audience: '', paymentWaitSeconds: '600' } as const;

/** Where this deployment runs. */
export const options = {
  port: Number(process.env.DEPLOYMENTS_PORT ?? process.env.E2E_PORT ?? 4666),
  dataFolder: '.local/deployments',
  context: withOwnUserPool,
} as const;

/** Starts a local cloud whose API takes the tokens of the stack's own user pool. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cloud = await startCloud({ ...options, fresh: true });
  const { endpoint, apiUrl, issuer, outputs } = cloud;
  const { dataFolder } = settingsFrom(options);
  project.provide('service', { endpoint, apiUrl, issuer, dataFolder, outputs });
  return () => cloud.stop();
}
