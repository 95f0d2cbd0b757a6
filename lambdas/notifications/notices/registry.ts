import type { NoticeEvent } from '../../orders/notice-event.ts';
import { backorderedItemsArrived } from './backordered-items-arrived.ts';
import { linesCancelled } from './lines-cancelled.ts';
import type { NoticeRecord } from './notice-record.ts';
import { orderCancelled } from './order-cancelled.ts';
import { orderChecking } from './order-checking.ts';
import { orderConfirmed } from './order-confirmed.ts';
import { orderDelayed } from './order-delayed.ts';
import { orderRejected } from './order-rejected.ts';
import { orderShipped } from './order-shipped.ts';
import { parcelMoved } from './parcel-moved.ts';
import { paymentAwaited } from './payment-awaited.ts';
import { paymentFailed } from './payment-failed.ts';
import { paymentRefunded } from './payment-refunded.ts';
import { returnApproved } from './return-approved.ts';
import { returnRefused } from './return-refused.ts';
import { returnRequested } from './return-requested.ts';
import { withdrawalReceived } from './withdrawal-received.ts';

/** Every notice, each a file with its examples beside it. Their sentences stand in each of `locales/`. */
export const notices = {
  'order-confirmed': orderConfirmed,
  'order-rejected': orderRejected,
  'order-cancelled': orderCancelled,
  'lines-cancelled': linesCancelled,
  'payment-awaited': paymentAwaited,
  'payment-failed': paymentFailed,
  'order-checking': orderChecking,
  'backordered-items-arrived': backorderedItemsArrived,
  'order-shipped': orderShipped,
  ...parcelMoved,
  'order-delayed': orderDelayed,
  'payment-refunded': paymentRefunded,
  'withdrawal-received': withdrawalReceived,
  'return-requested': returnRequested,
  'return-approved': returnApproved,
  'return-refused': returnRefused,
} as const satisfies { readonly [event in NoticeEvent]: NoticeRecord };
