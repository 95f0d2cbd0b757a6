import * as z from 'zod/mini';
import { type Clock, systemClock } from '../../../runtime/clock.ts';
import { RefundRefused } from '../../payment-errors.ts';
import { type PaymentProvider, type PaymentReference, type ProviderPayment, pageOf } from '../../payment-provider.ts';
import { type AlipayAccount, alipayAccount } from './alipay-account.ts';
import { yuan } from './alipay-amount.ts';
import { ordersOfBill } from './alipay-bill.ts';
import { askAlipay, downloadTradeBill, unavailable } from './alipay-client.ts';
import { begin } from './alipay-creation.ts';
import { alipayNotification } from './alipay-notification.ts';
import { alipayOrderId, alipayOrderNumber } from './alipay-order-number.ts';
import { type Ask, alipayTrades, notExisting, refused, standing, standsOtherwise, Yuan } from './alipay-trades.ts';

/**
 * Answers to a refund that leave open whether there is one: a step after it failed, or its number stands for another
 * amount. Any other is a no, and there is none. Source: opendocs.alipay.com, alipay.trade.refund, 业务错误码, 2026-11.
 */
const leavesRefundOpen: readonly string[] = ['ACQ.REFUND_CHARGE_ERROR', 'ACQ.DISCORDANT_REPEAT_REQUEST'];

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

/**
 * Alipay. The customer pays by scanning a QR code (token `qr`) or on Alipay's page (token `page`). Paid is captured;
 * there is no authorisation.
 *
 * Alipay cannot list a payment's refunds, so that `refundIds` must name them all; only a refund of our own is answered
 * with the sum of all.
 */
export function alipayProvider({
  clock = systemClock,
  account = alipayAccount,
}: {
  readonly clock?: Clock;
  readonly account?: () => Promise<AlipayAccount>;
} = {}): PaymentProvider {
  const ask: Ask = async (method, content, common) => askAlipay(await account(), clock, method, content, common);
  const trades = alipayTrades(ask);
  const { find, query, findRefund, findComplaint } = trades;

  /**
   * Makes a code that nobody has scanned worthless. Whoever pays in the moment between closing and this gets the money
   * back from Alipay at once: cancelling does that, and there is no other way to take back a code.
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
    authorize: (request) => begin(request, { ask, account, trades, clock }),

    query,

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
