import { beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveNotice } from '../../lambdas/notifications/resolve-notice.ts';
import type { NoticeMarker } from '../../lambdas/orders/notice-marker.ts';
import { longerThanACallSeconds } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderContent, anOrderId, noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();
const requestNotice = vi.fn(async () => {});
const ports = () => ({ orders: orderTable(), requestNotice, clock: () => new Date(noon) });

beforeEach(async () => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  requestNotice.mockClear();
  await orderTable().addContent(anOrderContent());
});

describe('a notice whose sending broke off', () => {
  it.each([
    ['sent', { state: 'SENT', messageId: 'told by an operator' }, []],
    [
      'again',
      { state: 'DELAYED', reason: 'told by an operator' },
      [[{ orderId, event: 'order-confirmed', about: '2', waitingSince: noon }, longerThanACallSeconds]],
    ],
  ] as const)('is recorded as a person says: %s', async (outcome, marker, requests) => {
    await noted({ event: 'order-confirmed', about: '2', channel: 'email', state: 'SENDING', at: noon });

    expect(await resolveNotice(orderId, 'email', outcome, ports())).toEqual([{ event: 'order-confirmed', about: '2' }]);
    expect(await notices()).toMatchObject([marker]);
    expect(requestNotice.mock.calls).toEqual(requests);
  });

  it('is the only one of its order that is touched', async () => {
    const sent = { event: 'order-confirmed', channel: 'email', state: 'SENT', at: noon } as const;
    const bySms = { event: 'order-confirmed', channel: 'sms', state: 'SENDING', at: noon } as const;
    await noted(sent);
    await noted(bySms);

    expect(await resolveNotice(orderId, 'email', 'again', ports())).toEqual([]);
    expect(await notices()).toMatchObject([sent, bySms]);
    expect(requestNotice).not.toHaveBeenCalled();
  });
});

function noted(notice: NoticeMarker): Promise<void> {
  return orderTable().recordNotice(orderId, notice);
}

async function notices() {
  return (await orderTable().find(orderId)).notices;
}
