import { describe, expect, it } from 'vitest';
import {
  isConfirmed,
  isOpen,
  isRejectedOrCancelled,
  leadsTo,
  orderStatuses,
  statusesAheadOf,
  statusesBefore,
} from '../../lambdas/orders/order-status.ts';

describe('an order', () => {
  it.each([
    ['PENDING', []],
    ['RESERVED', ['PENDING']],
    ['CONFIRMED', ['RESERVED']],
    ['SHIPPED', ['CONFIRMED']],
    ['REJECTED', ['PENDING', 'RESERVED']],
    ['CANCELLED', ['PENDING', 'RESERVED', 'CONFIRMED']],
  ] as const)('comes to %s only from %j', (to, from) => {
    expect(statusesBefore(to)).toEqual(from);
  });

  it.each([
    ['PENDING', true, false, false],
    ['RESERVED', true, false, false],
    ['CONFIRMED', false, true, false],
    ['SHIPPED', false, true, false],
    ['REJECTED', false, false, true],
    ['CANCELLED', false, false, true],
  ] as const)('that is %s: open %s, confirmed %s, rejected or cancelled %s', (status, open, confirmed, ended) => {
    expect([isOpen(status), isConfirmed(status), isRejectedOrCancelled(status)]).toEqual([open, confirmed, ended]);
  });

  it.each([
    ['PENDING', ['PENDING', 'RESERVED', 'CONFIRMED', 'SHIPPED', 'REJECTED', 'CANCELLED']],
    ['RESERVED', ['RESERVED', 'CONFIRMED', 'SHIPPED', 'REJECTED', 'CANCELLED']],
    ['CONFIRMED', ['CONFIRMED', 'SHIPPED', 'CANCELLED']],
    ['SHIPPED', ['SHIPPED']],
    ['REJECTED', ['REJECTED']],
    ['CANCELLED', ['CANCELLED']],
  ] as const)('that is %s is so, or comes to be: %j', (from, to) => {
    expect(orderStatuses.filter((status) => leadsTo(from, status))).toEqual(to);
  });

  it.each([
    ['PENDING', []],
    ['SHIPPED', ['PENDING', 'RESERVED', 'CONFIRMED']],
    ['CANCELLED', ['PENDING', 'RESERVED', 'CONFIRMED']],
  ] as const)('may yet come to be %s while it is one of %j, and no longer once it is', (status, ahead) => {
    expect(statusesAheadOf(status)).toEqual(ahead);
  });

  it('never leaves an end: what is called off stays so', () => {
    const after = (from: string) => orderStatuses.filter((to) => statusesBefore(to).includes(from as never));

    expect(orderStatuses.filter(isRejectedOrCancelled).flatMap(after)).toEqual([]);
  });
});
