import { beforeEach, describe, expect, it } from 'vitest';
import { lastingPayUrl } from '../../lambdas/payments/lasting-pay-url.ts';
import { withLivePayUrl } from '../../lambdas/payments/pay-url.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import type { PaymentRequest, ProviderPayment } from '../../lambdas/payments/payment-provider.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { anOrder, anOrderId, aPayment, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aProvider, aProviderPayment } from './a-provider.ts';
import { storePayment } from './store-payment.ts';

const orderId = anOrderId();
const at = (minute: number) => new Date(Date.parse(noon) + minute * 60_000).toISOString();
const link = { payUrl: 'https://pay.test/1', payUrlExpiresAt: at(5), waitSeconds: 900 };
const renewed = { payUrl: 'https://pay.test/2', payUrlExpiresAt: at(10) };
const reserved = anOrder({ status: 'RESERVED' });

let db: InMemoryDynamoDb;
let asked: PaymentRequest[];
let answer: () => Promise<ProviderPayment>;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  asked = [];
  answer = async () => aProviderPayment(renewed);
});

describe('a link to a payment that dies before the wait is over', () => {
  it.each([
    ['while it has a minute left', 4, link.payUrl, 0],
    ['when it has less', 4.1, renewed.payUrl, 1],
    ['when it is over', 9, renewed.payUrl, 1],
  ])('is shown %s, or a new one in its place', async (_, minute, payUrl, times) => {
    expect((await shown(minute)).payUrl).toBe(payUrl);
    expect(asked).toHaveLength(times);
  });

  it('is asked for again by the same request, and the new one is kept', async () => {
    await shown(6);
    await shown(6);

    const { payment: instruction } = reserved;
    expect(asked).toEqual([{ orderId, amount: 1530, currency: 'GBP', instruction, waitSeconds: 900, begunAt: noon }]);
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'PENDING', ...renewed });
  });

  it.each<[string, Partial<Payment>, Parameters<typeof anOrder>[0], number]>([
    ['the wait is over', {}, {}, 15],
    ['the order has ended', {}, { status: 'CANCELLED' }, 6],
    ['nobody knows how long it is waited for', { waitSeconds: undefined }, {}, 6],
  ])('is not shown any more, nor asked for, once %s', async (_, payment, order, minute) => {
    expect(await shown(minute, payment, { ...reserved, ...order })).not.toHaveProperty('payUrl');
    expect(asked).toEqual([]);
  });

  it.each<[string, Partial<Payment>]>([
    ['of a payment that is settled', { status: 'CAPTURED' }],
    ['that lives as long as any', { payUrlExpiresAt: undefined }],
  ])('%s stays as it is', async (_, payment) => {
    expect((await shown(6, payment)).payUrl).toBe(link.payUrl);
    expect(asked).toEqual([]);
  });

  it('is not shown either by what a deployed function has', async () => {
    const over = aPayment({ ...link, payUrlExpiresAt: '2020-01-01T00:00:00.000Z' });

    expect(await withLivePayUrl(anOrder({ status: 'CANCELLED' }), over)).not.toHaveProperty('payUrl');
  });

  it.each<[string, () => Promise<ProviderPayment>]>([
    ['the provider is down', () => Promise.reject(new Error('down'))],
    ['it was paid meanwhile', async () => aProviderPayment({ ...renewed, status: 'CAPTURED' })],
    ['it was closed meanwhile', async () => aProviderPayment({ status: 'VOIDED' })],
    ['there is none', async () => aProviderPayment()],
  ])('is not shown when %s, and nothing is written', async (_, told) => {
    answer = told;

    expect(await shown(6)).not.toHaveProperty('payUrl');
    expect(await paymentTable().find(paymentIdOf({ orderId }))).toMatchObject({ status: 'PENDING', version: 0 });
  });
});

it.each<[string, Partial<Payment>, string | undefined]>([
  ['that lives as long as any', { payUrl: 'https://pay.test/1' }, 'https://pay.test/1'],
  ['that lives as long as the wait', { ...link, payUrlExpiresAt: at(15) }, link.payUrl],
  ['that dies before', link, undefined],
  [
    'that dies before, of a shop that has a page',
    { ...link, payPageUrl: 'https://shop.test/pay' },
    'https://shop.test/pay',
  ],
  ['that dies, with a wait that nobody knows', { ...link, waitSeconds: undefined }, undefined],
])('of a link %s a message has what lasts', (_, payment, url) => {
  expect(lastingPayUrl(aPayment(payment))).toBe(url);
});

/** The payment as it is shown so many minutes after it was begun. */
async function shown(minute: number, payment: Partial<Payment> = {}, order = reserved): Promise<Payment> {
  const kept = await paymentTable().find(paymentIdOf({ orderId }));
  const standing = kept ?? aPayment({ ...link, ...payment });
  if (kept === undefined) await storePayment(standing);
  const provider = aProvider(db, {
    authorize: (request) => {
      asked.push(request);
      return answer();
    },
  });
  const ports = { payments: paymentTable(), providerNamed: () => provider, clock: () => new Date(at(minute)) };
  return withLivePayUrl(order, standing, ports);
}
