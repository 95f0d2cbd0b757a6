import { type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import type { OrderRequest } from '../orders/order-request.ts';
import { type FieldError, Problem } from '../runtime/problem.ts';
import { packedMetadata } from './mobile-numbers.generated.ts';
import { invalidOrder } from './problems.ts';

/** Where text messages go to: countries (ISO 3166-1 alpha-2), or wherever there are telephones. */
export type SmsCountries = readonly string[] | 'all';

/** What libphonenumber knows of mobile numbers; unpacked for the first number. */
let mobileNumbers: MetadataJson | undefined;

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

/**
 * Why a number gets no text message; nothing when it does. Mobile numbers do, and in countries that do not tell them
 * apart, landlines. What else there is belongs to nobody or is dear: services at premium or shared cost, freephone,
 * pagers; and international networks (+870, +881, +882, +883, +979, …), which belong to no country.
 */
function whyNoTexts(phone: string, smsCountries: SmsCountries): string | undefined {
  mobileNumbers ??= unpackedMetadata();
  const number = parsePhoneNumberFromString(phone, mobileNumbers);
  if (number === undefined || !number.isValid() || number.isNonGeographic()) {
    return 'must be a mobile number that exists, in E.164 form, such as +447400123456';
  }
  if (smsCountries !== 'all' && !smsCountries.includes(number.country ?? '')) {
    return `must be a number of ${smsCountries.join(', ')}, where text messages are sent to`;
  }
  return undefined;
}

/** Node's zlib is loaded here, 2 ms of a start: most orders have no telephone number. */
function unpackedMetadata(): MetadataJson {
  const { inflateRawSync } = process.getBuiltinModule('node:zlib');
  return JSON.parse(inflateRawSync(Buffer.from(packedMetadata, 'base64')).toString());
}
