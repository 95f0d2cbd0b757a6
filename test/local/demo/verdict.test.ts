import { describe, expect, it } from 'vitest';
import type { ExecutionPath } from '../../../lambdas/order-workflow/execution-path.ts';
import { demoOrders } from '../../../local/demo/orders.ts';
import { differences, type Evidence, holdingOrders } from '../../../local/demo/verdict.ts';

const ids = demoOrders.map((_, index) => `${index}aaaaaaa-0000-5000-8000-000000000000`);

function pathThrough(names: readonly string[], status: ExecutionPath['status']): ExecutionPath {
  const at = new Date(0);
  return {
    status,
    steps: names.map((name) => ({
      name,
      status: 'succeeded',
      attempts: 1,
      error: undefined,
      startedAt: at,
      endedAt: at,
    })),
  };
}

/** What a demo sees in which everything ends as it should. */
function asItShouldBe(): Evidence {
  const played = demoOrders.map((demo, index) => ({
    demo,
    order: {
      id: ids[index] ?? '',
      status: demo.ends.status,
      ...(demo.ends.reason === undefined ? {} : { rejection: { reason: demo.ends.reason } }),
    },
    path: pathThrough(demo.ends.path, demo.ends.deadLetters > 0 ? 'FAILED' : 'SUCCEEDED'),
  }));
  return {
    played,
    deliveries: played.flatMap(({ demo, order }) => [
      ...Array.from({ length: demo.ends.emails }, () => ({
        channel: 'email' as const,
        to: '',
        summary: '',
        order: order.id,
        files: [],
      })),
      ...Array.from({ length: demo.ends.sms }, () => ({
        channel: 'sms' as const,
        to: '',
        summary: '',
        order: order.id.slice(0, 8).toUpperCase(),
        files: [],
      })),
    ]),
    deadLetters: played
      .filter(({ demo }) => demo.ends.deadLetters > 0)
      .map(({ order }) => ({
        orderId: order.id,
        executionArn: '',
        status: 'FAILED',
        error: 'ProviderUnavailable',
        cause: null,
        input: null,
        stopDate: null,
      })),
    stock: [],
  };
}

describe("the demo's verdict", () => {
  it('finds nothing when all five ended as they should', () => {
    expect(differences(asItShouldBe())).toEqual([]);
  });

  it('does not mind older dead letters and notices of others', () => {
    const seen = asItShouldBe();
    const older = { ...seen.deadLetters[0], orderId: 'bbbbbbbb-0000-5000-8000-000000000000' };

    expect(differences({ ...seen, deadLetters: [...seen.deadLetters, older as never] })).toEqual([]);
  });

  it.each<[string, (seen: Evidence) => Partial<Evidence>, string]>([
    ['a notice is missing', ({ deliveries }) => ({ deliveries: deliveries.slice(1) }), 'e-mails 0 instead of 1'],
    [
      'a notice is doubled',
      ({ deliveries }) => ({ deliveries: [...deliveries, ...deliveries.slice(0, 1)] }),
      'e-mails 2 instead of 1',
    ],
    ['the dead letter is missing', () => ({ deadLetters: [] }), 'dead letters 0 instead of 1'],
    [
      'an order took another way',
      ({ played }) => ({
        played: played.map((one) => ({ ...one, path: pathThrough(['Elsewhere'], one.path.status) })),
      }),
      'path Elsewhere instead of Reserve inventory',
    ],
    [
      'stock does not add up',
      () => ({ stock: [{ sku: 'A', what: 'reserved 2 instead of 5' }] }),
      'stock of A: reserved 2 instead of 5',
    ],
  ])('says so when %s', (_, change, difference) => {
    const seen = asItShouldBe();

    expect(differences({ ...seen, ...change(seen) }).join('\n')).toContain(difference);
  });

  it('expects the stock of the orders that are paid for, and of the one that failed, to be held', () => {
    expect(holdingOrders(asItShouldBe().played).map(({ id }) => id)).toEqual([ids[0], ids[1], ids[4]]);
  });
});
