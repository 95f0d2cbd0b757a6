import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../lambdas/order-workflow/reject-order.handler.ts';
import { type RejectOrderPorts, rejectingErrors, rejectOrder } from '../../lambdas/order-workflow/reject-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { PaymentSettled } from '../../lambdas/payments/payment-errors.ts';
import { aContext, aLineCancellation, anOrder, anOrderContent, anOrderId, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const key = { pk: `ORDER#${id}`, sk: 'ORDER' };

let db: InMemoryDynamoDb;
let done: string[];
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  done = [];
});

describe('the step', () => {
  it.each(rejectingErrors)('takes %s, and goes on to look for its order', async (error) => {
    await expect(handler({ orderId: id, error }, aContext())).rejects.toMatchObject({ name: 'OrderNotFound' });
  });

  it('takes no other', async () => {
    const wrong = handler({ orderId: id, error: 'StockContention' }, aContext());
    await expect(wrong).rejects.toThrow('Invalid');
  });
});

describe('rejecting', () => {
  it.each([
    ['OutOfStock', 'OUT_OF_STOCK', []],
    ['PaymentDeclined', 'PAYMENT_DECLINED', []],
    ['OrderNotAccepted', 'NOT_ACCEPTED', []],
    ['States.Timeout', 'PAYMENT_TIMEOUT', ['close unpaid while RESERVED']],
  ] as const)('for %s records %s, then releases the stock and the money', async (error, reason, before) => {
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED' }), openShard: 'OPEN#1', openSince: 'x' });

    await rejectOrder(id, error, ports());

    const order = db.item('orders', key.pk, key.sk);
    expect(order).toMatchObject({ status: 'REJECTED', rejection: { reason, at: noon } });
    expect(order?.timeline).toMatchObject([{ event: 'ORDER_ACCEPTED' }, { event: 'ORDER_REJECTED', detail: reason }]);
    expect(order).not.toHaveProperty('openShard');
    expect(done).toEqual([...before, 'release while REJECTED', 'align money while REJECTED']);
  });

  it('again keeps the first reason and undoes what is left', async () => {
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED' }) });
    await rejectOrder(id, 'PaymentDeclined', ports());

    await rejectOrder(id, 'States.Timeout', ports());

    expect(db.item('orders', key.pk, key.sk)).toMatchObject({ rejection: { reason: 'PAYMENT_DECLINED' } });
    expect(done).toEqual([...Array(2)].flatMap(() => ['release while REJECTED', 'align money while REJECTED']));
  });

  it('an order that is not stored yet, which no step does, comes to an end', async () => {
    await orderTable().addContent(anOrderContent());

    await rejectOrder(id, 'PaymentDeclined', ports());

    expect(done).toEqual(['release while undefined', 'align money while undefined']);
  });

  it('a cancelled order undoes it and leaves its end alone', async () => {
    db.put('orders', { ...key, ...anOrder({ status: 'CANCELLED' }) });

    await rejectOrder(id, 'OrderCancelled', ports());

    expect(db.item('orders', key.pk, key.sk)).toMatchObject({ status: 'CANCELLED' });
    expect(db.item('orders', key.pk, key.sk)).not.toHaveProperty('rejection');
    expect(done).toEqual(['release while CANCELLED', 'align money while CANCELLED']);
  });

  it('undoes nothing when nothing is due any more', async () => {
    const lineCancellations = [aLineCancellation()];
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED', due: 255, lineCancellations }) });

    await expect(rejectOrder(id, 'PaymentDeclined', ports())).rejects.toMatchObject({ name: 'PaymentSettled' });

    expect([db.item('orders', key.pk, key.sk)?.status, done]).toEqual(['RESERVED', []]);
  });

  it('looks again where lines are cancelled while the provider is asked', async () => {
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED', due: 255 }) });
    const seen: (number | undefined)[] = [];
    const closeUnpaid: RejectOrderPorts['closeUnpaid'] = async ({ lineCancellations }) => {
      seen.push(lineCancellations?.length);
      if (lineCancellations !== undefined) throw new PaymentSettled(id);
      const cancelled = { lineCancellations: [aLineCancellation()], version: 9 };
      db.put('orders', { ...key, ...anOrder({ status: 'RESERVED', due: 255, ...cancelled }) });
      return 'PAYMENT_TIMEOUT';
    };

    await expect(rejectOrder(id, 'States.Timeout', { ...ports(), closeUnpaid })).rejects.toMatchObject({
      name: 'PaymentSettled',
    });

    expect([seen, db.item('orders', key.pk, key.sk)?.status, done]).toEqual([[undefined, 1], 'RESERVED', []]);
  });

  it('undoes nothing when the money is there after all', async () => {
    db.put('orders', { ...key, ...anOrder({ status: 'RESERVED' }) });
    const settled = { ...ports(), closeUnpaid: () => Promise.reject(new PaymentSettled(id)) };

    await expect(rejectOrder(id, 'States.Timeout', settled)).rejects.toMatchObject({ name: 'PaymentSettled' });

    expect(db.item('orders', key.pk, key.sk)).toMatchObject({ status: 'RESERVED' });
    expect(done).toEqual([]);
  });

  it.each(['PaymentUnderWay', 'ProviderUnavailable'])(
    'stands when the money cannot be given back now (%s): that is followed up',
    async (name) => {
      db.put('orders', { ...key, ...anOrder({ status: 'RESERVED' }) });
      const syncPaymentToOrder = () => Promise.reject(Object.assign(new Error('not now'), { name }));

      await rejectOrder(id, 'States.Timeout', { ...ports(), syncPaymentToOrder });

      expect(db.item('orders', key.pk, key.sk)).toMatchObject({ rejection: { reason: 'PAYMENT_TIMEOUT' } });
      expect(done).toEqual(['close unpaid while RESERVED', 'release while REJECTED', 'order effects while REJECTED']);
    },
  );

  it('an order that is not there is a fault', async () => {
    await expect(rejectOrder(id, 'OutOfStock', ports())).rejects.toMatchObject({ name: 'OrderNotFound' });
  });
});

function ports(): RejectOrderPorts {
  const note = (what: string) => async () => {
    done.push(`${what} while ${db.item('orders', key.pk, key.sk)?.status}`);
  };
  return {
    orders: orderTable(),
    releaseInventory: note('release'),
    closeUnpaid: async () => {
      await note('close unpaid')();
      return 'PAYMENT_TIMEOUT';
    },
    syncPaymentToOrder: note('align money'),
    requestOrderEffects: note('order effects'),
    clock: () => new Date(noon),
  };
}
