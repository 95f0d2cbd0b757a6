import { describe, expect, it } from 'vitest';
import { pageOf } from '../../lambdas/payments/payment-provider.ts';
import { snapshotVersion } from '../../lambdas/payments/snapshot-version.ts';

const payments = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ orderId: `${n}`, currency: 'GBP', captured: n, refunded: 0 }));

describe("a day's list that is given as a whole only", () => {
  it.each([
    [0, []],
    [5_000, []],
    [5_001, ['5000']],
    [12_000, ['5000', '10000']],
  ])('of %i payments goes on at %j, and has each once', (count, nexts) => {
    const all = payments(count);
    const found = [pageOf(all)];
    for (let next = found[0]?.next; next !== undefined; next = found.at(-1)?.next) found.push(pageOf(all, next));

    expect(found.flatMap((page) => page.payments)).toEqual(all);
    expect(found.flatMap(({ next }) => next ?? [])).toEqual(nexts);
    expect(found.at(-1)).not.toHaveProperty('next');
  });
});

describe('the version of an order as it stands', () => {
  it('grows with each write of it, of its payments, and with a payment that is new', () => {
    expect(snapshotVersion(3, [])).toBe(3);
    expect(snapshotVersion(3, [{ version: 0 }])).toBe(4);
    expect(snapshotVersion(3, [{ version: 0 }, { version: 2 }])).toBe(7);
  });
});
