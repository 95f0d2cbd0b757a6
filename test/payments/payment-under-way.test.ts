import { beforeEach, describe, expect, it } from 'vitest';
import { releaseInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { applyOrderEffects } from '../../lambdas/order-effects/apply-order-effects.ts';
import { type RejectingError, rejectOrder } from '../../lambdas/order-workflow/reject-order.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import type { OrderEffectsWait } from '../../lambdas/orders/order-effects-queue.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { closeUnpaid } from '../../lambdas/payments/close-unpaid.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import type { PaymentStatus } from '../../lambdas/payments/payment-status.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { syncPaymentToOrder } from '../../lambdas/payments/sync-payment-to-order.ts';
import { read } from '../../lambdas/runtime/dynamodb-read.ts';
import { anOrder, anOrderContent, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, aProviderPayment, type ProviderInMemory } from './a-provider.ts';
import { storePayment } from './store-payment.ts';

const orderId = anOrderId();

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
/** Follow-ups that were asked for and not delivered yet. */
let queue: (OrderEffectsWait & { readonly delaySeconds: number | undefined })[];
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  queue = [];
  // The provider neither takes it nor lets it be given up, until a test says how it ended.
  provider = aProvider(db, { void: async () => aProviderPayment({ status: provider.status }) });
  await orderTable().addContent(anOrderContent());
  db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'RESERVED' }) });
  await storePayment(aPayment());
});

describe('a payment that is being processed', () => {
  it.each<[RejectingError, string]>([
    ['States.Timeout', 'PAYMENT_TIMEOUT'],
    ['PaymentDeclined', 'PAYMENT_DECLINED'],
  ])('does not keep its order from being rejected for %s; the money is asked about again', async (error, reason) => {
    await rejectOrder(orderId, error, ports());

    expect(await orderTable().findOrder(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason } });
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'PENDING' });
    expect(queue).toHaveLength(1);
  });

  it.each<[string, PaymentStatus, PaymentStatus]>([
    ['goes through', 'CAPTURED', 'REFUNDED'],
    ['is authorised', 'AUTHORIZED', 'VOIDED'],
    ['fails', 'DECLINED', 'DECLINED'],
    ['is given up', 'VOIDED', 'VOIDED'],
  ])('is nobody’s money when it %s at last', async (_, ends, standing) => {
    await rejectOrder(orderId, 'States.Timeout', ports());
    for (let times = 0; times < 200; times++) await deliver();
    expect(queue).toEqual([{ delaySeconds: 900, since: noon }]);

    provider.status = ends;
    if (ends === 'AUTHORIZED') provider.void = async () => aProviderPayment({ status: 'VOIDED' });
    await deliver();

    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: standing });
    expect(queue).toEqual([]);
  });

  it('answers a notification that it is being processed still, so that the provider does not repeat it', async () => {
    await rejectOrder(orderId, 'States.Timeout', ports());
    const body = Buffer.from(JSON.stringify({ eventId: 'evt-1', orderId })).toString('base64');

    await takeNotification('sandbox', { headers: { signature: 'valid' }, body }, ports());

    expect(await read(paymentTable().notificationToRead(orderId, 'evt-1'))).toBe(true);
  });

  it('is asked about again also when our record has it as given up', async () => {
    db.put('orders', { pk: `ORDER#${orderId}`, sk: 'ORDER', ...anOrder({ status: 'CANCELLED' }) });
    await paymentTable().change(paymentIdOf({ orderId }), (payment) => ({ ...payment, status: 'VOIDED' }));

    await expect(syncPaymentToOrder(orderId, ports())).rejects.toMatchObject({ name: 'PaymentUnderWay' });
  });
});

/** The order effects queue delivers what it holds. */
async function deliver(): Promise<void> {
  for (const wait of queue.splice(0)) await applyOrderEffects(orderId, wait, ports());
}

function ports() {
  const money = { orders: orderTable(), payments: paymentTable(), providerNamed: () => provider, clock };
  return {
    ...money,
    findProvider: () => provider,
    releaseInventory: (id: typeof orderId) => releaseInventory(id),
    issueInventory: async () => {},
    closeUnpaid: (order: Order) => closeUnpaid(order, money),
    syncPaymentToOrder: (id: typeof orderId) => syncPaymentToOrder(id, money),
    goOnPaying: async () => {},
    settleFailure: async () => {},
    answer: async () => {},
    requestNotice: async () => {},
    requestOrderEffects: async (_id: typeof orderId, delaySeconds?: number, wait?: OrderEffectsWait) =>
      void queue.push({ delaySeconds, ...wait }),
  };
}

function clock(): Date {
  return new Date(noon);
}
