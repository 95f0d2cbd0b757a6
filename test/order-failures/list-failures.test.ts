import { beforeEach, describe, expect, it } from 'vitest';
import { causeOf } from '../../lambdas/order-failures/failure.ts';
import { failureTable } from '../../lambdas/order-failures/failure-table.ts';
import { listFailureGroups, listFailures } from '../../lambdas/order-failures/list-failures.ts';
import { settleRedriven } from '../../lambdas/order-failures/settle-redriven.ts';
import { anOrderId, noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aFailure } from './a-failure.ts';

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb().pageSize = 7;
});

/** Notes so many failures, one a minute, which differ as told. */
async function fail(orders: number, from: number, failure: Parameters<typeof aFailure>[0] = {}): Promise<void> {
  for (let number = from; number < from + orders; number++) {
    const failedAt = new Date(Date.parse(noon) + number * 60_000).toISOString();
    await failureTable().note(aFailure({ orderId: anOrderId(number), failedAt, ...failure }));
  }
}

describe('the groups of failed orders', () => {
  it('are none where none has failed', async () => {
    expect(await listFailureGroups()).toEqual({ orders: 0, money: [], unitsHeld: 0, groups: [] });
  });

  it('are by step, error and cause, the largest first, and add up to all', async () => {
    await fail(3, 0, { step: 'Confirm order', holdEndsAt: '2026-11-23T13:05:00.000Z' });
    await fail(20, 3);
    await fail(4, 23, { error: 'TypeError', currency: 'EUR', total: 100, unitsHeld: 0 });
    await fail(2, 27, { cause: 'refused' });

    const { groups, ...all } = await listFailureGroups();

    expect(groups.map(({ step, error, cause, orders }) => [step, error, cause, orders])).toEqual([
      ['Check payment', 'ProviderUnavailable', 'no answer', 20],
      ['Check payment', 'TypeError', 'no answer', 4],
      ['Confirm order', 'ProviderUnavailable', 'no answer', 3],
      ['Check payment', 'ProviderUnavailable', 'refused', 2],
    ]);
    expect(all).toEqual({
      orders: 29,
      money: [
        { currency: 'EUR', total: 400 },
        { currency: 'GBP', total: 25 * 1530 },
      ],
      unitsHeld: 25 * 6,
      firstHoldEndsAt: '2026-11-23T13:05:00.000Z',
      oldestAt: noon,
    });
    expect(groups[0]).toMatchObject({ money: [{ currency: 'GBP', total: 30_600 }], unitsHeld: 120 });
  });

  it('are of an unknown step as long as Step Functions has not said it', async () => {
    const { step: _, ...failure } = aFailure();
    await failureTable().note({ ...failure, group: 'unknown' });

    expect((await listFailureGroups()).groups[0]).not.toHaveProperty('step');
  });
});

describe('the failed orders of a group', () => {
  it('are listed from the oldest on, each once, page by page', async () => {
    await fail(20, 0);
    await fail(5, 20, { cause: 'refused' });
    const { group } = aFailure();

    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listFailures(group, 3, cursor);
      expect(page.failures.length).toBeLessThanOrEqual(3);
      found.push(...page.failures.map(({ orderId }) => orderId));
      cursor = page.next;
    } while (cursor !== undefined);

    expect(found).toEqual(Array.from({ length: 20 }, (_, number) => anOrderId(number)));
  });

  it('say until when each can be redriven: 14 days after it failed', async () => {
    await fail(1, 0);

    const { failures } = await listFailures(aFailure().group, 50, undefined);

    expect(failures).toMatchObject([{ orderId: anOrderId(), redrivableUntil: '2026-12-07T12:00:00.000Z' }]);
  });

  it.each(['nonsense', Buffer.from('{"failedAt":"\\u0000","id":"x"}').toString('base64url')])(
    'are refused behind a cursor that is none: %s',
    async (cursor) => {
      await expect(listFailures('group', 50, cursor)).rejects.toMatchObject({ kind: 'malformed-request' });
    },
  );
});

describe('a failure', () => {
  const later = '2026-11-23T12:10:00.000Z';
  const redriven = (at: string) => settleRedriven({ detail: { name: anOrderId(), redriveDate: Date.parse(at) } });

  it('is none any more once its execution goes on, whoever redrove it; what was told of it late does not bring it back', async () => {
    await failureTable().note(aFailure());
    await redriven('2026-11-23T12:05:00.000Z');
    await failureTable().note(aFailure());

    expect(await failureTable().all()).toEqual([]);
  });

  it('stays where the execution failed again before anybody heard of its redrive', async () => {
    await failureTable().note(aFailure());
    await failureTable().note(aFailure({ failedAt: later }));
    await redriven('2026-11-23T12:05:00.000Z');

    expect(await failureTable().all()).toEqual([aFailure({ failedAt: later })]);
  });

  it('is not replaced by an earlier one that is told of late', async () => {
    await failureTable().note(aFailure({ failedAt: later }));
    await failureTable().note(aFailure());

    expect(await failureTable().all()).toEqual([aFailure({ failedAt: later })]);
  });
});

describe('the cause of a failure', () => {
  it.each([
    [
      "of a function's error, its message",
      JSON.stringify({ errorMessage: 'the provider is down', errorType: 'ProviderUnavailable', trace: ['at x'] }),
      'the provider is down',
    ],
    ['of anything else, what it says', 'Lambda.TooManyRequestsException', 'Lambda.TooManyRequestsException'],
    ['nothing', null, ''],
    ['the same for every order', `order ${anOrderId()} has no stock`, 'order … has no stock'],
    ['the same at any time', 'no answer within 3000 ms at 2026-11-23T12:00:00.000Z', 'no answer within … ms at …Z'],
    [
      'without the id of a request of AWS',
      'not found (Request ID: J5A2GQK3QOH9SLC2LMD3SG63QVVV4KQN)',
      'not found (Request ID: …)',
    ],
    ['without an address', 'refused: <ada@example.com>', 'refused: <…>'],
    ['no longer than needed', 'x'.repeat(5_000), 'x'.repeat(300)],
  ])('is %s', (_what, cause, said) => {
    expect(causeOf(cause)).toBe(said);
  });

  it.each([
    'req_Mh8bsZxvqJkWfe',
    'pi_MtwBwLkdIwHuTixaQvJxQwe_secret_YrKJUKribcBjcG',
    '0b26ab31d4e8f',
    'req_dc4fb5b9aeee8d',
  ])('is without the name that a provider gives its request or payment: %s', (id) =>
    expect(causeOf(`StripeAPIError ${id}`)).toBe('StripeAPIError …'),
  );

  it.each([
    'card_declined',
    'ACQ.SYSTEM_ERROR',
    'USER_ACCOUNT_ABNORMAL',
    'assumed-role/orders-dev-ReserveInventoryF8-x',
  ])('has every word that says what is wrong: %s', (word) => expect(causeOf(word)).toBe(word));
});
