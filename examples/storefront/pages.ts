import type { Order, Problem } from 'order-confirmation-client';
import { type Basket, totalOf } from './basket.ts';
import { cards, type Product } from './products.ts';

/** Markup; everything else that is put into a page is escaped. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | undefined | false | readonly Markup[];

function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(texts.map((text, index) => `${text}${markupOf(parts[index])}`).join(''));
}

function markupOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const pounds = (pence: number) => (pence / 100).toLocaleString('en-GB', { style: 'currency', currency: 'GBP' });

function page(title: string, main: Markup): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · Example Shop</title>
<link rel="stylesheet" href="/style.css">
<header><a href="/">Example Shop</a></header>
<main>${main}</main>
</html>
`.text;
}

/** What is for sale, the basket, and the checkout. */
export function shopPage(
  stock: readonly { readonly product: Product; readonly available: number }[],
  basket: Basket,
  refused?: Refused,
): string {
  return page(
    'Shop',
    html`<h1>Shop</h1>
<ul class="products">${stock.map(
      ({ product: { sku, name, price }, available }) => html`
  <li><form method="post" action="/basket">${name} <span>${pounds(price)}</span>
    <button name="sku" value="${sku}"${available === 0 && html` disabled`}>${available === 0 ? 'Sold out' : 'Add to basket'}</button></form></li>`,
    )}
</ul>
${basket.lines.length > 0 && checkout(basket, refused)}`,
  );
}

/** A checkout that was refused: what was typed, and why. */
export interface Refused {
  readonly typed: Readonly<Record<string, string | undefined>>;
  readonly problem: Problem;
}

/** The fields of the checkout, and where each stands in the order, by which the service names what is wrong. */
const fields = [
  ['name', '#/shippingAddress/name', 'Name', 'Ada Byron', 'name'],
  ['email', '#/contact/email', 'E-mail', 'ada@customer.example', 'email'],
  ['line1', '#/shippingAddress/line1', 'Street', '12 St James Square', 'address-line1'],
  ['city', '#/shippingAddress/city', 'Town', 'London', 'address-level2'],
  ['postalCode', '#/shippingAddress/postalCode', 'Postcode', 'SW1Y 4JH', 'postal-code'],
] as const;

function checkout(basket: Basket, { typed, problem }: Partial<Refused> = {}): Markup {
  const errors = (problem?.errors ?? []).map(({ pointer, detail }) => {
    const label = fields.find(([, where]) => where === pointer)?.[2];
    return html`<br>${label !== undefined && `${label} `}${detail}.`;
  });
  return html`<h2>Basket</h2>
<ul>${basket.lines.map(({ product, quantity }) => html`<li>${quantity} × ${product.name}</li>`)}</ul>
<p>Total <b>${pounds(totalOf(basket))}</b></p>
${problem && html`<p role="alert">${problem.title}.${errors}</p>`}
<form class="checkout" method="post" action="/checkout">
  ${fields.map(
    ([name, , label, example, autocomplete]) => html`
  <label>${label} <input name="${name}" value="${typed?.[name] ?? example}" autocomplete="${autocomplete}" required maxlength="100"></label>`,
  )}
  ${cardChoice()}
  <button>Place order</button>
</form>`;
}

function cardChoice(): Markup {
  const options = Object.entries(cards).map(([token, title]) => html`<option value="${token}">${title}</option>`);
  return html`<label>Pay with <select name="card">${options}</select></label>`;
}

/** Whether an order's card was declined, and its shopper may try another. */
export function isToBePaid({ status, payment, paymentTriesLeft = 0 }: Order): boolean {
  return status === 'RESERVED' && payment?.status === 'DECLINED' && paymentTriesLeft > 0;
}

/** An order whose card was declined: another one, or none. */
export function paymentPage({ id, number, total, statusUrl }: Order): string {
  return page(
    `Order ${number}`,
    html`<h1>Order ${number}</h1>
<p role="status">Your card was declined. Your goods are held for you: try another.</p>
<p>To pay <b>${pounds(total)}</b></p>
<form class="checkout" method="post" action="/orders/${id}/payments">${cardChoice()}<button>Pay again</button></form>
<form method="post" action="/orders/${id}/cancellation"><button>Cancel order</button></form>
<p><a href="${statusUrl}">The order's page</a></p>`,
  );
}

/** Something that could not be done, and why. */
export function refusalPage(title: string, detail: string): string {
  return page(title, html`<h1>${title}</h1><p>${detail}</p><p><a href="/">Back to the shop</a></p>`);
}
