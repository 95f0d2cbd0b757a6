import { InvalidNotification, ProviderUnavailable, RefundRefused } from '../../lambdas/payments/payment-errors.ts';
import type {
  Notification,
  PaymentProvider,
  ProviderPayment,
  RawNotification,
} from '../../lambdas/payments/payment-provider.ts';
import type { PaymentStatus } from '../../lambdas/payments/payment-status.ts';
import { signNotification, verifySignature } from '../../lambdas/payments/signed-notification.ts';
import type { ProviderRisk } from '../../lambdas/risk/risk-signals.ts';
import type { InMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';

/** What may come of the first call. */
export const outcomes = ['paid', 'pending', 'declined'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a provider can be asked about a payment. */
export type Operation = 'authorize' | 'query' | 'capture' | 'void' | 'refund';

/**
 * What goes wrong with a call: nothing was done; it was done but the answer is lost; or the answer comes only when
 * released.
 */
export type ModelFault = 'down' | 'answer-lost' | 'late';

/** What a model provider is like. */
export interface ModelOptions {
  /** A card is authorised and captured later; a wallet payment is captured the moment the customer pays. */
  readonly kind: 'card' | 'wallet';
  /**
   * What comes of the first call, unless its token says so (`pm_declined`): paid at once (cards), waiting for the
   * customer, or declined.
   */
  readonly first?: Outcome;
  /** Whether closing a payment that was never begun keeps it from being begun later; WeChat Pay forgets it. */
  readonly forgetsUnknown?: boolean;
  /** The amount that it takes in place of the one that it was asked for. */
  readonly takes?: { readonly amount?: number; readonly currency?: string };
}

/** A payment as the model keeps it. */
export interface ModelPayment {
  status: PaymentStatus;
  amount: number;
  currency: string;
  captured: number;
  /** Amounts by refund id, as far as they did not fail. */
  readonly refunds: Map<string, number>;
  /** Those that failed after they were made: why, by refund id. */
  readonly failedRefunds: Map<string, string>;
  /** What changed it, in order: the ledger. */
  readonly ledger: string[];
  /** What is said of its risk. */
  risk?: ProviderRisk;
  /** Its own name, as long as only the storefront that made it knows of it. */
  name?: string | undefined;
}

/** How a model stands at a moment. */
export interface ModelSnapshot {
  readonly payments: Map<string, ModelPayment>;
  readonly calls: readonly Operation[];
}

/** A payment provider with the rules of the real ones, in memory. */
export type ModelProvider = ReturnType<typeof modelProvider>;

const merchant = 'merchant-1';
const secret = 'model-secret';

/** A moment at which the model signs its notifications, in seconds. */
export const modelSeconds = 1_795_435_200;

/**
 * A payment provider with the rules of the real ones: every call is idempotent by order (a refund by its id); what was
 * voided cannot be captured, what was paid cannot be closed, and no more is given back than was taken. Every call
 * passes through the store's `intercept`, where a test puts in faults and an order of events; `fail` puts in faults one
 * operation at a time.
 */
export function modelProvider(
  db: InMemoryDynamoDb,
  { kind, first = 'pending', forgetsUnknown = false, takes = {} }: ModelOptions,
) {
  const payments = new Map<string, ModelPayment>();
  const calls: Operation[] = [];
  const faults = new Map<Operation, ModelFault[]>();
  const late: (() => void)[] = [];
  let refusal: string | undefined;
  let refusals = 0;

  async function ask(operation: Operation, act: () => ProviderPayment): Promise<ProviderPayment> {
    const fault = faults.get(operation)?.shift();
    const answer = await db.intercept({ name: `provider.${operation}` }, () => {
      calls.push(operation);
      if (fault === 'down') throw new ProviderUnavailable('model', `${operation}: down`);
      const standing = act();
      if (fault === 'answer-lost') throw new ProviderUnavailable('model', `${operation}: the answer is lost`);
      return standing;
    });
    if (fault === 'late') await new Promise<void>((resolve) => late.push(resolve));
    return answer as ProviderPayment;
  }

  /**
   * How a payment stands; an unknown one is PENDING, as the port says.
   * @param refundIds it tells of the refunds only that it is asked for, as WeChat Pay does
   */
  function standing(
    orderId: string,
    amount: number,
    currency: string,
    refundIds: readonly string[] = [],
  ): ProviderPayment {
    const payment = find(orderId);
    if (payment === undefined) return { status: 'PENDING', amount, currency, captured: 0, refunded: 0 };
    const refunded = [...payment.refunds].reduce((sum, [id, part]) => sum + (refundIds.includes(id) ? part : 0), 0);
    const refunds = [
      ...[...payment.refunds.keys()].map((id) => ({ id })),
      ...[...payment.failedRefunds].map(([id, failure]) => ({ id, failure })),
    ];
    return {
      status: payment.captured > 0 && refunded === payment.captured ? 'REFUNDED' : payment.status,
      reference: `model-${orderId}`,
      amount: payment.amount,
      currency: payment.currency,
      captured: payment.captured,
      refunded,
      ...(payment.status === 'PENDING' && { payUrl: `https://pay.test/${orderId}` }),
      refunds: refunds.filter(({ id }) => refundIds.includes(id)),
      ...(payment.risk && { risk: payment.risk }),
    };
  }

  /** The order's payment. One that the storefront has made becomes the order's once it is asked for by its name. */
  function find(orderId: string, name?: string): ModelPayment | undefined {
    const payment = payments.get(orderId);
    if (payment?.name !== undefined && payment.name === name) payment.name = undefined;
    return payment?.name === undefined ? payment : undefined;
  }

  function create(orderId: string, amount: number, currency: string, status: PaymentStatus): ModelPayment {
    const payment: ModelPayment = {
      status,
      amount,
      currency,
      captured: 0,
      refunds: new Map(),
      failedRefunds: new Map(),
      ledger: [],
    };
    payments.set(orderId, payment);
    return payment;
  }

  function take(payment: ModelPayment, amount = payment.amount): void {
    if (payment.captured > 0) throw new Error('taken twice');
    payment.captured = amount;
    payment.status = 'CAPTURED';
    payment.ledger.push(`captured ${amount}`);
  }

  /** The customer's money comes. */
  function settle(payment: ModelPayment): void {
    if (kind === 'wallet') take(payment);
    else {
      payment.status = 'AUTHORIZED';
      payment.ledger.push('authorised');
    }
  }

  const port: PaymentProvider = {
    authorize: ({ orderId, amount, currency, instruction }) =>
      ask('authorize', () => {
        if (find(orderId, instruction.token) === undefined && !payments.has(orderId)) {
          const created = create(orderId, takes.amount ?? amount, takes.currency ?? currency, 'PENDING');
          const comesOfIt = outcomes.find((outcome) => instruction.token === `pm_${outcome}`) ?? first;
          if (comesOfIt === 'declined') created.status = 'DECLINED';
          if (comesOfIt === 'paid') settle(created);
        }
        return standing(orderId, amount, currency);
      }),

    query: ({ orderId, reference, amount, currency, refundIds }) =>
      ask('query', () => {
        find(orderId, reference);
        return standing(orderId, amount, currency, refundIds);
      }),

    capture: ({ orderId, amount, total, currency, refundIds }) =>
      ask('capture', () => {
        const payment = payments.get(orderId);
        if (payment?.status === 'AUTHORIZED') take(payment, takes.amount ?? amount);
        return standing(orderId, total, currency, refundIds);
      }),

    void: ({ orderId, reference, total, currency, refundIds }) =>
      ask('void', () => {
        const payment = find(orderId, reference);
        if (payment === undefined && (forgetsUnknown || payments.has(orderId))) {
          return { status: 'VOIDED', amount: total, currency, captured: 0, refunded: 0 };
        }
        const known = payment ?? create(orderId, total, currency, 'PENDING');
        if (known.status === 'PENDING' || known.status === 'AUTHORIZED') {
          known.status = 'VOIDED';
          known.ledger.push('voided');
        }
        return standing(orderId, total, currency, refundIds);
      }),

    refund: ({ orderId, refundId, amount, total, currency, refundIds = [] }) =>
      ask('refund', () => {
        const payment = payments.get(orderId);
        const before = payment?.refunds.get(refundId);
        if (payment === undefined || (before ?? amount) !== amount) throw refusalOf('another refund');
        if (before === undefined && !payment.failedRefunds.has(refundId)) {
          if (refusal !== undefined && refusals-- > 0) throw new RefundRefused(refusal);
          if (refundedOf(payment) + amount > payment.captured) throw new RefundRefused('more than was taken');
          payment.refunds.set(refundId, amount);
          payment.ledger.push(`refunded ${amount}`);
        }
        return standing(orderId, total, currency, [...refundIds, refundId]);
      }),

    verifyNotification: verifyModelNotification,

    settledOn: async () => ({
      payments: [...payments]
        .filter(([, { captured }]) => captured > 0)
        .map(([orderId, payment]) => ({
          orderId,
          currency: payment.currency,
          captured: payment.captured,
          refunded: refundedOf(payment),
        })),
    }),
  };

  return {
    ...port,
    payments,
    /** What was asked, in order; only what reached the provider. */
    calls,
    /** How often something was asked that may change a payment. */
    mutatingCalls: () => calls.filter((operation) => operation !== 'query').length,
    /**
     * How its payments stand and what it was asked; `restore` brings it back. Faults and late answers are no part of
     * it.
     */
    snapshot: (): ModelSnapshot => structuredClone({ payments, calls }),
    restore: (snapshot: ModelSnapshot): void => {
      payments.clear();
      for (const [orderId, payment] of structuredClone(snapshot.payments)) payments.set(orderId, payment);
      calls.splice(0, calls.length, ...snapshot.calls);
    },
    /** Lets the next calls of an operation go wrong, one after the other. */
    fail: (operation: Operation, ...next: readonly ModelFault[]) =>
      faults.set(operation, [...(faults.get(operation) ?? []), ...next]),
    /** Lets every late answer arrive. */
    release: () => {
      for (const resolve of late.splice(0)) resolve();
    },
    /**
     * The customer pays. A wallet payment that is closed at this very moment may come through all the same.
     * @returns whether money moved
     */
    pay: (orderId: string, slipsThrough = false): boolean => {
      const payment = payments.get(orderId);
      const open = payment?.status === 'PENDING' || (slipsThrough && kind === 'wallet' && payment?.status === 'VOIDED');
      if (payment === undefined || !open) return false;
      settle(payment);
      return true;
    },
    /** Refuses new refunds for this reason, all or so many; none for undefined. */
    refuse: (code: string | undefined, times = Number.POSITIVE_INFINITY): void => {
      refusal = code;
      refusals = times;
    },
    /**
     * The storefront makes a payment itself, of which only it knows the name, and its customer may have confirmed it
     * already.
     */
    makeBefore: (name: string, orderId: string, amount: number, isConfirmed: boolean): void => {
      const payment = create(orderId, amount, 'GBP', 'PENDING');
      payment.name = name;
      if (isConfirmed) settle(payment);
    },
    /**
     * Somebody gives a part back in the provider's console, as far as there is that much. @returns whether money moved
     */
    refundElsewhere: (refundId: string, amount: number): boolean => {
      const [payment] = payments.values();
      if (payment === undefined || refundedOf(payment) + amount > payment.captured) return false;
      payment.refunds.set(refundId, amount);
      payment.ledger.push(`refunded ${amount} elsewhere`);
      return true;
    },
    /** The customer's bank gives a refund back. @returns whether money moved */
    failRefund: (refundId: string, code: string): boolean => {
      const [payment] = payments.values();
      const amount = payment?.refunds.get(refundId);
      if (payment === undefined || amount === undefined) return false;
      payment.refunds.delete(refundId);
      payment.failedRefunds.set(refundId, code);
      payment.ledger.push(`refund of ${amount} failed`);
      return true;
    },
    /** The provider's own people end their review. @returns whether there was a payment to look at */
    endReview: (orderId: string, found: 'APPROVED' | 'DENIED'): boolean => {
      const payment = payments.get(orderId);
      if (payment !== undefined) payment.risk = { providerReview: found };
      return payment !== undefined;
    },
    /** The customer's bank says no. */
    decline: (orderId: string): void => {
      const payment = payments.get(orderId);
      if (payment?.status === 'PENDING') payment.status = 'DECLINED';
    },
  };
}

/** A notification as the model signs and sends it; a test may change what it says before it is signed. */
export function modelNotification(
  orderId: string,
  eventId: string,
  { said = {}, seconds = modelSeconds }: { said?: Readonly<Record<string, unknown>>; seconds?: number } = {},
): RawNotification {
  const body = Buffer.from(JSON.stringify({ eventId, orderId, merchant, ...said }));
  return { headers: { 'model-signature': signNotification(body, secret, seconds) }, body: body.toString('base64') };
}

/** What was given back of a payment. */
export function refundedOf({ refunds }: ModelPayment): number {
  return [...refunds.values()].reduce((sum, amount) => sum + amount, 0);
}

/** How the model verifies: signature, age and merchant first, as the real ones. */
export async function verifyModelNotification({ headers, body }: RawNotification): Promise<Notification> {
  const raw = Buffer.from(body, 'base64');
  verifySignature(headers['model-signature'], raw, secret, new Date(modelSeconds * 1000));
  const { merchant: of, ...notification } = JSON.parse(raw.toString('utf8'));
  if (of !== merchant) throw new InvalidNotification('It is about another merchant.');
  return notification;
}

function refusalOf(detail: string): ProviderUnavailable {
  return new ProviderUnavailable('model', `refused: ${detail}`);
}
