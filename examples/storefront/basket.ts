import { type Product, products } from './products.ts';

/** What a shopper is about to buy. Its id is the Idempotency-Key of the order: one basket, one order. */
export interface Basket {
  readonly id: string;
  readonly lines: readonly { readonly product: Product; readonly quantity: number }[];
}

const most = 99;

/** The basket with one more of a product; unchanged for a product that is not sold. */
export function withOneMore({ id, lines }: Basket, sku: string): Basket {
  const known = new Map(lines.map(({ product, quantity }) => [product.sku, quantity]));
  const more = new Map([...known, [sku, Math.min(most, (known.get(sku) ?? 0) + 1)]]);
  return { id, lines: linesOf(more) };
}

/** What all of it costs, in pence. */
export function totalOf({ lines }: Basket): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
}

/** The basket in a request's cookies; a new one where there is none that can be read. */
export function basketIn(cookies = ''): Basket {
  const [, id, text = ''] = /(?:^|; )basket=([0-9a-f-]{36})([\w:~.-]*)/.exec(cookies) ?? [];
  if (id === undefined) return { id: crypto.randomUUID(), lines: [] };
  const quantities = text.split('~').map((line) => line.split(':'));
  return { id, lines: linesOf(new Map(quantities.map(([sku = '', quantity]) => [sku, Number(quantity)]))) };
}

/** The cookie that keeps the basket. No script of a page can read it, no other site can send it. */
export function cookieOf({ id, lines }: Basket): string {
  const text = lines.map(({ product, quantity }) => `~${product.sku}:${quantity}`).join('');
  return `basket=${id}${text}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000`;
}

/** A cookie may hold anything: what is no quantity of a product is left out. */
function linesOf(quantities: ReadonlyMap<string, number>): Basket['lines'] {
  return products.flatMap((product) => {
    const quantity = quantities.get(product.sku) ?? 0;
    return Number.isInteger(quantity) && quantity > 0 && quantity <= most ? [{ product, quantity }] : [];
  });
}
