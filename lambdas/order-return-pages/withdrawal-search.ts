import { pageDocument } from '../order-page/page-document.ts';
import { proveRecipient } from '../order-page/prove-recipient.ts';
import type { Locale } from '../orders/locale.ts';
import type { Order, OrderContent, OrderId } from '../orders/order.ts';
import { orderIdOf } from '../orders/order-id.ts';
import { bareNumber, OrderNumber, readOrderNumber } from '../orders/order-number.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
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
<label>${number}<input name="number" autocomplete="off" required maxlength="40"></label>
<label>${contact}<input name="contact" autocomplete="email" required maxlength="320"></label>
<button>${button}</button>
</form></section>`,
  });
}

/** What looking for the order touches. */
export interface WithdrawalSearchPorts {
  readonly orders: Pick<OrderTable, 'find' | 'findByOwnNumber'>;
  readonly proveRecipient: typeof proveRecipient;
}

const production = (): WithdrawalSearchPorts => ({ orders: orderTable(), proveRecipient });

/**
 * The order that somebody means, by its number and the address that was given with it. Whether there is none, or the
 * address is another, neither the answer nor what is done for it says; of each number, so many different answers a day
 * are looked at.
 */
export async function findForWithdrawal(
  form: URLSearchParams,
  { orders, proveRecipient }: WithdrawalSearchPorts = production(),
): Promise<Order | undefined> {
  const said = (form.get('number') ?? '').slice(0, 40);
  const read = OrderNumber.safeParse(readOrderNumber(said));
  const ids = [...(read.success ? [orderIdOf(read.data)] : []), ...(await orders.findByOwnNumber(said))];
  for (const id of ids) {
    const { order, content } = await orders.find(id);
    if (order !== undefined && content !== undefined && (await proveRecipient(content, form))) return order;
    if (content === undefined) await proveRecipient(nobody(said), form);
  }
  if (ids.length === 0) await proveRecipient(nobody(said), form);
  return undefined;
}

/** Whom no answer proves: for a number that no order has. */
function nobody(said: string): Pick<OrderContent, 'id' | 'number' | 'contact'> {
  return { id: `no order ${bareNumber(said)}` as OrderId, number: '', contact: {} };
}
