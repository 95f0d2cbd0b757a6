import * as z from 'zod/mini';
import { type Clock, systemClock } from '../../../runtime/clock.ts';
import { environment } from '../../../runtime/environment.ts';
import type { Dispute, PaymentStatus } from '../../payment.ts';
import { RefundRefused } from '../../payment-errors.ts';
import {
  type PaymentProvider,
  type PaymentReference,
  type PaymentRequest,
  type ProviderPayment,
  pageOf,
  shopPage,
} from '../../payment-provider.ts';
import { type AlipayAccount, alipayAccount } from './alipay-account.ts';
import { fen, yuan } from './alipay-amount.ts';
import { ordersOfBill } from './alipay-bill.ts';
import { type AlipayAnswer, askAlipay, downloadTradeBill, unavailable } from './alipay-client.ts';
import { alipayNotification } from './alipay-notification.ts';
import { alipayOrderId, alipayOrderNumber } from './alipay-order-number.ts';
import { alipayTime } from './alipay-time.ts';

/** What Alipay takes. */
const currency = 'CNY';

/** The most that it takes at once, in fen. */
const limit = 10_000_000_000;

/** How long a signed page opens: Alipay takes no request whose time is further from its own. */
const pageMilliseconds = 15 * 60 * 1000;

/** The trade exists only once the customer has scanned the code or opened the page. */
const notExisting = 'ACQ.TRADE_NOT_EXIST';

/** Answers to creating, closing or cancelling that mean: it stands otherwise than thought, so ask how. */
const standsOtherwise: readonly string[] = [
  'ACQ.TRADE_HAS_SUCCESS',
  'ACQ.TRADE_HAS_CLOSE',
  'ACQ.TRADE_HAS_FINISHED',
  'ACQ.TRADE_STATUS_ERROR',
  'ACQ.CONTEXT_INCONSISTENT',
  'ACQ.REASON_TRADE_STATUS_INVALID',
  'ACQ.REASON_ILLEGAL_STATUS',
  'ACQ.REASON_TRADE_REFUND_FEE_ERR',
  'ACQ.CANCEL_NOT_ALLOWED',
  'ACQ.TRADE_CANCEL_TIME_OUT',
];

/**
 * Answers to creating that are ours to mend: our shop's account and contract, or what we send. Any other no to a payment is one that
 * no wait changes: it is above a limit, or not for this customer.
 * Source: opendocs.alipay.com, alipay.trade.precreate, 业务错误码, 2026-11.
 */
const ourFaults =
  /^ACQ\.(?:INVALID_|ACCESS_|EXIST_FORBIDDEN_|PARTNER_|SELLER_|ERROR_SELLER_|MERCHANT_STATUS_|SECONDARY_|RESTRICTED_|DEFAULT_SETTLE_|PLATFORM_|STORE_)/;

/**
 * Answers to a refund that leave open whether there is one: a step after it failed, or its number stands for another amount. Any other
 * is a no, and there is none. Source: opendocs.alipay.com, alipay.trade.refund, 业务错误码, 2026-11.
 */
const leavesRefundOpen: readonly string[] = ['ACQ.REFUND_CHARGE_ERROR', 'ACQ.DISCORDANT_REPEAT_REQUEST'];

/** Alipay writes amounts as texts, its documents sometimes as numbers. */
const Yuan = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((amount) => fen(String(amount))),
);

const Trade = z.object({
  outTradeNo: z.string(),
  tradeNo: z.string(),
  tradeStatus: z.enum(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED']),
  totalAmount: z.pipe(Yuan, z.int()),
  /** Only what was paid has it, and keeps it when it is given back. */
  sendPayDate: z.optional(z.string()),
});

const Created = z.object({ outTradeNo: z.string(), qrCode: z.string().check(z.minLength(1)) });

const Cancelled = z.object({
  outTradeNo: z.string(),
  retryFlag: z.optional(z.string()),
  /** What cancelling did; nothing where there was no trade. */
  action: z.optional(z.enum(['close', 'refund'])),
});

const Refunded = z.object({
  outTradeNo: z.string(),
  fundChange: z.optional(z.string()),
  /** All that was given back of the trade, not only by this refund. */
  refundFee: z.pipe(Yuan, z.int()),
});

/** Without the rest where there is no such refund. */
const RefundFound = z.object({
  outTradeNo: z.optional(z.string()),
  outRequestNo: z.optional(z.string()),
  refundStatus: z.optional(z.string()),
  refundAmount: z.optional(z.pipe(Yuan, z.int())),
});

/** A customer's complaint. Source: opendocs.alipay.com, alipay.merchant.tradecomplain.query, 2026-11. */
const Complaint = z.object({
  complainEventId: z.string(),
  status: z.string(),
  merchantOrderNo: z.optional(z.string()),
});
type Complaint = z.output<typeof Complaint>;

/** Statuses of a complaint in which nobody waits for the shop: finished, withdrawn, closed. */
const decided: readonly string[] = ['FINISHED', 'CANCELLED', 'PLATFORM_FINISH', 'CLOSED'];

/**
 * Alipay. The customer pays by scanning a QR code (token `qr`) or on Alipay's page (token `page`). Paid is captured; there is no
 * authorisation.
 *
 * Alipay cannot list a payment's refunds, so that `refundIds` must name them all; only a refund of our own is answered with the sum
 * of all.
 */
export function alipayProvider({
  clock = systemClock,
  account = alipayAccount,
}: {
  readonly clock?: Clock;
  readonly account?: () => Promise<AlipayAccount>;
} = {}): PaymentProvider {
  async function ask(
    method: string,
    content: Readonly<Record<string, unknown>>,
    common?: Readonly<Record<string, string>>,
  ): Promise<AlipayAnswer> {
    return askAlipay(await account(), clock, method, content, common);
  }

  /**
   * The payment, or undefined when Alipay does not know it (yet).
   * @param refundedAlready what was given back, where that is known
   */
  async function find(payment: PaymentReference, refundedAlready = 0): Promise<ProviderPayment | undefined> {
    const number = alipayOrderNumber(payment.orderId);
    const { error, body } = await ask('alipay.trade.query', { out_trade_no: number });
    if (error === notExisting) return undefined;
    if (error !== undefined) throw refused('to say how a payment stands', error);
    const { data: trade } = z.safeParse(Trade, body);
    if (trade?.outTradeNo !== number) throw unavailable('the answer is not about the payment that was asked for');

    const { tradeStatus, totalAmount: total, tradeNo: reference, sendPayDate } = trade;
    if (tradeStatus === 'WAIT_BUYER_PAY') return { ...standing('PENDING', total), reference };
    const refunds = await refundsOf(payment);
    // A refund never fails later: what a bank does not take, Alipay pays into the customer's balance.
    const sum = refunds.reduce((sum, refund) => sum + refund.amount, 0);
    const known = Math.max(sum, payment.refunded ?? 0, refundedAlready);
    // Closed is what nobody paid, and what was given back whole.
    if (tradeStatus === 'TRADE_CLOSED' && sendPayDate === undefined && known === 0) {
      return { ...standing('VOIDED', total), reference };
    }
    const refunded = tradeStatus === 'TRADE_CLOSED' ? total : known;
    const status = refunded < total ? 'CAPTURED' : 'REFUNDED';
    return {
      ...standing(status, total, total, refunded),
      reference,
      refunds: refunds.map(({ id }) => ({ id })),
      disputes: await complaintsOf(payment),
    };
  }

  /** A customer's complaint about a payment, or undefined when there is none of this id. */
  async function findComplaint(id: string): Promise<Complaint | undefined> {
    const { error, body } = await ask('alipay.merchant.tradecomplain.query', { complain_event_id: id });
    if (error !== undefined) return undefined;
    const { data: complaint } = z.safeParse(Complaint, body);
    if (complaint?.complainEventId !== id)
      throw unavailable('the answer is not about the complaint that was asked for');
    return complaint;
  }

  async function complaintsOf({ disputeIds = [] }: PaymentReference): Promise<Dispute[]> {
    const complaints = await Promise.all([...new Set(disputeIds)].map(findComplaint));
    return complaints.flatMap((complaint) => {
      if (complaint === undefined) return [];
      const { complainEventId: id, status: reason } = complaint;
      return [{ id, kind: 'COMPLAINT', reason, status: decided.includes(reason) ? 'CLOSED' : 'OPEN' }];
    });
  }

  /** The payment's refunds, as far as their ids are known. */
  async function refundsOf({ orderId, refundIds }: PaymentReference) {
    const found = await Promise.all(
      [...new Set(refundIds)].map(async (id) => ({ id, amount: await findRefund(orderId, id) })),
    );
    return found.flatMap(({ id, amount }) => (amount === undefined ? [] : [{ id, amount }]));
  }

  /** What a refund gave back, or undefined when it did not. */
  async function findRefund(orderId: string, refundId: string): Promise<number | undefined> {
    const number = alipayOrderNumber(orderId);
    const { error, body } = await ask('alipay.trade.fastpay.refund.query', {
      out_trade_no: number,
      out_request_no: refundId,
    });
    if (error === notExisting) return undefined;
    if (error !== undefined) throw refused('to say how a refund stands', error);
    const { data: refund } = z.safeParse(RefundFound, body);
    if (refund === undefined) throw unavailable('the answer about a refund is malformed');
    if (refund.refundStatus !== 'REFUND_SUCCESS') return undefined;
    if (refund.outTradeNo !== number || refund.outRequestNo !== refundId || refund.refundAmount === undefined) {
      throw unavailable('the answer is not about the refund that was asked for');
    }
    return refund.refundAmount;
  }

  async function query(payment: PaymentReference & { readonly amount: number }): Promise<ProviderPayment> {
    return (await find(payment)) ?? standing('PENDING', payment.amount);
  }

  /** Asking again with the same number and amount gives a code for the same trade, so that nothing need be looked up before. */
  async function scannable(request: PaymentRequest): Promise<ProviderPayment> {
    const content = { ...orderFor(request), qr_code_timeout_express: timeoutOf(request.waitSeconds) };
    const { error, body } = await ask('alipay.trade.precreate', content, {
      notify_url: environment('NOTIFICATION_URL'),
    });
    if (error !== undefined && standsOtherwise.includes(error)) {
      const now = await find(request);
      if (now !== undefined) return now;
      if (error === 'ACQ.TRADE_HAS_CLOSE') return standing('VOIDED', request.amount);
      throw refused('to create a payment', error);
    }
    if (error !== undefined && ourFaults.test(error)) throw refused('to create a payment', error);
    if (error !== undefined) return standing('DECLINED', request.amount);
    const { data: created } = z.safeParse(Created, body);
    if (created?.outTradeNo !== content.out_trade_no)
      throw unavailable('the answer is not about the payment asked for');
    return { ...standing('PENDING', request.amount), payUrl: created.qrCode };
  }

  /** The page's address is signed here, not asked for: the payment begins when it is opened. */
  async function payable(request: PaymentRequest): Promise<ProviderPayment> {
    const now = (await find(request)) ?? standing('PENDING', request.amount);
    if (now.status !== 'PENDING') return now;
    const { sdk, returnUrl } = await account();
    const payUrl = sdk.pageExecute('alipay.trade.page.pay', 'GET', {
      timestamp: alipayTime(clock()),
      notify_url: environment('NOTIFICATION_URL'),
      ...(returnUrl !== undefined && { return_url: returnUrl }),
      bizContent: { ...orderFor(request), product_code: 'FAST_INSTANT_TRADE_PAY' },
    });
    return {
      ...now,
      payUrl,
      payUrlExpiresAt: new Date(clock().getTime() + pageMilliseconds).toISOString(),
      ...(returnUrl !== undefined && { payPageUrl: shopPage(returnUrl, request.orderId) }),
    };
  }

  /**
   * Makes a code that nobody has scanned worthless. Whoever pays in the moment between closing and this gets the money back from
   * Alipay at once: cancelling does that, and there is no other way to take back a code.
   */
  async function cancel(payment: PaymentReference, total: number): Promise<ProviderPayment> {
    const number = alipayOrderNumber(payment.orderId);
    const { error, body } = await ask('alipay.trade.cancel', { out_trade_no: number });
    if (error === notExisting) return standing('VOIDED', total);
    if (error !== undefined && !standsOtherwise.includes(error)) throw refused('to cancel a payment', error);
    if (error === undefined) {
      const { data: cancelled } = z.safeParse(Cancelled, body);
      if (cancelled?.outTradeNo !== number || cancelled.retryFlag === 'Y') throw unavailable('cancelling did not work');
      if (cancelled.action === undefined) return standing('VOIDED', total);
    }
    return query({ ...payment, amount: total });
  }

  return {
    async authorize(request) {
      const { amount, currency: asked, instruction } = request;
      const isTaken = asked === currency && amount >= 1 && amount <= limit;
      if (isTaken && instruction.token === 'qr') return scannable(request);
      if (isTaken && instruction.token === 'page') return payable(request);
      return { ...standing('DECLINED', amount), currency: asked };
    },

    query: (payment) => query(payment),

    /** Paid is captured: there is nothing to do but to look. */
    capture: ({ total, ...payment }) => query({ ...payment, amount: total }),

    async void({ total, ...payment }) {
      const { error } = await ask('alipay.trade.close', { out_trade_no: alipayOrderNumber(payment.orderId) });
      if (error === notExisting) return cancel(payment, total);
      if (error !== undefined && !standsOtherwise.includes(error)) throw refused('to close a payment', error);
      return query({ ...payment, amount: total });
    },

    async refund({ refundId, amount, ...payment }) {
      const number = alipayOrderNumber(payment.orderId);
      const { error, body } = await ask('alipay.trade.refund', {
        out_trade_no: number,
        out_request_no: refundId,
        refund_amount: yuan(amount),
      });
      const { data: refund } = z.safeParse(Refunded, body);
      if (error === undefined && refund?.outTradeNo !== number)
        throw unavailable('the answer about a refund is malformed');
      // No money was moved: it is a repeat, or did not work.
      if (error !== undefined || refund?.fundChange !== 'Y') {
        const before = await findRefund(payment.orderId, refundId);
        if (before !== amount && error !== undefined && !leavesRefundOpen.includes(error))
          throw new RefundRefused(error);
        if (before !== amount && error !== undefined) throw unavailable(`a refund is answered ${error}`);
        if (before !== amount) throw unavailable('a refund is not done yet');
      }
      const refundIds = [...(payment.refundIds ?? []), refundId];
      const seen = await find({ ...payment, refundIds }, refund?.refundFee);
      if (seen === undefined) throw unavailable('a payment that was given back is not known');
      return seen;
    },

    async verifyNotification({ body }) {
      const news = alipayNotification(Buffer.from(body, 'base64'), await account());
      if (news === undefined || 'orderId' in news) return news;
      const orderId = alipayOrderId((await findComplaint(news.disputeId))?.merchantOrderNo ?? '');
      return orderId === undefined ? undefined : { ...news, orderId };
    },

    /** The day of Alipay's bills is the day in China. */
    async settledOn({ day, from }) {
      const bill = await downloadTradeBill(await account(), clock, day);
      return pageOf(bill === undefined ? [] : ordersOfBill(bill), from);
    },
  };
}

/** What a trade is created from. A repeat must not differ. */
function orderFor({ orderId, amount, waitSeconds }: PaymentRequest) {
  return {
    out_trade_no: alipayOrderNumber(orderId),
    total_amount: yuan(amount),
    subject: `Order ${orderId.slice(0, 8)}`,
    timeout_express: timeoutOf(waitSeconds),
  };
}

/** In whole minutes. */
function timeoutOf(waitSeconds: number): string {
  return `${Math.max(1, Math.ceil(waitSeconds / 60))}m`;
}

function standing(status: PaymentStatus, amount: number, captured = 0, refunded = 0): ProviderPayment {
  return { status, amount, currency, captured, refunded };
}

function refused(what: string, error: string): Error {
  return new Error(`Alipay refuses ${what}: ${error}`);
}
