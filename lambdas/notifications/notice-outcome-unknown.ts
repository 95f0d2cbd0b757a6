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
