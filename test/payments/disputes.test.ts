import { beforeEach, describe, expect, it, vi } from 'vitest';
import { orderRepresentation } from '../../lambdas/order-tracking/represent-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Dispute } from '../../lambdas/payments/dispute.ts';
import { Payment } from '../../lambdas/payments/payment.ts';
import { takeNotification } from '../../lambdas/payments/payment-notification.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { anOrder, anOrderContent, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, aProviderPayment, type ProviderInMemory } from './a-provider.ts';
import { storePayment } from './store-payment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const orderId = anOrderId();
const later = '2026-12-24T12:00:00.000Z';

let db: InMemoryDynamoDb;
let provider: ProviderInMemory;
let disputes: readonly Dispute[];
let events = 0;
beforeEach(async () => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  db = inMemoryDynamoDb();
  disputes = [];
  // It tells of a dispute only when it is asked for it by its id.
  provider = aProvider(db, {
    query: async ({ disputeIds = [] }) =>
      aProviderPayment({ status: 'CAPTURED', disputes: disputes.filter(({ id }) => disputeIds.includes(id)) }),
  });
  await storePayment(aPayment({ status: 'CAPTURED' }));
});

describe('a dispute about a payment', () => {
  it.each(['CHARGEBACK', 'FRAUD_WARNING', 'COMPLAINT'] as const)(
    'that is a %s calls a person when it is raised and when it is lost, once each, and stands in the order',
    async (kind) => {
      const open = { id: 'd-1', kind, reason: 'fraudulent', status: 'OPEN' } as const;
      disputes = [open];
      await notified('d-1', noon);
      await notified('d-1', noon);
      expect(vi.mocked(count).mock.calls).toEqual([['PaymentForReview']]);
      expect(shown()).toMatchObject({
        payment: { disputes: [{ kind, reason: 'fraudulent', status: 'OPEN', at: noon }] },
        timeline: expect.arrayContaining([{ at: noon, event: 'DISPUTE_OPEN', detail: `${kind} fraudulent` }]),
      });

      // Later news of anything else asks for it too: it is known now.
      disputes = [{ ...open, status: 'LOST' }];
      await notified(undefined, later);
      expect(count).toHaveBeenCalledTimes(2);
      expect(shown().timeline).toContainEqual({ at: later, event: 'DISPUTE_LOST', detail: `${kind} fraudulent` });
    },
  );

  it('that is decided for the shop calls nobody again', async () => {
    disputes = [{ id: 'd-1', kind: 'CHARGEBACK', reason: 'general', status: 'OPEN' }];
    await notified('d-1', noon);
    disputes = [{ id: 'd-1', kind: 'CHARGEBACK', reason: 'general', status: 'CLOSED' }];
    await notified('d-1', later);

    expect(count).toHaveBeenCalledOnce();
    expect(shown().payment?.disputes).toEqual([
      { kind: 'CHARGEBACK', reason: 'general', status: 'CLOSED', at: noon, endedAt: later },
    ]);
  });
});

/** The provider tells that something has happened to the payment. */
async function notified(disputeId: string | undefined, at: string): Promise<void> {
  events += 1;
  const news = { eventId: `evt-${events}`, orderId, disputeId };
  const raw = { headers: { signature: 'valid' }, body: Buffer.from(JSON.stringify(news)).toString('base64') };
  await takeNotification('sandbox', raw, {
    orders: orderTable(),
    payments: paymentTable(),
    findProvider: () => provider,
    answer: async () => {},
    requestNotice: async () => {},
    syncPaymentToOrder: async () => {},
    clock: () => new Date(at),
  });
}

/** The order as the API shows it. */
function shown() {
  const payment = Payment.parse(db.item('payments', `ORDER#${orderId}`, 'PAYMENT'));
  const order = anOrder({ status: 'CONFIRMED' });
  return orderRepresentation(
    {
      order,
      content: anOrderContent(),
      notices: [],
      resends: [],
      shipments: [],
      cases: [],
      returns: [],
      payment,
      formerPayments: [],
      version: 1,
    },
    undefined,
  );
}
