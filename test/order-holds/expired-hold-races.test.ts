import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { issueInventory } from '../../lambdas/inventory/issue-inventory.ts';
import { holdingPorts, releaseInventory, reserveInventory } from '../../lambdas/inventory/reserve-inventory.ts';
import { cancelOrder } from '../../lambdas/order-cancellation/cancel-order.ts';
import { applyOrderEffects } from '../../lambdas/order-effects/apply-order-effects.ts';
import { releaseExpiredHolds } from '../../lambdas/order-holds/release-expired-holds.ts';
import { confirmOrder } from '../../lambdas/order-workflow/confirm-order.ts';
import { rejectOrder } from '../../lambdas/order-workflow/reject-order.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { Order } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { checkPayment } from '../../lambdas/payments/check-payment.ts';
import { closeUnpaid } from '../../lambdas/payments/close-unpaid.ts';
import { isPaid } from '../../lambdas/payments/payment-status.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { captureConfirmed, syncPaymentToOrder } from '../../lambdas/payments/sync-payment-to-order.ts';
import type { Settlement } from '../../lambdas/payments/waiting-step.ts';
import { aCaller, anOrderContent, anOrderId, anOrderLine, noon } from '../builders.ts';
import { histories } from '../histories.ts';
import { ConnectionLost, faults, interleave, type Turn } from '../interleaving.ts';
import { type ModelProvider, modelProvider, refundedOf } from '../payments/model-provider.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

/*
 * An order whose execution failed, its hold just over: the sweeper, a redrive of the execution and perhaps a
 * cancellation come at the same moment, each call to a store or service interleaved with all others and struck by
 * faults. Then the faults are over: the queues deliver what was asked for, and the sweeper comes by once more, later.
 */

const orderId = anOrderId();
// Fewer do not reach every end.
const races = Math.max(50, histories(500));
const hours = 3_600_000;
/** More SKUs than one transaction takes, so that an order can hold a part of them. */
const skus = Array.from({ length: 120 }, (_, index) => `SKU-${String(index).padStart(3, '0')}`);

/** Where the execution failed, and what it has done until then. */
const failedAt = {
  'Reserve inventory, before it held anything': async () => {},
  'Reserve inventory, with a part of its stock': async () => {
    let transactions = 0;
    db.intercept = async ({ name }, commit) => {
      if (name === 'TransactWriteCommand' && ++transactions === 2) throw new ConnectionLost();
      return commit();
    };
    await reserve().catch(() => {});
    db.intercept = async (_command, commit) => commit();
  },
  'Check payment, before it asked for money': async () => reserve(),
  'Confirm order, its money authorised': async () => {
    await reserve();
    await checkPayment(orderId, { taskToken: 'token-0', waitSeconds: 900 }, ports());
  },
} as const;

/** The steps that a redrive runs, from the one that failed. */
const steps = ['Reserve inventory', 'Check payment', 'Confirm order'] as const;

let db: InMemoryDynamoDb;
let model: ModelProvider;
let now: Date;
let answers: Map<string, string>;
/** What the queues are to deliver. */
let orderEffects: number;
let notices: string[];

beforeEach(() => {
  stubServiceEnvironment();
});

interface Race {
  readonly turns: readonly Turn[];
  /** How many calls the redrive comes after the sweeper. */
  readonly late: number;
  readonly sweeps: number;
  readonly cancels: boolean;
}

describe.each(Object.entries(failedAt))(
  `an expired hold that is redriven, ${races} times, failed at %s`,
  (at, fail) => {
    it('ends confirmed with its stock and money, or rejected or cancelled without', async () => {
      const ends = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(race(), async ({ turns, late, sweeps, cancels }) => {
          await accepted();
          await fail();
          now = new Date(now.getTime() + 2 * hours);
          const first = steps.findIndex((step) => at.startsWith(step));

          await interleave(
            db,
            [
              async () => {
                for (let passed = 0; passed < late; passed++) await db.intercept({ name: 'moment' }, () => {});
                await redrive(first);
              },
              ...Array.from({ length: sweeps }, () => () => releaseExpiredHolds(ports())),
              ...(cancels ? [cancel] : []),
            ],
            turns,
          );
          await settle(first);

          const { status, rejection } = await order();
          assertStockAndMoneyFollow(status);
          // Its execution tells of every other end.
          if (status === 'REJECTED') expect(rejection?.reason).toBe('HOLD_EXPIRED');
          if (status === 'REJECTED') expect(notices).toContain('order-rejected');
          ends.set(status, (ends.get(status) ?? 0) + 1);
        }),
        { numRuns: races },
      );
      // The races are worth their name: each of the two wins often.
      for (const status of ['CONFIRMED', 'REJECTED']) expect(ends.get(status), status).toBeGreaterThan(races / 20);
    });
  },
);

describe('a sweep that is cut off', () => {
  it.each([...Array(12).keys()])('after %i calls is made good by the queues and the next run', async (calls) => {
    await accepted();
    await failedAt['Confirm order, its money authorised']();
    now = new Date(now.getTime() + 2 * hours);

    const turns = Array.from(
      { length: calls + 1 },
      (_, turn): Turn => ({
        pick: 0,
        fault: turn === calls ? 'killed-after' : 'none',
      }),
    );
    await interleave(db, [() => releaseExpiredHolds(ports())], turns);
    await settle(steps.indexOf('Confirm order'));

    expect(await order()).toMatchObject({ status: 'REJECTED', rejection: { reason: 'HOLD_EXPIRED' } });
    assertStockAndMoneyFollow('REJECTED');
    expect(notices).toContain('order-rejected');
  });
});

async function accepted(): Promise<void> {
  db = inMemoryDynamoDb();
  model = modelProvider(db, { kind: 'card', first: 'paid' });
  now = new Date(noon);
  answers = new Map();
  orderEffects = 0;
  notices = [];
  for (const sku of skus) {
    db.put('stock', { pk: `SKU#${sku}`, sk: 'STOCK', sku, onHand: 5, available: 5, reserved: 0 });
  }
  const content = anOrderContent({
    id: orderId,
    lines: skus.map((sku) => anOrderLine({ sku, quantity: 2 })),
    payment: { provider: 'model', token: 't' },
  });
  await orderTable().addContent(content);
  await orderTable().addOrder(newOrder(content));
}

/** The step, at the test's own time: what is held must end by it. */
function reserve(): Promise<void> {
  return reserveInventory(orderId, { ...holdingPorts(), clock: () => now, holdSeconds: 3600 });
}

/** What an operator's redrive does: the failed step and those after it, until one of them fails again. */
async function redrive(first: number): Promise<void> {
  try {
    if (first === 0) await reserve();
    if (first <= 1) await checkPayment(orderId, { taskToken: 'token-1', waitSeconds: 900 }, ports());
    if (first <= 1 && answers.get('token-1') !== 'PAID') throw new Error('not paid');
    await confirmOrder(orderId, ports());
  } catch (error) {
    if ((error as Error).name === 'OrderCancelled') await rejectOrder(orderId, 'OrderCancelled', ports());
  }
}

async function cancel(): Promise<void> {
  await cancelOrder(aCaller(), orderId, { reason: 'TOO_SLOW' }, ports());
}

/**
 * Without faults: all that was asked for is delivered, the sweeper comes by when whatever was extended is over too, and
 * somebody redrives the execution a last time.
 */
async function settle(first: number): Promise<void> {
  await deliver();
  now = new Date(now.getTime() + 2 * hours);
  await releaseExpiredHolds(ports());
  await deliver();
  await redrive(first);
  await deliver();
}

async function deliver(): Promise<void> {
  for (; orderEffects > 0; orderEffects--) await applyOrderEffects(orderId, undefined, ports());
}

async function order(): Promise<Order> {
  const found = await orderTable().findOrder(orderId);
  if (found === undefined) throw new Error('the order is gone');
  return found;
}

function assertStockAndMoneyFollow(status: Order['status']): void {
  const confirmed = status === 'CONFIRMED';
  if (!confirmed) expect(['REJECTED', 'CANCELLED']).toContain(status);
  const stock = db.items('stock').map(({ available, reserved }) => ({ available, reserved }));
  expect(stock).toEqual(skus.map(() => (confirmed ? { available: 3, reserved: 2 } : { available: 5, reserved: 0 })));

  const payment = model.payments.get(orderId);
  const kept = payment === undefined ? 0 : payment.captured - refundedOf(payment);
  expect(kept).toBe(confirmed ? payment?.amount : 0);
  if (!confirmed) expect(['AUTHORIZED', 'PENDING']).not.toContain(payment?.status);
}

function ports() {
  const clock = () => now;
  const money = { orders: orderTable(), payments: paymentTable(), providerNamed: () => model, clock };
  const send = (act: () => void) => db.intercept({ name: 'SendMessage' }, act) as Promise<void>;
  return {
    ...money,
    syncPaymentToOrder: (id: typeof orderId) => syncPaymentToOrder(id, money),
    captureConfirmed: (id: typeof orderId) => captureConfirmed(id, money),
    issueInventory: (id: typeof orderId) => issueInventory(id),
    releaseInventory: (id: typeof orderId) => releaseInventory(id),
    goOnPaying: async () => {},
    settleFailure: async () => {},
    closeUnpaid: (order: Order) => closeUnpaid(order, money),
    answer: async (_id: string, token: string, settlement: Settlement) => {
      answers.set(token, settlement === 'NOT_ACCEPTED' || !isPaid(settlement) ? 'PaymentDeclined' : 'PAID');
    },
    wake: async () => {},
    switches: { find: async () => ({ version: 0, switches: [] }) },
    requestOrderEffects: () =>
      send(() => {
        orderEffects++;
      }),
    requestNotice: ({ event }: { readonly event: string }) =>
      send(() => {
        notices.push(event);
      }),
    waitSeconds: 900,
    restSeconds: 2400,
    holdSeconds: 3600,
  };
}

function race(): fc.Arbitrary<Race> {
  const fault = fc.oneof(
    { weight: 9, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...faults) },
  );
  return fc.record({
    turns: fc.array(fc.record({ pick: fc.nat(7), fault }), { maxLength: 60, size: 'max' }),
    late: fc.nat(20),
    sweeps: fc.constantFrom(1, 1, 2),
    cancels: fc.constantFrom(false, false, false, true),
  });
}
