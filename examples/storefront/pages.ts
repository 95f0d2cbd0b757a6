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

function page(title: string, main: Markup, script?: Markup): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · Example Shop</title>
<link rel="stylesheet" href="/style.css">
<header><a href="/">Example Shop</a></header>
<main>${main}</main>
${script}
</html>
`.text;
}

/** What is for sale, the basket, and the checkout. */
export function shopPage(
  stock: readonly { readonly product: Product; readonly available: number }[],
  basket: Basket,
  refused?: Problem,
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

function checkout(basket: Basket, refused?: Problem): Markup {
  const field = (name: string, label: string, value: string, autocomplete: string) =>
    html`<label>${label} <input name="${name}" value="${value}" autocomplete="${autocomplete}" required maxlength="100"></label>`;
  return html`<h2>Basket</h2>
<ul>${basket.lines.map(({ product, quantity }) => html`<li>${quantity} × ${product.name}</li>`)}</ul>
<p>Total <b>${pounds(totalOf(basket))}</b></p>
${refused && html`<p role="alert">${refused.title}. ${(refused.errors ?? []).map(({ detail }) => html`${detail}. `)}</p>`}
<form class="checkout" method="post" action="/checkout">
  ${field('name', 'Name', 'Ada Byron', 'name')}
  ${field('email', 'E-mail', 'ada@customer.example', 'email')}
  ${field('line1', 'Street', '12 St James Square', 'address-line1')}
  ${field('city', 'Town', 'London', 'address-level2')}
  ${field('postalCode', 'Postcode', 'SW1Y 4JH', 'postal-code')}
  ${cardChoice()}
  <button>Place order</button>
</form>`;
}

function cardChoice(): Markup {
  const options = Object.entries(cards).map(([token, title]) => html`<option value="${token}">${title}</option>`);
  return html`<label>Pay with <select name="card">${options}</select></label>`;
}

/** An order, with what its shopper may do now; it moves by itself. */
export function orderPage(order: Order): string {
  return page(`Order ${order.number}`, orderMain(order), html`<script src="/order.js" type="module"></script>`);
}

/** What of the page changes with the order. */
export function orderMain({ id, number, status, total, payment, paymentTriesLeft, rejection, lines }: Order): Markup {
  const canPay = status === 'RESERVED' && payment?.status === 'DECLINED' && (paymentTriesLeft ?? 0) > 0;
  const canCancel = status === 'RESERVED' || status === 'CONFIRMED';
  return html`<h1>Order ${number}</h1>
<p role="status" data-status="${status}">${canPay ? 'Your card was declined. Your goods are held: try another.' : sentences[status]}
${rejection && html`(${reasons[rejection.reason]})`}</p>
<ul>${lines.map(({ name, quantity }) => html`<li>${quantity} × ${name}</li>`)}</ul>
<p>Total <b>${pounds(total)}</b></p>
${canPay && html`<form method="post" action="/orders/${id}/payments">${cardChoice()}<button>Pay again</button></form>`}
${canCancel && html`<form method="post" action="/orders/${id}/cancellation"><button>Cancel order</button></form>`}`;
}

/** Words that the order page's script puts into the page. */
export function orderMarkup(order: Order): string {
  return orderMain(order).text;
}

/** Something that could not be done, and why. */
export function refusalPage(title: string, detail: string): string {
  return page(title, html`<h1>${title}</h1><p>${detail}</p><p><a href="/">Back to the shop</a></p>`);
}

const sentences: Readonly<Record<Order['status'], string>> = {
  PENDING: 'We have your order, and look whether all of it is there …',
  RESERVED: 'Your goods are held for you, and we wait for your payment …',
  CONFIRMED: 'Your order is confirmed.',
  SHIPPED: 'Your order is on its way.',
  REJECTED: 'We could not confirm your order. You were not charged.',
  CANCELLED: 'Your order is cancelled. Whatever you paid goes back.',
};

const reasons: Readonly<Record<NonNullable<Order['rejection']>['reason'], string>> = {
  OUT_OF_STOCK: 'something was sold out',
  PAYMENT_DECLINED: 'the payment was declined',
  PAYMENT_TIMEOUT: 'the payment did not come in time',
  HOLD_EXPIRED: 'it took us too long',
};
