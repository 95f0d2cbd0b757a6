import { readFile } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { startCloud } from '../../local/cloud.ts';
import type { CloudOptions } from '../../local/settings.ts';
import { keepSeenCalls } from './seen-calls.ts';
import { startTurns } from './turns.ts';

/** What the tests of the deployed service know of it. */
export interface DeployedService {
  /** The local cloud's endpoint for AWS calls. */
  readonly endpoint: string;
  /** The API's base URL. */
  readonly apiUrl: string;
  readonly issuer: string;
  readonly dataFolder: string;
  /** The outputs of the service's stacks. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Where test files get their turns. */
  readonly turns: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    service: DeployedService;
  }
}

/**
 * How long an order waits for its payment here, in seconds: longer than the slowest machine takes to pay. A test that is
 * about the end of the wait ends it, by `endPaymentWait` of cloud.ts; that it ends by the clock is for test/local/tasks.
 */
export const paymentWaitSeconds = 900;

/** The same for orders that pay with Stripe: methods differ in how long they are waited for. */
export const cardWaitSeconds = 1_200;

/** Whether orders go through the queue here: `npm run test:high-volume` says so. */
export const isHighVolume = process.env.HIGH_VOLUME === 'on';

/** Starts a local cloud of the tests' own, beside a developer's, and deploys the service to it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  return provideService(project, {
    port: Number(process.env.E2E_PORT ?? 4666),
    dataFolder: process.env.E2E_DATA_FOLDER ?? '.local/e2e',
    context: {
      paymentWaitSeconds: `${paymentWaitSeconds},stripe=${cardWaitSeconds}`,
      retrySeconds: '4',
      backInStockConfirmPage: 'https://shop.example/confirm',
      eventBus: 'on',
      webhookReach: 'loopback',
      highVolume: isHighVolume ? 'on' : 'off',
    },
  });
}

/** Starts a cloud afresh and tells a project's tests of it. @returns what stops it */
export async function provideService(project: TestProject, options: CloudOptions): Promise<() => Promise<void>> {
  const cloud = await startCloud({ ...options, fresh: true });
  const turns = await startTurns();
  const { endpoint, apiUrl, issuer, dataFolder, outputs } = cloud;
  project.provide('service', { endpoint, apiUrl, issuer, dataFolder, outputs, turns: turns.url });
  return async () => {
    await turns.stop();
    await keepSeenCalls(cloud);
    await cloud.stop();
    await tellWhatFailed(cloud.logFile);
  };
}

/**
 * What the functions said of requests that they answered with 500: the answer itself, rightly, says nothing, and the
 * tests ask again. A right that is missing was taken away by a test.
 */
async function tellWhatFailed(logFile: string): Promise<void> {
  const lines = (await readFile(logFile, 'utf8'))
    .split('\n')
    .filter((line) => line.includes('"request failed"') && !line.includes('AccessDenied'));
  process.stdout.write(`${lines.slice(0, 20).join('\n')}\n`);
}
