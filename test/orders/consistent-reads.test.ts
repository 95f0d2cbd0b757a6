import { describe, expect, it } from 'vitest';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderId, noon } from '../builders.ts';
import { consistencyOf } from '../runtime/consistency-of.ts';

const orders = orderTable('orders');
const id = anOrderId();

describe('what decides over an order is read as it stands, not as it stood a moment ago', () => {
  it.each<[string, number, () => unknown]>([
    ['all of it', 1, () => orders.find(id)],
    ['how it stands, as it is stored or was accepted', 2, () => orders.findOrder(id)],
    ['which orders have a number', 1, () => orders.findByOwnNumber('A-1042')],
    ['the heads of orders', 2, () => orders.findHeads([id])],
    ['whether it is erased', 1, () => orders.findErased(id)],
    ['whether all are listed that hold stock, and those that are not', 2, () => orders.indexHolding(() => true)],
  ])('%s, by requests: %i', async (_what, requests, read) => {
    expect(await consistencyOf(read)).toEqual(Array.from({ length: requests }, () => true));
  });

  it('the marker of a notice that somebody else has claimed', async () => {
    const marker = { event: 'order-confirmed', channel: 'email', state: 'SENDING', at: noon } as const;
    const claim = () => orders.claimNotice(id, { event: 'order-confirmed' }, 'email', noon);
    expect(await consistencyOf(claim, marker)).toEqual([true]);
  });
});
