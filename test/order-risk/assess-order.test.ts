import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type AssessOrderPorts, addressHash, assessOrder } from '../../lambdas/order-risk/assess-order.ts';
import { mostCounted, riskCounterTable } from '../../lambdas/order-risk/risk-counter-table.ts';
import { entriesOf } from '../../lambdas/order-search/search-entry.ts';
import { searchTable } from '../../lambdas/order-search/search-table.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { count } from '../../lambdas/runtime/metrics.ts';
import { anOrderContent, anOrderId, anOrderLine, aPayment, noon } from '../builders.ts';
import { storePayment } from '../payments/store-payment.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const key = 'a key';
const hour = 3_600_000;
const before = (hours: number) => new Date(Date.parse(noon) - hours * hour).toISOString();

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  vi.mocked(count).mockClear();
  db = inMemoryDynamoDb();
});

describe('what is known of an order', () => {
  it("is, of a new customer's, what it says itself", async () => {
    expect(await signalsOf(anOrderContent())).toEqual({
      ...{ amount: 1530, worth: 1913, units: 6, mostOfOneSku: 6, disposableMail: false },
      ...{ ordersByEmail: 1, ordersByPhone: 1, ordersByAddress: 1, declines: 0, paidBefore: 0, disputesBefore: 0 },
    });
  });

  it('has the units of a SKU in sum, and whether the invoice goes to another country', async () => {
    const content = anOrderContent({
      lines: [anOrderLine({ quantity: 4 }), anOrderLine({ quantity: 5 }), anOrderLine({ sku: 'TEA', quantity: 1 })],
      billingAddress: { name: 'A', line1: '1 Rue', city: 'Lyon', country: 'FR' },
    });
    expect(await signalsOf(content)).toMatchObject({ units: 10, mostOfOneSku: 9, countriesDiffer: true });
    const home = { ...content, id: anOrderId(1), billingAddress: content.shippingAddress };
    expect(await signalsOf(home)).toMatchObject({ countriesDiffer: false });
  });

  it('knows mailboxes that are thrown away, below a domain too', async () => {
    const of = async (email: string, number: number) =>
      (await signalsOf(anOrderContent({ id: anOrderId(number), contact: { email } })))?.disposableMail;
    expect(await of('a@mailinator.com', 1)).toBe(true);
    expect(await of('a@Team.Mailinator.com', 2)).toBe(true);
    expect(await of('a@example.com', 3)).toBe(false);
    expect(await of('a@notmailinator.example', 4)).toBe(false);
  });

  it('counts the orders of a day by e-mail address and by telephone number, each by itself', async () => {
    await placed(1, before(1), { contact: { email: 'ada@example.com' } });
    await placed(2, before(23), { contact: { email: 'Ada@example.com', phone: '+447400999999' } });
    await placed(3, before(25), { contact: { email: 'ada@example.com' } });
    await placed(4, before(2), { contact: { phone: '+447400123456' } });

    expect(await signalsOf(anOrderContent())).toMatchObject({ ordersByEmail: 3, ordersByPhone: 2 });
  });

  it("has the customer's history: what was paid long enough ago, declined lately, disputed", async () => {
    await placed(1, before(24 * 40), { payment: { status: 'CAPTURED', amount: 500, captured: 500 } });
    await placed(2, before(24 * 30), { payment: { status: 'CAPTURED', amount: 1_000, captured: 1_000 } });
    await placed(3, before(24 * 3), { payment: { status: 'CAPTURED', amount: 9_000, captured: 9_000 } });
    await placed(4, before(2), { payment: { status: 'DECLINED' } });
    await placed(5, before(24 * 20), {
      payment: { status: 'CAPTURED', amount: 9_000, captured: 9_000, disputes: [dispute('LOST')] },
    });
    await placed(6, before(24 * 20), {
      payment: { status: 'CAPTURED', amount: 700, captured: 700, disputes: [dispute('CLOSED')] },
    });

    expect(await signalsOf(anOrderContent())).toMatchObject({
      ...{ paidBefore: 3, timesHighest: 1.5, declines: 1, disputesBefore: 1 },
    });
  });

  it('of an order without e-mail address has the history of its telephone number', async () => {
    await placed(1, before(24 * 40), { payment: { status: 'CAPTURED', amount: 500, captured: 500 } });
    const signals = await signalsOf(anOrderContent({ contact: { phone: '+447400123456' } }));
    expect(signals).toMatchObject({ paidBefore: 1, ordersByPhone: 1 });
    expect(signals).not.toHaveProperty('ordersByEmail');
    expect(signals).not.toHaveProperty('disposableMail');
  });

  it('leaves out what cannot be found out now, and keeps no order for it', async () => {
    const down = () => Promise.reject(new Error('down'));
    const content = anOrderContent();
    expect(await signalsOf(content, { index: { newest: down }, counters: { count: down } })).toEqual({
      ...{ amount: 1530, worth: 1913, units: 6, mostOfOneSku: 6, disposableMail: false },
    });
    expect(vi.mocked(count).mock.calls).toEqual([['RiskSignalMissing'], ['RiskSignalMissing']]);
    expect(await signalsOf(content, { orders: { find: down } })).toBeUndefined();
  });

  it('says nothing of who the customer is, nor do the counters', async () => {
    const signals = await signalsOf(anOrderContent());
    const kept = JSON.stringify([signals, db.items('risk-counters')]).toLowerCase();
    for (const personal of ['ada', 'sample', 'n1 9zz', '7400123456']) expect(kept).not.toContain(personal);
  });

  it('costs one write', async () => {
    const content = anOrderContent();
    await orderTable().addContent(content);
    const { writes } = db.counts;
    await assessOrder(newOrder(content), ports());
    expect(db.counts.writes - writes).toBe(1);
  });
});

describe('the counter of an address', () => {
  const counted = (number: number, now = noon) => riskCounterTable().count('hash', anOrderId(number), new Date(now));

  it('counts each order once, today and yesterday', async () => {
    expect(await counted(1, before(24))).toBe(1);
    expect(await counted(2)).toBe(2);
    expect(await counted(2)).toBe(2);
    expect(await counted(3)).toBe(3);
    expect(await counted(4, before(-24))).toBe(3);
    expect(await counted(5, before(-72))).toBe(1);
  });

  it('grows no further than any rule needs', async () => {
    for (let number = 0; number < mostCounted + 3; number++) await counted(number);
    expect(await counted(1_000)).toBe(mostCounted);
    expect(db.items('risk-counters')).toMatchObject([{ expiresAt: Date.parse(noon) / 1000 + 3 * 86_400 }]);
  });

  it('is the same however an address is written, and another for another', () => {
    const address = { ...anOrderContent().shippingAddress };
    const of = (change: Partial<typeof address>) => addressHash({ ...address, ...change }, key);
    expect(of({ line1: '12, sample  street', postalCode: 'n19zz', name: 'Somebody Else' })).toBe(of({}));
    expect(of({ line1: '13 Sample Street' })).not.toBe(of({}));
    expect(addressHash(address, 'another key')).not.toBe(of({}));
  });
});

const dispute = (status: 'LOST' | 'CLOSED') =>
  ({ id: 'd-1', kind: 'CHARGEBACK', reason: 'fraudulent', status, at: noon }) as const;

async function placed(
  number: number,
  createdAt: string,
  { contact, payment }: { contact?: OrderContent['contact']; payment?: Partial<Payment> },
): Promise<void> {
  const content = anOrderContent({ id: anOrderId(number), createdAt, ...(contact && { contact }) });
  await searchTable().add(entriesOf(content, key));
  if (payment?.status !== undefined) {
    await storePayment(
      aPayment({ orderId: content.id, history: [{ at: createdAt, status: payment.status }], ...payment }),
    );
  }
}

async function signalsOf(content: OrderContent, other: Partial<AssessOrderPorts> = {}) {
  await orderTable().addContent(content);
  const assessment = await assessOrder(newOrder(content), { ...ports(), ...other });
  return assessment?.signals;
}

function ports(): AssessOrderPorts {
  return {
    orders: orderTable(),
    payments: paymentTable(),
    index: searchTable(),
    counters: riskCounterTable(),
    searchKey: async () => key,
    mode: 'on',
    clock: () => new Date(noon),
  };
}
