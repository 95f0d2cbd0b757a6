import { createHash, timingSafeEqual } from 'node:crypto';
import {
  type RecipientLimit,
  type RecipientLimitTable,
  recipientLimitTable,
} from '../notifications/recipient-limit-table.ts';
import type { OrderContent } from '../orders/order.ts';
import { meansNumber } from '../orders/order-number.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';

/** What proving touches. */
export interface ProveRecipientPorts {
  readonly limits: Pick<RecipientLimitTable, 'take'>;
  readonly clock: Clock;
}

const production = (): ProveRecipientPorts => ({ limits: recipientLimitTable(), clock: systemClock });

/** What is longer is no number of an order, and no address: of what strangers send, no more is looked at. */
export const [longestNumber, longestContact] = [40, 320];

/** Whoever has the page has the number; an address is not to be guessed beside it. */
const tries: RecipientLimit = { name: 'page-proofs', max: 5, days: 1 };

/**
 * Whether somebody knows the order's number, and its e-mail address or telephone number. So many different answers are
 * looked at a day; the rest are wrong, whatever they are.
 */
export async function proveRecipient(
  { id, number, contact: { email, phone } }: Pick<OrderContent, 'id' | 'number' | 'contact'>,
  form: URLSearchParams,
  { limits, clock }: ProveRecipientPorts = production(),
): Promise<boolean> {
  const said = { number: (form.get('number') ?? '').slice(0, longestNumber), contact: form.get('contact') ?? '' };
  const answer = digest(`${said.number} ${said.contact}`);
  if (!(await limits.take({ address: id }, tries, answer.toString('base64url'), clock()))) return false;
  // Each is compared, and in the same time, whichever is right.
  const isContact = [email, phone].map(
    (known) => known !== undefined && timingSafeEqual(digest(plainContact(known)), digest(plainContact(said.contact))),
  );
  return isContact.includes(true) && meansNumber(said.number, number);
}

/** An address as it is compared: of an e-mail address the case does not count, of a telephone number how it is grouped. */
export function plainContact(contact: string): string {
  const text = contact.slice(0, longestContact).normalize('NFKC').trim().toLowerCase();
  return text.includes('@') ? text : text.replace(/[\s().-]/g, '').replace(/^00/, '+');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
