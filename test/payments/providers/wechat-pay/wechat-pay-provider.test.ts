import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { InvalidNotification, ProviderUnavailable } from '../../../../lambdas/payments/payment-errors.ts';
import {
  Notification,
  type PaymentProvider,
  type RawNotification,
  type RefundRequest,
} from '../../../../lambdas/payments/payment-provider.ts';
import { ordersOfBill } from '../../../../lambdas/payments/providers/wechat-pay/wechat-pay-bill.ts';
import { handler } from '../../../../lambdas/payments/providers/wechat-pay/wechat-pay-provider.handler.ts';
import { weChatPayProvider } from '../../../../lambdas/payments/providers/wechat-pay/wechat-pay-provider.ts';
import { decrypted } from '../../../../lambdas/payments/providers/wechat-pay/wechat-pay-signature.ts';
import { logger } from '../../../../lambdas/runtime/logger.ts';
import {
  startWeChatPay,
  type WeChatPayMode,
  type WeChatPaySigning,
} from '../../../../local/providers/wechat-pay/wechat-pay.ts';
import type { SentNotification } from '../../../../local/providers/wechat-pay/wechat-pay-notifier.ts';
import { encryptedResource, signedHeaders } from '../../../../local/providers/wechat-pay/wechat-pay-wire.ts';
import { anOrderId } from '../../../builders.ts';
import { histories } from '../../../histories.ts';
import { patiently } from '../../../patiently.ts';
import { stubSecret } from '../../../stub-secret.ts';
import { settledOn } from '../../settled-on.ts';
import { troubles } from '../troubles.ts';
import { startWebhook } from '../webhook.ts';

/** What the ledger says of a payment. */
interface Entry {
  readonly status: string;
  readonly captured: number;
  readonly refunded: number;
  readonly expiresAt: string;
  readonly calls: Record<string, number>;
  readonly notifications: readonly SentNotification[];
}

let weChatPay: Awaited<ReturnType<typeof startWeChatPay>>;
let provider: PaymentProvider;
let webhook: Awaited<ReturnType<typeof startWebhook>>;
let orders = 0;
let orderId: string;

beforeAll(async () => {
  logger.setLogLevel('SILENT');
  webhook = await startWebhook('wechat-pay');
  weChatPay = await startWeChatPay({ repeatMilliseconds: [10, 10, 10] });
  provider = weChatPayProvider({ merchant: async () => JSON.parse(weChatPay.secret) });
});

beforeEach(() => {
  vi.stubEnv('WECHAT_PAY_BASE_URL', weChatPay.url);
  vi.stubEnv('WECHAT_PAY_SECRET_ARN', 'arn:test:wechat-pay');
  vi.stubEnv('NOTIFICATION_URL', webhook.url);
  stubSecret(weChatPay.secret);
  orders += 1;
  orderId = anOrderId(orders);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  webhook.move();
  await weChatPay.control('mode', { clear: true });
});

afterAll(async () => {
  await weChatPay.stop();
  webhook.stop();
});

const authorize = (token = 'native', more: { amount?: number; currency?: string } = {}) =>
  provider.authorize({
    orderId,
    amount: 1_000,
    currency: 'CNY',
    instruction: { provider: 'wechat-pay', token },
    waitSeconds: 900,
    ...more,
  });
const query = (refundIds?: string[]) => provider.query({ orderId, amount: 1_000, currency: 'CNY', refundIds });
const whole = () => ({ orderId, amount: 1_000, total: 1_000, currency: 'CNY' });
const capture = () => provider.capture(whole());
const voidPayment = () => provider.void(whole());
const refund = (refundId: string, amount: number, refundIds: string[] = []) =>
  provider.refund({ ...whole(), amount, refundId, refundIds } satisfies RefundRequest);

const pay = () => weChatPay.control<{ code?: string }>('pay', { orderId });
const mode = (what: WeChatPayMode) => weChatPay.control('mode', { orderId, ...what });
const setState = (state: string) => weChatPay.control('state', { orderId, state });
const entry = async () => (await weChatPay.control<Record<string, Entry>>('payments'))[orderId] as Entry;

async function paid(): Promise<void> {
  await authorize();
  await pay();
}

/** The next notification that comes in, after something was done about it. */
async function notification(send: () => Promise<unknown>, count = 1): Promise<RawNotification> {
  await send();
  return webhook.arrived(count - 1);
}

/** Waits for the notification that says so, whichever else came before it. */
async function toldOf(news: object): Promise<void> {
  await patiently(async () => {
    const all = await Promise.all(webhook.received.map((raw) => provider.verifyNotification(raw)));
    expect(all).toContainEqual(expect.objectContaining(news));
  });
}

describe('authorize', () => {
  it.each([
    [400, 'PARAM_ERROR'],
    [400, 'APPID_MCHID_NOT_MATCH'],
    [403, 'NO_AUTH'],
    [429, 'FREQUENCY_LIMITED'],
    [500, 'SYSTEM_ERROR'],
  ])('fails on %i %s, which is ours to mend or passes', async (status, code) => {
    await mode({ operation: 'authorize', error: { status, code } });
    await expect(authorize()).rejects.toThrow();
  });

  it('creates a payment that waits for the customer, with the code to scan', async () => {
    expect(await authorize()).toEqual({
      status: 'PENDING',
      amount: 1_000,
      currency: 'CNY',
      captured: 0,
      refunded: 0,
      payUrl: expect.stringMatching(/^weixin:\/\/wxpay\//),
      payUrlExpiresAt: expect.any(String),
    });
    expect(await entry()).toMatchObject({ status: 'NOTPAY', calls: { authorize: 1 } });
  });

  it.each(['h5', 'h5:203.0.113.7', 'h5:2001:db8::7'])('gives the page to pay on for the token %s', async (token) => {
    expect(await authorize(token)).toMatchObject({ status: 'PENDING', payUrl: expect.stringMatching(/^https:/) });
  });

  it.each([
    ['native', 120],
    ['h5', 5],
  ])('says that the link of the token %s opens for %i minutes, less than a wait may take', async (token, minutes) => {
    const now = new Date();
    const provider = weChatPayProvider({ merchant: async () => JSON.parse(weChatPay.secret), clock: () => now });
    const request = { ...whole(), instruction: { provider: 'wechat-pay', token }, waitSeconds: 86_400 };
    const { payUrlExpiresAt } = await provider.authorize(request);
    expect(Date.parse(`${payUrlExpiresAt}`) - now.getTime()).toBe(minutes * 60_000);
  });

  it('gives a new page for the same payment whenever it is asked again while it is waited for', async () => {
    const begun = Date.now();
    // Only the time that the end of the payment is reckoned from has moved on; the server believes no request of
    // another time.
    const times: number[] = [];
    const clock = () => new Date(times.shift() ?? Date.now());
    const provider = weChatPayProvider({ merchant: async () => JSON.parse(weChatPay.secret), clock });
    const instruction = { provider: 'wechat-pay', token: 'h5' };
    const request = { ...whole(), instruction, waitSeconds: 86_400, begunAt: new Date(begun).toISOString() };
    const pages = new Set([(await provider.authorize(request)).payUrl]);
    for (const minute of [6, 60, 600]) {
      times.push(begun + minute * 60_000);
      pages.add((await provider.authorize(request)).payUrl);
    }
    expect([...pages].filter((page) => page?.startsWith('https:'))).toHaveLength(4);
    expect((await entry()).calls.authorize).toBe(4);
  });

  it('names the page of the shop from which the customer can go on, where the shop has one', async () => {
    const secret = { ...JSON.parse(weChatPay.secret), returnUrl: 'https://shop.example/pay?from=mail' };
    const provider = weChatPayProvider({ merchant: async () => secret });
    const instruction = { provider: 'wechat-pay', token: 'h5' };
    expect(await provider.authorize({ ...whole(), instruction, waitSeconds: 900 })).toMatchObject({
      payPageUrl: `https://shop.example/pay?from=mail&orderId=${orderId}`,
    });
  });

  it('gives the same payment after a lost answer, even when the end of the time to pay has moved on', async () => {
    const provider = weChatPayProvider({
      merchant: async () => JSON.parse(weChatPay.secret),
      clock: () => new Date(times.shift() ?? Date.now()),
    });
    const boundary = Math.ceil(Date.now() / 300_000) * 300_000;
    // The server believes no request of another time, so that only the time that the expiry is reckoned from is moved.
    const times = [boundary - 1_000];
    const request = {
      orderId,
      amount: 1_000,
      currency: 'CNY',
      instruction: { provider: 'wechat-pay', token: 'native' },
      waitSeconds: 900,
    };
    await mode({ operation: 'authorize', answerLost: 1 });
    await expect(provider.authorize(request)).rejects.toThrow(ProviderUnavailable);
    times.push(boundary + 1_000);
    expect(await provider.authorize(request)).toMatchObject({
      status: 'PENDING',
      payUrl: expect.stringContaining('weixin:'),
    });
    expect((await entry()).calls.authorize).toBe(3);
  });

  it('lets the payment end when the wait is over, or up to five minutes after', async () => {
    const before = Date.now();
    await authorize();
    const expiresAt = Date.parse((await entry()).expiresAt);
    expect(expiresAt).toBeGreaterThanOrEqual(before + 900_000);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 1_200_000);
  });

  it('pays what was created first when a repeat asks for another amount', async () => {
    await authorize();
    expect(await authorize('native', { amount: 2_000 })).toMatchObject({ status: 'PENDING', amount: 1_000 });
  });
});

describe('query', () => {
  it.each([
    ['NOTPAY', 'PENDING', 0],
    ['USERPAYING', 'PENDING', 0],
    ['ACCEPT', 'PENDING', 0],
    ['CLOSED', 'VOIDED', 0],
    ['REVOKED', 'VOIDED', 0],
    ['PAYERROR', 'DECLINED', 0],
    ['SUCCESS', 'CAPTURED', 1_000],
    ['REFUND', 'CAPTURED', 1_000],
  ])('takes %s for %s', async (state, status, captured) => {
    await authorize();
    await setState(state);
    expect(await query()).toMatchObject({ status, amount: 1_000, currency: 'CNY', captured, refunded: 0 });
  });

  it('tells the reference of what is paid', async () => {
    await paid();
    expect(await query()).toMatchObject({ status: 'CAPTURED', reference: expect.stringMatching(/^42000\d{23}$/) });
  });

  it('believes no state that it does not know', async () => {
    await authorize();
    await setState('SOMETHING');
    await expect(query()).rejects.toThrow(ProviderUnavailable);
  });

  it('says PENDING of an expired payment until it is closed', async () => {
    await authorize();
    await weChatPay.control('expire', { orderId });
    expect(await pay()).toMatchObject({ code: 'ORDER_EXPIRED' });
    expect(await query()).toMatchObject({ status: 'PENDING' });
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED' });
  });
});

describe('capture', () => {
  it('only looks: paid is captured', async () => {
    await paid();
    expect(await capture()).toMatchObject({ status: 'CAPTURED', captured: 1_000 });
    expect((await entry()).calls).toEqual({ authorize: 1, query: 1 });
  });
});

describe('void', () => {
  it('says PENDING while the customer is paying', async () => {
    await authorize();
    await setState('USERPAYING');
    expect(await voidPayment()).toMatchObject({ status: 'PENDING' });
  });
});

describe('refund', () => {
  it.each(['CLOSED', 'ABNORMAL'])('that is %s later is not counted, and told by its number', async (status) => {
    const refundId = `${orderId}-1`;
    await paid();
    await refund(refundId, 300);
    await weChatPay.control('refund', { refundId, status });
    const failed = { status: 'CAPTURED', refunded: 0, refunds: [{ id: refundId, failure: status }] };
    expect(await query([refundId])).toMatchObject(failed);
    // A repeat is the same refund; another may be made.
    expect(await refund(refundId, 300, [refundId])).toMatchObject(failed);
    expect(await refund(`${orderId}-2`, 300, [refundId])).toMatchObject({ refunded: 300 });
  });

  it('that was ABNORMAL and is settled on the merchant platform counts after all', async () => {
    const refundId = `${orderId}-1`;
    await paid();
    await refund(refundId, 300);
    await weChatPay.control('refund', { refundId, status: 'ABNORMAL' });
    await weChatPay.control('refund', { refundId, status: 'SUCCESS' });
    const settled = await query([refundId]);
    expect(settled).toMatchObject({ refunded: 300, refunds: [{ id: refundId }] });
  });

  it('that WeChat Pay refuses to repeat, but has, is done', async () => {
    await paid();
    await refund(`${orderId}-1`, 300);
    await mode({ operation: 'refund', error: { status: 400, code: 'INVALID_REQUEST' } });
    expect(await refund(`${orderId}-1`, 300)).toMatchObject({ refunded: 300 });
  });

  it('tells another order’s refund apart', async () => {
    await paid();
    await refund(`${orderId}-1`, 300);
    const other = `${orderId}-1`;
    orders += 1;
    orderId = anOrderId(orders);
    await paid();
    await expect(query([other])).rejects.toThrow(ProviderUnavailable);
  });
});

describe('a complaint', () => {
  it('is told by its notification, and asked for by its id until it is processed', async () => {
    await paid();
    const { complaintId } = await weChatPay.control<{ complaintId: string }>('complain', { orderId });
    await toldOf({ orderId, disputeId: complaintId });
    const disputeIds = [complaintId];
    const disputes = async () => (await provider.query({ ...whole(), disputeIds })).disputes;
    expect(await disputes()).toEqual([
      { id: disputeIds[0], kind: 'COMPLAINT', reason: 'SERVICE_NOT_WORK', status: 'OPEN' },
    ]);
    await weChatPay.control('complain', { orderId, state: 'PROCESSING' });
    expect(await disputes()).toMatchObject([{ status: 'OPEN' }]);
    await weChatPay.control('complain', { orderId, state: 'PROCESSED' });
    expect(await disputes()).toMatchObject([{ status: 'CLOSED' }]);
  });
});

describe('when WeChat Pay fails at telling of a refund', () => {
  const refunded = { status: 'CAPTURED', refunded: 100 };

  beforeEach(async () => {
    await paid();
    await refund(`${orderId}-0`, 100);
  });

  it.each(
    Object.entries({
      down: { down: 1 },
      'cut off': { reset: 1 },
      malformed: { malformed: 1 },
      'lost on the way': { answerLost: 1 },
      ...troubles['wechat-pay'].passing,
    }),
  )('it is asked again when it is %s', async (_, fault) => {
    await mode({ operation: 'queryRefund', ...fault });
    await expect(query([`${orderId}-0`])).rejects.toThrow(ProviderUnavailable);
    expect(await query([`${orderId}-0`])).toMatchObject(refunded);
  });

  it.each(Object.entries(troubles['wechat-pay'].ours))('it is a fault of ours for %s', async (_, fault) => {
    await mode({ operation: 'queryRefund', ...fault });
    const failure: unknown = await query([`${orderId}-0`]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(ProviderUnavailable);
  });
});

it('does not wait for an answer for long', async () => {
  await mode({ operation: 'authorize', slowMilliseconds: 600_000 });
  await expect(authorize()).rejects.toThrow(ProviderUnavailable);
});

it('does not believe an answer about another merchant', async () => {
  await authorize();
  const secret = { ...JSON.parse(weChatPay.secret), appid: 'wx9999999999999999' };
  const other = weChatPayProvider({ merchant: async () => secret });
  await expect(other.query({ orderId, amount: 1_000, currency: 'CNY' })).rejects.toThrow(ProviderUnavailable);
});

it('is refused with another key: a fault of ours', async () => {
  const stranger = await startWeChatPay();
  const secret = {
    ...JSON.parse(weChatPay.secret),
    merchantPrivateKey: JSON.parse(stranger.secret).merchantPrivateKey,
  };
  await stranger.stop();
  const other = weChatPayProvider({ merchant: async () => secret });
  await expect(other.query({ orderId, amount: 1_000, currency: 'CNY' })).rejects.toThrow(/signature/);
});

it('runs as a function, with its keys from the secret', async () => {
  const argument = { ...whole(), instruction: { provider: 'wechat-pay', token: 'native' }, waitSeconds: 900 };
  const context = { awsRequestId: 'test', functionName: 'test' } as never;
  expect(await handler({ operation: 'authorize', argument }, context)).toMatchObject({ status: 'PENDING' });
});

describe('notifications', () => {
  it('reads that money was given back', async () => {
    await paid();
    const raw = await notification(() => refund(`${orderId}-1`, 300), 2);
    expect(await provider.verifyNotification(raw)).toMatchObject({ orderId, amount: 1_000, currency: undefined });
    expect((await entry()).notifications[1]).toMatchObject({ type: 'REFUND.SUCCESS' });
  });

  it('are refused when they are replayed too late, and not before', async () => {
    const raw = await notification(paid);
    const at = (seconds: number) =>
      weChatPayProvider({
        merchant: async () => JSON.parse(weChatPay.secret),
        clock: () => new Date(Date.now() + seconds * 1000),
      }).verifyNotification(raw);
    expect(await at(295)).toMatchObject({ orderId });
    expect(await at(-295)).toMatchObject({ orderId });
    await expect(at(305)).rejects.toThrow(InvalidNotification);
    await expect(at(-305)).rejects.toThrow(InvalidNotification);
  });

  it('are verified by either key while one is being replaced', async () => {
    const raw = await notification(paid);
    const secret = JSON.parse(weChatPay.secret);
    const [[serial, key]] = Object.entries(secret.platformKeys) as [[string, string]];
    const stranger = await startWeChatPay();
    const [other] = Object.values(JSON.parse(stranger.secret).platformKeys) as [string];
    await stranger.stop();
    const withKeys = (platformKeys: Record<string, string>) =>
      weChatPayProvider({ merchant: async () => ({ ...secret, platformKeys }) }).verifyNotification(raw);
    expect(await withKeys({ PUB_KEY_ID_NEW: other, [serial]: key })).toMatchObject({ orderId });
    await expect(withKeys({ PUB_KEY_ID_NEW: key })).rejects.toThrow(InvalidNotification);
    await expect(withKeys({ [serial]: other })).rejects.toThrow(InvalidNotification);
  });

  it('break nothing even when WeChat Pay itself signs what makes no sense', async () => {
    const genuine = await notification(paid);
    const envelope = JSON.parse(Buffer.from(genuine.body, 'base64').toString('utf8'));
    const content = { mchid: weChatPay.keys.mchid, out_trade_no: 'a'.repeat(32), amount: { total: 1 } };
    const spoilt = <Value extends object>(value: Value) =>
      fc
        .tuple(fc.constantFrom(...Object.keys(value)), fc.jsonValue())
        .map(([key, other]) => ({ ...value, [key]: other }));
    const bodies = fc.oneof(
      fc.json(),
      spoilt(envelope).map((value) => JSON.stringify(value)),
      spoilt(envelope.resource).map((resource) => JSON.stringify({ ...envelope, resource })),
      spoilt(content).map((value) => {
        const resource = encryptedResource(value, 'transaction', weChatPay.keys.apiV3Key);
        return JSON.stringify({ ...envelope, resource });
      }),
    );
    await fc.assert(
      fc.asyncProperty(bodies, async (text) => {
        const body = Buffer.from(text);
        const signed = Object.entries(signedHeaders(body, weChatPay.keys));
        const headers = Object.fromEntries(signed.map(([name, value]) => [name.toLowerCase(), value]));
        const outcome = await provider
          .verifyNotification({ headers, body: body.toString('base64') })
          .catch((error: unknown) => error);
        expect(outcome === undefined || outcome instanceof InvalidNotification || isNotification(outcome)).toBe(true);
      }),
      { numRuns: histories(500) },
    );
  });
});

function isNotification(outcome: unknown): boolean {
  // What of it does not fit our keys, whoever calls the function refuses (odd-notifications.test.ts).
  return z.safeParse(z.object({ ...Notification.shape, eventId: z.string() }), outcome).success;
}

describe("WeChat Pay's own keys", () => {
  const withKeys = (platformKeys: Record<string, string>) =>
    weChatPayProvider({ merchant: async () => ({ ...JSON.parse(weChatPay.secret), platformKeys }) });
  const publicKey = () => ({ [weChatPay.keys.platformSerial]: weChatPay.keys.platformPublicKey });
  const certificate = () => ({ [weChatPay.certificate.platformSerial]: weChatPay.certificate.platformPublicKey });

  afterEach(async () => {
    await weChatPay.control('signing', { by: 'public-key' });
  });

  it.each<[WeChatPaySigning, string, () => Record<string, string>]>([
    ['certificate', 'the certificate only', certificate],
    ['certificate', 'both', () => ({ ...publicKey(), ...certificate() })],
    ['change-over', 'the certificate only', certificate],
    ['change-over', 'both', () => ({ ...certificate(), ...publicKey() })],
    ['change-over', 'the public key only', publicKey],
    ['public-key', 'both', () => ({ ...publicKey(), ...certificate() })],
    ['public-key', 'the public key only', publicKey],
  ])('signing by %s, every answer is believed with a secret that has %s', async (by, _, keys) => {
    await weChatPay.control('signing', { by });
    const provider = withKeys(keys());
    const token = { provider: 'wechat-pay', token: 'native' };

    await provider.authorize({ ...whole(), instruction: token, waitSeconds: 900 });
    expect(await provider.query(whole())).toMatchObject({ status: 'PENDING' });
    await pay();
    expect(await provider.void(whole())).toMatchObject({ status: 'CAPTURED' });
    expect(await provider.refund({ ...whole(), amount: 300, refundId: `${orderId}-1` })).toMatchObject({
      refunded: 300,
    });
    await weChatPay.control('book', { orderId, at: '2026-03-02T12:00:00+08:00' });
    expect(await settledOn(provider, '2026-03-02')).toContainEqual(expect.objectContaining({ orderId, refunded: 300 }));
  });
});

describe('decrypted', () => {
  it('reads a text sealed with a known key', () => {
    // AES-256-GCM, key 32 × 'k', nonce 'nonce-of-12b', additional data 'transaction', content '{"a":1}'; made with
    // Python's cryptography.
    const resource = {
      algorithm: 'AEAD_AES_256_GCM',
      nonce: 'nonce-of-12b',
      associated_data: 'transaction',
      ciphertext: '1La4FGOWR4qqskn60JWUs8fJfWlx82c=',
    } as const;
    expect(decrypted(resource, 'k'.repeat(32))).toBe('{"a":1}');
    expect(() => decrypted({ ...resource, associated_data: 'refund' }, 'k'.repeat(32))).toThrow();
    expect(() => decrypted({ ...resource, ciphertext: 'AAAA' }, 'k'.repeat(32))).toThrow();
  });
});

describe('settledOn', () => {
  const day = '2026-03-01';
  const settled = async () => (await settledOn(provider, day)).find((payment) => payment.orderId === orderId);
  const book = (at = `${day}T12:00:00+08:00`) => weChatPay.control('book', { orderId, at });

  it('adds up what was paid and given back, by order', async () => {
    await paid();
    await refund(`${orderId}-1`, 305);
    await refund(`${orderId}-2`, 100, [`${orderId}-1`]);
    await book();
    const refundIds = [`${orderId}-1`, `${orderId}-2`];
    expect(await settled()).toEqual({ orderId, currency: 'CNY', captured: 1_000, refunded: 405, refundIds });
  });

  it('leaves out what was not paid, and refunds that failed', async () => {
    await authorize();
    expect(await settled()).toBeUndefined();
    await pay();
    await refund(`${orderId}-1`, 300);
    await weChatPay.control('refund', { refundId: `${orderId}-1`, status: 'CLOSED' });
    await book();
    expect(await settled()).toMatchObject({ captured: 1_000, refunded: 0 });
  });

  it.each([
    ['not ready', { operation: 'settled', error: { status: 400, code: 'STATEMENT_CREATING' }, errors: 1 }],
    ['malformed', { operation: 'settled', malformed: 1 }],
    ['unsigned', { operation: 'settled', unsigned: 1 }],
    ['not the file that was named', { operation: 'download', malformed: 1 }],
    ['lost on the way', { operation: 'download', reset: 1 }],
    ['down', { operation: 'download', down: 1 }],
  ] satisfies [string, WeChatPayMode][])('is to be tried again when the bill is %s', async (_, fault) => {
    await paid();
    await book();
    await weChatPay.control('mode', { ...fault });
    await expect(settled()).rejects.toThrow(ProviderUnavailable);
    expect(await settled()).toMatchObject({ captured: 1_000 });
  });

  it('takes no other table for a bill', () => {
    expect(() => ordersOfBill('a,b,c\n`1,`2,`3\n')).toThrow(/商户订单号/);
  });
});
