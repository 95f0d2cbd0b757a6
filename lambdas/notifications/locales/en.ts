import type { ParcelNotice } from '../../carriers/parcel-notices.ts';
import { type CancellationReason, isStaffReason } from '../../orders/cancellation-reason.ts';
import type { RescheduleReason } from '../../orders/expected-delivery.ts';
import { returnEvents } from './returns.en.ts';
import type { EventTexts, Facts, Lateness, PageTexts, Parcel, ShopperTexts, Texts, WhyCancelled } from './texts.ts';

/** What every refusal has in common; a reason adds what happened and what the customer can do. */
const notCompleted = (
  { shop, number }: Facts,
  texts: Pick<EventTexts, 'preheader' | 'status' | 'next' | 'sms'>,
): EventTexts => ({
  subject: `Your order ${number} from ${shop} could not be completed`,
  badge: 'Not completed',
  heading: 'We could not complete your order',
  nextHeading: 'What you can do',
  ...texts,
});

/** A sentence of a short message where it is not the first: sentences begin small, after the name of the shop. */
const capitalised = (sentence: string) => sentence.replace(/^[a-z]/, (letter) => letter.toUpperCase());

const welcome = 'You are welcome to place a new order at any time.';
const sorry = 'We apologise for the inconvenience.';

/**
 * Each reason of a cancellation in the customer's terms, and what they can do. A suspicion is never named: it may be
 * wrong, and it is nothing to write to a customer.
 */
const cancellations = {
  CHANGED_MIND: { because: ' because you changed your mind', next: welcome },
  FOUND_CHEAPER: { because: ' because you found a better price elsewhere', next: welcome },
  ORDERED_BY_MISTAKE: { because: ' because it was placed by mistake', next: welcome },
  TOO_SLOW: {
    because: ' because it was taking too long',
    next: `We are sorry that we could not be quicker. ${welcome}`,
  },
  OTHER: { because: '', next: welcome },
  STOCK: {
    because: ' because we can no longer supply everything you ordered',
    next: `${sorry} You are welcome to order again what is still available.`,
  },
  PRICE_ERROR: {
    because: ' because an item was shown at a wrong price',
    next: `${sorry} You are welcome to order again at the correct price.`,
  },
  FRAUD: { because: ' because we are unable to process it', next: sorry },
} as const satisfies { readonly [reason in CancellationReason]: object };

const cancelled = ({ shop, number }: Facts, { by, reason }: WhyCancelled): EventTexts => {
  const { because, next } = cancellations[reason];
  const common = {
    subject: `Your order ${number} from ${shop} has been cancelled`,
    badge: 'Cancelled',
    heading: 'Your order has been cancelled',
    nextHeading: 'What you can do',
  };
  // For a reason of its own, the shop says sorry.
  if (isStaffReason(reason)) {
    return {
      ...common,
      preheader: 'We are sorry: we had to cancel your order. Here is what happens to your payment.',
      status: `We are sorry: we had to cancel this order${because}. It will not be sent.`,
      next: `${next} If you have any questions, please contact us.`,
      sms: `sorry, we had to cancel your order ${number}.`,
    };
  }
  const who =
    by === 'CUSTOMER' ? 'At your request, we have cancelled this order' : 'We have cancelled this order for you';
  return {
    ...common,
    preheader: 'Your order has been cancelled and will not be sent. Here is what happens to your payment.',
    status: `${who}${because}. It will not be sent.`,
    next: `${next} If you did not expect this cancellation, please contact us.`,
    sms: `your order ${number} has been cancelled${by === 'CUSTOMER' ? ' at your request' : ''}.`,
  };
};

const partlyCancelled = (
  { shop, number, total }: Facts,
  { by, reason, less }: WhyCancelled & { readonly less: string },
): EventTexts => {
  const who =
    by === 'CUSTOMER'
      ? 'At your request, we have cancelled'
      : isStaffReason(reason)
        ? 'We are sorry: we had to cancel'
        : 'We have cancelled';
  return {
    subject: `Part of your order ${number} from ${shop} has been cancelled`,
    preheader: `Your order now comes to ${total}, ${less} less than before.`,
    badge: 'Changed',
    heading: 'Part of your order has been cancelled',
    status: `${who} a part of this order${cancellations[reason].because}. It now comes to ${total}, ${less} less than before.`,
    nextHeading: 'What happens next',
    next: 'The rest of your order goes on as before. If you did not expect this, please contact us.',
    sms: `part of your order ${number} has been cancelled. It now comes to ${total}.`,
  };
};

const shipped = ({ shop, number }: Facts, { carrier, trackingNumber, isAll }: Parcel): EventTexts => {
  const by =
    carrier === undefined ? 'Your parcel has left our warehouse.' : `We have handed your parcel to ${carrier}.`;
  const follow = 'You can follow it by its tracking number. ';
  return {
    subject: `${isAll ? 'Your order' : 'Part of your order'} ${number} from ${shop} is on its way`,
    preheader: isAll ? `${by} Here is what is in it.` : `${by} The rest of your order will follow.`,
    badge: isAll ? 'Shipped' : 'Partly shipped',
    heading: isAll ? 'Your order is on its way' : 'Part of your order is on its way',
    status: isAll
      ? `${by} All of your order has been sent now.`
      : `${by} The rest of your order, listed below, will follow.`,
    nextHeading: 'What happens next',
    next: `Your parcel is on its way to the delivery address above. ${trackingNumber === undefined ? '' : follow}${isAll ? 'If anything is missing or damaged, please contact us.' : 'We will write to you again when the rest leaves.'}`,
    sms: isAll
      ? `your order ${number} is on its way.`
      : `part of your order ${number} is on its way; the rest will follow.`,
    smsMore: trackedBy(carrier, trackingNumber),
  };
};

/** What the notices of a parcel's way have in common. */
const ofParcel = (
  { carrier, trackingNumber }: Omit<Parcel, 'isAll'>,
  texts: Omit<EventTexts, 'nextHeading' | 'smsMore'>,
): EventTexts => ({ nextHeading: 'What happens next', ...texts, smsMore: trackedBy(carrier, trackingNumber) });

const parcels = {
  'parcel-out-for-delivery': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `A parcel of your order ${number} from ${shop} is out for delivery`,
      preheader: 'It is with the driver. Here is what is in it.',
      badge: 'Out for delivery',
      heading: 'Your parcel is out for delivery',
      status: `${parcel.carrier ?? 'The carrier'} is bringing your parcel to you.`,
      next: 'If nobody is there to take it, the carrier leaves a note or tries again.',
      sms: `a parcel of your order ${number} is out for delivery.`,
    }),
  'parcel-delivered': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `A parcel of your order ${number} from ${shop} was delivered`,
      preheader: 'Here is what is in it, and whom to ask if you have not got it.',
      badge: 'Delivered',
      heading: 'Your parcel was delivered',
      status: `${parcel.carrier ?? 'The carrier'} has told us that your parcel was delivered.`,
      next: 'If you have not got it, look where parcels are left and ask your neighbours; then please contact us. Please do so as well if anything is missing or damaged.',
      sms: `a parcel of your order ${number} was delivered.`,
    }),
  'parcel-attempt-failed': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `A parcel of your order ${number} from ${shop} could not be delivered yet`,
      preheader: 'The carrier did not find anybody to take it.',
      badge: 'Not delivered yet',
      heading: 'Your parcel could not be delivered yet',
      status: `${parcel.carrier ?? 'The carrier'} tried to deliver your parcel and could not hand it over.`,
      next: 'The carrier usually tries again, or keeps the parcel for you to collect: see the note that was left, or follow it by its tracking number. If the address is wrong, please contact us.',
      sms: `a parcel of your order ${number} could not be delivered yet.`,
    }),
  'parcel-returned': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `A parcel of your order ${number} from ${shop} is coming back to us`,
      preheader: 'It could not be delivered. Tell us what we should do.',
      badge: 'On its way back',
      heading: 'Your parcel is coming back to us',
      status: `${parcel.carrier ?? 'The carrier'} could not deliver your parcel and is sending it back to us.`,
      next: 'Please contact us: we can send it again, to another address if you like, or refund it.',
      sms: `a parcel of your order ${number} could not be delivered and is coming back to us. Please contact us.`,
    }),
  'parcel-lost': ({ shop, number }, parcel) =>
    ofParcel(parcel, {
      subject: `A parcel of your order ${number} from ${shop} was lost`,
      preheader: 'We are sorry. You lose nothing by it.',
      badge: 'Lost',
      heading: 'Your parcel was lost',
      status: `We are sorry: your parcel was lost on its way to you${parcel.carrier === undefined ? '' : ` with ${parcel.carrier}`}.`,
      next: 'Please contact us: we will send what was in it again, or refund it, as you like.',
      sms: `we are sorry: a parcel of your order ${number} was lost. Please contact us.`,
    }),
} satisfies Pick<Texts['events'], ParcelNotice>;

const trackedBy = (carrier: string | undefined, trackingNumber: string | undefined) => {
  if (trackingNumber === undefined) return carrier === undefined ? [] : [`It comes with ${carrier}.`];
  const number = `Tracking number: ${trackingNumber}`;
  return carrier === undefined ? [number] : [`${number} (${carrier})`, number];
};

/** Why it is late, as far as we know. */
const becauseOf: { readonly [reason in RescheduleReason]: string } = {
  WAREHOUSE_CLOSED: 'Our warehouse is closed for some days. ',
  NOT_SHIPPED: 'Your order has not left our warehouse yet. ',
  EXCEPTION: 'The carrier reports that something is holding up your parcel. ',
  NO_FIRST_SCAN: 'Your parcel has left our warehouse, but the carrier has not confirmed that it has it. ',
  NO_NEWS: 'The carrier has had no news of your parcel for some days. ',
  PREDICTED_LATE: 'Your parcel is taking longer than usual. ',
  BACKORDER: 'Some of the items are not in stock yet. ',
  STOCK_ARRIVED: '',
  SHOP: '',
};

const delayed = ({ shop, number }: Facts, { reason, formerly, by, days, mayCancel }: Lateness): EventTexts => ({
  subject: `Your order ${number} from ${shop} will arrive later than we said`,
  preheader: `We now expect it by ${by}.${mayCancel ? ' You can wait for it, or cancel it.' : ''}`,
  badge: 'Delayed',
  heading: 'Your order will arrive later',
  status: `We are sorry: your order is late. ${becauseOf[reason]}We said that it would arrive by ${formerly}. Expected delivery now: ${days}.`,
  nextHeading: 'What you can do',
  next: mayCancel
    ? 'If you would like to wait, there is nothing you need to do. On the page of your order you can tell us that you will wait, or cancel it.'
    : 'There is nothing you need to do: we are keeping an eye on it. If you have any questions, please contact us.',
  sms: `sorry, your order ${number} is late. We now expect it by ${by}.`,
  smsMore: mayCancel ? ['You can wait for it, or cancel it on its page.'] : [],
});

/** We had to close the order: a problem of ours lasted too long, or cannot be solved. */
const closedByUs = (facts: Facts) =>
  notCompleted(facts, {
    preheader: 'A technical problem on our side kept us from completing your order. Here is what you can do.',
    status:
      'We are sorry: because of a technical problem on our side we could not complete this order in time, so we had to close it.',
    next: 'If you would still like these items, please place your order again. We are no longer holding the items for you.',
    sms: `sorry, we had to close your order ${facts.number}: we could not complete it in time.`,
  });

/** English, understood everywhere: British date order with the month in letters, `US$` rather than a bare `$`. */
export const texts = {
  intl: 'en-GB',
  fonts: "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif",
  labels: {
    number: 'Order number',
    placedAt: 'Placed on',
    shortages: 'What was short',
    requested: 'Ordered',
    available: 'In stock',
    cancelled: 'Cancelled',
    cancellation: 'Cancellation',
    backordered: 'Still to come',
    expected: 'Expected by',
    delivery: 'Expected delivery',
    parcel: 'In this parcel',
    toFollow: 'Still to follow',
    returned: 'Returned items',
    sendBackTo: 'Send them to',
    carrier: 'Carrier',
    trackingNumber: 'Tracking number',
    refund: 'Refund',
    refundTo: 'Goes back to',
    amount: 'Amount',
    lines: 'Your order',
    item: 'Item',
    sku: 'SKU',
    quantity: 'Qty',
    lineTotal: 'Total',
    totalQuantity: 'Total quantity',
    total: 'Order total',
    subtotal: 'Subtotal',
    due: 'To pay',
    address: 'Delivery address',
    payment: 'Payment',
    email: 'E-mail',
    telephone: 'Telephone',
    colon: ': ',
  },
  fromTo: (from, to) => `${from} – ${to}`,
  andMore: (count) => (count === 1 ? 'and 1 more item' : `and ${count} more items`),
  andOthers: (count) => `and ${count} more`,
  includedTax: (title) => `Includes ${title}`,
  credit: {
    GIFT_CARD: (reference) => `Gift card ${reference}`,
    STORE_CREDIT: (reference) => `Store credit ${reference}`,
  },
  refundTo: {
    stripe: 'The card or account that you paid with',
    alipay: 'Your Alipay account, or the card behind it',
    'wechat-pay': 'Your WeChat Pay balance, or the card behind it',
    sandbox: 'The way you paid',
  },
  creditsBack: 'What you paid by gift card or store credit goes back to it.',
  payment: {
    AUTHORIZED: (total) => `Your payment of ${total} has been authorised.`,
    CAPTURED: (total) => `We have received your payment of ${total}.`,
    NOT_TAKEN: () => 'You have not been charged: no money was taken for this order.',
    UNSETTLED: () => 'Should a payment for this order have gone through, or still go through, you get all of it back.',
    RELEASED: (total) =>
      `You have not been charged. The ${total} that was reserved on your payment method is being released; your bank may take a few days to show it.`,
    // No amount: what was paid is refunded, whatever it was.
    REFUNDED: () =>
      'Your payment is being refunded in full; your bank or payment provider may take a few days to show it.',
    DISPUTED: () =>
      'This payment was disputed with your bank, which decides about the money: please ask your bank. Should it leave the money with us, we refund it.',
    NOT_REFUNDED: () =>
      'The refund of your payment has not gone through. Please contact us, so that we find another way.',
    PAID_BY_CREDIT: () => 'You have paid in full by gift card or store credit.',
    FREE: () => 'There is nothing to pay.',
    LESS: () =>
      'You are charged that much less. What you have paid already goes back the way you paid; your bank or payment provider may take a few days to show it.',
    AWAITED: (due, payBefore) => `Please pay ${due}${payBefore === undefined ? '' : ` before ${payBefore}`}.`,
  },
  shortPayment: {
    AUTHORIZED: 'Your payment is authorised.',
    CAPTURED: 'We have received your payment.',
    NOT_TAKEN: 'You have not been charged.',
    UNSETTLED: 'What you paid, or may still be charged, you get back.',
    RELEASED: 'You have not been charged.',
    REFUNDED: 'Your payment is being refunded.',
    DISPUTED: 'Your bank decides about your payment.',
    NOT_REFUNDED: 'Your refund has not gone through.',
    PAID_BY_CREDIT: 'It is paid in full.',
    FREE: 'There is nothing to pay.',
    LESS: 'What you paid for it goes back.',
    AWAITED: 'Please complete it where you placed the order.',
  },
  pay: {
    button: (due) => `Pay ${due}`,
    copyAddress: 'Or copy this address into your browser:',
    openLink: {
      weixin: 'To pay, open this link in WeChat on your phone:',
      alipays: 'To pay, open this link on a phone that has the Alipay app:',
    },
    openCode: 'To pay, open this payment code in the app that you chose to pay with:',
    shortBefore: (moment) => `Please pay before ${moment}.`,
    shortLink: {
      page: (url) => `Pay here: ${url}`,
      weixin: (url) => `Open in WeChat: ${url}`,
      alipays: (url) => `Open in Alipay: ${url}`,
    },
  },
  footer: ({ shop, number }) => [
    `You are receiving this message because you placed an order with ${shop}.`,
    `Questions? Please quote your order number ${number} when you contact us.`,
  ],
  events: {
    ...returnEvents,
    'order-confirmed': ({ shop, number, total }) => ({
      subject: `Your order ${number} from ${shop} is confirmed`,
      preheader: `Thank you! Your order of ${total} is confirmed and we are getting it ready for dispatch.`,
      badge: 'Confirmed',
      heading: 'Thank you, your order is confirmed',
      status: 'Everything you ordered is in stock and has been set aside for you.',
      nextHeading: 'What happens next',
      next: 'We are getting your order ready and will send it to the delivery address above. There is nothing more you need to do.',
      sms: `your order ${number} for ${total} is confirmed.`,
    }),
    arriving: (next, days) => `${next} Expected delivery: ${days}.`,
    backordered: {
      'order-confirmed': ({ number, total }) => ({
        preheader: `Thank you! Your order of ${total} is confirmed; some of it is still to come.`,
        status: 'Some of the items are not in stock yet: below you see which, and when we expect them.',
        next: 'We will write to you once everything is here, and then send your order to the delivery address above. If you would rather not wait, please contact us.',
        sms: `your order ${number} for ${total} is confirmed; some items will come later.`,
      }),
      'payment-awaited': () => ({
        status:
          'We are holding your order for you while we wait for your payment. Some of the items are not in stock yet: below you see which, and when we expect them.',
      }),
    },
    partial: {
      'order-confirmed': ({ number, total }) => ({
        preheader: `Thank you! What is in stock is confirmed: your order comes to ${total} now.`,
        status: `Not all that you ordered is in stock. What is not, listed below, was left out and is not charged: your order comes to ${total} now.`,
        sms: `your order ${number} is confirmed without what is not in stock; it comes to ${total} now.`,
      }),
      'payment-awaited': ({ total }) => ({
        status: `Not all that you ordered is in stock. What is not, listed below, was left out: your order comes to ${total} now. We are holding the rest for you while we wait for your payment.`,
      }),
    },
    'order-cancelled': cancelled,
    'lines-cancelled': partlyCancelled,
    'order-delayed': delayed,
    'payment-awaited': ({ shop, number, due }) => ({
      subject: `Your order ${number} from ${shop} is waiting for your payment`,
      preheader: `We are holding your items. Please pay ${due} to complete your order.`,
      badge: 'Awaiting payment',
      heading: 'We are waiting for your payment',
      status: 'Everything you ordered is in stock, and we are holding it for you while we wait for your payment.',
      nextHeading: 'What happens next',
      next: 'We confirm your order as soon as your payment reaches us. If it does not reach us in time, we will close the order and stop holding the items, and you will not be charged. If you have just paid, there is nothing more you need to do.',
      sms: `we are waiting for your payment of ${due} for order ${number}.`,
    }),
    'payment-failed': ({ shop, number, due }) => ({
      subject: `Your payment for order ${number} from ${shop} did not go through`,
      preheader: `We are still holding your items. You can pay ${due} in another way.`,
      badge: 'Payment failed',
      heading: 'Your payment did not go through',
      status: 'Your payment was declined or not completed. We are still holding your items for you.',
      nextHeading: 'What you can do',
      next: 'Please pay in another way, with another card say, where you placed the order. If no payment reaches us in time, we will close the order and stop holding the items, and you will not be charged.',
      sms: `your payment for order ${number} did not go through. You can pay in another way.`,
    }),
    'order-checking': ({ shop, number }) => ({
      subject: `We are checking your order ${number} from ${shop}`,
      preheader: 'Everything is in stock and held for you. We will write to you again soon.',
      badge: 'In progress',
      heading: 'We are checking your order',
      status: 'Everything is in stock and held for you. We are looking at your order before we confirm it.',
      nextHeading: 'What happens next',
      next: 'We will write to you as soon as your order is confirmed. There is nothing you need to do.',
      sms: `we are checking your order ${number} before we confirm it. You need do nothing.`,
    }),
    'backordered-items-arrived': ({ shop, number }) => ({
      subject: `The items you were waiting for have arrived: order ${number} from ${shop}`,
      preheader: 'Everything you ordered is here now, and set aside for you.',
      badge: 'All items in',
      heading: 'The items you were waiting for are here',
      status: 'What was still to come has arrived and has been set aside for you. Your order is complete now.',
      nextHeading: 'What happens next',
      next: 'We are getting your order ready and will send it to the delivery address above. There is nothing more you need to do.',
      sms: `the items you were waiting for have arrived. Your order ${number} is complete now.`,
    }),
    'order-shipped': shipped,
    ...parcels,
    'payment-refunded': ({ shop, number }, { back, days }) => ({
      subject: `Your refund of ${back} for order ${number} from ${shop}`,
      preheader: `We have refunded ${back} of your order. It goes back the way you paid.`,
      badge: 'Refunded',
      heading: 'Your refund is on its way',
      status: `We have refunded ${back} of this order.`,
      payment:
        days === undefined
          ? 'It goes back to your gift card or store credit.'
          : `It goes back the way you paid. Your bank or payment provider may take up to ${days} working days to show it.`,
      nextHeading: 'What happens next',
      next: 'There is nothing more you need to do. If you did not expect this refund, or it does not arrive, please contact us.',
      sms: `we have refunded ${back} of your order ${number}.`,
      smsMore: [
        days === undefined
          ? 'It goes back to your gift card or store credit.'
          : `It goes back the way you paid, within ${days} working days.`,
      ],
    }),
    'order-rejected': {
      OUT_OF_STOCK: (facts) =>
        notCompleted(facts, {
          preheader: 'Some of what you ordered is out of stock. Here is what happened, and what you can do.',
          status:
            'We are sorry: we no longer have enough of some of the items you ordered, so we could not accept this order.',
          next: 'You are welcome to order again with a smaller quantity, or without the items that are short. Nothing from this order has been set aside for you.',
          sms: `sorry, we could not complete your order ${facts.number}: not enough stock.`,
        }),
      PAYMENT_DECLINED: (facts) =>
        notCompleted(facts, {
          preheader: 'Your payment was declined. Here is what happened, and what you can do.',
          status: 'We are sorry: your payment was declined, so we could not accept this order.',
          next: 'Please check your payment details or choose another way to pay, and place your order again. Your bank or payment provider can tell you why the payment was declined; we are not told the reason.',
          sms: `sorry, we could not complete your order ${facts.number}: the payment was declined.`,
        }),
      PAYMENT_TIMEOUT: (facts) =>
        notCompleted(facts, {
          preheader: 'We did not receive your payment in time. Here is what you can do.',
          status: 'We are sorry: your payment did not reach us in time, so we had to close this order.',
          next: 'If you would still like these items, please place your order again and complete the payment. We are no longer holding the items for you.',
          sms: `sorry, we closed your order ${facts.number}: the payment did not reach us in time.`,
        }),
      NOT_ACCEPTED: (facts) =>
        notCompleted(facts, {
          preheader: 'We could not accept this order. Here is what happens to your money, and what you can do.',
          status: 'We are sorry: we could not accept this order.',
          next: 'Nothing from this order has been set aside for you. If you have a question about it, please contact us.',
          sms: `sorry, we could not accept your order ${facts.number}.`,
        }),
      HOLD_EXPIRED: closedByUs,
      TECHNICAL_PROBLEM: closedByUs,
    },
  },
  pageLink: {
    link: 'Follow your order',
    shortLink: (url) => `Details: ${url}`,
  },
  sms: (shop, [first = '', ...others]) => [`${shop}: ${first}`, ...others.map(capitalised)].join(' '),
  smsAlphabet: 'GSM-7',
} satisfies Texts;

/** What is only on the page of an order. */
export const page = {
  title: ({ shop, number }) => `Order ${number} · ${shop}`,
  states: {
    received: {
      badge: 'Received',
      heading: 'We have received your order',
      status: 'We are checking whether everything is in stock. This takes a few seconds.',
    },
    reserved: {
      badge: 'In progress',
      heading: 'Your items are set aside',
      status: 'Everything is in stock and held for you. We are completing your payment.',
    },
    shipped: {
      badge: 'Shipped',
      heading: 'Your order is on its way',
      status: 'It has left our warehouse.',
    },
    delivered: {
      badge: 'Delivered',
      heading: 'Your order was delivered',
      status: 'All of your order has arrived.',
    },
  },
  progress: 'Progress',
  stations: {
    received: 'Order received',
    reserved: 'Items set aside',
    paid: 'Payment',
    confirmed: 'Order confirmed',
    shipped: 'Shipped',
    delivered: 'Delivered',
    partlyShipped: 'Partly shipped',
    declined: 'Payment did not go through',
    linesCancelled: 'Part of the order cancelled',
    returned: 'Return received',
    rejected: 'Not completed',
    cancelled: 'Cancelled',
  },
  answerBefore: (moment) => `You will have our answer by ${moment} at the latest.`,
  expected: (moment) => `Most orders like yours are confirmed by ${moment}.`,
  howOftenRight: 'How often is this right?',
  arrivalKept: (orders) =>
    orders === undefined
      ? 'Too few orders have arrived yet to say so.'
      : `Of 100 recent orders, ${orders} arrived on the days that we had foreseen for them.`,
  expectedKept: (orders) => `Of 100 recent orders, ${orders} were confirmed by the time that we had foreseen for them.`,
  delayed: (moment) =>
    `A technical problem on our side delays your order. You will have our answer by ${moment} at the latest; you need to do nothing.`,
  next: {
    received: 'We will write to you as soon as your order is confirmed. You can close this page.',
    confirmed:
      'We are getting your order ready and will send it to your delivery address. There is nothing more you need to do.',
    shipped: 'It will be delivered to your delivery address. If something is missing or not right, please contact us.',
    delivered: 'We hope you like it. If something is missing or not right, please contact us.',
  },
  shipments: 'Shipments',
  parcel: {
    states: {
      LABEL_CREATED: 'Handed to the carrier',
      IN_TRANSIT: 'On its way',
      OUT_FOR_DELIVERY: 'Out for delivery',
      ATTEMPT_FAILED: 'Could not be delivered yet',
      EXCEPTION: 'Held up',
      DELIVERED: 'Delivered',
      RETURNED: 'On its way back to us',
      LOST: 'Lost',
    },
    track: 'Track it at the carrier',
    history: 'What the carrier says',
  },
  contingency: {
    providerDown:
      'This payment method is disturbed at the moment. If a payment does not go through, try again later or pay in another way. You are never charged twice.',
    warehouseClosed: (until) => `Our warehouse is closed until ${until}. Your order leaves once it is open again.`,
    flashSale: 'Many people are ordering at the moment: the answer may take some minutes. Your order is not lost.',
    carrierDown:
      'The tracking is not current: news from the carrier does not reach us at the moment. Your parcel goes its way.',
  },
  late: { wait: 'I will wait', waits: 'Thank you for waiting.', cancel: 'Cancel the order' },
  comma: ', ',
  cancelledUnits: (units) => `${units} cancelled`,
  returnedUnits: (units) => `${units} returned`,
  contact: 'We write to you at',
  hidden:
    'To protect your data, delivery address and contact are shown only on the page that the link in our messages opens.',
  actions: {
    cancelOrder: 'Cancel this order',
    cancelOrderText: 'The whole order is cancelled, and whatever you have paid goes back the way you paid.',
    cancelItem: 'Cancel an item',
    cancelItemText: 'The rest of your order goes on. What you have paid for the item goes back the way you paid.',
    reason: 'Reason',
    reasons: {
      CHANGED_MIND: 'I changed my mind',
      FOUND_CHEAPER: 'I found a better price',
      ORDERED_BY_MISTAKE: 'I ordered by mistake',
      TOO_SLOW: 'It takes too long',
    },
    confirm: 'Yes, cancel',
    withdraw: 'Withdraw from contract here',
    returns: 'Return, exchange or report a problem',
    prove:
      'To see delivery address and contact here, enter your order number and the e-mail address or mobile number that you gave with the order.',
    contactField: 'E-mail address or mobile number',
    proveButton: 'Show',
  },
  instructions: {
    title: 'Delivery instructions',
    change: 'Change delivery instructions',
    text: 'What should the carrier know? For example where to ring, or where to leave the parcel.',
    field: 'Instructions for the carrier',
    save: 'Save',
  },
  said: {
    'not-instructed':
      'We could not change the delivery instructions. Please look at how your order stands now, and try again or contact us.',
    'not-cancelled': 'We could not cancel that. Please look at how your order stands now, and try again or contact us.',
    'not-proven': 'That does not match this order, or there were too many tries today.',
  },
  askForHelp: 'Ask for help',
  help: 'Help',
  helpText: ({ shop, number }) =>
    `If you have questions, please contact ${shop} and quote your order number ${number}.`,
  helpWithoutOrder: ({ shop }) =>
    `If that does not help, please contact ${shop}. Have your order number at hand: it is in every message from us.`,
  helpTopics: {
    arrival: 'When will it arrive?',
    address: 'The address is wrong',
    payment: 'A question about the payment',
    refund: 'A question about the refund',
    damaged: 'Something is missing or damaged',
    return: 'I would like to send something back',
    other: 'Something else',
  },
  helpMail: ({ number, topic }) => `Order number: ${number}\nAbout: ${topic}\n\n`,
  reload: 'Reload this page to see what is new.',
  gone: {
    badge: 'Not found',
    heading: 'This link does not work',
    status:
      'It may be incomplete or too old, or have been replaced by a new one. Please open the link in our latest message to you.',
  },
  failed: {
    badge: 'Sorry',
    heading: 'We cannot show your order right now',
    status: 'Nothing has happened to your order. Please reload this page in a moment.',
  },
} satisfies PageTexts;

/** What is written to shoppers, who have not ordered. */
export const toShoppers = {
  backInStock: (product, shop) => ({
    subject: `Back in stock: ${product}`,
    preheader: `You asked ${shop} to tell you. Here it is.`,
    badge: 'Back in stock',
    heading: 'It is back in stock',
    status: 'You asked us to tell you when this item is available again. It is now.',
    next: 'We cannot set it aside for you, and others asked too: order soon if you still want it.',
    footer: `You receive this e-mail, once, because you asked ${shop} for it. Your address is deleted with it.`,
  }),
  confirmBackInStock: (product, shop) => ({
    subject: `Please confirm: tell you about ${product}?`,
    preheader: `Only then does ${shop} write to you once it is back.`,
    badge: 'Please confirm',
    heading: 'Shall we tell you when it is back?',
    status: 'Somebody, you we hope, asked us to write to this address when this item is available again.',
    next: 'Confirm within three days, and we write to you once. If it was not you, do nothing: we delete your address.',
    footer: `You receive this e-mail because your address was given to ${shop}.`,
  }),
  confirmButton: 'Yes, tell me',
  unsubscribe: {
    link: 'Unsubscribe',
    title: 'E-mails about products',
    ask: 'Do you want no more e-mails about products, what is back in stock or how you liked yours? You will still hear of your orders.',
    button: 'Unsubscribe',
    done: 'You will get no more e-mails about products. You will still hear of your orders.',
    gone: 'This link does not work any more. Please use the one in our latest e-mail to you.',
  },
} satisfies ShopperTexts;
