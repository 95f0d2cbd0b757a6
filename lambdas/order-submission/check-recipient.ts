import type { OrderRequest } from '../orders/order-request.ts';
import { type FieldError, Problem } from '../runtime/problem.ts';
import { type SmsCountries, whyNoTexts } from './mobile-number.ts';
import { invalidOrder } from './problems.ts';

/**
 * Makes sure that a new order's customer can be told, and that its delivery address is one. Orders that were accepted
 * before are not looked at again.
 * @throws Problem invalid-order naming every field that is not
 */
export function checkRecipient(
  { contact, shippingAddress }: Pick<OrderRequest, 'contact' | 'shippingAddress'>,
  smsCountries: SmsCountries,
): void {
  const errors: FieldError[] = [];
  const phone = contact.phone === undefined ? undefined : whyNoTexts(contact.phone, smsCountries);
  if (phone !== undefined) errors.push({ pointer: '#/contact/phone', detail: phone });
  for (const [field, text] of Object.entries(shippingAddress)) {
    // Whatever else may look like a link is taken apart where it is shown: company names do have dots.
    if (/:\/\/|\bwww\./i.test(text ?? '')) {
      errors.push({ pointer: `#/shippingAddress/${field}`, detail: 'must not hold a web address' });
    }
  }
  if (errors.length > 0) throw new Problem(invalidOrder, 'The customer cannot be reached so; see errors.', { errors });
}
