import { issueInventory } from '../../lambdas/inventory/issue-inventory.ts';
import { movementTable } from '../../lambdas/inventory/movement-table.ts';
import { holdingPorts, releaseInventory, reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { stockTable } from '../../lambdas/inventory/stock-table.ts';
import { type NotifyCustomerPorts, sendRequestedNotice } from '../../lambdas/notifications/notify-customer.ts';
import { recipientLimitTable } from '../../lambdas/notifications/recipient-limit-table.ts';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import { cancelLines } from '../../lambdas/order-cancellation/cancel-lines.ts';
import { cancelOrder } from '../../lambdas/order-cancellation/cancel-order.ts';
import { applyOrderEffects } from '../../lambdas/order-effects/apply-order-effects.ts';
import type { CaseMove, NewReturnCase } from '../../lambdas/order-return-cases/case-request.ts';
import { inspectCase } from '../../lambdas/order-return-cases/inspect-case.ts';
import { type Mover, moveCase } from '../../lambdas/order-return-cases/move-case.ts';
import { requestReturn } from '../../lambdas/order-return-cases/request-return.ts';
import { settleCase } from '../../lambdas/order-return-cases/settle-case.ts';
import { tendCases } from '../../lambdas/order-return-cases/tend-cases.ts';
import { worklistTable } from '../../lambdas/order-return-cases/worklist-table.ts';
import { shipOrder } from '../../lambdas/order-shipment/ship-order.ts';
import type { ShipmentRequest } from '../../lambdas/order-shipment/shipment-request.ts';
import { submitOrder } from '../../lambdas/order-submission/submit-order.ts';
import { confirmOrder } from '../../lambdas/order-workflow/confirm-order.ts';
import { rejectOrder } from '../../lambdas/order-workflow/reject-order.ts';
import type { Order, OrderId } from '../../lambdas/orders/order.ts';
import type { NoticeRequest } from '../../lambdas/orders/order-effects-queue.ts';
import type { Submission } from '../../lambdas/orders/order-id.ts';
import type { OrderRequest } from '../../lambdas/orders/order-request.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { checkPayment } from '../../lambdas/payments/check-payment.ts';
import { closeUnpaid } from '../../lambdas/payments/close-unpaid.ts';
import { goOnPaying } from '../../lambdas/payments/go-on-paying.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { captureConfirmed, syncPaymentToOrder } from '../../lambdas/payments/sync-payment-to-order.ts';
import { productTable } from '../../lambdas/products/product-table.ts';
import { refundByPerson } from '../../lambdas/refunds/refund-by-person.ts';
import { stageLimits } from '../../lambdas/refunds/refund-limit.ts';
import { refundLimitTable } from '../../lambdas/refunds/refund-limit-table.ts';
import { refundPayment } from '../../lambdas/refunds/refund-payment.ts';
import { statutoryPolicy } from '../../lambdas/return-policy/shop-policy.ts';
import { transact } from '../../lambdas/runtime/dynamodb.ts';
import { readTogether } from '../../lambdas/runtime/dynamodb-read.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import type { ReturnPolicy } from '../../lambdas/shop/return-policy.ts';
import { exampleShop } from '../../local/example-shop.ts';
import { aCaller, anOrderRequest, noon } from '../builders.ts';
import { modelProvider } from '../payments/model-provider.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';

/** What a shop of a test takes back: a month long, with exchanges. */
export const generous: ReturnPolicy = { ...statutoryPolicy, returnDays: 30, exchanges: true, deliveryDays: 0 };

/** A shop of a life: what it says of returns, and how much lies on its shelf of each SKU. */
export interface LifeOptions {
  readonly policy?: ReturnPolicy;
  readonly stock?: Readonly<Record<string, number>>;
}

/** An e-mail that a customer was sent. */
export interface Told {
  readonly event: string;
  readonly text: string;
  readonly [tag: string]: string;
}

/**
 * A shop in memory with its real functions: orders are placed, paid, shipped, and come back; whatever is left to a queue
 * or the clock happens when it is asked for.
 */
export function aLife({ policy = generous, stock = { TEA: 20, CUP: 20 } }: LifeOptions = {}) {
  const db = inMemoryDynamoDb();
  const model = modelProvider(db, { kind: 'card', first: 'paid' });
  let now = new Date(noon);
  // No two moments are the same.
  const clock = () => {
    now = new Date(now.getTime() + 1);
    return now;
  };
  const begun: OrderId[] = [];
  const effects = new Set<OrderId>();
  const notices: NoticeRequest[] = [];
  const told: Told[] = [];
  for (const [sku, onHand] of Object.entries(stock)) {
    db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand, available: onHand, reserved: 0 });
    db.put('products', {
      ...{ pk: `SKU#${sku}`, sk: 'PRODUCT', sku, name: `PRODUCT ${sku}` },
      prices: [{ currency: 'GBP', unitPrice: 255 }],
    });
  }

  const orders = orderTable();
  const payments = paymentTable();
  const pause = async () => {};
  const requestOrderEffects = async (id: OrderId) => {
    effects.add(id);
  };
  const requestNotice = async (notice: NoticeRequest) => {
    notices.push(notice);
  };
  const money = { orders, payments, providerNamed: () => model, requestNotice, clock };
  const ports = {
    ...holdingPorts(),
    ...money,
    ...{ movements: movementTable(), products: productTable(), worklist: worklistTable(), limits: refundLimitTable() },
    ...{ requestOrderEffects, transact, readTogether, pause, stageLimits },
    stock: stockTable(),
    syncPaymentToOrder: (id: OrderId) => syncPaymentToOrder(id, money),
    captureConfirmed: (id: OrderId) => captureConfirmed(id, money),
    releaseInventory: (id: OrderId) => releaseInventory(id),
    issueInventory: (id: OrderId) => issueInventory(id),
    closeUnpaid: (order: Order) => closeUnpaid(order, money),
    findProvider: () => model,
    answer: async () => {},
    wake: async () => {},
    goOnPaying: (id: OrderId): Promise<void> => goOnPaying(id, ports),
    settleFailure: async () => {},
    restSeconds: 2400,
    rulesOf: () => ({ policy, timeZone: 'Europe/London' }),
  };
  const submission = {
    ...{ orders, products: productTable(), clock, paymentProviders: ['stripe'], numberPrefix: undefined },
    startWorkflow: async ({ id }: { readonly id: OrderId }) => {
      begun.push(id);
      return 'started' as const;
    },
    switches: async () => [],
    checkRecipient: () => {},
    knownSoFar: () => undefined,
  };
  const refund = (id: string, key: string, asked: Parameters<typeof refundPayment>[2]) =>
    refundPayment(id, key, asked, ports);
  const settlePorts = {
    ...ports,
    submitOrder: (by: Submission, request: OrderRequest) => submitOrder(by, request, submission),
    cancelOrder: (...[caller, id, why]: Parameters<typeof cancelOrder>) => cancelOrder(caller, id, why, ports),
    cancelLines: (...[id, asked]: Parameters<typeof cancelLines>) => cancelLines(id, asked, ports),
    refundPayment: refund,
    refundByPerson: (...[caller, id, key, asked]: Parameters<typeof refundByPerson>) =>
      refundByPerson(caller, id, key, asked, { ...ports, refund }),
  };
  const notifying: NotifyCustomerPorts = {
    ...{ orders, payments, clock, requestNotice, shop: exampleShop, quietHours: undefined },
    limits: recipientLimitTable(),
    suppressions: suppressionTable(),
    pageUrlOf: async () => 'https://shop.example/o/1',
    sendEmail: async (_to, { text }, tags) => {
      told.push({ ...tags, text });
      return 'message-1';
    },
    sendSms: async () => 'message-2',
  };

  /** Runs the workflow of an order as far as it goes. */
  async function runWorkflow(id: OrderId): Promise<void> {
    try {
      await reserveInventory(id);
      await checkPayment(id, { taskToken: 'token', waitSeconds: 900 }, ports);
      await confirmOrder(id, ports);
    } catch (error) {
      const { name } = error as Error;
      if (name !== 'OutOfStock' && name !== 'OrderCancelled') throw error;
      if (name === 'OutOfStock') await rejectOrder(id, 'OutOfStock', ports);
    }
  }

  return {
    db,
    model,
    orders,
    payments,
    told,
    /** What asks for and moves cases, without the clock. */
    ports,
    settlePorts,
    /** Lets days pass. */
    pass: (days: number) => {
      now = new Date(now.getTime() + days * 86_400_000);
    },
    now: () => now,
    find: (id: OrderId) => orders.find(id),
    /** What lay on the shelf at first. */
    initial: stock,
    /** Places an order whose workflow is still to run. */
    async submit(lines: OrderRequest['lines'], key: string, request: Partial<OrderRequest> = {}): Promise<OrderId> {
      const asked = anOrderRequest({ lines, payment: { provider: 'stripe', token: 'pm_1' }, ...request });
      const contact = { email: 'ada@example.com' };
      const { id } = await submitOrder(
        { storefront: 'north-lane', idempotencyKey: key },
        { ...asked, contact, ...request },
        submission,
      );
      return id;
    },
    async place(lines: OrderRequest['lines'], key: string, request: Partial<OrderRequest> = {}): Promise<OrderId> {
      const id = await this.submit(lines, key, request);
      await this.rest();
      return id;
    },
    /** The workflows that are still to run; as the state machine does, `rest` repeats what was struck. */
    workflows: () => begun.map((id) => () => runWorkflow(id)),
    ship: (id: OrderId, key: string, request: ShipmentRequest = {}) => shipOrder(id, key, request, ports),
    cancel: (id: OrderId) => cancelOrder(aCaller(), id, { reason: 'CHANGED_MIND' }, ports),
    cancelUnits: (id: OrderId, key: string, line: number, quantity: number) =>
      cancelLines(
        id,
        { caller: aCaller(), key, request: { reason: 'CHANGED_MIND', lines: [{ line, quantity }] } },
        ports,
      ),
    refund,
    ask: (orderId: OrderId, key: string, request: NewReturnCase) =>
      requestReturn({ orderId, key, by: 'customer' }, request, ports),
    move: (orderId: OrderId, caseId: string, move: CaseMove, mover: Mover = { by: 'keeper' }) =>
      move.to === 'INSPECTED'
        ? inspectCase(orderId, caseId, move, mover, ports)
        : moveCase(orderId, caseId, move, mover, ports),
    settle: (orderId: OrderId, caseId: string) => settleCase(orderId, caseId, settlePorts),
    /** The clock, once. */
    tend: () =>
      tendCases({
        ...ports,
        settleCase: (orderId, caseId) => settleCase(orderId, caseId, settlePorts),
      }),
    /** Workflows, queues and the clock go on until nothing is left to be done. */
    async rest(): Promise<void> {
      for (let round = 0; round < 20; round++) {
        const before = JSON.stringify([...db.items('orders'), ...db.items('payments')]);
        for (const id of begun.splice(0)) await runWorkflow(id);
        for (const id of [...effects]) {
          effects.delete(id);
          await applyOrderEffects(id, undefined, ports);
        }
        for (const notice of notices.splice(0)) await sendRequestedNotice(notice, notifying);
        now = new Date(now.getTime() + 3 * 60_000);
        await this.tend().catch((error: unknown) => {
          if (!(error instanceof AggregateError)) throw error;
        });
        if (before === JSON.stringify([...db.items('orders'), ...db.items('payments')])) return;
      }
    },
  };
}

/** Does it, unless the shop says no. @returns the kind of the problem, where it does */
export async function unlessRefused(act: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.kind;
    throw error;
  }
}
