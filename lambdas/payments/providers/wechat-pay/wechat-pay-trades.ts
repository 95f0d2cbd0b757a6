import * as z from 'zod/mini';
import type { Dispute } from '../../dispute.ts';
import type { PaymentReference, ProviderPayment } from '../../payment-provider.ts';
import type { PaymentStatus } from '../../payment-status.ts';
import { unavailable, type WeChatPayAnswer } from './wechat-pay-client.ts';
import { weChatPayOrderNumber } from './wechat-pay-order-number.ts';
import type { WeChatPayMerchant } from './wechat-pay-secret.ts';

/** What WeChat Pay takes. */
export const currency = 'CNY';

/** A trade's state in our words. `REFUND` says that something was given back, not how much. */
const statuses = {
  SUCCESS: 'CAPTURED',
  REFUND: 'CAPTURED',
  NOTPAY: 'PENDING',
  USERPAYING: 'PENDING',
  ACCEPT: 'PENDING',
  CLOSED: 'VOIDED',
  REVOKED: 'VOIDED',
  PAYERROR: 'DECLINED',
} as const satisfies Record<string, PaymentStatus>;

const Trade = z.object({
  mchid: z.string(),
  appid: z.string(),
  out_trade_no: z.string(),
  trade_state: z.enum(Object.keys(statuses) as (keyof typeof statuses)[]),
  transaction_id: z.optional(z.string()),
  amount: z.optional(z.object({ total: z.optional(z.int()), currency: z.optional(z.string()) })),
});

const Refund = z.object({
  out_trade_no: z.string(),
  out_refund_no: z.string(),
  status: z.enum(['SUCCESS', 'PROCESSING', 'CLOSED', 'ABNORMAL']),
  amount: z.object({ refund: z.int(), total: z.int() }),
});
type Refund = z.output<typeof Refund>;

/** A customer's complaint. Source: pay.weixin.qq.com, 消费者投诉2.0, 2026-11. */
const Complaint = z.object({
  complaint_id: z.string(),
  complaint_state: z.string(),
  problem_type: z.optional(z.string()),
  complaint_order_info: z.optional(z.array(z.object({ out_trade_no: z.string() }))),
});
type Complaint = z.output<typeof Complaint>;

/** Asks WeChat Pay, in a merchant's name. */
export type Ask = (method: 'GET' | 'POST', target: string, content?: unknown) => Promise<WeChatPayAnswer>;

/** How payments stand with WeChat Pay, with their refunds and complaints. */
export function weChatPayTrades(ask: Ask, merchant: () => Promise<WeChatPayMerchant>) {
  /**
   * The payment, or undefined when WeChat Pay does not know it.
   * @param justAsked a refund whose state is known already
   */
  async function find(
    payment: PaymentReference & { amount: number },
    justAsked?: Refund,
  ): Promise<ProviderPayment | undefined> {
    const { mchid, appid } = await merchant();
    const number = weChatPayOrderNumber(payment.orderId);
    const answer = await ask('GET', `/v3/pay/transactions/out-trade-no/${number}?mchid=${encodeURIComponent(mchid)}`);
    if (answer.error === 'ORDERNOTEXIST') return undefined;
    if (answer.error !== undefined) throw refused('to say how a payment stands', answer.error);
    const { data: trade } = z.safeParse(Trade, answer.body);
    if (trade?.out_trade_no !== number || trade.mchid !== mchid || trade.appid !== appid) {
      throw unavailable('the answer is not about the payment that was asked for');
    }

    const status = statuses[trade.trade_state];
    const total = trade.amount?.total;
    if (status !== 'CAPTURED') return standing(status, total ?? payment.amount);
    if (total === undefined) throw unavailable('a paid payment is without its amount');
    const others = [...new Set(payment.refundIds)].filter((id) => id !== justAsked?.out_refund_no);
    const refunds = [justAsked, ...(await Promise.all(others.map((id) => findRefund(payment.orderId, id))))];
    const refunded = refunds.reduce((sum, refund) => sum + givenBack(refund), 0);
    return {
      ...standing(refunded < total ? 'CAPTURED' : 'REFUNDED', total, total, refunded),
      currency: trade.amount?.currency ?? currency,
      reference: trade.transaction_id,
      refunds: refunds.flatMap((refund) => {
        if (refund === undefined) return [];
        return [{ id: refund.out_refund_no, ...(givenBack(refund) === 0 && { failure: refund.status }) }];
      }),
      disputes: await complaintsOf(payment),
    };
  }

  /** A customer's complaint about payments, or undefined when there is none of this id. */
  async function findComplaint(id: string): Promise<Complaint | undefined> {
    const { error, body } = await ask('GET', `/v3/merchant-service/complaints-v2/${encodeURIComponent(id)}`);
    if (error === 'RESOURCENOTEXISTS' || error === 'PARAMERROR') return undefined;
    if (error !== undefined) throw refused('to tell a complaint', error);
    const { data: complaint } = z.safeParse(Complaint, body);
    if (complaint?.complaint_id !== id) throw unavailable('the answer is not about the complaint that was asked for');
    return complaint;
  }

  async function complaintsOf({ disputeIds = [] }: PaymentReference): Promise<Dispute[]> {
    const complaints = await Promise.all([...new Set(disputeIds)].map(findComplaint));
    return complaints.flatMap((complaint) => {
      if (complaint === undefined) return [];
      const { complaint_id: id, complaint_state: state, problem_type: reason = 'OTHERS' } = complaint;
      return [{ id, kind: 'COMPLAINT', reason, status: state === 'PROCESSED' ? 'CLOSED' : 'OPEN' }];
    });
  }

  /** A refund, or undefined where there is none of this number. */
  async function findRefund(orderId: string, refundId: string): Promise<Refund | undefined> {
    const { error, body } = await ask('GET', `/v3/refund/domestic/refunds/${encodeURIComponent(refundId)}`);
    if (error === 'RESOURCENOTEXISTS') return undefined;
    if (error !== undefined) throw refused('to say how a refund stands', error);
    return theRefund(body, orderId, refundId);
  }

  /** How a payment stands: PENDING where WeChat Pay does not know it (yet). */
  async function query(payment: PaymentReference & { amount: number }, justAsked?: Refund): Promise<ProviderPayment> {
    return (await find(payment, justAsked)) ?? standing('PENDING', payment.amount);
  }

  return { find, query, findRefund, findComplaint };
}

/** A payment in our words, with what it took and gave back. */
export function standing(status: PaymentStatus, amount: number, captured = 0, refunded = 0): ProviderPayment {
  return { status, amount, currency, captured, refunded };
}

/** What an answer says of this refund of this order. */
export function theRefund(body: unknown, orderId: string, refundId: string): Refund {
  const { data: refund } = z.safeParse(Refund, body);
  if (refund?.out_refund_no !== refundId || refund.out_trade_no !== weChatPayOrderNumber(orderId)) {
    throw unavailable('the answer is not about the refund that was asked for');
  }
  return refund;
}

/** What of a refund counts: CLOSED and ABNORMAL ones did not reach the customer. */
function givenBack(refund: Refund | undefined): number {
  return refund?.status === 'SUCCESS' || refund?.status === 'PROCESSING' ? refund.amount.refund : 0;
}

/** WeChat Pay says no to what we are to mend. */
export function refused(what: string, error: string): Error {
  return new Error(`WeChat Pay refuses ${what}: ${error}`);
}
