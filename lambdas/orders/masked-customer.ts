import * as z from 'zod/mini';
import type { OrderContent } from './order.ts';

/** Whose order it is, as far as staff need that to tell customers apart on the telephone. */
export const MaskedCustomer = z.object({
  name: z.string(),
  email: z.optional(z.string()),
  phone: z.optional(z.string()),
  country: z.string(),
});
export type MaskedCustomer = Readonly<z.output<typeof MaskedCustomer>>;

/** The customer of an order, whom nobody can write to, call or visit by this: `A*** L***`, `a***@example.com`, `***56`. */
export function maskedCustomer({
  contact: { email, phone },
  shippingAddress: { name, country },
}: Pick<OrderContent, 'contact' | 'shippingAddress'>): MaskedCustomer {
  return {
    name: name.trim().split(/\s+/).map(initial).join(' '),
    ...(email !== undefined && { email: maskedEmail(email) }),
    ...(phone !== undefined && { phone: `${mask}${phone.slice(-2)}` }),
    country,
  };
}

const mask = '***';

function initial(word: string): string {
  const [first = ''] = word;
  return `${first}${mask}`;
}

/** `a***@example.com`. */
export function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${initial(address)}${address.slice(at)}`;
}
