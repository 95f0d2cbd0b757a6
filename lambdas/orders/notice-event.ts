import * as z from 'zod/mini';

/** What customers are told of. A further event is an entry here; the compiler asks for its notice and its texts. */
export const noticeEvents = [
  'order-confirmed',
  'order-rejected',
  'order-cancelled',
  'lines-cancelled',
  'payment-awaited',
  'payment-failed',
  'order-checking',
  'backordered-items-arrived',
  'order-shipped',
  'parcel-out-for-delivery',
  'parcel-delivered',
  'parcel-attempt-failed',
  'parcel-returned',
  'parcel-lost',
  'order-delayed',
  'payment-refunded',
  'withdrawal-received',
  'return-requested',
  'return-approved',
  'return-refused',
] as const;
export type NoticeEvent = (typeof noticeEvents)[number];

/**
 * Which of an order's notices. `about`: which time, of an event that an order may see several times; short, and no
 * personal data. `resend`: by which request of staff it is sent again.
 */
export interface OrderNotice {
  readonly event: NoticeEvent;
  readonly about?: string | undefined;
  readonly resend?: string | undefined;
}

/** What of a marker, a message or a notice says which notice it is. */
export const whichNotice = ({ event, about, resend }: OrderNotice): OrderNotice => ({ event, about, resend });

/** A notice as a timeline and operators call it: `order-confirmed`, `payment-failed 2` or `order-confirmed again`. */
export const noticeName = ({ event, about, resend }: OrderNotice): string =>
  [event, ...(about === undefined ? [] : [about]), ...(resend === undefined ? [] : ['again'])].join(' ');

/**
 * The event as it stands in the keys of markers: one that was renamed keeps its first name there, lest it be told
 * twice.
 */
export const storedEvent = (event: NoticeEvent): string =>
  event === 'backordered-items-arrived' ? 'late-items-arrived' : event;

/** Reads an event from a marker or a queued message. */
export const NoticeEvent = z.pipe(
  z.transform((name) => noticeEvents.find((event) => storedEvent(event) === name) ?? name),
  z.enum(noticeEvents),
);
