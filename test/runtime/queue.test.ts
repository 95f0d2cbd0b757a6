import type { SQSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { OrderEffectsRequest } from '../../lambdas/orders/order-effects-queue.ts';
import { fromQueue } from '../../lambdas/runtime/queue.ts';
import { aContext, anOrderId } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

beforeEach(() => {
  stubServiceEnvironment();
});

describe('the consumer of a queue', () => {
  it('handles every message, and reports only those that failed or cannot be read', async () => {
    const handled: string[] = [];
    const handler = fromQueue(OrderEffectsRequest, async ({ orderId }) => {
      if (orderId === anOrderId(1)) throw new Error('down');
      handled.push(orderId);
    });

    const answer = await handler(
      messages(
        JSON.stringify({ orderId: anOrderId(0) }),
        JSON.stringify({ orderId: anOrderId(1) }),
        'not JSON',
        JSON.stringify({ orderId: 'ORDER' }),
        'null',
        JSON.stringify({ orderId: anOrderId(5), more: true }),
      ),
      aContext(),
    );

    expect(handled).toEqual([anOrderId(0), anOrderId(5)]);
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m1', 'm2', 'm3', 'm4']);
  });

  it('has nothing to report when all is well', async () => {
    const handler = fromQueue(OrderEffectsRequest, async () => {});

    expect(await handler(messages(JSON.stringify({ orderId: anOrderId() })), aContext())).toEqual({
      batchItemFailures: [],
    });
    expect(await handler(messages(), aContext())).toEqual({ batchItemFailures: [] });
  });
});

function messages(...bodies: readonly string[]): SQSEvent {
  return { Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) } as unknown as SQSEvent;
}
