import { randomUUID } from 'node:crypto';
import type * as notifier from '../notifier.ts';
import { Notifier, statusOf } from '../notifier.ts';
import type { LocalRefund, Trade } from './wechat-pay-trades.ts';
import { chinaTime, encryptedResource, signedHeaders, type WeChatPayKeys } from './wechat-pay-wire.ts';

/** How a notification is made wrong. `probe` is what WeChat Pay itself does to see whether merchants verify. */
export type ForgedAs =
  | 'signature'
  | 'timestamp'
  | 'amount'
  | 'merchant'
  | 'app'
  | 'garbage'
  | 'key'
  | 'serial'
  | 'probe'
  | 'foreign';

/** What happened to a payment, as it is told. */
interface NotificationEvent {
  readonly id: string;
  readonly type:
    | 'TRANSACTION.SUCCESS'
    | 'REFUND.SUCCESS'
    | 'REFUND.ABNORMAL'
    | 'REFUND.CLOSED'
    | 'COMPLAINT.CREATE'
    | 'COMPLAINT.STATE_CHANGE';
  readonly notifyUrl: string;
  readonly content: Record<string, unknown>;
}

/** A notification and what it was answered. */
export type SentNotification = notifier.SentNotification<ForgedAs, number>;

/** Sends signed and encrypted notifications, again and again until they are answered 200 or 204 within five seconds. */
export class WeChatPayNotifier extends Notifier<NotificationEvent, ForgedAs, number> {
  readonly #keys: WeChatPayKeys;
  readonly #url: string | undefined;
  protected override readonly timeoutMilliseconds = 5_000;

  /** @param url where all go; otherwise where each payment says */
  constructor(keys: WeChatPayKeys, repeatMilliseconds: readonly number[], url: string | undefined) {
    super(repeatMilliseconds);
    this.#keys = keys;
    this.#url = url;
  }

  protected override named({ id, type }: NotificationEvent) {
    return { eventId: id, type };
  }

  protected override request(event: NotificationEvent, forge?: ForgedAs) {
    return { url: this.#url ?? event.notifyUrl, ...signedNotification(event, this.#keys, forge) };
  }

  protected override answer(response: Response): Promise<number> {
    return statusOf(response);
  }

  protected override isTaken(answer: number | string): boolean {
    return answer === 200 || answer === 204;
  }

  /** The payment was made. */
  paid(trade: Trade, isSilent: boolean): void {
    this.tell(trade.outTradeNo, this.#paidEvent(trade), isSilent);
  }

  /** Money was given back, or could not be. */
  refunded(trade: Trade, refund: LocalRefund, isSilent: boolean): void {
    if (refund.status === 'PROCESSING') return;
    const content = {
      mchid: this.#keys.mchid,
      transaction_id: trade.transactionId,
      out_trade_no: trade.outTradeNo,
      refund_id: refund.refundId,
      out_refund_no: refund.outRefundNo,
      refund_status: refund.status,
      ...(refund.status === 'SUCCESS' && { success_time: chinaTime(new Date()) }),
      user_received_account: '支付用户零钱',
      amount: { total: trade.total, refund: refund.amount, payer_total: trade.total, payer_refund: refund.amount },
    };
    const notifyUrl = refund.notifyUrl ?? trade.notifyUrl;
    const event = { id: randomUUID(), type: `REFUND.${refund.status}`, notifyUrl, content } as const;
    this.tell(trade.outTradeNo, event, isSilent);
  }

  /** The customer has complained to WeChat Pay, or their complaint has gone on. */
  complained(trade: Trade, complaintId: string, isNew: boolean, isSilent: boolean): void {
    const content = {
      complaint_id: complaintId,
      action_type: isNew ? 'CREATE_COMPLAINT' : 'MERCHANT_CONFIRM_COMPLETE',
    };
    const type = isNew ? 'COMPLAINT.CREATE' : 'COMPLAINT.STATE_CHANGE';
    this.tell(trade.outTradeNo, { id: randomUUID(), type, notifyUrl: trade.notifyUrl, content }, isSilent);
  }

  /** Of a payment to which nothing has happened: that it was paid. */
  standing(trade: Trade): NotificationEvent {
    return this.#paidEvent(trade);
  }

  #paidEvent(trade: Trade): NotificationEvent {
    const content = {
      mchid: this.#keys.mchid,
      appid: this.#keys.appid,
      out_trade_no: trade.outTradeNo,
      transaction_id: trade.transactionId,
      trade_type: trade.kind === 'native' ? 'NATIVE' : 'MWEB',
      trade_state: 'SUCCESS',
      trade_state_desc: '支付成功',
      bank_type: 'OTHERS',
      attach: '',
      success_time: chinaTime(trade.paidAt ?? new Date()),
      payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
      amount: { total: trade.total, payer_total: trade.total, currency: 'CNY', payer_currency: 'CNY' },
    };
    return { id: randomUUID(), type: 'TRANSACTION.SUCCESS', notifyUrl: trade.notifyUrl, content };
  }
}

const summaries = {
  'TRANSACTION.SUCCESS': '支付成功',
  'REFUND.SUCCESS': '退款成功',
  'REFUND.ABNORMAL': '退款异常',
  'REFUND.CLOSED': '退款关闭',
  'COMPLAINT.CREATE': '产生新投诉',
  'COMPLAINT.STATE_CHANGE': '投诉单状态变化',
} as const;

/** A notification as it goes over the wire. */
function signedNotification(
  { id, type, content }: NotificationEvent,
  keys: WeChatPayKeys,
  forge?: ForgedAs,
): { headers: Record<string, string>; body: Buffer } {
  const amount = { ...(content.amount as Record<string, unknown> | undefined) };
  const said = {
    ...content,
    ...(forge === 'amount' && { amount: { ...amount, total: Number(amount.total) + 1 } }),
    ...(forge === 'merchant' && { mchid: '1900000110' }),
    ...(forge === 'app' && { appid: 'wx9999999999999999' }),
    ...(forge === 'foreign' && { out_trade_no: 'POS20261123000001' }),
  };
  const [originalType = ''] = type.toLowerCase().split('.');
  const key = forge === 'key' ? keys.apiV3Key.split('').toReversed().join('') : keys.apiV3Key;
  const envelope = {
    id,
    create_time: chinaTime(new Date()),
    resource_type: 'encrypt-resource',
    event_type: type,
    summary: summaries[type],
    resource: encryptedResource(said, originalType, key),
  };
  const body = Buffer.from(forge === 'garbage' ? '\u0000{"id": nothing' : JSON.stringify(envelope));
  const age = forge === 'timestamp' ? 600 : 0;
  const headers = signedHeaders(body, keys, Math.floor(Date.now() / 1000) - age);
  const signature = headers['Wechatpay-Signature'] ?? '';
  return {
    body,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'user-agent': 'Mozilla/4.0',
      ...(forge === 'signature' && { 'Wechatpay-Signature': signature.split('').toReversed().join('') }),
      ...(forge === 'probe' && { 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${signature.slice(19)}` }),
      ...(forge === 'serial' && { 'Wechatpay-Serial': 'PUB_KEY_ID_UNKNOWN' }),
    },
  };
}
