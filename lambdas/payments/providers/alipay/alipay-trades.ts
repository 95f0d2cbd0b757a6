import * as z from 'zod/mini';
import type { Dispute } from '../../dispute.ts';
import type { PaymentReference, ProviderPayment } from '../../payment-provider.ts';
import type { PaymentStatus } from '../../payment-status.ts';
import { fen } from './alipay-amount.ts';
import { type AlipayAnswer, unavailable } from './alipay-client.ts';
import { alipayOrderNumber } from './alipay-order-number.ts';

/** What Alipay takes. */
export const currency = 'CNY';

/** The trade exists only once the customer has scanned the code or opened the page. */
export const notExisting = 'ACQ.TRADE_NOT_EXIST';

/** Answers to creating, closing or cancelling that mean: it stands otherwise than thought, so ask how. */
export const standsOtherwise: readonly string[] = [
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

/** Alipay writes amounts as texts, its documents sometimes as numbers. */
export const Yuan = z.pipe(
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

/** Asks Alipay, in a shop's name. */
export type Ask = (
  method: string,
  content: Readonly<Record<string, unknown>>,
  common?: Readonly<Record<string, string>>,
) => Promise<AlipayAnswer>;

/** How payments stand with Alipay, with their refunds and complaints. */
export function alipayTrades(ask: Ask) {
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

  /** How a payment stands: PENDING where Alipay does not know it (yet). */
  async function query(payment: PaymentReference & { readonly amount: number }): Promise<ProviderPayment> {
    return (await find(payment)) ?? standing('PENDING', payment.amount);
  }

  return { find, query, findRefund, findComplaint };
}

/** A payment in our words, with what it took and gave back. */
export function standing(status: PaymentStatus, amount: number, captured = 0, refunded = 0): ProviderPayment {
  return { status, amount, currency, captured, refunded };
}

/** Alipay says no to what we are to mend. */
export function refused(what: string, error: string): Error {
  return new Error(`Alipay refuses ${what}: ${error}`);
}
