import { reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { examplePage } from '../../lambdas/notifications/notices/example-order.ts';
import { notifyCustomer } from '../../lambdas/notifications/notify-customer.ts';
import { recipientLimitTable } from '../../lambdas/notifications/recipient-limit-table.ts';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import { submitOrder } from '../../lambdas/order-submission/submit-order.ts';
import { confirmOrder } from '../../lambdas/order-workflow/confirm-order.ts';
import { type RejectingError, rejectingErrors, rejectOrder } from '../../lambdas/order-workflow/reject-order.ts';
import { startWorkflow } from '../../lambdas/order-workflow/start-workflow.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { productTable } from '../../lambdas/products/product-table.ts';
import { systemClock } from '../../lambdas/runtime/clock.ts';
import { stepFunctions } from '../../lambdas/runtime/step-functions.ts';
import type { HistoryEvent } from '../../local/history/history.ts';
import { anOrderRequest, aPayment, aProduct } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { aShop } from '../shop/a-brand.ts';

const [sku, units, shoppers] = ['85123A', 3, 5];
const nothing = async () => {};

/**
 * Five shoppers want one of three units each, press the button twice, and every customer is told twice by a step that
 * is repeated: the real functions over tables and state machine in memory.
 * @returns what is seen of it from outside, and what stands in the books
 */
export async function play(): Promise<readonly HistoryEvent[]> {
  const db = inMemoryDynamoDb();
  const product = aProduct({ sku });
  db.put('products', { pk: `SKU#${sku}`, sk: 'PRODUCT', ...product });
  db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: units, available: units, reserved: 0 });
  const executions = machineInMemory();
  const events: HistoryEvent[] = [{ type: 'stock before', sku, onHand: units, available: units, reserved: 0 }];

  for (const key of Array.from({ length: shoppers }, (_, index) => `key-${index}`)) {
    for (const moment of [0, 1]) {
      const order = { ...(await submitted(key)), status: 'PENDING' as const };
      events.push({ type: 'submission', key, begunAt: moment, endedAt: moment, httpStatus: 202, order });
    }
  }
  for (const orderId of executions.values()) {
    const payment = aPayment({ orderId, status: 'CAPTURED' });
    await run(orderId, events, () => db.put('payments', { pk: `ORDER#${orderId}`, sk: 'PAYMENT', ...payment }));
  }

  const orders = orderTable();
  for (const [name, orderId] of executions) events.push({ type: 'execution', name, orderId, status: 'SUCCEEDED' });
  for (const orderId of new Set(executions.values())) {
    const { order, content, notices } = await orders.find(orderId);
    if (order === undefined || content === undefined) continue;
    const { status, total } = order;
    const entry = { orderId, status, total, promised: [...content.lines], channels: ['email' as const] };
    events.push({ type: 'order', ...entry, notices: [...notices] });
  }
  const { onHand, available, reserved } = db.item('stock', `SKU#${sku}`, 'STOCK') ?? {};
  const after = { onHand: Number(onHand), available: Number(available), reserved: Number(reserved) };
  return [...events, { type: 'stock after', sku, ...after }];
}

/** Step Functions, which knows a name for 90 days. @returns the order of each execution, by its name */
function machineInMemory(): ReadonlyMap<string, OrderId> {
  const executions = new Map<string, OrderId>();
  const send = async ({ input: { name, input } }: { input: { name: string; input: string } }) => {
    if (!executions.has(name)) executions.set(name, JSON.parse(input).orderId);
    return { startDate: new Date() };
  };
  Object.assign(stepFunctions, { send });
  return executions;
}

function submitted(key: string) {
  const { contact } = anOrderRequest();
  const request = anOrderRequest({ lines: [{ sku, quantity: 1 }], contact: { email: contact.email ?? '' } });
  return submitOrder({ storefront: 'north-lane', idempotencyKey: key }, request, {
    orders: orderTable(),
    products: productTable(),
    switches: async () => [],
    startWorkflow,
    clock: systemClock,
    paymentProviders: ['sandbox'],
    checkRecipient: () => {},
    numberPrefix: undefined,
    knownSoFar: () => undefined,
  });
}

/** The workflow of an order that is paid, its last step twice. */
async function run(orderId: OrderId, events: HistoryEvent[], capture: () => void): Promise<void> {
  const orders = orderTable();
  const ports = { orders, clock: systemClock, requestOrderEffects: nothing };
  try {
    await reserveInventory(orderId);
    await confirmOrder(orderId, { ...ports, captureConfirmed: async () => capture(), syncPaymentToOrder: nothing });
  } catch (error) {
    const { name } = error as Error;
    if (!isRejecting(name)) throw error;
    const undone = {
      releaseInventory: nothing,
      closeUnpaid: async () => 'PAYMENT_TIMEOUT' as const,
      syncPaymentToOrder: nothing,
    };
    await rejectOrder(orderId, name, { ...ports, ...undone });
  }
  for (const _ of ['the step', 'its repeat']) {
    await notifyCustomer(orderId, {
      orders,
      payments: paymentTable(),
      limits: recipientLimitTable(),
      suppressions: suppressionTable(),
      requestNotice: nothing,
      sendEmail: async (_to, _email, { event }) => {
        events.push({ type: 'told', orderId, channel: 'email', what: event, at: Date.now() });
        return 'a-message';
      },
      sendSms: async () => 'a-message',
      clock: systemClock,
      shop: aShop,
      pageUrlOf: async () => examplePage,
    });
  }
}

function isRejecting(name: string): name is RejectingError {
  return rejectingErrors.some((error) => error === name);
}
