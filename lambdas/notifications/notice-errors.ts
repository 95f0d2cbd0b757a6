import { noticeName, type OrderNotice } from '../orders/notice-event.ts';

/**
 * An earlier attempt began to send this notice and never told how it ended: the customer may have it or not, and
 * neither SES nor SNS can be asked. Sending again could tell the customer twice, so an operator decides
 * (docs/operations.md).
 */
export class NoticeOutcomeUnknown extends Error {
  override readonly name = 'NoticeOutcomeUnknown';

  constructor(orderId: string, notice: OrderNotice, channel: string) {
    super(`nobody knows whether the notice ${noticeName(notice)} of order ${orderId} went out by ${channel}`);
  }
}

/** A notice was surely not sent for so long that an operator has to see to it; SES or SNS still does not take it. */
export class NoticeUndeliverable extends Error {
  override readonly name = 'NoticeUndeliverable';

  constructor(orderId: string, notice: OrderNotice, since: string) {
    super(`the notice ${noticeName(notice)} of order ${orderId} has waited since ${since} to be taken by SES or SNS`);
  }
}

/**
 * A provider refuses this recipient or this message for good; `reason` is the name of its error. Nothing was sent, and
 * another attempt would end the same. SES and SNS quote the recipient in what they say, so their message goes no
 * further.
 */
export class RecipientRefused extends Error {
  override readonly name = 'RecipientRefused';
  readonly reason: string;

  constructor(reason: string) {
    super(`the recipient was refused: ${reason}`);
    this.reason = reason;
  }
}

/**
 * A message was surely not sent, for a reason that is the sender's: it was throttled, the provider is away, the account
 * may not send. Worth another attempt, however long that takes; `reason` is the name of the error.
 */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly reason: string;

  constructor(reason: string) {
    super(`not sent: ${reason}`);
    this.reason = reason;
  }
}
