import type { EventTexts, Facts, Texts } from '../notice.ts';

/** What every refusal has in common; a reason adds what happened and what the customer can do. */
const notCompleted = (
  { shop, reference }: Facts,
  texts: Pick<EventTexts, 'preheader' | 'status' | 'next' | 'sms'>,
): EventTexts => ({
  subject: `Your order ${reference} from ${shop} could not be completed`,
  badge: 'Not completed',
  heading: 'We could not complete your order',
  nextHeading: 'What you can do',
  ...texts,
});

/** English, understood everywhere: British date order with the month in letters, `US$` rather than a bare `$`. */
export const en = {
  intl: 'en-GB',
  fonts: "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif",
  labels: {
    reference: 'Order reference',
    placedAt: 'Placed on',
    shortages: 'What was short',
    requested: 'Ordered',
    available: 'In stock',
    lines: 'Your order',
    item: 'Item',
    sku: 'SKU',
    quantity: 'Qty',
    unitPrice: 'Unit price',
    lineTotal: 'Total',
    totalQuantity: 'Total quantity',
    total: 'Order total',
    address: 'Delivery address',
    payment: 'Payment',
    colon: ': ',
  },
  andMore: (count) => (count === 1 ? 'and 1 more item' : `and ${count} more items`),
  address: ({ name, line1, line2, city, region, postalCode }, country) => [
    name,
    line1,
    line2,
    [city, region, postalCode].filter(Boolean).join(', '),
    country,
  ],
  payment: {
    AUTHORIZED: (total) => `Your payment of ${total} has been authorised.`,
    CAPTURED: (total) => `We have received your payment of ${total}.`,
    NOT_TAKEN: () => 'You have not been charged: no money was taken for this order.',
    RELEASED: (total) =>
      `You have not been charged. The ${total} that was reserved on your payment method has been released; your bank may take a few days to show it.`,
    REFUNDED: (total) => `We have refunded your payment of ${total} in full; your bank may take a few days to show it.`,
  },
  shortPayment: {
    AUTHORIZED: 'Your payment is authorised.',
    CAPTURED: 'We have received your payment.',
    NOT_TAKEN: 'You have not been charged.',
    RELEASED: 'You have not been charged.',
    REFUNDED: 'Your payment has been refunded.',
  },
  footer: ({ shop, reference }) => [
    `You are receiving this message because you placed an order with ${shop}.`,
    `Questions? Please quote your order reference ${reference} when you contact us.`,
  ],
  events: {
    'order-confirmed': ({ shop, reference, total }) => ({
      subject: `Your order ${reference} from ${shop} is confirmed`,
      preheader: `Thank you! Your order of ${total} is confirmed and we are getting it ready for dispatch.`,
      badge: 'Confirmed',
      heading: 'Thank you, your order is confirmed',
      status: 'Everything you ordered is in stock and has been set aside for you.',
      nextHeading: 'What happens next',
      next: 'We are getting your order ready and will send it to the delivery address above. There is nothing more you need to do.',
      sms: `your order ${reference} for ${total} is confirmed.`,
    }),
    'order-rejected': {
      OUT_OF_STOCK: (facts) =>
        notCompleted(facts, {
          preheader: 'Some of what you ordered is out of stock. Here is what happened, and what you can do.',
          status:
            'We are sorry: we no longer have enough of some of the items you ordered, so we could not accept this order.',
          next: 'You are welcome to order again with a smaller quantity, or without the items that are short. Nothing from this order has been set aside for you.',
          sms: `sorry, we could not complete your order ${facts.reference}: not enough stock.`,
        }),
      PAYMENT_DECLINED: (facts) =>
        notCompleted(facts, {
          preheader: 'Your payment was declined. Here is what happened, and what you can do.',
          status: 'We are sorry: your payment was declined, so we could not accept this order.',
          next: 'Please check your payment details or choose another way to pay, and place your order again. Your bank or payment provider can tell you why the payment was declined; we are not told the reason.',
          sms: `sorry, we could not complete your order ${facts.reference}: the payment was declined.`,
        }),
      PAYMENT_TIMEOUT: (facts) =>
        notCompleted(facts, {
          preheader: 'We did not receive your payment in time. Here is what you can do.',
          status: 'We are sorry: your payment did not reach us in time, so we had to close this order.',
          next: 'If you would still like these items, please place your order again and complete the payment. We are no longer holding the items for you.',
          sms: `sorry, we closed your order ${facts.reference}: the payment did not reach us in time.`,
        }),
      CANCELLED: ({ shop, reference }) => ({
        subject: `Your order ${reference} from ${shop} has been cancelled`,
        preheader: 'Your order has been cancelled and will not be sent.',
        badge: 'Cancelled',
        heading: 'Your order has been cancelled',
        status: 'This order has been cancelled and will not be sent.',
        nextHeading: 'What you can do',
        next: 'If you did not expect this, please contact us. You are welcome to place a new order at any time.',
        sms: `your order ${reference} has been cancelled.`,
      }),
    },
  },
  sms: (shop, sentences) => `${shop}: ${sentences.join(' ')}`,
} satisfies Texts;
