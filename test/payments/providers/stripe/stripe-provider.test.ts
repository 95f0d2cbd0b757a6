import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  InvalidNotification,
  ProviderUnavailable,
  RefundRefused,
} from '../../../../lambdas/payments/payment-errors.ts';
import type { PaymentProvider, RawNotification } from '../../../../lambdas/payments/payment-provider.ts';
import { accountOf } from '../../../../lambdas/payments/providers/stripe/stripe-account.ts';
import { minorUnits, stripeAmount } from '../../../../lambdas/payments/providers/stripe/stripe-amount.ts';
import { handler } from '../../../../lambdas/payments/providers/stripe/stripe-provider.handler.ts';
import { stripeProvider } from '../../../../lambdas/payments/providers/stripe/stripe-provider.ts';
import { settlementDay } from '../../../../lambdas/payments/settlement-day.ts';
import { logger } from '../../../../lambdas/runtime/logger.ts';
import { type StripeMode, startStripe } from '../../../../local/providers/stripe/stripe.ts';
import type { ForgedAs, SentNotification } from '../../../../local/providers/stripe/stripe-notifier.ts';
import { stripeSignature } from '../../../../local/providers/stripe/stripe-wire.ts';
import { anOrderId } from '../../../builders.ts';
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
  readonly charges: number;
  readonly payments: number;
  readonly calls: Record<string, number>;
  readonly notifications: readonly SentNotification[];
}

let stripe: Awaited<ReturnType<typeof startStripe>>;
let provider: PaymentProvider;
let storefront: Stripe;
let webhook: Awaited<ReturnType<typeof startWebhook>>;
let orders = 0;
let orderId: string;
let begun: Date;

beforeAll(async () => {
  logger.setLogLevel('SILENT');
  webhook = await startWebhook('stripe');
});

beforeEach(async () => {
  stripe = await startStripe({
    repeatMilliseconds: [10, 10, 10],
    notificationUrl: webhook.url,
  });
  const account = accountOf(stripe.secret, stripe.url, 1_000);
  provider = stripeProvider(async () => account);
  storefront = account.stripe;
  begun = new Date();
  orders += 1;
  orderId = anOrderId(orders);
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await stripe.stop();
  webhook.move();
});

afterAll(() => {
  webhook.stop();
});

const authorize = (token = 'pm_card_visa', more: { amount?: number; currency?: string; orderId?: string } = {}) =>
  provider.authorize({
    orderId,
    amount: 1_000,
    currency: 'GBP',
    instruction: { provider: 'stripe', token },
    waitSeconds: 900,
    ...more,
  });
const whole = () => ({ orderId, amount: 1_000, total: 1_000, currency: 'GBP' });
const query = (reference?: string) => provider.query({ ...whole(), reference });
const capture = (amount = 1_000) => provider.capture({ ...whole(), amount });
const voidPayment = () => provider.void(whole());
const refund = (refundId: string, amount: number) => provider.refund({ ...whole(), amount, refundId });
const mode = (what: StripeMode) => stripe.control('mode', { orderId, ...what });
const clearModes = () => stripe.control('mode', { clear: true });
const control = (what: string, body: Record<string, unknown> = {}) => stripe.control(what, { orderId, ...body });
const entry = async () => (await stripe.control<Record<string, Entry>>('payments'))[orderId] as Entry;
/** What moved since the test began, whether or not a day has ended since. */
async function settledSinceBegun() {
  const days = new Set([begun, new Date()].map((time) => settlementDay('stripe', time)));
  const settled = await Promise.all([...days].map((day) => settledOn(provider, day)));
  return [...new Map(settled.flat().map((payment) => [payment.orderId, payment])).values()];
}

async function captured(): Promise<void> {
  await authorize();
  await capture();
}

/** A PaymentIntent that the storefront's page has made. */
async function anIntent(more: Partial<Stripe.PaymentIntentCreateParams> = {}): Promise<string> {
  const { id } = await storefront.paymentIntents.create({
    amount: 1_000,
    currency: 'gbp',
    capture_method: 'manual',
    payment_method: 'pm_card_visa',
    confirm: true,
    ...more,
  });
  return id;
}

describe('authorising with a payment method', () => {
  it('authorises without taking the money', async () => {
    expect(await authorize()).toEqual({
      status: 'AUTHORIZED',
      reference: expect.stringMatching(/^pi_/),
      amount: 1_000,
      currency: 'GBP',
      captured: 0,
      refunded: 0,
      // A card's authorisation lasts for a week.
      authorizedUntil: expect.stringMatching(/^\d{4}-.*Z$/),
      risk: { providerLevel: 'normal' },
    });
  });

  it('sends the customer to the bank for 3-D Secure, and hears how it ended', async () => {
    const pending = await authorize('pm_card_threeDSecure2Required');
    expect(pending).toMatchObject({ status: 'PENDING', payUrl: expect.stringMatching(/^https:/) });
    await control('pay');
    const paid = await query();
    expect(paid).toMatchObject({ status: 'AUTHORIZED', reference: pending.reference });
    expect(paid).not.toHaveProperty('payUrl');
  });

  it('tells how a 3-D Secure payment stands when it is asked for again, not how it stood', async () => {
    await authorize('pm_card_threeDSecure2Required');
    await voidPayment();
    expect(await authorize('pm_card_threeDSecure2Required')).toMatchObject({ status: 'VOIDED' });
  });

  it('is declined when 3-D Secure fails', async () => {
    const { reference } = await authorize('pm_card_threeDSecure2Required');
    await control('fail');
    expect(await query(reference)).toMatchObject({ status: 'DECLINED', captured: 0 });
  });

  it.each([
    'pm_card_chargeDeclined',
    'pm_card_chargeDeclinedInsufficientFunds',
    'pm_1NoSuchMethod',
    'tok_visa',
    'pi_none',
  ])('is declined with %s, and again when repeated', async (token) => {
    expect(await authorize(token)).toMatchObject({ status: 'DECLINED', amount: 1_000, captured: 0 });
    expect(await authorize(token)).toMatchObject({ status: 'DECLINED' });
    expect((await entry())?.charges ?? 0).toBe(0);
  });

  it('is declined where the amount is too small for a card', async () => {
    expect(await authorize('pm_card_visa', { amount: 1 })).toMatchObject({ status: 'DECLINED' });
  });

  it('authorises once, however often it is asked, at the same time too', async () => {
    await authorize();
    await Promise.all([authorize(), authorize(), authorize()]);
    expect(await entry()).toMatchObject({ charges: 1, payments: 1 });
  });

  it('authorises once even after Stripe has forgotten the idempotency keys', async () => {
    await authorize();
    await stripe.control('forget', {});
    expect(await authorize()).toMatchObject({ status: 'AUTHORIZED' });
    expect(await entry()).toMatchObject({ charges: 1, payments: 1 });
  });

  it('gives Stripe the order id and no personal data', async () => {
    const { reference = '' } = await authorize();
    const intent = await storefront.paymentIntents.retrieve(reference);
    expect(intent).toMatchObject({
      capture_method: 'manual',
      metadata: { orderId },
      transfer_group: orderId,
      description: `Order ${orderId}`,
    });
  });

  it.each([
    [400, 'invalid_request_error', 'parameter_unknown'],
    [400, 'invalid_request_error', 'secret_key_required'],
    [401, 'invalid_request_error', undefined],
    [403, 'invalid_request_error', undefined],
    [429, 'rate_limit_error', undefined],
    [500, 'api_error', undefined],
  ])('fails on %i %s %s, which is ours to mend or passes', async (status, type, code) => {
    await mode({ operation: 'authorize', error: { status, type, ...(code && { code }) } });
    await expect(authorize()).rejects.toThrow();
  });
});

describe('a PaymentIntent of the storefront', () => {
  it('becomes the payment of the order', async () => {
    const token = await anIntent();
    expect(await authorize(token)).toMatchObject({ status: 'AUTHORIZED', reference: token });
    expect(await authorize(token)).toMatchObject({ status: 'AUTHORIZED', reference: token });
    expect(await query()).toMatchObject({ status: 'AUTHORIZED', reference: token });
    expect(await capture()).toMatchObject({ status: 'CAPTURED', captured: 1_000 });
  });

  it('is refused, untouched, when it belongs to another order', async () => {
    const { reference = '' } = await authorize('pm_card_visa', { orderId: anOrderId(orders + 5_000) });
    const refused = await authorize(reference);
    expect(refused).toMatchObject({ status: 'DECLINED', captured: 0 });
    expect(refused.reference).toBeUndefined();
    expect(await storefront.paymentIntents.retrieve(reference)).toMatchObject({ status: 'requires_capture' });
  });

  it.each([{ amount: 999 }, { currency: 'eur' }])('of other money (%o) is declined and released', async (other) => {
    const token = await anIntent(other);
    expect(await authorize(token)).toMatchObject({ status: 'DECLINED', reference: token, captured: 0 });
    expect(await storefront.paymentIntents.retrieve(token)).toMatchObject({ status: 'canceled' });
  });

  it('of other money that is taken already is declined, and tells what it took, so that it can be given back', async () => {
    const token = await anIntent({ amount: 999, capture_method: 'automatic' });
    const seen = await authorize(token);
    expect(seen).toMatchObject({ status: 'DECLINED', reference: token, amount: 999, captured: 999 });
    const back = { ...whole(), reference: token, amount: 999, refundId: `${orderId}-rest-0` };
    expect(await provider.refund(back)).toMatchObject({ status: 'REFUNDED', refunded: 999 });
  });

  it.each([
    ['requires_payment_method', 'DECLINED'],
    ['requires_confirmation', 'PENDING'],
    ['requires_action', 'PENDING'],
    ['processing', 'PENDING'],
    ['requires_capture', 'AUTHORIZED'],
    ['canceled', 'VOIDED'],
    ['succeeded', 'CAPTURED'],
  ])('that stands at %s is %s', async (state, status) => {
    const token = await anIntent(state === 'succeeded' ? { capture_method: 'automatic' } : {});
    await stripe.control('state', { intent: token, state });
    expect(await authorize(token)).toMatchObject({ status });
  });

  it('with a status that nobody knows is no answer', async () => {
    const token = await anIntent();
    await stripe.control('state', { intent: token, state: 'requires_patience' });
    await expect(authorize(token)).rejects.toThrow(ProviderUnavailable);
  });

  it('is let go when the order was given up before', async () => {
    const token = await anIntent();
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED' });
    expect(await authorize(token)).toMatchObject({ status: 'VOIDED' });
    expect(await storefront.paymentIntents.retrieve(token)).toMatchObject({ status: 'canceled' });
  });

  it('of another order is not touched by any operation', async () => {
    const { reference } = await authorize('pm_card_visa', { orderId: anOrderId(orders + 5_000) });
    const call = { ...whole(), reference };
    const before = await storefront.paymentIntents.retrieve(reference ?? '');
    expect(await provider.query(call)).toMatchObject({ status: 'PENDING', captured: 0 });
    await expect(provider.capture(call)).rejects.toThrow(ProviderUnavailable);
    expect(await provider.void(call)).toMatchObject({ status: 'VOIDED', captured: 0 });
    await expect(provider.refund({ ...call, refundId: 'r' })).rejects.toThrow(ProviderUnavailable);
    expect(await storefront.paymentIntents.retrieve(reference ?? '')).toMatchObject({ ...before, lastResponse: {} });
  });

  it.each([
    ['automatic', { status: 'CAPTURED', captured: 1_000 }],
    ['manual', { status: 'AUTHORIZED', captured: 0 }],
  ] as const)(
    'with %s capture that was confirmed before its order was placed is found by its name, and becomes that order’s',
    async (capture_method, standing) => {
      const reference = await anIntent({ capture_method });
      await stripe.control('pay', { intent: reference });

      expect(await provider.query({ ...whole(), reference })).toMatchObject(standing);
      expect(await storefront.paymentIntents.retrieve(reference)).toMatchObject({ metadata: { orderId } });
    },
  );

  it('that was confirmed before its order was placed is given up by its name', async () => {
    const reference = await anIntent();
    await stripe.control('pay', { intent: reference });

    expect(await provider.void({ ...whole(), reference })).toMatchObject({ status: 'VOIDED' });
    expect(await storefront.paymentIntents.retrieve(reference)).toMatchObject({ status: 'canceled' });
  });

  it('that is not there needs no giving up, and nothing is made in its place', async () => {
    expect(await provider.void({ ...whole(), reference: 'pi_unknown' })).toMatchObject({ status: 'VOIDED' });
    expect((await storefront.paymentIntents.search({ query: `metadata['orderId']:'${orderId}'` })).data).toEqual([]);
  });
});

describe('finding a payment without its reference', () => {
  it('goes by its charge, though the search is behind', async () => {
    const { reference } = await authorize();
    await mode({ searchBehind: true });
    expect(await query()).toMatchObject({ status: 'AUTHORIZED', reference });
  });

  it('goes by search where there is no charge', async () => {
    const { reference } = await authorize('pm_card_threeDSecure2Required');
    expect(await query()).toMatchObject({ status: 'PENDING', reference });
  });
});

describe('capturing', () => {
  it('takes the money, once', async () => {
    await authorize();
    expect(await capture()).toMatchObject({ status: 'CAPTURED', captured: 1_000, refunded: 0 });
    expect(await capture()).toMatchObject({ status: 'CAPTURED', captured: 1_000 });
    expect((await entry()).calls.capture).toBe(1);
  });

  it('takes a part and releases the rest', async () => {
    await authorize();
    expect(await capture(600)).toMatchObject({ status: 'CAPTURED', amount: 1_000, captured: 600, refunded: 0 });
    expect(await capture(1_000)).toMatchObject({ captured: 600 });
  });

  it('takes nothing above the authorised amount', async () => {
    await authorize();
    expect(await capture(1_001)).toMatchObject({ status: 'AUTHORIZED', captured: 0 });
  });

  it('tells how it stands where nothing can be taken', async () => {
    await authorize('pm_card_threeDSecure2Required');
    expect(await capture()).toMatchObject({ status: 'PENDING' });
    await voidPayment();
    expect(await capture()).toMatchObject({ status: 'VOIDED', captured: 0 });
  });

  it('tells of an authorisation that has run out', async () => {
    await authorize();
    await control('expire');
    expect(await capture()).toMatchObject({ status: 'VOIDED', captured: 0 });
  });

  it('is tried again where no payment is known', async () => {
    await expect(capture()).rejects.toThrow(ProviderUnavailable);
    await expect(refund('r', 1)).rejects.toThrow(ProviderUnavailable);
  });
});

describe('voiding', () => {
  it.each(['pm_card_visa', 'pm_card_threeDSecure2Required', 'pm_card_chargeDeclined'])(
    'closes %s, once',
    async (token) => {
      await authorize(token);
      expect(await voidPayment()).toMatchObject({ status: 'VOIDED' });
      expect(await voidPayment()).toMatchObject({ status: 'VOIDED' });
      expect(await entry()).toMatchObject({ status: 'canceled', calls: { void: 1 } });
    },
  );

  it('tells that the money is taken when a capture comes between look and cancellation', async () => {
    await authorize();
    const { paymentIntents } = storefront;
    const cancelled = paymentIntents.cancel.bind(paymentIntents);
    vi.spyOn(paymentIntents, 'cancel').mockImplementationOnce(async (...asked) => {
      await capture();
      return cancelled(...asked);
    });
    expect(await voidPayment()).toMatchObject({ status: 'CAPTURED', captured: 1_000 });
  });

  it('is not held back by an earlier refusal', async () => {
    await authorize('pm_card_threeDSecure2Required');
    await control('state', { state: 'processing' });
    expect(await voidPayment()).toMatchObject({ status: 'PENDING' });
    await control('state', { state: 'requires_action' });
    await control('pay');
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED' });
  });

  it('before there is a payment keeps one from being made', async () => {
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED', captured: 0 });
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED' });
    expect(await authorize()).toMatchObject({ status: 'VOIDED' });
    expect(await entry()).toMatchObject({ charges: 0, status: 'canceled' });
  });

  it('at the moment of authorising leaves either none or one that is released', async () => {
    await Promise.all([authorize(), voidPayment()].map((call) => call.catch(() => undefined)));
    await voidPayment();
    expect(await entry()).toMatchObject({ status: 'canceled', captured: 0 });
  });

  it('waits for the search rather than to believe that there is no payment', async () => {
    await authorize('pm_card_threeDSecure2Required');
    await mode({ searchBehind: true });
    await expect(voidPayment()).rejects.toThrow(ProviderUnavailable);
    await clearModes();
    expect(await voidPayment()).toMatchObject({ status: 'VOIDED' });
  });

  it('of an amount that Stripe cannot take needs no payment', async () => {
    expect(await provider.void({ ...whole(), total: 1 })).toMatchObject({ status: 'VOIDED' });
    expect(await provider.void({ ...whole(), total: 1_005, currency: 'KWD' })).toMatchObject({ status: 'VOIDED' });
  });
});

describe('refunding', () => {
  it('gives a repeated refund back once, after the keys are forgotten too', async () => {
    await captured();
    await refund('one', 300);
    expect(await refund('one', 300)).toMatchObject({ refunded: 300 });
    await stripe.control('forget', {});
    expect(await refund('one', 300)).toMatchObject({ refunded: 300 });
  });

  it('gives nothing back above what was captured', async () => {
    await authorize();
    await capture(600);
    await expect(refund('one', 601)).rejects.toThrow(new RefundRefused('invalid_amount'));
    expect(await query()).toMatchObject({ status: 'CAPTURED', captured: 600, refunded: 0 });
    expect(await refund('two', 600)).toMatchObject({ status: 'REFUNDED', refunded: 600 });
    await expect(refund('three', 1)).rejects.toThrow(new RefundRefused('charge_already_refunded'));
  });

  it('gives nothing back that was not taken', async () => {
    await authorize();
    await expect(refund('one', 300)).rejects.toThrow(new RefundRefused('payment_requires_capture'));
  });

  it('of a disputed charge is refused by the name of the refusal', async () => {
    await captured();
    await control('dispute', {});
    await expect(refund('one', 300)).rejects.toThrow(new RefundRefused('charge_disputed'));
  });

  it.each([
    ['', async () => {}],
    [' and given back since, in part', () => control('refund', { amount: 250 })],
  ])('does not count what was released because only a part was captured in the dashboard%s', async (what, then) => {
    await authorize();
    await control('capture', { amount: 750 });
    await then();
    const refunded = what === '' ? 0 : 250;
    expect(await query()).toMatchObject({ status: 'CAPTURED', captured: 750, refunded });
    expect(await refund('rest', 750 - refunded)).toMatchObject({ status: 'REFUNDED', refunded: 750 });
  });

  it('counts more refunds than come with a charge', async () => {
    await captured();
    for (let number = 0; number < 12; number++) await control('refund', { amount: 10 });
    expect(await query()).toMatchObject({ refunded: 120 });
  });

  it('does not count one that the bank gave back', async () => {
    await captured();
    await refund('one', 300);
    await control('refund', { refundId: 'one' });
    const failed = { status: 'CAPTURED', refunded: 0, refunds: [{ id: 'one', failure: 'lost_or_stolen_card' }] };
    expect(await query()).toMatchObject(failed);
    // A repeat is the same refund, which failed; another may be made.
    expect(await refund('one', 300)).toMatchObject(failed);
    expect(await refund('two', 300)).toMatchObject({ refunded: 300 });
  });
});

describe('the risk of a payment', () => {
  it.each([
    ['pm_card_visa', 'normal'],
    ['pm_card_riskLevelElevated', 'elevated'],
    ['pm_card_riskLevelHighest', 'highest'],
  ])('of %s is told with its authorisation: %s', async (token, providerLevel) => {
    expect(await authorize(token)).toMatchObject({ status: 'AUTHORIZED', risk: { providerLevel } });
    expect(await provider.query(whole())).toMatchObject({ risk: { providerLevel } });
  });

  it('that Radar blocks is a decline', async () => {
    expect(await authorize('pm_card_chargeDeclinedFraudulent')).toMatchObject({ status: 'DECLINED' });
  });

  it('is reviewed until our approval closes the review, once', async () => {
    await authorize();
    await control('review', {});
    await patiently(async () => {
      const news = await Promise.all(webhook.received.map((raw) => provider.verifyNotification(raw)));
      // That it was authorised, and that there is a review: both are about the order.
      expect(news.map((one) => one?.orderId)).toEqual([orderId, orderId]);
    });
    expect((await provider.query(whole())).risk?.providerReview).toBe('OPEN');
    for (let time = 0; time < 2; time++) {
      expect((await provider.approve?.(whole()))?.risk?.providerReview).toBe('APPROVED');
    }
  });

  it.each([
    ['approved', 'APPROVED'],
    ['refunded_as_fraud', 'DENIED'],
    ['disputed', 'DENIED'],
    ['redacted', undefined],
  ] as const)('whose review is closed as %s is %s', async (closed, found) => {
    await authorize();
    await control('review', {});
    await control('review', { closed });
    expect((await provider.query(whole())).risk?.providerReview).toBe(found);
  });
});

describe('a disputed payment', () => {
  const disputes = async (disputeIds: string[] = []) => (await provider.query({ ...whole(), disputeIds })).disputes;

  it.each([
    ['won', 'CLOSED'],
    ['lost', 'LOST'],
    ['under_review', 'OPEN'],
    ['a_status_of_next_year', 'OPEN'],
  ])('is told with its reason, and how it was decided: %s', async (decided, status) => {
    await captured();
    expect(await disputes()).toBeUndefined();
    await control('dispute', {});
    expect(await disputes()).toMatchObject([{ kind: 'CHARGEBACK', reason: 'fraudulent', status: 'OPEN' }]);
    await control('dispute', { status: decided });
    expect(await disputes()).toMatchObject([{ kind: 'CHARGEBACK', status }]);
  });

  it('by an early fraud warning is told once its notification names it, until it calls for nothing more', async () => {
    await captured();
    await control('warn', {});
    const told = await patiently(async () => {
      const news = await Promise.all(webhook.received.map((raw) => provider.verifyNotification(raw)));
      const warning = news.find((one) => one?.disputeId !== undefined);
      expect(warning).toMatchObject({ orderId, disputeId: expect.stringMatching(/^issfr_/) });
      return warning;
    });
    const known = [told?.disputeId ?? ''];
    expect(await disputes(known)).toMatchObject([{ id: known[0], kind: 'FRAUD_WARNING', status: 'OPEN' }]);
    await control('warn', { actionable: false });
    expect(await disputes(known)).toMatchObject([{ kind: 'FRAUD_WARNING', status: 'CLOSED' }]);
  });
});

describe('when Stripe fails', () => {
  const operations = [
    ['authorize', async () => undefined, () => authorize(), { status: 'AUTHORIZED' }],
    ['capture', () => authorize(), () => capture(), { status: 'CAPTURED', captured: 1_000 }],
    ['void', () => authorize(), () => voidPayment(), { status: 'VOIDED', captured: 0 }],
    ['refund', () => captured(), () => refund('one', 400), { status: 'CAPTURED', refunded: 400 }],
    ['query', () => captured(), () => query(), { status: 'CAPTURED', captured: 1_000 }],
    ['create', async () => undefined, () => voidPayment(), { status: 'VOIDED', captured: 0 }],
  ] as const;

  describe.each(operations)('%s', (operation, prepare, call, done) => {
    it('doubles nothing when the answer is lost', async () => {
      await prepare();
      await mode({ operation, answerLost: 1 });
      await expect(call()).rejects.toThrow(ProviderUnavailable);
      expect(await call()).toMatchObject(done);
      expect(await call()).toMatchObject(done);
      const { charges, payments, refunded } = await entry();
      expect({ charges, payments, refunded }).toEqual({
        charges: operation === 'create' ? 0 : 1,
        payments: 1,
        refunded: operation === 'refund' ? 400 : 0,
      });
    });

    it('is unavailable when it is slow, and done later', async () => {
      await prepare();
      await mode({ operation, slowMilliseconds: 1_500 });
      await expect(call()).rejects.toThrow(ProviderUnavailable);
      await clearModes();
      expect(await call()).toMatchObject(done);
    });
  });

  it.each(Object.entries({ down: { down: 1 }, 'cut off': { reset: 2 }, ...troubles.stripe.passing }))(
    'at closing what it does not know, it is unavailable when it is %s, and closes it later',
    async (_, fault) => {
      await mode({ operation: 'create', ...fault });
      await expect(voidPayment()).rejects.toThrow(ProviderUnavailable);
      await clearModes();
      expect(await voidPayment()).toMatchObject({ status: 'VOIDED', captured: 0 });
    },
  );

  it('is a fault when the key is wrong', async () => {
    const wrong = accountOf(stripe.secret.replace(stripe.apiKey, 'sk_test_wrong'), stripe.url);
    await expect(stripeProvider(async () => wrong).query(whole())).rejects.toThrow('Stripe refuses a request');
  });
});

describe('amounts', () => {
  it.each([
    ['GBP', 1_050, 1_050],
    ['JPY', 500, 500],
    ['KRW', 500, 500],
    ['HUF', 1_045, 1_045],
    ['TWD', 80_045, 80_045],
    ['ISK', 5, 500],
    ['UGX', 5, 500],
    ['MGA', 500, 5],
    ['KWD', 5_120, 5_120],
  ])('in %s: %i minor units are %i for Stripe, and back', (currency, ours, theirs) => {
    expect(stripeAmount(ours, currency)).toBe(theirs);
    expect(minorUnits(theirs, currency)).toBe(ours);
  });

  it.each([
    ['KWD', 5_124],
    ['MGA', 501],
    ['GBP', -1],
    ['GBP', 0.5],
    ['ISK', Number.MAX_SAFE_INTEGER],
  ])('in %s cannot be %d', (currency, amount) => {
    expect(stripeAmount(amount, currency)).toBeUndefined();
  });

  it('go through a payment’s life in our minor units', async () => {
    const isk = { orderId, amount: 5, total: 5, currency: 'ISK' };
    expect(await authorize('pm_card_visa', isk)).toMatchObject({ status: 'AUTHORIZED', amount: 5, currency: 'ISK' });
    expect(await provider.capture(isk)).toMatchObject({ captured: 5 });
    expect(await provider.refund({ ...isk, amount: 2, refundId: 'one' })).toMatchObject({ captured: 5, refunded: 2 });
    expect((await entry()).captured).toBe(500);
    expect(await settledSinceBegun()).toEqual([{ orderId, currency: 'ISK', captured: 5, refunded: 2 }]);
  });
});

describe('notifications', () => {
  const arrived = (count: number) => webhook.arrived(count - 1);
  const verify = (raw: RawNotification | undefined) => provider.verifyNotification(raw as RawNotification);
  const notify = async (forge?: ForgedAs) => {
    webhook.forget();
    await control('notify', { order: [0], forge });
    return webhook.received[0] as RawNotification;
  };
  /** Something that Stripe has signed. */
  const signed = (content: unknown): RawNotification => {
    const body = Buffer.from(JSON.stringify(content));
    const { webhookSecrets } = JSON.parse(stripe.secret) as { webhookSecrets: string[] };
    const signature = stripeSignature(body, webhookSecrets, Math.floor(Date.now() / 1000));
    return { headers: { 'stripe-signature': signature }, body: body.toString('base64') };
  };
  const anEvent = (object: unknown, type = 'charge.refunded') => ({
    id: 'evt_1',
    object: 'event',
    type,
    livemode: false,
    data: { object },
  });

  it('tell the order, its amount and the event', async () => {
    await authorize();
    await arrived(1);
    await capture();
    await arrived(2);
    const seen = await Promise.all(webhook.received.map(verify));
    const told = { orderId, amount: 1_000, currency: 'GBP', eventId: expect.stringMatching(/^evt_/) };
    const standings = (['AUTHORIZED', 'CAPTURED'] as const).map((status) => ({
      reference: expect.any(String),
      status,
    }));
    expect(seen).toEqual(standings.map((standing) => ({ ...told, standing })));
    expect(new Set(seen.map((one) => one?.eventId)).size).toBe(2);
  });

  it('of charges, refunds and disputes are traced to the order, though they do not name it', async () => {
    const token = await anIntent();
    await authorize(token);
    await capture();
    await refund('one', 300);
    await control('dispute');
    await patiently(async () => expect((await entry()).notifications.length).toBe(6));
    await arrived(6);
    const seen = await Promise.all(webhook.received.map(verify));
    const about = seen.filter((one) => one !== undefined && one.amount === undefined);
    expect(about).toHaveLength(4);
    expect(about.every((one) => one?.orderId === orderId)).toBe(true);
  });

  it('that are genuine but about nothing of ours are no concern', async () => {
    await authorize();
    await arrived(1);
    expect(await verify(await notify('foreign'))).toBeUndefined();
    expect(await verify(signed(anEvent({ object: 'charge', payment_intent: null })))).toBeUndefined();
    expect(await verify(signed(anEvent({ object: 'charge', payment_intent: 'pi_gone' })))).toBeUndefined();
    expect(await verify(signed(anEvent({})))).toBeUndefined();
    const intent = { object: 'payment_intent', id: 'pi_1', amount: 1, currency: 'gbp', metadata: {} };
    expect(await verify(signed(anEvent(intent)))).toBeUndefined();
  });

  it.each(['payment_intent.created', 'payment_intent.requires_action', 'charge.captured', 'charge.succeeded'])(
    'that say nothing of a payment which others do not (%s) are no concern, once their signature is seen to be right',
    async (type) => {
      const object = { object: 'payment_intent', id: 'pi_1', amount: 1_000, currency: 'gbp', metadata: { orderId } };
      const event = signed(anEvent(object, type));
      expect(await verify(event)).toBeUndefined();
      await expect(verify({ ...event, headers: {} })).rejects.toThrow(InvalidNotification);
      expect(await verify(signed(anEvent(object, 'payment_intent.succeeded')))).toMatchObject({ orderId });
    },
  );

  it.each([
    ['no signature', {}],
    ['an empty one', { 'stripe-signature': '' }],
    ['nonsense', { 'stripe-signature': 'v1=,t=' }],
  ])('with %s are refused', async (_, headers) => {
    await expect(verify({ ...signed(anEvent({})), headers })).rejects.toThrow(InvalidNotification);
  });

  it.each([null, 1, 'text', [], {}, { object: 'v2.core.event' }, anEvent({ object: 'payment_intent' }), anEvent(1)])(
    'that are signed but no event of a payment (%j) are refused',
    async (content) => {
      await expect(verify(signed(content))).rejects.toThrow(InvalidNotification);
    },
  );

  it('are too old after five minutes', async () => {
    await authorize();
    await arrived(1);
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 299_000);
    await expect(verify(webhook.received[0])).resolves.toMatchObject({ orderId });
    vi.setSystemTime(Date.now() + 3_000);
    await expect(verify(webhook.received[0])).rejects.toThrow(InvalidNotification);
  });

  it('are taken with the old and the new secret while it is replaced', async () => {
    await authorize();
    await arrived(1);
    const { webhookSecrets } = await stripe.control<{ webhookSecrets: string[] }>('rotate', {});
    expect(await verify(await notify())).toMatchObject({ orderId });

    const text = JSON.stringify({ ...JSON.parse(stripe.secret), webhookSecrets: webhookSecrets.toReversed() });
    const both = stripeProvider(async () => accountOf(text, stripe.url));
    expect(await both.verifyNotification(await notify())).toMatchObject({ orderId });
    await stripe.control('rotate', { only: 'new' });
    await expect(both.verifyNotification(await notify())).rejects.toThrow(InvalidNotification);
  });

  it('are traced later when Stripe cannot be asked', async () => {
    const { reference } = await authorize();
    await mode({ operation: 'query', down: 1 });
    const raw = signed(anEvent({ object: 'charge', payment_intent: reference }));
    await expect(verify(raw)).rejects.toThrow(ProviderUnavailable);
    expect(await verify(raw)).toMatchObject({ orderId });
  });
});

describe('settled payments of a day', () => {
  const day = '2026-03-01';

  it('are those captured or refunded on it, each with all that it took and gave back', async () => {
    await captured();
    await refund('one', 300);
    await control('book', { at: `${day}T00:00:00Z` });
    await refund('two', 200);
    const settled = [{ orderId, currency: 'GBP', captured: 1_000, refunded: 500 }];
    expect(await settledOn(provider, day)).toEqual(settled);
    expect(await settledSinceBegun()).toEqual(settled);
    expect(await settledOn(provider, '2026-02-28')).toEqual([]);
    expect(await settledOn(provider, '2026-03-02')).toEqual([]);
  });

  it('leave out what was only authorised, and what names no order', async () => {
    await authorize();
    await anIntent({ capture_method: 'automatic' });
    expect(await settledSinceBegun()).toEqual([]);
  });

  it('show a refund that the bank gave back', async () => {
    await captured();
    await refund('one', 300);
    await control('book', { at: `${day}T12:00:00Z` });
    await control('refund', { refundId: 'one' });
    expect(await settledSinceBegun()).toEqual([{ orderId, currency: 'GBP', captured: 1_000, refunded: 0 }]);
  });

  it('are all there, over several pages', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => anOrderId(10_000 + index));
    for (const metadata of ids.map((orderId) => ({ orderId })))
      await anIntent({ metadata, capture_method: 'automatic' });
    const settled = await settledSinceBegun();
    expect(new Set(settled.map(({ orderId }) => orderId))).toEqual(new Set(ids));
  });

  it('are asked for again when Stripe is down', async () => {
    await stripe.control('mode', { operation: 'settled', down: true });
    await expect(settledOn(provider, day)).rejects.toThrow(ProviderUnavailable);
  });
});

describe('the function', () => {
  const invoke = (event: unknown) =>
    (handler as unknown as (event: unknown, context: object) => Promise<unknown>)(event, {
      getRemainingTimeInMillis: () => 20_000,
    });

  beforeEach(() => {
    vi.stubEnv('STRIPE_BASE_URL', stripe.url);
    vi.stubEnv('STRIPE_SECRET_ARN', `arn:test:stripe:${orders}`);
    stubSecret(stripe.secret);
    vi.spyOn(logger, 'warn').mockImplementation(() => undefined);
  });

  it('speaks with Stripe with the keys of its secret', async () => {
    const call = { operation: 'query', argument: { orderId, amount: 1_000, currency: 'GBP' } };
    await expect(invoke(call)).resolves.toMatchObject({ status: 'PENDING' });
  });

  it.each([{ apiKey: 'pk_test_1' }, { webhookSecrets: [] }, { returnUrl: 'shop' }])(
    'does not start with an incomplete secret (%o)',
    async (wrong) => {
      const text = JSON.stringify({ ...JSON.parse(stripe.secret), ...wrong });
      stubSecret(text);
      await expect(invoke({ operation: 'settledOn', argument: { day: '2026-03-01' } })).rejects.toThrow();
    },
  );
});
