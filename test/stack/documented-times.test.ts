import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { switchKind, switchKindNames } from '../../lambdas/contingency/switch-kinds.ts';
import { redrivableDays } from '../../lambdas/order-failures/failure.ts';
import { redriveRates } from '../../lambdas/order-redrive/redrive.ts';
import { executionTimeoutSeconds, restOfRunSeconds } from '../../lib/order-workflow-definition.ts';
import { stageFrom } from '../../lib/stages.ts';

const textOf = (page: string) => readFileSync(page, 'utf8').replaceAll(/\s+/g, ' ');
const [operations, alarms] = [textOf('docs/operations.md'), textOf('docs/runbooks/alarms.md')];

const { retrySeconds } = stageFrom({ stage: 'prod', sender: 'a@shop.example', paymentProviders: 'stripe' });
const minutes = (seconds: number) => Math.round(seconds / 60);
const holdMinutes = (longestPaymentWaitSeconds: number) =>
  minutes(executionTimeoutSeconds({ longestPaymentWaitSeconds, retrySeconds }));

describe('what operators read of times', () => {
  it('is how long a hold lasts by the workflow', () => {
    expect(operations).toContain(
      `the longest payment wait of any method and ${holdMinutes(0)} minutes after its stock was held, so ${holdMinutes(900)} minutes with a wait of 15 minutes`,
    );
    const rest = minutes(restOfRunSeconds({ retrySeconds }));
    expect(operations).toContain(`and then until ${rest} minutes after that wait`);
    expect(operations).toContain(`extends the hold to ${rest} minutes from then at least`);
  });

  it('is for how long a step is repeated', () => {
    expect(operations).toContain(`tried again after 5 s and after another ${retrySeconds - 5} s`);
  });

  it('is how fast and for how long failed orders are redriven', () => {
    expect(operations).toContain(
      `${redriveRates.max} is the most that a redrive does, ${redriveRates.default} unless told otherwise`,
    );
    expect(operations).toContain(`An execution can be redriven for ${redrivableDays} days`);
  });

  it('is after how many hours somebody is reminded of a switch', () => {
    const hoursOf = (name: (typeof switchKindNames)[number]) => switchKind(name).patienceHours;
    expect(switchKindNames.map((name) => [name, hoursOf(name)])).toEqual([
      ['intake-drained', 1],
      ['provider-down', 4],
      ['carrier-down', 24],
      ['warehouse-closed', 24],
      ['flash-sale', 24],
    ]);
    expect(alarms).toContain(
      'no new orders for an hour, a payment method out of order for four, a carrier or a flash sale for a day',
    );
  });
});
