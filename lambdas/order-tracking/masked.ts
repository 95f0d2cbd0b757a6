import type * as z from 'zod/mini';
import type { OrderRepresentation } from './order-representation.ts';

type Representation = z.output<typeof OrderRepresentation>;

/** What stands in place of what is not to be seen. */
const hidden = '***';

/**
 * The order without what tells who its customer is, for people of the shop: they see that by a call that is recorded.
 * The link to its page is hidden too, since whoever has it may do what the customer may.
 */
export function masked(order: Representation): Representation {
  const { contact, shippingAddress, billingAddress, deliveryInstructions, giftMessage, metadata } = order;
  const { channels } = contact;
  return {
    ...order,
    statusUrl: order.statusUrl.replace(/[^/]*$/, hidden),
    contact: { ...starred(contact), ...(channels && { channels }) },
    shippingAddress: { ...starred(shippingAddress), country: shippingAddress.country },
    ...(billingAddress && { billingAddress: { ...starred(billingAddress), country: billingAddress.country } }),
    ...(deliveryInstructions !== undefined && { deliveryInstructions: hidden }),
    ...(giftMessage !== undefined && { giftMessage: hidden }),
    ...(metadata && { metadata: starred(metadata) }),
  };
}

/** The same, with every text in it hidden. */
function starred<Of extends object>(of: Of): Of {
  return JSON.parse(JSON.stringify(of), (_key, value) => (typeof value === 'string' ? hidden : value)) as Of;
}
