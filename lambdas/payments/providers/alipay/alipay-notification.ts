import * as z from 'zod/mini';
import { InvalidNotification } from '../../payment-errors.ts';
import { Notification } from '../../payment-provider.ts';
import type { AlipayAccount } from './alipay-account.ts';
import { fen } from './alipay-amount.ts';
import { alipayOrderId } from './alipay-order-number.ts';

const Signed = z.object({
  notify_id: Notification.shape.eventId,
  /** Of a trade; other messages have a `msg_method` in its place. */
  notify_type: z.optional(z.string()),
  app_id: z.string(),
});

/** Of a message: what it is about, in a JSON of its own. */
const AboutComplaint = z.object({
  msg_method: z.literal('alipay.merchant.tradecomplain.changed'),
  biz_content: z.string(),
});
const ChangedComplaint = z.object({ complain_event_id: z.string() });

/** A complaint of a customer has changed: about which order is to be asked. */
export interface ComplaintChanged {
  readonly eventId: string;
  readonly disputeId: string;
}

const AboutTrade = z.object({
  seller_id: z.string(),
  out_trade_no: z.string().check(z.minLength(1)),
  trade_status: z.string(),
  total_amount: z.string(),
  /** The number of the refund that it tells of, if it does. */
  out_biz_no: z.optional(z.string()),
  gmt_refund: z.optional(z.string()),
});

/**
 * Verifies and reads a notification: a form whose signature is one of its fields. Alipay's have no age; a replayed one
 * has an event id that is known.
 * @returns undefined for a genuine one that is not about an order of ours
 * @throws InvalidNotification
 */
export function alipayNotification(
  body: Buffer,
  { sdk, appId, sellerId }: AlipayAccount,
): Notification | ComplaintChanged | undefined {
  const fields = fieldsOf(body);
  // The SDK would follow whatever algorithm the notification names.
  if (fields.sign_type !== 'RSA2') throw new InvalidNotification('The notification is not signed with RSA2.');
  if (!isSigned(sdk, fields)) throw new InvalidNotification('The signature of the notification does not verify.');

  const { data: news } = z.safeParse(Signed, fields);
  if (news === undefined) throw new InvalidNotification('The notification is not complete.');
  if (news.app_id !== appId) throw new InvalidNotification('The notification is about another app.');
  const { data: complaint } = z.safeParse(AboutComplaint, fields);
  if (complaint !== undefined) return { eventId: news.notify_id, disputeId: complaintIdIn(complaint.biz_content) };
  if (news.notify_type !== 'trade_status_sync') return undefined;

  const { data: trade } = z.safeParse(AboutTrade, fields);
  const amount = fen(trade?.total_amount ?? '');
  if (trade === undefined || amount === undefined) throw new InvalidNotification('The notification is not complete.');
  if (trade.seller_id !== sellerId) throw new InvalidNotification('The notification is about another seller.');
  const orderId = alipayOrderId(trade.out_trade_no);
  if (orderId === undefined) return undefined;
  const refundId = trade.gmt_refund === undefined ? undefined : trade.out_biz_no;
  return {
    eventId: news.notify_id,
    orderId,
    amount,
    currency: 'CNY',
    ...(refundId !== undefined && { refundId }),
  };
}

function complaintIdIn(content: string): string {
  try {
    return z.parse(ChangedComplaint, JSON.parse(content)).complain_event_id;
  } catch {
    throw new InvalidNotification('The notification names no complaint.');
  }
}

function fieldsOf(body: Buffer): Readonly<Record<string, string>> {
  let entries: [string, string][];
  try {
    entries = [...new URLSearchParams(new TextDecoder('utf-8', { fatal: true }).decode(body))];
  } catch {
    throw new InvalidNotification('The notification is not a form.');
  }
  const fields = Object.fromEntries(entries);
  if (Object.keys(fields).length !== entries.length) {
    throw new InvalidNotification('The notification has a field twice.');
  }
  if (fields.charset?.toLowerCase() !== 'utf-8') {
    throw new InvalidNotification('The notification is not in the charset that we asked for.');
  }
  return fields;
}

function isSigned(sdk: AlipayAccount['sdk'], fields: Readonly<Record<string, string>>): boolean {
  try {
    return sdk.checkNotifySignV2(fields);
  } catch {
    return false;
  }
}
