import type { NoticeChannel } from './notice-marker.ts';
import type { Contact } from './order.ts';

/** Where each channel reaches a customer, as far as they gave it. */
export function addressesOf({
  email,
  phone,
}: Pick<Contact, 'email' | 'phone'>): Readonly<Record<NoticeChannel, string | undefined>> {
  return { email, sms: phone };
}
