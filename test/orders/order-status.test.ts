import { describe, expect, it } from 'vitest';
import { isOpen, isRejectedOrCancelled, orderStatuses, statusesBefore } from '../../lambdas/orders/order-status.ts';

describe('an order', () => {
  it.each([
    ['PENDING', []],
    ['RESERVED', ['PENDING']],
    ['CONFIRMED', ['RESERVED']],
    ['REJECTED', ['PENDING', 'RESERVED']],
    ['CANCELLED', ['PENDING', 'RESERVED', 'CONFIRMED']],
  ] as const)('comes to %s only from %j', (to, from) => {
    expect(statusesBefore(to)).toEqual(from);
  });

  it.each([
    ['PENDING', true, false],
    ['RESERVED', true, false],
    ['CONFIRMED', false, false],
    ['REJECTED', false, true],
    ['CANCELLED', false, true],
  ] as const)('that is %s: open %s, called off %s', (status, open, calledOff) => {
    expect([isOpen(status), isRejectedOrCancelled(status)]).toEqual([open, calledOff]);
  });

  it('never leaves an end: what is called off stays so', () => {
    const after = (from: string) => orderStatuses.filter((to) => statusesBefore(to).includes(from as never));

    expect(orderStatuses.filter(isRejectedOrCancelled).flatMap(after)).toEqual([]);
  });
});
