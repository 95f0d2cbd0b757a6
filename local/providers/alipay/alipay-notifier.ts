import type * as notifier from '../notifier.ts';
import { Notifier } from '../notifier.ts';
import { yuan } from '../wallet-wire.ts';
import { type LocalRefund, refundedOf, type Trade } from './alipay-trades.ts';
import { type AlipayKeys, chinaTime, signedForm } from './alipay-wire.ts';

/**
 * How a notification is made wrong; `timestamp` is right but an hour old, `foreign` right but of no order of ours,
 * `other` right but about no trade.
 */
export type ForgedAs =
  | 'signature'
  | 'timestamp'
  | 'amount'
  | 'merchant'
  | 'app'
  | 'garbage'
  | 'key'
  | 'algorithm'
  | 'charset'
  | 'twice'
  | 'incomplete'
  | 'foreign'
  | 'other';

interface NotificationEvent {
  readonly notifyUrl: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What stops the repeats: exactly this. */
const taken = '200 success';

/** A notification and what it was answered. */
export type SentNotification = notifier.SentNotification<ForgedAs, string>;

/** Sends signed notifications, again and again until they are answered with exactly `success`. */
export class AlipayNotifier extends Notifier<NotificationEvent, ForgedAs, string> {
  readonly #keys: AlipayKeys;
  readonly #otherKeys: AlipayKeys;
  readonly #url: string | undefined;
  #count = 0;
  protected override readonly timeoutMilliseconds = 5_000;

  /**
   * @param otherKeys to forge with
   * @param url where all go; otherwise where each payment says
   */
  constructor(keys: AlipayKeys, otherKeys: AlipayKeys, repeatMilliseconds: readonly number[], url: string | undefined) {
    super(repeatMilliseconds);
    this.#keys = keys;
    this.#otherKeys = otherKeys;
    this.#url = url;
  }

  protected override named({ fields }: NotificationEvent) {
    return { eventId: fields.notify_id ?? '', type: fields.trade_status ?? '' };
  }

  protected override request({ notifyUrl, fields }: NotificationEvent, forge?: ForgedAs) {
    return {
      url: this.#url ?? notifyUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'user-agent': 'Mozilla/4.0' },
      body: this.#form(fields, forge),
    };
  }

  protected override async answer(response: Response): Promise<string> {
    return `${response.status} ${(await response.text()).slice(0, 100)}`;
  }

  protected override isTaken(answer: string): boolean {
    return answer === taken;
  }

  /** The trade changed: it was paid, closed, or given back from. */
  changed(trade: Trade, isSilent: boolean, refund?: LocalRefund): void {
    this.tell(trade.outTradeNo, this.#event(trade, refund), isSilent);
  }

  /** The customer has complained to Alipay, or their complaint has gone on: a message, and no news of a trade. */
  complained(trade: Trade, complaintId: string, isSilent: boolean): void {
    const { fields, notifyUrl } = this.#event(trade);
    const { notify_id = '', app_id = '', charset = '', version = '' } = fields;
    const message = {
      ...{ notify_id, app_id, charset, version, utc_timestamp: String(Date.now()) },
      msg_method: 'alipay.merchant.tradecomplain.changed',
      biz_content: JSON.stringify({ complain_event_id: complaintId }),
    };
    this.tell(trade.outTradeNo, { notifyUrl, fields: message }, isSilent);
  }

  /** Of a payment to which nothing has happened: how it stands. */
  standing(trade: Trade): NotificationEvent {
    return this.#event(trade);
  }

  #event(trade: Trade, refund?: LocalRefund): NotificationEvent {
    const now = chinaTime(new Date());
    this.#count += 1;
    const fields: Record<string, string> = {
      notify_time: now,
      notify_type: 'trade_status_sync',
      notify_id: `${now.replaceAll(/\D/g, '')}${String(this.#count).padStart(20, '0')}`,
      charset: 'utf-8',
      version: '1.0',
      app_id: this.#keys.appId,
      auth_app_id: this.#keys.appId,
      seller_id: this.#keys.sellerId,
      buyer_id: '2088000000000002',
      // A percent sign and a plus sign, which a verifier that decodes twice does not survive.
      buyer_logon_id: '顾***客+50%@example.com',
      out_trade_no: trade.outTradeNo,
      trade_no: trade.tradeNo,
      trade_status: trade.state,
      subject: trade.subject,
      total_amount: yuan(trade.total),
    };
    if (trade.paidAt !== undefined) fields.gmt_payment = chinaTime(trade.paidAt);
    if (refund !== undefined) {
      fields.out_biz_no = refund.outRequestNo;
      fields.refund_fee = yuan(refundedOf(trade));
      fields.gmt_refund = `${chinaTime(refund.at)}.000`;
    }
    return { notifyUrl: trade.notifyUrl, fields };
  }

  #form(fields: Readonly<Record<string, string>>, forge?: ForgedAs): string {
    const signed = (said: Record<string, string> = {}) => signedForm({ ...fields, ...said }, this.#keys);
    switch (forge) {
      case undefined:
        return signed();
      case 'garbage':
        return '\u0000{"id": nothing';
      case 'signature':
        return signed().replace(/trade_status=\w+/, 'trade_status=TRADE_FINISHED');
      case 'key':
        return signedForm({ ...fields }, this.#otherKeys);
      case 'algorithm':
        return signedForm({ ...fields }, this.#keys, 'RSA');
      case 'twice':
        return `${signed()}&total_amount=0.01`;
      case 'incomplete': {
        const { seller_id: _, ...rest } = fields;
        return signedForm(rest, this.#keys);
      }
      case 'timestamp':
        return signed({ notify_time: chinaTime(new Date(Date.now() - 3_600_000)) });
      case 'amount':
        return signed({ total_amount: `1${fields.total_amount}` });
      case 'merchant':
        return signed({ seller_id: '2088000000000009' });
      case 'app':
        return signed({ app_id: '2021000000000009' });
      case 'charset':
        return signed({ charset: 'GBK' });
      case 'foreign':
        return signed({ out_trade_no: 'POS20261123000001' });
      case 'other':
        return signed({ notify_type: 'open_app_auth_notify' });
    }
  }
}
