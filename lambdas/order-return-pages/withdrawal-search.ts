import { createHash } from 'node:crypto';
import {
  type RecipientLimit,
  type RecipientLimitTable,
  recipientLimitTable,
} from '../notifications/recipient-limit-table.ts';
import { nobodys } from '../order-page/find-granted.ts';
import { pageDocument } from '../order-page/page-document.ts';
import { longestContact, longestNumber, plainContact, proveRecipient } from '../order-page/prove-recipient.ts';
import type { Locale } from '../orders/locale.ts';
import type { Order, OrderContent, OrderId } from '../orders/order.ts';
import { orderIdOf } from '../orders/order-id.ts';
import { bareNumber, OrderNumber, readOrderNumber } from '../orders/order-number.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { html } from '../runtime/html.ts';
import type { Brand } from '../shop/brand.ts';
import { returnTextsOf } from './texts.ts';

/** The form by which somebody without a link withdraws from a contract. */
export function searchPage(locale: Locale, brand: Brand, isNotFound: boolean): string {
  const { heading, text, number, contact, button, notFound } = returnTextsOf(locale).search;
  return pageDocument({
    locale,
    title: heading,
    brand,
    main: html`<section class="card"><h1>${heading}</h1>
${isNotFound && html`<p class="notice" role="alert">${notFound}</p>`}
<p>${text}</p>
<form method="post" action="withdrawal">
<label>${number}<input name="number" autocomplete="off" required maxlength="${longestNumber}"></label>
<label>${contact}<input name="contact" autocomplete="email" required maxlength="${longestContact}"></label>
<button>${button}</button>
</form></section>`,
  });
}

/** What looking for the order touches. */
export interface WithdrawalSearchPorts {
  readonly orders: Pick<OrderTable, 'find' | 'findByOwnNumber'>;
  readonly limits: Pick<RecipientLimitTable, 'take'>;
  readonly proveRecipient: typeof proveRecipient;
  readonly clock: Clock;
}

const production = (): WithdrawalSearchPorts => ({
  ...{ orders: orderTable(), limits: recipientLimitTable(), proveRecipient, clock: systemClock },
});

/** The numbers of a storefront's own may follow each other: of an address, so many are looked at a day. */
export const numbersADay: RecipientLimit = { name: 'withdrawal-numbers', max: 10, days: 1 };

/**
 * The order that somebody means, by its number and the address that was given with it. Whether there is none, or the
 * address is another, neither the answer nor its time says: the same is read and written, side by side. Of each number so
 * many different answers a day are looked at, and of each address so many numbers.
 */
export async function findForWithdrawal(
  form: URLSearchParams,
  { orders, limits, proveRecipient, clock }: WithdrawalSearchPorts = production(),
): Promise<Order | undefined> {
  const said = (form.get('number') ?? '').slice(0, longestNumber);
  const read = OrderNumber.safeParse(readOrderNumber(said));
  const own = await orders.findByOwnNumber(said);
  const [first = nobodys, ...others] = own;
  const ids = [read.success ? orderIdOf(read.data) : nobodys, first, ...others];
  const address = plainContact(form.get('contact') ?? '');
  const number = createHash('sha256').update(bareNumber(said)).digest('base64url');
  const [mayLook, ...known] = await Promise.all([
    limits.take({ address }, numbersADay, number, clock()),
    ...ids.map((id) => orders.find(id)),
  ]);
  const proven = await Promise.all(known.map(({ content }) => proveRecipient(content ?? nobody(said), form)));
  return mayLook ? known.find((_, index) => proven[index])?.order : undefined;
}

/** Whom no answer proves: for a number that no order has. */
function nobody(said: string): Pick<OrderContent, 'id' | 'number' | 'contact'> {
  return { id: `no order ${bareNumber(said)}` as OrderId, number: '', contact: {} };
}
