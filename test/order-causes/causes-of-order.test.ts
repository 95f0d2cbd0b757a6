import { describe, expect, it } from 'vitest';
import { causeKinds, causesByKind } from '../../lambdas/order-causes/cause.ts';
import { type CausesRecord, causesOf, complaintOf, mostSkus } from '../../lambdas/order-causes/causes-of-order.ts';
import { cancellationReasons } from '../../lambdas/orders/cancellation-reason.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import type { StoredReturnCase } from '../../lambdas/orders/return-case.ts';
import type { StoredShipment } from '../../lambdas/orders/shipment.ts';
import { aLineCancellation, anOrder, anOrderContent, anOrderLine, noon } from '../builders.ts';
import { aTicket } from '../tickets/a-ticket.ts';

const tea = anOrderLine({ sku: 'TEA' });
const pot = anOrderLine({ sku: 'POT' });
const reserved = { at: noon, event: 'INVENTORY_RESERVED' } as const;
const confirmed = { at: noon, event: 'ORDER_CONFIRMED' } as const;

function aRecord(order: Partial<Order> = {}, more: Partial<CausesRecord> = {}): CausesRecord {
  return {
    ...{ order: anOrder(order), content: anOrderContent({ lines: [tea, pot] }), shipments: [], cases: [] },
    ...more,
  };
}

function aShipment(carrier: string, line: number, at = noon): StoredShipment {
  return { id: carrier, at, lines: [{ line, quantity: 1 }], carrier, requestHash: 'hash' };
}

function aCase(more: Partial<StoredReturnCase>): StoredReturnCase {
  return {
    ...{ id: 'case', kind: 'RETURN', state: 'APPROVED', remedy: 'REFUND', keeps: false, postage: 'SHOP' },
    ...{ version: 1, requestHash: 'hash', lines: [{ line: 2, quantity: 1 }] },
    history: [{ at: noon, state: 'APPROVED', by: 'policy' }],
    ...more,
  };
}

describe('the causes of an order', () => {
  it('are none of one that went well', () => {
    expect(causesOf(aRecord({ status: 'SHIPPED', timeline: [reserved, confirmed] }))).toEqual([]);
    expect(causesOf({ order: undefined, content: undefined, shipments: [], cases: [] })).toEqual([]);
  });

  it('say of a rejection at which step, by which method, and what was short', () => {
    const shortages = [{ sku: 'POT', requested: 2, available: 0 }];
    const rejection = { reason: 'OUT_OF_STOCK', at: noon } as const;
    expect(causesOf(aRecord({ rejection, shortages }))).toEqual([
      {
        ...{ kind: 'REJECTED', cause: 'OUT_OF_STOCK', at: noon, subject: anOrder().id },
        values: { method: ['sandbox'], step: ['Reserve inventory'], sku: ['POT'] },
      },
    ]);
    const declined = aRecord({ rejection: { reason: 'PAYMENT_DECLINED', at: noon }, timeline: [reserved] });
    expect(causesOf(declined)).toMatchObject([{ values: { step: ['Check payment'] } }]);
    expect(causesOf(declined)[0]?.values.sku).toBeUndefined();
  });

  it('say of a cancellation by whom and why, whole or of lines', () => {
    const timeline = [reserved, confirmed];
    const whole = aRecord({ timeline, cancellation: { by: 'STAFF', at: noon, reason: 'FRAUD' } });
    expect(causesOf(whole)).toMatchObject([
      { kind: 'CANCELLED', cause: 'STAFF_FRAUD', values: { step: ['After the confirmation'], sku: ['TEA', 'POT'] } },
    ]);
    const ofLines = aRecord({ lineCancellations: [aLineCancellation({ lines: [{ line: 2, quantity: 1 }] })] });
    expect(causesOf(ofLines)).toMatchObject([{ cause: 'CUSTOMER_CHANGED_MIND', values: { sku: ['POT'] } }]);
  });

  it('say of a late one why, and who carried what had left by then', () => {
    const days = { deliverBy: '2026-12-01', formerly: '2026-11-28' };
    const reschedulings = [
      { at: noon, reason: 'NOT_SHIPPED', ...days },
      { at: '2026-11-25T12:00:00.000Z', reason: 'NO_NEWS', ...days },
      { at: '2026-11-26T12:00:00.000Z', reason: 'SHOP', ...days },
    ] as const;
    const shipments = [
      aShipment('DHL', 1, '2026-11-24T12:00:00.000Z'),
      aShipment('UPS', 2, '2026-11-26T12:00:00.000Z'),
    ];
    expect(causesOf(aRecord({ reschedulings: [...reschedulings] }, { shipments }))).toMatchObject([
      { kind: 'LATE', cause: 'NOT_SHIPPED', values: { carrier: [] } },
      { kind: 'LATE', cause: 'NO_NEWS', values: { carrier: ['DHL'] } },
    ]);
  });

  it('say of a return why, which products, and who carried them; what it came to is another matter', () => {
    const cases = [aCase({ kind: 'CLAIM', reason: 'BROKEN', state: 'REFUSED' }), aCase({ kind: 'WITHDRAWAL' })];
    const shipments = [aShipment('DHL', 1), aShipment('UPS', 2)];
    expect(causesOf(aRecord({}, { cases, shipments }))).toMatchObject([
      { kind: 'RETURNED', cause: 'BROKEN', values: { sku: ['POT'], carrier: ['UPS'] } },
      { kind: 'RETURNED', cause: 'WITHDRAWAL' },
    ]);
  });

  it('blame no product of an order of many', () => {
    const lines = Array.from({ length: mostSkus + 1 }, (_, index) => anOrderLine({ sku: `SKU-${index}` }));
    const record = aRecord(
      { cancellation: { by: 'STAFF', at: noon, reason: 'STOCK' } },
      { content: anOrderContent({ lines }) },
    );
    expect(causesOf(record)[0]?.values.sku).toEqual([]);
  });

  it('are of the closed set of their kind, and name nobody', () => {
    const cases = [aCase({ reason: 'WRONG_SIZE', text: 'Ada wrote this' })];
    const found = cancellationReasons.flatMap((reason) =>
      causesOf(aRecord({ cancellation: { by: 'CUSTOMER', at: noon, reason, text: 'Ada again' } }, { cases })),
    );
    expect(found.filter(({ kind, cause }) => !causesByKind[kind].includes(cause))).toEqual([]);
    expect(JSON.stringify(found)).not.toMatch(/Ada|example\.com|Sample Street/);
    expect(causeKinds.every((kind) => causesByKind[kind].length > 0)).toBe(true);
  });
});

describe('a complaint', () => {
  it('is what a ticket is about, with what is known of its order', () => {
    const record = aRecord({}, { shipments: [aShipment('DHL', 1)] });
    expect(complaintOf(aTicket({ orderId: anOrder().id }), record)).toEqual({
      ...{ kind: 'COMPLAINED', cause: 'DAMAGED', at: noon, subject: anOrder().id },
      values: { method: ['sandbox'], sku: ['TEA', 'POT'], carrier: ['DHL'] },
    });
    expect(complaintOf(aTicket())).toMatchObject({ subject: aTicket().id, values: {} });
  });

  it('is none that the service opens by itself, but for a low rating', () => {
    expect(complaintOf(aTicket({ channel: 'SERVICE', category: 'ARRIVAL' }))).toBeUndefined();
    expect(complaintOf(aTicket({ channel: 'SERVICE', category: 'RATING' }))).toMatchObject({ cause: 'RATING' });
  });
});
