import './bundled-transport.ts';
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
import { accountOf } from '../../../../lambdas/payments/providers/alipay/alipay-account.ts';
import { fen, yuan } from '../../../../lambdas/payments/providers/alipay/alipay-amount.ts';
import { ordersOfBill } from '../../../../lambdas/payments/providers/alipay/alipay-bill.ts';
import { handler } from '../../../../lambdas/payments/providers/alipay/alipay-provider.handler.ts';
import { alipayProvider } from '../../../../lambdas/payments/providers/alipay/alipay-provider.ts';
import { settlementDay } from '../../../../lambdas/payments/settlement-day.ts';
import { type AlipayMode, type AlipayOperation, startAlipay } from '../../../../local/providers/alipay/alipay.ts';
import type { ForgedAs, SentNotification } from '../../../../local/providers/alipay/alipay-notifier.ts';
import { signedForm } from '../../../../local/providers/alipay/alipay-wire.ts';
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

let alipay: Awaited<ReturnType<typeof startAlipay>>;
let provider: PaymentProvider;
let webhook: Awaited<ReturnType<typeof startWebhook>>;
let orders = 0;
let orderId: string;

const withSecret = (secret: object, clock = () => new Date()) =>
  alipayProvider({ clock, account: async () => accountOf(JSON.stringify(secret), alipay.url) });

beforeAll(async () => {
  webhook = await startWebhook('alipay');
  alipay = await startAlipay({ repeatMilliseconds: [10, 10, 10] });
  const account = accountOf(alipay.secret, alipay.url);
  provider = alipayProvider({ account: async () => account });
});

beforeEach(() => {
  vi.stubEnv('ALIPAY_BASE_URL', alipay.url);
  vi.stubEnv('ALIPAY_SECRET_ARN', 'arn:test:alipay');
  vi.stubEnv('NOTIFICATION_URL', webhook.url);
  stubSecret(alipay.secret);
  orders += 1;
  orderId = anOrderId(orders);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  webhook.move();
  await alipay.control('mode', { clear: true });
});

afterAll(async () => {
  await alipay.stop();
  webhook.stop();
});

const request = (token = 'qr', more: { amount?: number; currency?: string; waitSeconds?: number } = {}) => ({
  orderId,
  amount: 1_005,
  currency: 'CNY',
  instruction: { provider: 'alipay', token },
  waitSeconds: 900,
  ...more,
});
const authorize = (...parameters: Parameters<typeof request>) => provider.authorize(request(...parameters));
const query = (refundIds?: string[]) => provider.query({ orderId, amount: 1_005, currency: 'CNY', refundIds });
const whole = () => ({ orderId, amount: 1_005, total: 1_005, currency: 'CNY' });
const capture = () => provider.capture(whole());
const voidPayment = () => provider.void(whole());
const refund = (refundId: string, amount: number, refundIds: string[] = []) =>
  provider.refund({ ...whole(), amount, refundId, refundIds } satisfies RefundRequest);

const scan = () => alipay.control<{ code?: string }>('scan', { orderId });
const pay = () => alipay.control<{ code?: string }>('pay', { orderId });
const mode = (what: AlipayMode) => alipay.control('mode', { ...what });
const setState = (state: string) => alipay.control('state', { orderId, state });
const entry = async () => (await alipay.control<Record<string, Entry>>('payments'))[orderId] as Entry;

async function paid(): Promise<void> {
  await authorize();
  await pay();
}

async function scanned(): Promise<void> {
  await authorize();
  await scan();
}

/** The next notification that comes in, after something was done about it. */
async function notification(send: () => Promise<unknown>, count = 1): Promise<RawNotification> {
  await send();
  return webhook.arrived(count - 1);
}

const notify = (forge?: ForgedAs) => () => alipay.control('notify', { orderId, forge });

describe('amounts', () => {
  it.each([
    [1, '0.01'],
    [10, '0.10'],
    [100, '1.00'],
    [1_005, '10.05'],
    [10_000_000_000, '100000000.00'],
  ])('%i fen are %s yuan, and back', (minor, text) => {
    expect(yuan(minor)).toBe(text);
    expect(fen(text)).toBe(minor);
  });

  it('are exact, whatever they are', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (minor) => fen(yuan(minor)) === minor));
  });

  it.each(['', '1.005', '-1.00', '1e3', 'NaN', '1,00'])('are not %j', (text) => expect(fen(text)).toBeUndefined());
});

describe('authorize', () => {
  it('creates a payment that waits for the customer, with the code to scan', async () => {
    expect(await authorize()).toEqual({
      status: 'PENDING',
      amount: 1_005,
      currency: 'CNY',
      captured: 0,
      refunded: 0,
      payUrl: expect.stringMatching(/^https:\/\/qr\.alipay\.com\//),
    });
    expect(await entry()).toMatchObject({ status: 'NONE', amount: 1_005, calls: { authorize: 1 } });
  });

  it('gives the page to pay on, at which the payment begins when it is opened', async () => {
    const { status, payUrl } = await authorize('page');
    expect({ status, address: payUrl?.split('?')[0] }).toEqual({
      status: 'PENDING',
      address: `${alipay.url}/gateway.do`,
    });
    expect(await query()).toMatchObject({ status: 'PENDING' });
    expect((await fetch(payUrl ?? '')).status).toBe(200);
    expect(await entry()).toMatchObject({ status: 'WAIT_BUYER_PAY', amount: 1_005 });
    await pay();
    expect(await authorize('page')).toMatchObject({ status: 'CAPTURED', captured: 1_005 });
    expect((await authorize('page')).payUrl).toBeUndefined();
  });

  it('lets the customer come back from the page to where the secret says', async () => {
    const returning = withSecret({ ...JSON.parse(alipay.secret), returnUrl: 'https://shop.example/thanks' });
    const { payUrl } = await returning.authorize(request('page'));
    expect(new URL(payUrl ?? '').searchParams.get('return_url')).toBe('https://shop.example/thanks');
    expect((await fetch(payUrl ?? '')).status).toBe(200);
  });

  it.each(['ACQ.INVALID_PARAMETER', 'ACQ.ACCESS_FORBIDDEN', 'ACQ.SELLER_BEING_BLOCKED', 'ACQ.SYSTEM_ERROR'])(
    'fails on %s, which is ours to mend or passes',
    async (subCode) => {
      await mode({ operation: 'authorize', error: { subCode } });
      await expect(authorize()).rejects.toThrow(subCode);
    },
  );

  it('is the same payment when it is repeated', async () => {
    const first = await authorize();
    expect(await authorize()).toEqual(first);
    await scan();
    expect(await authorize()).toEqual(first);
  });

  it.each([
    [900, 900],
    [61, 120],
    [1, 60],
  ])('lets the payment end with a wait of %i seconds, in whole minutes', async (waitSeconds, seconds) => {
    const before = Date.now();
    await authorize('qr', { waitSeconds });
    const expiresAt = Date.parse((await entry()).expiresAt);
    expect(expiresAt).toBeGreaterThanOrEqual(before + seconds * 1_000);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + seconds * 1_000);
  });

  it.each([
    [
      'closed',
      'VOIDED',
      async () => {
        await scanned();
        await voidPayment();
      },
    ],
    [
      'given back',
      'REFUNDED',
      async () => {
        await paid();
        await refund('r1', 1_005);
      },
    ],
  ] as const)('says how a payment stands that was %s meanwhile', async (_, status, meanwhile) => {
    await meanwhile();
    expect(await authorize()).toMatchObject({ status });
  });

  it('pays what was created first when a repeat asks for another amount', async () => {
    await scanned();
    expect(await authorize('qr', { amount: 2_000 })).toMatchObject({ status: 'PENDING', amount: 1_005 });
  });

  it('is a fault when another amount is asked for than that of an unscanned code', async () => {
    await authorize();
    await expect(authorize('qr', { amount: 2_000 })).rejects.toThrow('ACQ.CONTEXT_INCONSISTENT');
  });
});

describe('query', () => {
  it.each([
    ['WAIT_BUYER_PAY', 'PENDING', 0],
    ['TRADE_CLOSED', 'VOIDED', 0],
  ])('takes %s of an unpaid payment for %s', async (state, status, captured) => {
    await scanned();
    await setState(state);
    expect(await query()).toMatchObject({ status, amount: 1_005, currency: 'CNY', captured, refunded: 0 });
  });

  it.each([
    ['TRADE_SUCCESS', 'CAPTURED', 0],
    ['TRADE_FINISHED', 'CAPTURED', 0],
    ['TRADE_CLOSED', 'REFUNDED', 1_005],
  ])('takes %s of a paid payment for %s', async (state, status, refunded) => {
    await paid();
    await setState(state);
    expect(await query()).toMatchObject({ status, amount: 1_005, currency: 'CNY', captured: 1_005, refunded });
  });

  it('tells the reference of what is scanned', async () => {
    await scanned();
    expect(await query()).toMatchObject({ reference: expect.stringMatching(/^\d{28}$/) });
  });

  it('believes no state that it does not know', async () => {
    await scanned();
    await setState('SOMETHING');
    await expect(query()).rejects.toThrow(ProviderUnavailable);
  });

  it('says VOIDED of a payment that expired after it was scanned', async () => {
    await scanned();
    await alipay.control('expire', { orderId });
    expect(await pay()).toMatchObject({ code: 'ACQ.TRADE_HAS_CLOSE' });
    expect(await query()).toMatchObject({ status: 'VOIDED' });
  });

  it('says PENDING of a code that expired unscanned, until it is voided', async () => {
    await authorize();
    await alipay.control('expire', { orderId });
    expect(await pay()).toMatchObject({ code: 'ACQ.QR_CODE_EXPIRED' });
    expect(await query()).toMatchObject({ status: 'PENDING' });
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED' });
  });

  it('says VOIDED when the payment failed', async () => {
    await authorize();
    await alipay.control('fail', { orderId });
    expect(await query()).toMatchObject({ status: 'VOIDED', captured: 0 });
  });
});

describe('capture', () => {
  it('only looks: paid is captured', async () => {
    await paid();
    expect(await capture()).toMatchObject({ status: 'CAPTURED', captured: 1_005 });
    expect((await entry()).calls).toEqual({ authorize: 1, query: 1 });
  });
});

describe('void', () => {
  it('closes an unpaid payment so that it cannot be paid late', async () => {
    await scanned();
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED', captured: 0 });
    expect(await pay()).toMatchObject({ code: 'ACQ.TRADE_HAS_CLOSE' });
    expect((await entry()).calls.cancel).toBeUndefined();
  });

  it('makes a code that was never scanned worthless', async () => {
    await authorize();
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED', captured: 0 });
    expect(await scan()).toMatchObject({ code: 'ACQ.TRADE_HAS_CLOSE' });
    expect(await pay()).toMatchObject({ code: 'ACQ.TRADE_HAS_CLOSE' });
    expect((await entry()).calls).toEqual({ authorize: 1, void: 1, cancel: 1 });
  });

  it('says VOIDED again when it is repeated after the code was scanned', async () => {
    await scanned();
    await voidPayment();
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED' });
  });

  it('says CAPTURED when the customer pays at the moment of closing', async () => {
    await scanned();
    await mode({ operation: 'void', paysFirst: 1 });
    expect(await voidPayment()).toMatchObject({ status: 'CAPTURED', refunded: 0 });
  });

  it('tells the truth when the customer pays between closing and cancelling: Alipay gives it back', async () => {
    await authorize();
    await mode({ operation: 'cancel', paysFirst: 1 });
    expect(await voidPayment()).toMatchObject({ status: 'REFUNDED', captured: 1_005, refunded: 1_005 });
  });

  it('is to be tried again when Alipay asks for it', async () => {
    await authorize();
    await mode({ operation: 'cancel', unfinished: 1 });
    await expect(voidPayment()).rejects.toThrow(ProviderUnavailable);
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED' });
  });
});

describe('refund', () => {
  it('refuses another amount under the same id', async () => {
    await paid();
    await refund('r1', 300);
    await expect(refund('r1', 301)).rejects.toThrow(ProviderUnavailable);
    expect(await entry()).toMatchObject({ refunded: 300 });
  });

  it.each([
    ['not scanned', () => authorize(), 'ACQ.TRADE_NOT_EXIST'],
    ['not paid', scanned, 'ACQ.TRADE_STATUS_ERROR'],
  ])('refuses to give back what was %s', async (_, begin, code) => {
    await begin();
    await expect(refund('r1', 100)).rejects.toThrow(code);
  });

  it('believes a refund that moved no money only when it is found', async () => {
    await paid();
    await mode({ operation: 'refund', unfinished: 1 });
    await mode({ operation: 'queryRefund', unfinished: 1 });
    await expect(refund('r1', 300)).rejects.toThrow(ProviderUnavailable);
    expect(await refund('r1', 300)).toMatchObject({ refunded: 300 });
    expect(await entry()).toMatchObject({ refunded: 300 });
  });

  it('is done when Alipay refuses to repeat it but has it', async () => {
    await paid();
    await refund('r1', 300);
    await mode({ operation: 'refund', error: { subCode: 'ACQ.TRADE_HAS_FINISHED' } });
    expect(await refund('r1', 300)).toMatchObject({ status: 'CAPTURED', refunded: 300 });
    await expect(refund('r2', 300)).rejects.toThrow('ACQ.TRADE_HAS_FINISHED');
  });

  it('never counts less than is known to be given back, though not every number is', async () => {
    await paid();
    await alipay.control('refund', { orderId, amount: 305 });
    const { refunded } = await refund('r1', 300);
    expect(refunded).toBe(605);
    const known = { orderId, amount: 1_005, currency: 'CNY', refundIds: ['r1'], refunded };
    expect(await provider.query(known)).toMatchObject({ refunded: 605 });
  });
});

/** Calls that Alipay alone needs for an operation. */
const operations = [
  ['authorize on a page', 'query', () => authorize('page'), { status: 'PENDING' }],
  ['void of what was never scanned', 'cancel', () => voidPayment(), { status: 'VOIDED', captured: 0 }],
  ['refund, when it looks', 'query', () => refund('r1', 300), { status: 'CAPTURED', refunded: 300 }],
  ['query of a refund', 'queryRefund', () => query(['r0']), { status: 'CAPTURED', refunded: 100 }],
] as const;

/** Brings a payment to where the operation makes sense. */
const before: Record<(typeof operations)[number][0], () => Promise<unknown>> = {
  'authorize on a page': async () => undefined,
  'void of what was never scanned': () => authorize(),
  'refund, when it looks': paid,
  'query of a refund': async () => {
    await paid();
    await refund('r0', 100);
  },
};

describe.each(operations)('when Alipay fails at %s', (name, operation, perform, outcome) => {
  it('does it once after a lost answer', async () => {
    await before[name]();
    await mode({ operation, answerLost: 1 });
    await expect(perform()).rejects.toThrow(ProviderUnavailable);
    expect(await perform()).toMatchObject(outcome);
    expect((await entry()).refunded).toBe('refunded' in outcome ? outcome.refunded : 0);
  });

  it.each(
    Object.entries({
      down: { down: 1 },
      'cut off': { reset: 1 },
      malformed: { malformed: 1 },
      ...troubles.alipay.passing,
    }),
  )('is to be tried again when it is %s, and then well', async (_, fault) => {
    await before[name]();
    await mode({ operation, ...fault });
    await expect(perform()).rejects.toThrow(ProviderUnavailable);
    expect(await perform()).toMatchObject(outcome);
  });

  it.each(Object.entries(troubles.alipay.ours))('is a fault of ours when it answers of %s', async (_, fault) => {
    await before[name]();
    await mode({ operation, ...fault });
    const failure = await Promise.resolve(perform()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(ProviderUnavailable);
  });
});

it.each<[AlipayOperation, () => Promise<unknown>, () => Promise<unknown>]>([
  ['authorize', async () => undefined, () => authorize()],
  ['query', paid, () => query()],
  ['queryRefund', before['query of a refund'], () => query(['r0'])],
  ['refund', paid, () => refund('r1', 300)],
])('does not believe an answer about another order: %s', async (operation, prepare, perform) => {
  await prepare();
  await mode({ operation, mistaken: 1 });
  await expect(perform()).rejects.toThrow(ProviderUnavailable);
  await perform();
});

it('does not wait for an answer for long', async () => {
  await mode({ operation: 'authorize', slowMilliseconds: 600_000 });
  await expect(authorize()).rejects.toThrow(ProviderUnavailable);
});

it('keeps what a wrongly signed answer says out of the error', async () => {
  await scanned();
  await mode({ operation: 'query', wronglySigned: 1 });
  const failure: unknown = await query().catch((error: unknown) => error);
  expect(failure).toMatchObject({ message: 'payment provider alipay: an answer is not signed by Alipay' });
  expect((failure as Error).cause).toBeUndefined();
});

describe('the secret', () => {
  const secret = () => JSON.parse(alipay.secret) as Record<string, string>;
  const bare = (pem = '') => pem.replace(/-----[^-]*-----|\s/g, '');
  const asked = (changed: object) =>
    withSecret({ ...secret(), ...changed }).query({ orderId, amount: 1_005, currency: 'CNY' });

  it('may hold the keys as Alipay’s tool writes them, in bare base64', async () => {
    const { privateKey, alipayPublicKey } = secret();
    expect(await asked({ privateKey: bare(privateKey), alipayPublicKey: bare(alipayPublicKey) })).toMatchObject({
      status: 'PENDING',
    });
  });

  it('may hold the app’s key in either form', async () => {
    const { createPrivateKey } = await import('node:crypto');
    const privateKey = createPrivateKey(secret().privateKey ?? '').export({ type: 'pkcs1', format: 'pem' });
    expect(await asked({ privateKey })).toMatchObject({ status: 'PENDING' });
    expect(await asked({ privateKey: bare(String(privateKey)) })).toMatchObject({ status: 'PENDING' });
  });

  it.each([
    ['a private key that is none', { privateKey: 'c2VjcmV0' }, 'the private key'],
    ['a public key that is none', { alipayPublicKey: 'c2VjcmV0' }, 'the public key'],
    [
      'another app, of which Alipay knows nothing and signs nothing',
      { appId: '2021000000000009' },
      'isv.invalid-app-id',
    ],
  ])('is a fault of ours with %s', async (_, changed, reason) => {
    const failure: unknown = await asked(changed).catch((error: unknown) => error);
    expect(String(failure)).toContain(reason);
    expect(String(failure)).not.toContain('c2VjcmV0');
    expect(failure).not.toBeInstanceOf(ProviderUnavailable);
  });

  it('is a fault of ours with another key', async () => {
    const stranger = await startAlipay();
    await stranger.stop();
    const { privateKey, alipayPublicKey } = JSON.parse(stranger.secret);
    await expect(asked({ privateKey })).rejects.toThrow('isv.invalid-signature');
    await expect(asked({ alipayPublicKey })).rejects.toThrow('not signed by Alipay');
  });
});

it('asks in the time of China, wherever it runs', async () => {
  vi.stubEnv('TZ', 'America/New_York');
  expect(await authorize()).toMatchObject({ status: 'PENDING' });
  const { payUrl } = await authorize('page');
  expect((await fetch(payUrl ?? '')).status).toBe(200);
});

it('runs as a function, with its keys from the secret', async () => {
  const context = { awsRequestId: 'test', functionName: 'test' } as never;
  const argument = request();
  expect(await handler({ operation: 'authorize', argument }, context)).toMatchObject({ status: 'PENDING' });
});

describe('notifications', () => {
  it('reads that money was given back, as another event', async () => {
    await notification(paid);
    const raw = await notification(() => refund('r1', 300), 2);
    const [first, second] = (await entry()).notifications;
    expect(await provider.verifyNotification(raw)).toMatchObject({ eventId: second?.eventId, orderId, amount: 1_005 });
    expect(second?.eventId).not.toBe(first?.eventId);
  });

  it('reads that the payment failed', async () => {
    await authorize();
    const raw = await notification(() => alipay.control('fail', { orderId }));
    expect(await provider.verifyNotification(raw)).toMatchObject({ orderId, amount: 1_005 });
  });

  it('come again, under the same id, until they are answered with exactly success', async () => {
    webhook.answers.push({ status: 200, body: '' }, { status: 200, body: '{"ok":true}' });
    await paid();
    await patiently(async () =>
      expect((await entry()).notifications[0]?.answers).toEqual(['200 ', '200 {"ok":true}', '200 success']),
    );
    const events = await Promise.all(webhook.received.map((raw) => provider.verifyNotification(raw)));
    expect(new Set(events.map((event) => event?.eventId)).size).toBe(1);
  });

  it('come more than once, and in another order, as they are told to', async () => {
    await paid();
    await refund('r1', 300);
    await patiently(() => expect(webhook.received).toHaveLength(2));
    await alipay.control('notify', { orderId, times: 2, order: 'reverse' });
    const ids = (await entry()).notifications.map(({ eventId }) => eventId);
    expect(ids.slice(2)).toEqual([ids[1], ids[0], ids[1], ids[0]]);
  });

  it('have no age: a late one is one whose id is known', async () => {
    await notification(paid);
    const [first] = webhook.received;
    const late = await notification(notify('timestamp'), 2);
    const events = await Promise.all([first, late].map((raw) => raw && provider.verifyNotification(raw)));
    expect(events[0]).toEqual(events[1]);
  });

  it('are nothing to us when they are genuine and about no payment', async () => {
    await authorize();
    const raw = await notification(notify('other'));
    expect(await provider.verifyNotification(raw)).toBeUndefined();
  });

  it('break nothing even when Alipay itself signs what makes no sense', async () => {
    const genuine = await notification(paid);
    const form = new URLSearchParams(Buffer.from(genuine.body, 'base64').toString('utf8'));
    for (const field of ['sign', 'sign_type']) form.delete(field);
    const fields = Object.fromEntries(form);
    const spoilt = fc.dictionary(fc.constantFrom(...Object.keys(fields), '__proto__', 'constructor'), fc.string());
    await fc.assert(
      fc.asyncProperty(spoilt, async (other) => {
        const body = Buffer.from(signedForm({ ...fields, ...other }, alipay.keys));
        const outcome = await provider
          .verifyNotification({ headers: {}, body: body.toString('base64') })
          .catch((error: unknown) => error);
        expect(outcome === undefined || outcome instanceof InvalidNotification || isNotification(outcome)).toBe(true);
      }),
      { numRuns: histories(500) },
    );
  });

  it('are refused with an empty signature', async () => {
    const unsigned = 'charset=utf-8&sign_type=RSA2&sign=&app_id=2021000000000001';
    const raw = { headers: {}, body: Buffer.from(unsigned).toString('base64') };
    await expect(provider.verifyNotification(raw)).rejects.toThrow(InvalidNotification);
  });
});

function isNotification(outcome: unknown): boolean {
  // What of it does not fit our keys, whoever calls the function refuses (odd-notifications.test.ts).
  return z.safeParse(z.object({ ...Notification.shape, eventId: z.string() }), outcome).success;
}

describe('settledOn', () => {
  const day = '2026-03-01';
  const settled = async () => (await settledOn(provider, day)).find((payment) => payment.orderId === orderId);
  const book = (at = `${day}T12:00:00+08:00`) => alipay.control('book', { orderId, at });

  it('adds up what was paid and given back, by order', async () => {
    await paid();
    await refund('r1', 305);
    await refund('r2', 100, ['r1']);
    await book();
    const refundIds = ['r1', 'r2'];
    expect(await settled()).toEqual({ orderId, currency: 'CNY', captured: 1_005, refunded: 405, refundIds });
  });

  it('of a day whose bill would not be made yet is to be asked for again', async () => {
    const inTwoDays = settlementDay('alipay', new Date(Date.now() + 48 * 3_600_000));
    await expect(settledOn(provider, inTwoDays)).rejects.toThrow(ProviderUnavailable);
  });

  it('is a fault of ours when Alipay refuses it', async () => {
    await mode({ operation: 'settled', error: { subCode: 'isv.invalid-arguments' } });
    await expect(settled()).rejects.toThrow('isv.invalid-arguments');
  });

  it.each([
    ['not to be had', { operation: 'settled', error: { subCode: 'isp.unknow-error' }, errors: 1 }],
    ['malformed', { operation: 'settled', malformed: 1 }],
    ['unsigned', { operation: 'settled', unsigned: 1 }],
    ['damaged', { operation: 'download', malformed: 1 }],
    ['lost on the way', { operation: 'download', reset: 1 }],
    ['down', { operation: 'download', down: 1 }],
  ] satisfies [string, AlipayMode][])('is to be tried again when the bill is %s', async (_, fault) => {
    await paid();
    await book();
    await mode(fault);
    await expect(settled()).rejects.toThrow(ProviderUnavailable);
    expect(await settled()).toMatchObject({ captured: 1_005 });
  });

  it('takes no other table for a bill', () => {
    expect(() => ordersOfBill('a,b,c\n1,2,3\n')).toThrow(/商户订单号/);
    expect(() => ordersOfBill('')).toThrow(/商户订单号/);
  });

  it('does not guess an amount', () => {
    const number = orderId.replaceAll('-', '');
    const bill = `商户订单号,业务类型,订单金额（元）\n${number},交易,ten\n`;
    expect(() => ordersOfBill(bill)).toThrow(/amount/);
  });
});
