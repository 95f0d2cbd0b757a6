/**
 * An earlier attempt began to send this notice and never told how it ended: the customer may have it or not, and neither SES
 * nor SNS can be asked. Sending again could tell the customer twice, so an operator decides (docs/operations.md).
 */
export class NoticeOutcomeUnknown extends Error {
  override readonly name = 'NoticeOutcomeUnknown';

  constructor(orderId: string, event: string, channel: string) {
    super(`nobody knows whether the notice ${event} of order ${orderId} went out by ${channel}`);
  }
}

/** SES or SNS said no to a notice; `reason` is the name of their error. Nothing was sent: worth a retry. */
export class NoticeRefused extends Error {
  override readonly name = 'NoticeRefused';

  constructor(orderId: string, channel: string, reason: string) {
    super(`a notice of order ${orderId} by ${channel} was refused: ${reason}`);
  }
}
