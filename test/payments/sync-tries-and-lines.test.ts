import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment, Refund } from '../../lambdas/payments/payment.ts';
import { PaymentUnderWay } from '../../lambdas/payments/payment-errors.ts';
import { type PaymentTable, paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { captureConfirmed, syncPaymentToOrder } from '../../lambdas/payments/sync-payment-to-order.ts';
import { aLineCancellation, anOrderContent, anOrderId, anOrderItem, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { alignmentPorts, aProvider, aProviderPayment, type ProviderInMemory } from './a-provider.ts';
import { storePayment } from './store-payment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const second = paymentIdOf({ orderId, tryNumber: 2 });
const furtherTries = [{ id: 'a', contentHash: 'hash', at: noon }];
/** One of six units, of 255 each, is cancelled. */
const less = { lineCounts: [{ line: 1, cancelled: 1 }], lineCancellations: [aLineCancellation()] };

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
/** What the provider was told to do with money: which payment, and how much. */
let told: string[];
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  told = [];
  let captured = 0;
  let refunded = 0;
  provider = aProvider(db, {
    query: async () => aProviderPayment({ status: 'CAPTURED', captured: captured || 1530, refunded }),
    capture: async ({ orderId: id, amount }) => {
      told.push(`capture ${amount} of ${nameOf(id)}`);
      captured = amount;
      return aProviderPayment({ status: 'CAPTURED', captured });
    },
    void: async ({ orderId: id }) => {
      told.push(`void ${nameOf(id)}`);
      return aProviderPayment({ status: 'VOIDED' });
    },
    refund: async ({ orderId: id, amount, refundId }) => {
      told.push(`refund ${amount} of ${nameOf(id)} by ${refundId.replace(/^.*-rest/, 'rest')}`);
      refunded += amount;
      return aProviderPayment({ status: refunded === 1530 ? 'REFUNDED' : 'CAPTURED', refunded });
    },
  });
});

describe('aligning the money of an order of which lines were cancelled', () => {
  it('gives theirs back where it was taken, once', async () => {
    await given(less, { status: 'CAPTURED' });

    await align();
    await align();

    expect(told).toEqual(['refund 255 of try 1 by c1']);
    expect((await stored())?.refunds).toMatchObject([{ id: 'c1', amount: 255, made: true }]);
  });

  it('takes the rest where it is authorised', async () => {
    await given(less, { status: 'AUTHORIZED' });

    await align();

    expect(told).toEqual(['capture 1275 of try 1']);
    expect((await stored())?.refunds).toMatchObject([{ id: 'c1', amount: 0, uncaptured: 255 }]);
  });

  it('asks for no refund again that is made, or that staff asked for', async () => {
    const refund = { amount: 100, at: noon, reason: 'broken' };
    const refunds: Refund[] = [
      { ...refund, id: 'r1' },
      { ...refund, id: 'c0', made: true },
    ];
    await given(less, { status: 'CAPTURED', refunded: 200, refunds });

    await align();

    expect(told).toEqual(['refund 255 of try 1 by c1']);
  });

  it('gives all of it back once the whole order was cancelled', async () => {
    await given({ ...less, status: 'CANCELLED' }, { status: 'CAPTURED' });

    await align();

    expect(told).toEqual(['refund 1530 of try 1 by rest-0']);
  });

  it('that credits paid for gives back to them, on a record that begins with it', async () => {
    const credits = [{ type: 'GIFT_CARD' as const, reference: 'card', amount: 1_530 }];
    const content = { totals: { subtotal: 1_530, credits, due: 0 } };
    await given({ ...less, due: 0, payment: undefined }, undefined, content);

    await align();

    expect(told).toEqual([]);
    expect(await stored()).toMatchObject({
      ...{ provider: 'none', status: 'CAPTURED', amount: 0 },
      refunds: [{ id: 'c1', credits: [{ ...credits[0], amount: 255 }], made: true }],
    });
  });

  it.each<[string, Partial<Order>, Partial<OrderContent>]>([
    ['that nobody has paid for, with totals', {}, { totals: { subtotal: 0, due: 0 } }],
    ['that nobody has paid for, without totals', {}, {}],
    [
      'that ended: the storefront gives all back to credits',
      { status: 'CANCELLED' },
      { totals: { subtotal: 1_530, credits: [{ type: 'GIFT_CARD', reference: 'card', amount: 1_530 }], due: 0 } },
    ],
  ])('begins no record of one %s', async (_, order, content) => {
    await given({ ...less, due: 0, payment: undefined, ...order }, undefined, content);

    await align();

    expect(await stored()).toBeUndefined();
  });

  it('is a fault where those lines are not there', async () => {
    db.put('orders', anOrderItem({ status: 'CONFIRMED', ...less }));
    await storePayment(aPayment({ status: 'CAPTURED', version: 1 }));

    await expect(align()).rejects.toMatchObject({ name: 'OrderNotFound' });
  });
});

describe('aligning the money of an order that another try has paid for', () => {
  it.each([
    ['releases what the former one holds', 'AUTHORIZED', 'void try 1'],
    ['gives back what the former one took', 'CAPTURED', 'refund 1530 of try 1 by rest-0'],
  ] as const)('%s, also where lines were cancelled', async (_, status, former) => {
    await given({ ...less, furtherTries }, { status, replacedAt: noon });
    secondTry({ status: 'CAPTURED' });

    await align();

    expect(told).toEqual([former, 'refund 255 of try 2 by c1']);
  });

  it.each([
    ['the fault of the second', ['under way', 'down'], 'down'],
    ['the fault of the first', ['down', 'under way'], 'down'],
    ['that it is under way, where there is no fault', ['under way', 'under way'], 'being processed'],
  ])('does what it can of each try, and says %s', async (_, fails, message) => {
    const errorOf = (what: string | undefined) => (what === 'down' ? new Error('down') : new PaymentUnderWay(orderId));
    await given({ status: 'CANCELLED', furtherTries }, { status: 'AUTHORIZED', replacedAt: noon });
    secondTry({ status: 'AUTHORIZED' });
    provider.void = async ({ orderId: id }) => {
      told.push(`void ${nameOf(id)}`);
      throw errorOf(fails[id === second ? 1 : 0]);
    };

    await expect(align()).rejects.toThrow(message);
    expect(told).toEqual(['void try 1', 'void try 2']);
  });
});

describe('aligning the money of an order', () => {
  it('that ended says so where it can neither be taken nor given up yet', async () => {
    await given({ status: 'CANCELLED' }, { status: 'PENDING' });
    provider.query = async () => aProviderPayment({ status: 'PENDING' });
    provider.void = provider.query;

    await expect(align()).rejects.toMatchObject({ name: 'PaymentUnderWay' });
    expect(await stored()).toMatchObject({ status: 'PENDING' });
  });

  it('that is open asks nothing of what is void', async () => {
    await given({ status: 'RESERVED' }, { status: 'VOIDED' });
    const query = vi.spyOn(provider, 'query');

    await align();

    expect(query).not.toHaveBeenCalled();
  });

  it('that ended claims nothing of what went back meanwhile', async () => {
    await given({ status: 'CANCELLED' }, { status: 'CAPTURED' });
    provider.query = async () => aProviderPayment({ status: 'REFUNDED' });

    await align();

    expect(told).toEqual([]);
    expect(await stored()).toMatchObject({ status: 'REFUNDED', refunds: [] });
  });

  it('that ended claims it anew where another write came between', async () => {
    await given({ status: 'CANCELLED' }, { status: 'CAPTURED' });
    const payments = paymentTable();
    let isFirst = true;
    const replace: PaymentTable['replace'] = async (from, next) => {
      const isOvertaken = isFirst && next.refunds.length > 0;
      if (isOvertaken) isFirst = false;
      return isOvertaken ? undefined : payments.replace(from, next);
    };

    await syncPaymentToOrder(orderId, { ...alignmentPorts(provider), payments: { ...payments, replace } });

    expect(told).toEqual(['refund 1530 of try 1 by rest-0']);
  });
});

describe('taking the money of an order that has just been confirmed', () => {
  it('calls a person where it is void', async () => {
    await given({}, { status: 'AUTHORIZED' });
    provider.capture = async () => aProviderPayment({ status: 'VOIDED' });

    await captureConfirmed(orderId, alignmentPorts(provider));

    expect(await stored()).toMatchObject({ status: 'VOIDED', review: 'CONFIRMED_WITHOUT_MONEY' });
  });

  it('takes none of a former try', async () => {
    await given({ furtherTries }, { status: 'AUTHORIZED', replacedAt: noon });
    secondTry({ status: 'AUTHORIZED' });

    await captureConfirmed(orderId, alignmentPorts(provider));

    expect(told).toEqual(['void try 1', 'capture 1530 of try 2']);
  });
});

async function given(
  order: Partial<Order>,
  payment: Partial<Payment> | undefined,
  content: Partial<OrderContent> = {},
): Promise<void> {
  db.put('orders', anOrderItem({ status: 'CONFIRMED', ...order }));
  await orderTable().addContent(anOrderContent(content));
  if (payment !== undefined) await storePayment(aPayment({ version: 1, ...payment }));
}

function secondTry(payment: Partial<Payment>): void {
  db.put('payments', {
    pk: `ORDER#${orderId}`,
    sk: 'PAYMENT#2',
    ...aPayment({ tryNumber: 2, version: 1, ...payment }),
  });
}

function nameOf(paymentId: string): string {
  return paymentId === second ? 'try 2' : 'try 1';
}

function stored(): Promise<Payment | undefined> {
  return paymentTable().find(paymentIdOf({ orderId }));
}

function align(): Promise<void> {
  return syncPaymentToOrder(orderId, alignmentPorts(provider));
}
