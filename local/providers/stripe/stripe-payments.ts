import { randomBytes } from 'node:crypto';
import {
  type Charge,
  chargeView,
  type Intent,
  intentView,
  type Refund,
  refundedOf,
  refundsView,
  refundView,
} from './stripe-objects.ts';
import { InvalidRequest, StripeFault, type StripeObject } from './stripe-wire.ts';

/** A dispute, an early fraud warning or a review, as the API shows it. */
interface Objection {
  readonly intent: Intent;
  readonly view: StripeObject;
}

/** A booking on the account. */
interface Booking {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly amount: number;
  created: number;
}

/** Tells what happened to an object. */
export type Tell = (type: string, intent: Intent, object: StripeObject) => void;

/** What the API calls what somebody has against a payment, by how its ids begin. */
const objectionKinds = { dp: 'dispute', issfr: 'radar.early_fraud_warning', prv: 'review' } as const;

const cancelable = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'];

/**
 * Stripe's account: PaymentIntents, charges, refunds and what was booked, with Stripe's rules of what may follow what.
 */
export class Payments {
  readonly #tell: Tell;
  readonly #intents = new Map<string, Intent>();
  readonly #charges = new Map<string, Charge>();
  readonly #refunds = new Map<string, Refund>();
  readonly #bookings: Booking[] = [];
  readonly #objections: Objection[] = [];

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  get intents(): readonly Intent[] {
    return [...this.#intents.values()];
  }

  get charges(): readonly Charge[] {
    return [...this.#charges.values()].toReversed();
  }

  get refunds(): readonly Refund[] {
    return [...this.#refunds.values()].toReversed();
  }

  get bookings(): readonly StripeObject[] {
    return this.#bookings
      .map(({ source, ...booking }) => ({ object: 'balance_transaction', ...booking, source }))
      .toReversed();
  }

  /** The order's PaymentIntent: the one that is alive, where there are several. */
  ofOrder(orderId: string): Intent | undefined {
    const all = this.intents.filter(({ metadata }) => metadata.orderId === orderId);
    return all.find(({ status }) => status !== 'canceled') ?? all.at(-1);
  }

  /** @throws InvalidRequest resource_missing */
  get(id: string): Intent {
    const intent = this.#intents.get(id);
    if (intent === undefined) throw new InvalidRequest('resource_missing', 'intent', 404);
    return intent;
  }

  /** What an id stands for, as the API shows it. */
  view(id: string): StripeObject | undefined {
    const intent = this.#intents.get(id);
    if (intent !== undefined) return intentView(intent);
    const charge = this.#charges.get(id);
    if (charge !== undefined) return chargeView(charge);
    const review = this.#objections.find(({ view }) => view.object === 'review' && view.id === id);
    if (review !== undefined) return review.view;
    const refund = this.#refunds.get(id);
    if (refund !== undefined) return refundView(refund);
    const of = [...this.#charges.values()].find((charge) => id === `refunds_of_${charge.id}`);
    return of && refundsView(of);
  }

  create(request: StripeObject): Intent {
    const amount = Number(request.amount);
    const currency = String(request.currency);
    if (!Number.isSafeInteger(amount)) throw new InvalidRequest('parameter_invalid_integer', 'amount');
    if (amount < 30) throw new InvalidRequest('amount_too_small', 'amount');
    if (!/^[a-z]{3}$/.test(currency)) throw new InvalidRequest('parameter_invalid', 'currency');
    if (['isk', 'ugx'].includes(currency) && amount % 100 !== 0) {
      throw new InvalidRequest('invalid_charge_amount_no_decimal_compatible', 'amount');
    }
    if (['bhd', 'jod', 'kwd', 'omr', 'tnd'].includes(currency) && amount % 10 !== 0) {
      throw new InvalidRequest('parameter_invalid_integer', 'amount');
    }
    assertPaymentMethod(request.payment_method);
    const intent: Intent = {
      id: newId('pi'),
      amount,
      currency,
      captureMethod: String(request.capture_method ?? 'automatic_async'),
      created: now(),
      description: text(request.description),
      transferGroup: text(request.transfer_group),
      returnUrl: text(request.return_url),
      metadata: { ...(request.metadata as Record<string, string>) },
      status: request.payment_method === undefined ? 'requires_payment_method' : 'requires_confirmation',
      riskLevel: 'normal',
    };
    this.#intents.set(intent.id, intent);
    this.#tellOf('payment_intent.created', intent);
    if (request.confirm === 'true') this.confirm(intent, String(request.payment_method));
    return intent;
  }

  update(intent: Intent, request: StripeObject): void {
    intent.metadata = { ...intent.metadata, ...(request.metadata as Record<string, string>) };
  }

  /** As the test payment methods say: declined, with 3-D Secure, of a risk, or paid. */
  confirm(intent: Intent, paymentMethod: string): void {
    assertPaymentMethod(paymentMethod);
    if (!['requires_payment_method', 'requires_confirmation'].includes(intent.status)) throw unexpected(intent);
    if (/threeDSecure|authenticationRequired/.test(paymentMethod)) {
      intent.status = 'requires_action';
      this.#tellOf('payment_intent.requires_action', intent);
      return;
    }
    const [, risk] = /riskLevel(\w+)$/.exec(paymentMethod) ?? [];
    intent.riskLevel = risk?.toLowerCase() ?? 'normal';
    const [, reason] = /chargeDeclined(\w*)$/.exec(paymentMethod) ?? [];
    if (reason === undefined) {
      this.succeed(intent);
      return;
    }
    this.fail(intent);
    throw new StripeFault(402, 'card_error', 'card_declined', {
      decline_code: reason === '' ? 'generic_decline' : reason.replace(/\B[A-Z]/g, '_$&').toLowerCase(),
      payment_intent: intentView(intent),
    });
  }

  /** The customer's bank says yes. */
  succeed(intent: Intent): void {
    if (intent.status === 'canceled' || intent.status === 'succeeded') throw unexpected(intent);
    intent.charge = this.#newCharge(intent, 'succeeded');
    intent.status = 'requires_capture';
    if (intent.captureMethod === 'manual') this.#tellOf('payment_intent.amount_capturable_updated', intent);
    else this.capture(intent, intent.amount);
  }

  /** The customer's bank says no, or 3-D Secure fails. */
  fail(intent: Intent): void {
    if (intent.status === 'canceled' || intent.status === 'succeeded') throw unexpected(intent);
    intent.charge = this.#newCharge(intent, 'failed');
    intent.status = 'requires_payment_method';
    this.#tellOf('payment_intent.payment_failed', intent);
  }

  /** Takes an amount, and releases the rest: Stripe shows that as if it were refunded. */
  capture(intent: Intent, amount: number): void {
    const { charge } = intent;
    if (intent.status !== 'requires_capture' || charge === undefined) throw unexpected(intent);
    if (!(amount > 0 && amount <= intent.amount)) throw new InvalidRequest('amount_too_large', 'amount_to_capture');
    charge.captured = amount;
    intent.status = 'succeeded';
    this.#book('charge', charge.id, amount);
    if (amount < intent.amount)
      this.#addRefund(charge, { amount: intent.amount - amount, metadata: {}, isMoney: false });
    this.#tell('charge.captured', intent, chargeView(charge));
    this.#tellOf('payment_intent.succeeded', intent);
  }

  cancel(intent: Intent): void {
    if (!cancelable.includes(intent.status)) throw unexpected(intent);
    intent.status = 'canceled';
    this.#tellOf('payment_intent.canceled', intent);
  }

  /** Gives an amount back, all that is left where none is said. */
  refund(intent: Intent, amount: number | undefined, metadata: Record<string, string>): Refund {
    const { charge } = intent;
    if (charge === undefined || charge.captured === 0) {
      throw new StripeFault(400, 'invalid_request_error', 'charge_not_captured');
    }
    const left = charge.captured - refundedOf(charge);
    if (charge.isDisputed) throw new StripeFault(400, 'invalid_request_error', 'charge_disputed');
    if (left === 0) throw new StripeFault(400, 'invalid_request_error', 'charge_already_refunded');
    if (amount !== undefined && !(amount > 0 && amount <= left)) {
      // Stripe gives this one no code.
      throw new StripeFault(400, 'invalid_request_error', undefined, { param: 'amount' });
    }
    const refund = this.#addRefund(charge, { amount: amount ?? left, metadata, isMoney: true });
    this.#tell('refund.created', intent, refundView(refund));
    this.#tell('charge.refunded', intent, chargeView(charge));
    return refund;
  }

  /** The bank gives a refund back: the customer's account is closed, say. */
  failRefund(refund: Refund): void {
    refund.status = 'failed';
    refund.failureReason = 'lost_or_stolen_card';
    this.#book('refund_failure', refund.id, refund.amount);
    for (const type of ['refund.updated', 'refund.failed', 'charge.refund.updated']) {
      this.#tell(type, refund.charge.intent, refundView(refund));
    }
  }

  /** The customer's bank disputes the charge, with its money taken, or a dispute is decided: `won` or `lost`. */
  dispute(intent: Intent, status = 'needs_response'): void {
    const known = this.disputesOf(intent)[0];
    const dispute: Objection = known ?? this.#objection(intent, 'dp', { reason: 'fraudulent' });
    dispute.view.status = status;
    if (intent.charge !== undefined) intent.charge.isDisputed = true;
    const isDecided = status === 'won' || status === 'lost';
    const events = known === undefined ? ['created', 'funds_withdrawn'] : ['updated', ...(isDecided ? ['closed'] : [])];
    for (const type of events) this.#tell(`charge.dispute.${type}`, intent, { ...dispute.view });
  }

  /**
   * The card network warns that the charge is probably fraud; `isActionable` is false once it is given back or
   * disputed.
   */
  warn(intent: Intent, isActionable = true): void {
    const known = this.warningsOf(intent)[0];
    const warning = known ?? this.#objection(intent, 'issfr', { fraud_type: 'made_with_stolen_card' });
    warning.view.actionable = isActionable;
    const type = known === undefined ? 'created' : 'updated';
    this.#tell(`radar.early_fraud_warning.${type}`, intent, { ...warning.view });
  }

  /** Somebody, or a rule of Radar's, wants the payment looked at; or that is over, for this reason. */
  review(intent: Intent, closedReason?: string): void {
    const known = this.#objections.find(({ view }) => view.object === 'review' && view.id === intent.review);
    const reason = closedReason ?? 'rule';
    const { view } = known ?? this.#objection(intent, 'prv', { opened_reason: 'rule' });
    if (known !== undefined && !view.open) throw new StripeFault(400, 'invalid_request_error', 'review_closed');
    Object.assign(view, { open: closedReason === undefined, closed_reason: closedReason ?? null, reason });
    intent.review = String(view.id);
    this.#tell(`review.${closedReason === undefined ? 'opened' : 'closed'}`, intent, { ...view });
  }

  /** The PaymentIntent of a review. */
  reviewed(id: string): Intent {
    const intent = this.intents.find(({ review }) => review === id);
    if (intent === undefined) throw new InvalidRequest('resource_missing', 'review', 404);
    return intent;
  }

  /** The disputes of a payment. */
  disputesOf(intent: Intent): readonly Objection[] {
    return this.#objections.filter((objection) => objection.intent === intent && objection.view.object === 'dispute');
  }

  /** The early fraud warnings of a payment. */
  warningsOf(intent: Intent): readonly Objection[] {
    return this.#objections.filter(
      (objection) => objection.intent === intent && objection.view.object === objectionKinds.issfr,
    );
  }

  #objection(intent: Intent, kind: keyof typeof objectionKinds, said: StripeObject): Objection {
    const id = newId(kind);
    const object = objectionKinds[kind];
    const money = kind === 'dp' ? { amount: intent.amount, currency: intent.currency, metadata: {} } : {};
    const of = { charge: intent.charge?.id, payment_intent: intent.id };
    const objection = { intent, view: { id, object, created: now(), livemode: false, ...of, ...money, ...said } };
    this.#objections.push(objection);
    return objection;
  }

  /** Books all of a payment on another day. */
  backdate(intent: Intent, created: number): void {
    const sources = [intent.charge?.id, ...(intent.charge?.refunds ?? []).map(({ id }) => id)];
    for (const booking of this.#bookings) if (sources.includes(booking.source)) booking.created = created;
  }

  #newCharge(intent: Intent, status: 'succeeded' | 'failed'): Charge {
    const { transferGroup, metadata } = intent;
    const charge: Charge = {
      id: newId('ch'),
      intent,
      created: now(),
      transferGroup,
      metadata: { ...metadata },
      status,
      captured: 0,
      isDisputed: false,
      refunds: [],
      riskLevel: intent.riskLevel,
    };
    this.#charges.set(charge.id, charge);
    return charge;
  }

  #addRefund(
    charge: Charge,
    { amount, metadata, isMoney }: Pick<Refund, 'amount' | 'metadata'> & { isMoney: boolean },
  ): Refund {
    const id = newId('re');
    const booking = isMoney ? this.#book('refund', id, -amount) : undefined;
    const refund: Refund = { id, charge, amount, created: now(), metadata, booking, status: 'succeeded' };
    this.#refunds.set(id, refund);
    charge.refunds.push(refund);
    return refund;
  }

  #book(type: string, source: string, amount: number): string {
    const id = newId('txn');
    this.#bookings.push({ id, type, source, amount, created: now() });
    return id;
  }

  #tellOf(type: string, intent: Intent): void {
    this.#tell(type, intent, intentView(intent));
  }
}

function assertPaymentMethod(paymentMethod: unknown): void {
  if (paymentMethod === undefined) return;
  if (!/^pm_card_[A-Za-z0-9_]+$/.test(String(paymentMethod)))
    throw new InvalidRequest('resource_missing', 'payment_method');
}

function unexpected(intent: Intent): StripeFault {
  return new StripeFault(400, 'invalid_request_error', 'payment_intent_unexpected_state', {
    payment_intent: intentView(intent),
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function newId(kind: string): string {
  return `${kind}_${randomBytes(12).toString('hex')}`;
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
