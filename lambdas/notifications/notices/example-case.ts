import type { NoticeOrder } from '../notice.ts';

type ToldCase = NonNullable<NoticeOrder['returnCase']>;

/** A return case as its notices say it, of one line of the order. */
export function aReturnCase(one: Partial<ToldCase> = {}): ToldCase {
  return {
    ...{ kind: 'RETURN', remedy: 'REFUND', keeps: false, postage: 'CUSTOMER' },
    name: 'Ada Example',
    at: '2026-11-26T22:15:00.000Z',
    sendBy: '2026-12-11T00:00:00.000Z',
    lines: [{ sku: '85123A', name: 'WHITE HANGING HEART T-LIGHT HOLDER', quantity: 2 }],
    ...one,
  };
}
