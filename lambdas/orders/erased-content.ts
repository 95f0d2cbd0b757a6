import type { Address, OrderContent } from './order.ts';

/** What becomes of each part of an order's content when its customer's personal data is erased. */
const fates = {
  id: 'kept',
  number: 'kept',
  storefront: 'kept',
  submissionHash: 'kept',
  requestHash: 'kept',
  createdAt: 'kept',
  currency: 'kept',
  total: 'kept',
  totals: 'kept',
  lines: 'kept',
  customerId: 'erased',
  contact: 'erased',
  locale: 'kept',
  // Of an address the country is left, by which taxes are owed.
  shippingAddress: 'erased',
  expected: 'kept',
  arrival: 'kept',
  expectedBy: 'kept',
  billingAddress: 'erased',
  deliveryInstructions: 'erased',
  giftMessage: 'erased',
  timeZone: 'erased',
  metadata: 'erased',
  payment: 'kept',
  acceptPartial: 'kept',
  paymentTries: 'kept',
  replacementOf: 'kept',
} as const satisfies Record<keyof OrderContent, 'kept' | 'erased'>;

type Erased = { [Key in keyof typeof fates]: (typeof fates)[Key] extends 'erased' ? Key : never }[keyof typeof fates];

/** The parts of an order's content that say who its customer is or where they live. */
export const erasedParts = Object.entries(fates).flatMap(([part, fate]) => (fate === 'erased' ? [part as Erased] : []));

/**
 * What stands in the place of an order's personal data. Whatever the books are made of is left: lines, amounts, taxes,
 * the country, and of a business its VAT id, which says to whom no tax was charged.
 */
export function erasedContent({ shippingAddress, billingAddress }: Pick<OrderContent, Erased>): {
  readonly [Part in Erased]?: OrderContent[Part];
} {
  return {
    contact: {},
    shippingAddress: erasedAddress(shippingAddress),
    ...(billingAddress && {
      billingAddress: {
        ...erasedAddress(billingAddress),
        ...(billingAddress.vatId !== undefined && { vatId: billingAddress.vatId }),
      },
    }),
  };
}

function erasedAddress({ country }: Address): Address {
  return { name: erased, line1: erased, city: erased, postalCode: erased, country };
}

const erased = '(erased)';
