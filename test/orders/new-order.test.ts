import { describe, expect, it } from 'vitest';
import { newOrder, newOrderItem } from '../../lambdas/orders/new-order.ts';
import { anOrder, anOrderContent, anOrderId } from '../builders.ts';

const totals = { subtotal: 1_530, credits: [{ type: 'GIFT_CARD' as const, reference: 'g1', amount: 1_000 }], due: 530 };

describe('an order as it was accepted', () => {
  it('waits for its answer, and holds nothing', () => {
    expect(newOrder(anOrderContent())).toStrictEqual(anOrder());
  });

  it('demands of the payment provider what credits do not pay', () => {
    expect(newOrder(anOrderContent({ totals })).due).toBe(530);
    expect(newOrder(anOrderContent({ totals: { subtotal: 1_530, due: 1_530 } }))).not.toHaveProperty('due');
  });

  it('of which nothing is due is paid by nobody', () => {
    const { payment: _, ...content } = anOrderContent({ totals: { ...totals, due: 0 } });

    expect(newOrder(content)).not.toHaveProperty('payment');
  });

  it.each([
    [undefined, undefined],
    [1, undefined],
    [3, 3],
  ])('says how often its customer may try to pay where that is more than once: %s', (given, said) => {
    const content = anOrderContent(given === undefined ? {} : { paymentTries: given });

    expect(newOrder(content).paymentTries).toBe(said);
    expect('paymentTries' in newOrder(content)).toBe(said !== undefined);
  });

  it('is found among its customer’s, whose name stands in its content alone', () => {
    const order = newOrder(anOrderContent({ customerId: 'ADA-1042' }));
    expect(order.customerId).toBe('ADA-1042');

    const item = newOrderItem(order);
    expect(item).toMatchObject({ pk: `ORDER#${anOrderId()}`, sk: 'ORDER', customer: '["north-lane","ADA-1042"]' });
    expect(item).not.toHaveProperty('customerId');
    expect(newOrderItem(newOrder(anOrderContent()))).not.toHaveProperty('customer');
  });
});
