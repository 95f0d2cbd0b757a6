import { isIP } from 'node:net';
import * as z from 'zod/mini';
import { type Clock, systemClock } from '../../../runtime/clock.ts';
import { environment } from '../../../runtime/environment.ts';
import type { Dispute, PaymentStatus } from '../../payment.ts';
import { InvalidNotification, PaymentDeclined, RefundRefused } from '../../payment-errors.ts';
import {
  type PaymentProvider,
  type PaymentReference,
  type PaymentRequest,
  type ProviderPayment,
  pageOf,
  shopPage,
} from '../../payment-provider.ts';
import { ordersOfBill } from './wechat-pay-bill.ts';
import { askWeChatPay, downloadTradeBill, unavailable, type WeChatPayAnswer } from './wechat-pay-client.ts';
import { weChatPayMerchant } from './wechat-pay-merchant.ts';
import { weChatPayOrderId, weChatPayOrderNumber } from './wechat-pay-order-number.ts';
import type { WeChatPayMerchant } from './wechat-pay-secret.ts';
import { decrypted, EncryptedResource, signatureFault } from './wechat-pay-signature.ts';

/** What WeChat Pay takes. */
const currency = 'CNY';

/**
 * The ends of the time to pay lie this far apart, in seconds. A repeated request must be the same to the letter, or it is refused
 * (OUT_TRADE_NO_USED): a repeat within this time asks for the same end, or for the one before.
 */
const expiryStepSeconds = 300;

/**
 * How long a code or a page opens after it was asked for. The page opens from a page of the shop only: WeChat Pay looks at the Referer.
 * Source: pay.weixin.qq.com/doc/v3/merchant/4012791834 and 4012791877, 2026-11.
 */
const linkMilliseconds = { native: 2 * 60 * 60 * 1000, h5: 5 * 60 * 1000 } as const;

/** China knows no summer time. */
const chinaOffsetMilliseconds = 8 * 60 * 60 * 1000;

/** Answers to creating or closing that mean: it stands otherwise than thought, so ask how. */
const standsOtherwise: readonly string[] = [
  'ORDERPAID',
  'ORDERCLOSED',
  'OUTTRADENOUSED',
  'INVALIDREQUEST',
  'USERPAYING',
];

/**
 * Answers to creating that are ours to mend: our merchant, our keys or what we send. Any other no to a payment is one that no wait
 * changes (`RULE_LIMIT`, `TRADE_ERROR`, `ACCOUNT_ERROR`). Source: pay.weixin.qq.com, Native 下单, 错误码, 2026-11.
 */
const ourFaults = /^(?:PARAM|APPID|MCH|NOAUTH|SIGN|RESOURCENOTEXIST|INVALIDREQ|REQUEST|LACK|NOTUTF8|UNKNOWN)/;

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

const NotificationEnvelope = z.object({ id: z.string(), event_type: z.string(), resource: EncryptedResource });

/** What a notification is about. That of a refund names neither app nor currency. */
const NotificationResource = z.object({
  mchid: z.string(),
  appid: z.optional(z.string()),
  out_trade_no: z.string(),
  out_refund_no: z.optional(z.string()),
  amount: z.object({ total: z.int(), currency: z.optional(z.string()) }),
});

/** What a notification of a complaint says, and what it is about. Source: pay.weixin.qq.com, 消费者投诉2.0, 2026-11. */
const ComplaintNotice = z.object({ complaint_id: z.string() });
const Complaint = z.object({
  complaint_id: z.string(),
  complaint_state: z.string(),
  problem_type: z.optional(z.string()),
  complaint_order_info: z.optional(z.array(z.object({ out_trade_no: z.string() }))),
});
type Complaint = z.output<typeof Complaint>;

/**
 * WeChat Pay, API v3. The customer pays by scanning a QR code (token `native`) or, in a phone's browser, on a page (token `h5` or
 * `h5:<the customer's IP address>`, with which WeChat Pay compares who opens the page). Paid is captured; there is no authorisation.
 *
 * A refund counts as given back once WeChat Pay has taken it on (PROCESSING): it is out of our hands then, and a bank may take days.
 * WeChat Pay v3 cannot list a payment's refunds, so that `refundIds` must name them all.
 */
export function weChatPayProvider({
  clock = systemClock,
  merchant = weChatPayMerchant,
}: {
  readonly clock?: Clock;
  readonly merchant?: () => Promise<WeChatPayMerchant>;
} = {}): PaymentProvider {
  async function ask(method: 'GET' | 'POST', target: string, content?: unknown): Promise<WeChatPayAnswer> {
    return askWeChatPay(await merchant(), clock, method, target, content);
  }

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
    if (status !== 'CAPTURED') return standing(status, total ?? payment.amount, 0, 0);
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

  async function findRefund(orderId: string, refundId: string): Promise<Refund | undefined> {
    const { error, body } = await ask('GET', `/v3/refund/domestic/refunds/${encodeURIComponent(refundId)}`);
    if (error === 'RESOURCENOTEXISTS') return undefined;
    if (error !== undefined) throw refused('to say how a refund stands', error);
    return theRefund(body, orderId, refundId);
  }

  async function query(payment: PaymentReference & { amount: number }, justAsked?: Refund): Promise<ProviderPayment> {
    return (await find(payment, justAsked)) ?? standing('PENDING', payment.amount, 0, 0);
  }

  /** The page or code to pay with, or undefined where the payment stands otherwise. */
  async function create(request: PaymentRequest, kind: 'native' | 'h5', expiry: number): Promise<string | undefined> {
    const { mchid, appid } = await merchant();
    const { error, body } = await ask('POST', `/v3/pay/transactions/${kind}`, {
      appid,
      mchid,
      description: `Order ${request.orderId.slice(0, 8)}`,
      out_trade_no: weChatPayOrderNumber(request.orderId),
      time_expire: chinaTime(expiry),
      notify_url: environment('NOTIFICATION_URL'),
      amount: { total: request.amount, currency },
      ...(kind === 'h5' && {
        scene_info: { payer_client_ip: addressIn(request.instruction.token), h5_info: { type: 'Wap' } },
      }),
    });
    if (error !== undefined && standsOtherwise.includes(error)) return undefined;
    if (error !== undefined && ourFaults.test(error)) throw refused('to create a payment', error);
    if (error !== undefined) throw new PaymentDeclined(request.orderId);
    const { data: created } = z.safeParse(
      z.object({ code_url: z.optional(z.string()), h5_url: z.optional(z.string()) }),
      body,
    );
    const payUrl = kind === 'h5' ? created?.h5_url : created?.code_url;
    if (payUrl === undefined) throw unavailable('a created payment is without its address');
    return payUrl;
  }

  /** Creates the payment, or finds it. @throws PaymentDeclined */
  async function begin(request: PaymentRequest): Promise<ProviderPayment> {
    const kind = kindOf(request.instruction.token);
    if (request.currency !== currency || request.amount < 1 || kind === undefined) {
      return { ...standing('DECLINED', request.amount, 0, 0), currency: request.currency };
    }
    const expiry = expiryOf(request, clock());
    const { returnUrl } = await merchant();
    const payUrlExpiresAt = new Date(clock().getTime() + linkMilliseconds[kind]).toISOString();
    const pending = (payUrl: string) => ({
      ...standing('PENDING', request.amount, 0, 0),
      payUrl,
      payUrlExpiresAt,
      ...(returnUrl !== undefined && { payPageUrl: shopPage(returnUrl, request.orderId) }),
    });

    const payUrl = await create(request, kind, expiry);
    if (payUrl !== undefined) return pending(payUrl);
    const now = await find(request);
    if (now === undefined) throw refused('to create a payment', 'and does not know it either');
    if (now.status !== 'PENDING') return now;
    // It was created, but the answer was lost: the same request, to the letter, gives the address once more.
    const earlierPayUrl = await create(request, kind, expiry - expiryStepSeconds * 1000);
    return earlierPayUrl === undefined ? query(request) : pending(earlierPayUrl);
  }

  return {
    async authorize(request) {
      try {
        return await begin(request);
      } catch (error) {
        if (!(error instanceof PaymentDeclined)) throw error;
        return standing('DECLINED', request.amount, 0, 0);
      }
    },

    query: (payment) => query(payment),

    /** Paid is captured: there is nothing to do but to look. */
    capture: ({ total, ...payment }) => query({ ...payment, amount: total }),

    async void({ total, ...payment }) {
      const number = weChatPayOrderNumber(payment.orderId);
      const { mchid } = await merchant();
      const { error } = await ask('POST', `/v3/pay/transactions/out-trade-no/${number}/close`, { mchid });
      if (error === 'ORDERNOTEXIST') return standing('VOIDED', total, 0, 0);
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

    async verifyNotification({ headers, body }) {
      const { mchid, appid, apiV3Key, platformKeys } = await merchant();
      const bytes = Buffer.from(body, 'base64');
      const fault = signatureFault(headers, bytes, platformKeys, clock());
      if (fault !== undefined) throw new InvalidNotification(fault);
      const { data: envelope } = z.safeParse(
        NotificationEnvelope,
        read(() => bytes.toString('utf8')),
      );
      if (envelope === undefined) throw new InvalidNotification('The notification is not one of WeChat Pay.');
      const resource = read(() => decrypted(envelope.resource, apiV3Key));
      if (resource === undefined) throw new InvalidNotification('The notification cannot be decrypted.');
      if (/^COMPLAINT\./.test(envelope.event_type)) {
        const { data: notice } = z.safeParse(ComplaintNotice, resource);
        if (notice === undefined) throw new InvalidNotification('The notification names no complaint.');
        const { complaint_id: disputeId } = notice;
        const about = (await findComplaint(disputeId))?.complaint_order_info ?? [];
        const [orderId] = about.flatMap(({ out_trade_no: number }) => weChatPayOrderId(number) ?? []);
        return orderId === undefined ? undefined : { eventId: envelope.id, orderId, disputeId };
      }
      if (!/^(?:TRANSACTION|REFUND)\./.test(envelope.event_type)) return undefined;

      const { data: news } = z.safeParse(NotificationResource, resource);
      if (news === undefined) throw new InvalidNotification('The notification is not about a payment.');
      if (news.mchid !== mchid || (news.appid ?? appid) !== appid) {
        throw new InvalidNotification('The notification is about another merchant.');
      }
      const orderId = weChatPayOrderId(news.out_trade_no);
      if (orderId === undefined) return undefined;
      const { out_refund_no: refundId, amount } = news;
      const about = { orderId, ...(refundId !== undefined && { refundId }) };
      return { eventId: envelope.id, ...about, amount: amount.total, currency: amount.currency };
    },

    /** The day of WeChat Pay's bills is the day in China. */
    async settledOn({ day, from }) {
      const bill = await downloadTradeBill(await merchant(), clock, day);
      return pageOf(bill === undefined ? [] : ordersOfBill(bill), from);
    },
  };
}

function standing(status: PaymentStatus, amount: number, captured: number, refunded: number): ProviderPayment {
  return { status, amount, currency, captured, refunded };
}

function theRefund(body: unknown, orderId: string, refundId: string): Refund {
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

/**
 * When the time to pay ends, in milliseconds since the epoch: not before the wait is over. A repeat asks for the same end, unless that
 * is over: then the order waits anew.
 */
function expiryOf({ begunAt, waitSeconds }: PaymentRequest, now: Date): number {
  const step = expiryStepSeconds * 1000;
  const from = (begun: number) => Math.ceil((begun + waitSeconds * 1000) / step) * step;
  const first = from(begunAt === undefined ? now.getTime() : Date.parse(begunAt));
  return first > now.getTime() ? first : from(now.getTime());
}

/** RFC 3339 with China's offset. */
function chinaTime(milliseconds: number): string {
  return new Date(milliseconds + chinaOffsetMilliseconds).toISOString().replace(/\.\d{3}Z$/, '+08:00');
}

/** How the customer wants to pay, or undefined for a token that is none of ours. */
function kindOf(token: string): 'native' | 'h5' | undefined {
  if (token === 'native' || token === 'h5') return token;
  return token.startsWith('h5:') && isIP(addressIn(token)) !== 0 ? 'h5' : undefined;
}

function addressIn(token: string): string {
  return token.slice('h5:'.length) || '127.0.0.1';
}

function refused(what: string, error: string): Error {
  return new Error(`WeChat Pay refuses ${what}: ${error}`);
}

/** What a JSON text says, or undefined when it is none or cannot be had. */
function read(text: () => string): unknown {
  try {
    return JSON.parse(text());
  } catch {
    return undefined;
  }
}
