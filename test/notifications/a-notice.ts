import type { Notice, NoticeOrder } from '../../lambdas/notifications/notice.ts';
import { examplePage, invoiceLines } from '../../lambdas/notifications/notices/example-order.ts';
import { aBrand } from '../shop/a-brand.ts';

/** A valid order; a test states what matters to it. */
export function anOrder(order: Partial<NoticeOrder> = {}): NoticeOrder {
  const lines = order.lines ?? invoiceLines;
  return {
    id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    number: 'K7Q-4XW-2R9',
    createdAt: '2026-11-23T06:35:00.000Z',
    currency: 'GBP',
    total: lines.reduce((total, line) => total + line.total, 0),
    lines,
    shippingAddress: {
      name: 'Ada Example',
      line1: '12 Sample Street',
      line2: 'Flat 3',
      city: 'London',
      postalCode: 'N1 9ZZ',
      country: 'GB',
    },
    payment: 'AUTHORIZED',
    ...order,
  };
}

/** The notice of a confirmed order. */
export function aConfirmation(order: Partial<NoticeOrder> = {}, notice: Partial<Notice> = {}): Notice {
  return {
    event: 'order-confirmed',
    locale: 'en',
    shop: aBrand(),
    pageUrl: examplePage,
    order: anOrder(order),
    ...notice,
  };
}

/** The notice of a refused order; out of stock unless told otherwise. */
export function aRejection(order: Partial<NoticeOrder> = {}, notice: Partial<Notice> = {}): Notice {
  const shortages = [
    { sku: '85123A', requested: 6, available: 2 },
    { sku: '22752', requested: 2, available: 0 },
  ];
  const rejected = anOrder({ payment: 'NOT_TAKEN', rejection: { reason: 'OUT_OF_STOCK', shortages }, ...order });
  return {
    event: 'order-rejected',
    locale: 'en',
    shop: aBrand(),
    pageUrl: examplePage,
    order: rejected,
    ...notice,
  };
}

/** The notice of a cancelled order; by its customer, before anything was paid, unless told otherwise. */
export function aCancellation(order: Partial<NoticeOrder> = {}, notice: Partial<Notice> = {}): Notice {
  const cancelled = anOrder({
    payment: 'NOT_TAKEN',
    cancellation: { by: 'CUSTOMER', reason: 'CHANGED_MIND' },
    ...order,
  });
  return {
    event: 'order-cancelled',
    locale: 'en',
    shop: aBrand(),
    pageUrl: examplePage,
    order: cancelled,
    ...notice,
  };
}

/** The notice of an order that waits for its payment, on a page unless told otherwise. */
export function anAwaitedPayment(order: Partial<NoticeOrder> = {}, notice: Partial<Notice> = {}): Notice {
  const waiting = anOrder({
    payment: 'AWAITED',
    payUrl: 'https://pay.example.com/c/pi_3QK4f2?a=1&b=2',
    payBefore: '2026-11-23T06:50:00.000Z',
    ...order,
  });
  return {
    event: 'payment-awaited',
    locale: 'en',
    shop: aBrand(),
    pageUrl: examplePage,
    order: waiting,
    ...notice,
  };
}

/** The notice of a part of an order that has left. */
export function aShipment(order: Partial<NoticeOrder> = {}, notice: Partial<Notice> = {}): Notice {
  return {
    ...aConfirmation({ payment: 'CAPTURED', shipment: { lines: [], toFollow: [] }, ...order }, notice),
    event: 'order-shipped',
  };
}

/** The notice of money that goes back. */
export function aRefund(order: Partial<NoticeOrder> = {}, notice: Partial<Notice> = {}): Notice {
  const refund = { amount: 500, to: 'stripe', days: 10, credits: [] } as const;
  return { ...aConfirmation({ payment: 'CAPTURED', refund, ...order }, notice), event: 'payment-refunded' };
}
