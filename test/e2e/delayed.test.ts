import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale } from './catalogue.ts';
import { describedExecution, executionArn, redrive, stepFunctions } from './cloud.ts';
import { eventually } from './eventually.ts';
import { accepted, call } from './storefront.ts';

describe('an order whose execution ended without success', () => {
  it('says that it is delayed and until when at most, and no longer once it was redriven', async () => {
    const sku = await onSale();
    const id = await accepted({ ...anOrderOf(sku), payment: { provider: 'sandbox', token: 'sandbox-unanswered' } });
    const shown = async () => (await call('GET', `/orders/${id}`)).body;
    await eventually('the reservation', async () => (await shown()).status === 'RESERVED');
    expect(await shown()).not.toHaveProperty('delayed');

    await eventually('the execution that waits', () => describedExecution(id));
    await stepFunctions.send(new StopExecutionCommand({ executionArn: executionArn(id) }));
    const delayed = await eventually(
      'the delay',
      async () => (await shown()).delayed as Record<string, string> | undefined,
    );
    expect(Date.parse(delayed.until ?? '')).toBeGreaterThan(Date.parse(delayed.since ?? ''));

    await redrive(id);
    await eventually('the end of the delay', async () => (await shown()).delayed === undefined);
  });
});
