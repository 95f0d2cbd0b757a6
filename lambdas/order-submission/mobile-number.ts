import { inflateRawSync } from 'node:zlib';
import { type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import { packedMetadata } from './mobile-numbers.generated.ts';

/*
 * Loaded for the first telephone number: most orders have none (`lib/at-need.ts`).
 */

/** Where text messages go to: countries (ISO 3166-1 alpha-2), or wherever there are telephones. */
export type SmsCountries = readonly string[] | 'all';

/** What libphonenumber knows of mobile numbers; unpacked for the first number. */
let mobileNumbers: MetadataJson | undefined;

/**
 * Why a number gets no text message; nothing when it does. Mobile numbers do, and in countries that do not tell them
 * apart, landlines. What else there is belongs to nobody or is dear: services at premium or shared cost, freephone,
 * pagers; and international networks (+870, +881, +882, +883, +979, …), which belong to no country.
 */
export function whyNoTexts(phone: string, smsCountries: SmsCountries): string | undefined {
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

function unpackedMetadata(): MetadataJson {
  return JSON.parse(inflateRawSync(Buffer.from(packedMetadata, 'base64')).toString());
}
