import * as z from 'zod/mini';
import { InvalidNotification } from '../../payment-errors.ts';
import type { Notification, RawNotification } from '../../payment-provider.ts';
import { weChatPayOrderId } from './wechat-pay-order-number.ts';
import type { WeChatPayMerchant } from './wechat-pay-secret.ts';
import { decrypted, EncryptedResource, signatureFault } from './wechat-pay-signature.ts';

const NotificationEnvelope = z.object({ id: z.string(), event_type: z.string(), resource: EncryptedResource });

/** What a notification is about. That of a refund names neither app nor currency. */
const NotificationResource = z.object({
  mchid: z.string(),
  appid: z.optional(z.string()),
  out_trade_no: z.string(),
  out_refund_no: z.optional(z.string()),
  amount: z.object({ total: z.int(), currency: z.optional(z.string()) }),
});

/** What a notification of a complaint says. Source: pay.weixin.qq.com, 消费者投诉2.0, 2026-11. */
const ComplaintNotice = z.object({ complaint_id: z.string() });

/** A complaint of a customer has changed: about which order is to be asked. */
export interface ComplaintChanged {
  readonly eventId: string;
  readonly disputeId: string;
}

/**
 * Verifies, decrypts and reads a notification.
 * @returns undefined for a genuine one that is not about an order of ours
 * @throws InvalidNotification
 */
export function weChatPayNotification(
  { headers, body }: RawNotification,
  { mchid, appid, apiV3Key, platformKeys }: WeChatPayMerchant,
  now: Date,
): Notification | ComplaintChanged | undefined {
  const bytes = Buffer.from(body, 'base64');
  const fault = signatureFault(headers, bytes, platformKeys, now);
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
    return { eventId: envelope.id, disputeId: notice.complaint_id };
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
}

/** What a JSON text says, or undefined when it is none or cannot be had. */
function read(text: () => string): unknown {
  try {
    return JSON.parse(text());
  } catch {
    return undefined;
  }
}
