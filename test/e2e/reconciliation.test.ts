import { randomUUID } from 'node:crypto';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Difference } from '../../lambdas/payment-reconciliation/reconcile-day.ts';
import type { Reconciliation } from '../../lambdas/payment-reconciliation/reconcile-payments.ts';
import type { PaymentEvent } from '../../lambdas/payments/payment.ts';
import { providerNames } from '../../lambdas/payments/providers/registry.ts';
import { lastCompleteDay, settlementDay, startOfDay } from '../../lambdas/payments/settlement-day.ts';
import { testPayments } from '../payments/providers/test-payments.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { documents, execution, invoke, outputs } from './cloud.ts';
import { eventually } from './eventually.ts';
import { booked, control } from './payment-providers.ts';
import { accepted, accessToken, call, ended } from './storefront.ts';

const amount = 1_200;

const lastCompleteDays = {
  stripe: lastCompleteDay('stripe', new Date()),
  alipay: lastCompleteDay('alipay', new Date()),
} as const;

describe("the reconciliation of a day's money", () => {
  it('names every order whose provider, record and status disagree, and how, and no other', async () => {
    const clean = await confirmed('stripe', 'pm_card_visa');
    const kept = await keptUnknownToOurBooks();
    const untaken = await confirmedWithoutCapture();
    const given = await confirmed('stripe', 'pm_card_visa');
    await control('stripe', 'refund', { orderId: given, amount: 100 });
    const missing = await refundThatFailed();
    for (const orderId of [clean, untaken, given, missing]) await movedOnTheLastCompleteDay('stripe', orderId);
    await movedOnTheLastCompleteDay('alipay', kept);

    const differences = [...(await reconciled('stripe')), ...(await reconciled('alipay'))];

    const found = (orderId: string) =>
      differences.flatMap((difference) => (difference.orderId === orderId ? [difference.kind] : []));
    expect(found(clean)).toEqual([]);
    expect(found(kept)).toEqual(['AMOUNT_DIFFERS', 'CAPTURED_WITHOUT_CONFIRMED_ORDER']);
    expect(found(untaken)).toEqual(['CONFIRMED_WITHOUT_CAPTURE']);
    expect(found(given)).toEqual(['REFUND_NOT_ASKED_FOR']);
    expect(found(missing)).toEqual(['REFUND_MISSING']);
  });

  it('refuses a day that is not over', async () => {
    for (const provider of providerNames) {
      const day = settlementDay(provider, new Date());
      const { result, error } = await invoke('ReconcilePaymentsFunction', { provider, day });
      expect(error).toBe('Unhandled');
      expect(JSON.stringify(result)).toContain('is not complete before');
    }
  });

  it('is refused a day that is none', async () => {
    expect(await invoke('ReconcilePaymentsFunction', { day: 'yesterday' })).toMatchObject({ error: 'Unhandled' });
  });
});

/** What differs on the provider's last day that is complete. */
async function reconciled(provider: 'stripe' | 'alipay'): Promise<readonly Difference[]> {
  const { result, error } = await invoke('ReconcilePaymentsFunction', { provider, day: lastCompleteDays[provider] });
  expect(error).toBeUndefined();
  return (result as Reconciliation).differences;
}

/** Dates a payment back, in the provider's books and in ours: no list of today can be asked for. */
async function movedOnTheLastCompleteDay(provider: 'stripe' | 'alipay', orderId: string): Promise<void> {
  const noon = startOfDay(provider, lastCompleteDays[provider]).getTime() + 12 * 60 * 60 * 1000;
  const at = new Date(noon).toISOString();
  await control(provider, 'book', { orderId, at });
  const Key = { pk: `ORDER#${orderId}`, sk: 'PAYMENT' };
  const { Item } = await documents.send(new GetCommand({ TableName: outputs.PaymentsTable, Key }));
  const history = ((Item?.history ?? []) as PaymentEvent[]).map((event) => ({ ...event, at }));
  await tamper(outputs.PaymentsTable, Key, { history });
}

/** Writes attributes of an item past the service. */
async function tamper(
  table: string | undefined,
  Key: { readonly pk: string; readonly sk: string },
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const names = Object.keys(changes);
  await documents.send(
    new UpdateCommand({
      TableName: table,
      Key,
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, changes[name]])),
    }),
  );
}

/** Our books have the order as cancelled and its payment as given up; the provider's have it as paid. */
async function keptUnknownToOurBooks(): Promise<string> {
  const orderId = await placed('alipay', 'qr');
  await payable(orderId);
  await control('alipay', 'pay', { orderId });
  expect((await ended(orderId)).status).toBe('CONFIRMED');
  await execution(orderId);
  await tamper(outputs.OrdersTable, { pk: `ORDER#${orderId}`, sk: 'ORDER' }, { status: 'CANCELLED' });
  await tamper(outputs.PaymentsTable, { pk: `ORDER#${orderId}`, sk: 'PAYMENT' }, { status: 'VOIDED', captured: 0 });
  return orderId;
}

async function confirmedWithoutCapture(): Promise<string> {
  const orderId = await placed('stripe', 'pm_card_threeDSecure2Required');
  await payable(orderId);
  await control('stripe', 'mode', { orderId, operation: 'capture', down: true });
  await control('stripe', 'pay', { orderId });
  expect((await ended(orderId)).status).toBe('CONFIRMED');
  return orderId;
}

/** Stripe took the refund, it failed at the bank afterwards, and our books do not know. */
async function refundThatFailed(): Promise<string> {
  const orderId = await placed('stripe', 'pm_card_visa');
  await control('stripe', 'mode', { orderId, silent: true });
  await isConfirmed('stripe', orderId);
  await post(`/orders/${orderId}/refunds`, { amount: 500, reason: 'one item was broken' }, randomUUID());
  const Key = { pk: `ORDER#${orderId}`, sk: 'PAYMENT' };
  const { Item } = await documents.send(new GetCommand({ TableName: outputs.PaymentsTable, Key }));
  const refunds = (Item?.refunds ?? []) as { id: string }[];
  await control('stripe', 'refund', { orderId, refundId: refunds[0]?.id });
  // As they stood: late news of the authorisation would have made us ask.
  await tamper(outputs.PaymentsTable, Key, { refunds, refunded: 500 });
  return orderId;
}

async function confirmed(provider: 'stripe', token: string): Promise<string> {
  const orderId = await placed(provider, token);
  await isConfirmed(provider, orderId);
  return orderId;
}

/** Waits until an order is confirmed and its money taken. */
async function isConfirmed(provider: 'stripe', orderId: string): Promise<void> {
  expect((await ended(orderId)).status).toBe('CONFIRMED');
  await eventually('the capture', async () => (await booked(provider, orderId))?.captured === amount);
  await execution(orderId);
}

async function placed(provider: 'stripe' | 'alipay', token: string): Promise<string> {
  const { currency } = testPayments[provider];
  const sku = await onSale({ currency, unitPrice: amount });
  return accepted(anOrderOf(sku, { currency, payment: { provider, token } }));
}

const payable = (orderId: string) =>
  eventually(`a place to pay order ${orderId}`, async () => {
    const { payment } = (await call('GET', `/orders/${orderId}`)).body as { payment?: { payUrl?: string } };
    return payment?.payUrl;
  });

async function post(path: string, body: object, key: string = randomUUID()): Promise<void> {
  const { status } = await call('POST', path, {
    token: await accessToken('back-office', 'orders:read orders:staff'),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  expect(status).toBe(200);
}
