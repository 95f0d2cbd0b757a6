import { describe, expect, it } from 'vitest';
import { eraseAll, requestOf } from '../../bin/ops/erase.ts';
import { anOrderId } from '../builders.ts';

const notCalled = async () => {
  throw new Error('an erasure only changes');
};

describe('npm run ops -- erase', () => {
  it.each([
    ['an e-mail address', {}, ['ada@example.com'], { email: 'ada@example.com' }],
    ['orders', {}, [anOrderId(1), anOrderId(2)], { orderIds: [anOrderId(1), anOrderId(2)] }],
    ['a name', { customer: 'c1', storefront: 's' }, [], { customer: { storefront: 's', customerId: 'c1' } }],
  ])('means by %s just those', (_, values, who, request) => {
    expect(requestOf({ unshipped: false, ...values }, who)).toEqual(request);
    expect(requestOf({ unshipped: true, ...values }, who)).toEqual({ ...request, unshipped: true });
  });

  it.each([
    ['nobody', {}, []],
    ['half a name', { customer: 'c1' }, []],
    ['two at once', { customer: 'c1', storefront: 's' }, ['ada@example.com']],
    ['what is no order', {}, ['K7Q-4XW-2R9']],
    ['an address among orders', {}, ['ada@example.com', anOrderId(1)]],
  ])('refuses %s', (_, values, who) => {
    expect(() => requestOf({ unshipped: false, ...values }, who)).toThrow(/Say an e-mail address|is no id/);
  });

  it('asks as often as it takes, and says all that was erased', async () => {
    const left = [{ orderId: anOrderId(9), reason: 'UNDER_WAY' }];
    const answers = [
      { erased: [anOrderId(1)], left, complete: false },
      { erased: [anOrderId(2)], left, complete: true },
    ];
    const asked: unknown[] = [];
    const result = await eraseAll({ email: 'ada@example.com' }, 'her letter', {
      ...{ read: notCalled, search: notCalled },
      async change(...call) {
        asked.push(call);
        return answers.shift() ?? {};
      },
    });

    expect(result).toEqual({ erased: [anOrderId(1), anOrderId(2)], left, complete: true });
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual([
      ...['POST', '/operations/erasures'],
      { reason: 'her letter', body: { email: 'ada@example.com' } },
    ]);
  });
});
