import { type Clock, systemClock } from '../../../runtime/clock.ts';
import { environment } from '../../../runtime/environment.ts';
import { PaymentDeclined, RefundRefused } from '../../payment-errors.ts';
import { type PaymentProvider, pageOf } from '../../payment-provider.ts';
import { ordersOfBill } from './wechat-pay-bill.ts';
import { askWeChatPay, downloadTradeBill } from './wechat-pay-client.ts';
import { begin, standsOtherwise } from './wechat-pay-creation.ts';
import { weChatPayMerchant } from './wechat-pay-merchant.ts';
import { weChatPayNotification } from './wechat-pay-notification.ts';
import { weChatPayOrderId, weChatPayOrderNumber } from './wechat-pay-order-number.ts';
import type { WeChatPayMerchant } from './wechat-pay-secret.ts';
import { type Ask, currency, refused, standing, theRefund, weChatPayTrades } from './wechat-pay-trades.ts';

/**
 * WeChat Pay, API v3. The customer pays by scanning a QR code (token `native`) or, in a phone's browser, on a page
 * (token `h5` or `h5:<the customer's IP address>`, with which WeChat Pay compares who opens the page). Paid is
 * captured; there is no authorisation.
 *
 * A refund counts as given back once WeChat Pay has taken it on (PROCESSING): it is out of our hands then, and a bank
 * may take days. WeChat Pay v3 cannot list a payment's refunds, so that `refundIds` must name them all.
 */
export function weChatPayProvider({
  clock = systemClock,
  merchant = weChatPayMerchant,
}: {
  readonly clock?: Clock;
  readonly merchant?: () => Promise<WeChatPayMerchant>;
} = {}): PaymentProvider {
  const ask: Ask = async (method, target, content) => askWeChatPay(await merchant(), clock, method, target, content);
  const trades = weChatPayTrades(ask, merchant);
  const { query, findRefund, findComplaint } = trades;

  return {
    async authorize(request) {
      try {
        return await begin(request, { ask, merchant, trades, clock });
      } catch (error) {
        if (!(error instanceof PaymentDeclined)) throw error;
        return standing('DECLINED', request.amount);
      }
    },

    query: (payment) => query(payment),

    /** Paid is captured: there is nothing to do but to look. */
    capture: ({ total, ...payment }) => query({ ...payment, amount: total }),

    async void({ total, ...payment }) {
      const number = weChatPayOrderNumber(payment.orderId);
      const { mchid } = await merchant();
      const { error } = await ask('POST', `/v3/pay/transactions/out-trade-no/${number}/close`, { mchid });
      if (error === 'ORDERNOTEXIST') return standing('VOIDED', total);
      if (error !== undefined && !standsOtherwise.includes(error)) throw refused('to close a payment', error);
      return query({ ...payment, amount: total });
    },

    async refund({ refundId, amount, total, ...payment }) {
      const { error, body } = await ask('POST', '/v3/refund/domestic/refunds', {
        out_trade_no: weChatPayOrderNumber(payment.orderId),
        out_refund_no: refundId,
        notify_url: environment('NOTIFICATION_URL'),
        amount: { refund: amount, total, currency },
      });
      // Only where there is no such refund is a no believed.
      const asked =
        error === undefined ? theRefund(body, payment.orderId, refundId) : await findRefund(payment.orderId, refundId);
      if (asked === undefined) throw new RefundRefused(error ?? 'UNKNOWN');
      if (asked.amount.refund !== amount) throw refused('a refund', error ?? 'of another amount');
      return query({ ...payment, amount: total }, asked);
    },

    async verifyNotification(raw) {
      const news = weChatPayNotification(raw, await merchant(), clock());
      if (news === undefined || 'orderId' in news) return news;
      const about = (await findComplaint(news.disputeId))?.complaint_order_info ?? [];
      const [orderId] = about.flatMap(({ out_trade_no: number }) => weChatPayOrderId(number) ?? []);
      return orderId === undefined ? undefined : { ...news, orderId };
    },

    /** The day of WeChat Pay's bills is the day in China. */
    async settledOn({ day, from }) {
      const bill = await downloadTradeBill(await merchant(), clock, day);
      return pageOf(bill === undefined ? [] : ordersOfBill(bill), from);
    },
  };
}
