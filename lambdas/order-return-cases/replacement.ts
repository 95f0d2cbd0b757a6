import { cancelLines } from '../order-cancellation/cancel-lines.ts';
import { cancelOrder } from '../order-cancellation/cancel-order.ts';
import { findSubmitted } from '../order-submission/find-submitted.ts';
import { submitOrder, submitting } from '../order-submission/submit-order.ts';
import type { Locale } from '../orders/locale.ts';
import type { OrderContent, OrderId } from '../orders/order.ts';
import type { Submission } from '../orders/order-id.ts';
import type { OrderRequest } from '../orders/order-request.ts';
import { isConfirmed, isRejectedOrCancelled } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { StoredReturnCase } from '../orders/return-case.ts';
import { type Product, type ProductTable, productTable } from '../products/product-table.ts';
import { clientItself } from '../runtime/caller.ts';
import { Problem } from '../runtime/problem.ts';
import { unitsOfCase } from './case-refund.ts';

/*
 * The units that replace what a case gives back are an order of their own, at no charge: placed, held, confirmed,
 * shipped and told of by what does that for every order (docs/decisions/0064).
 */

/** What placing a replacement touches. */
export interface ReplacementPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'find' | 'submitterToRead'>;
  readonly products: Pick<ProductTable, 'findProducts'>;
  readonly submitOrder: (submission: Submission, request: OrderRequest) => Promise<Pick<OrderContent, 'id'>>;
  readonly cancelOrder: (...order: Parameters<typeof cancelOrder>) => Promise<unknown>;
  readonly cancelLines: (...lines: Parameters<typeof cancelLines>) => Promise<unknown>;
}

/** The tables and functions of production. */
export const replacing = (): ReplacementPorts => ({
  orders: orderTable(),
  products: productTable(),
  // Whether the customer can be told was asked when the order was placed.
  submitOrder: (submission, request) =>
    submitOrder(
      submission,
      request,
      submitting(() => {}),
    ),
  cancelOrder,
  cancelLines,
});

/** Whether the new units are held, there are none, or that is not known yet; and by which order. */
export interface Replacement {
  readonly is: 'HELD' | 'SOLD_OUT' | 'UNDER_WAY';
  readonly orderId?: OrderId;
}

/**
 * Places the order that replaces what a case gives back, once, and says how it stands. What is no longer sold is sold
 * out.
 */
export async function placeReplacement(
  content: OrderContent,
  one: StoredReturnCase,
  { orders, products, submitOrder }: ReplacementPorts,
): Promise<Replacement> {
  const submission = submissionOf(content, one);
  const submitted = await findSubmitted(submission, orders);
  try {
    const orderId = 'free' in submitted ? await placed() : submitted.content.id;
    if (orderId === undefined) return { is: 'SOLD_OUT' };
    const status = (await orders.findOrder(orderId))?.status ?? 'PENDING';
    if (isConfirmed(status)) return { is: 'HELD', orderId };
    return isRejectedOrCancelled(status) ? { is: 'SOLD_OUT', orderId } : { is: 'UNDER_WAY', orderId };
  } catch (error) {
    // Its payment or total would be refused today, say: then money goes back.
    if (error instanceof Problem && error.kind === 'invalid-order') return { is: 'SOLD_OUT' };
    throw error;
  }

  async function placed(): Promise<OrderId | undefined> {
    const request = requestFor(content, one, await products.findProducts(skusOf(content, one)));
    return request && (await submitOrder(submission, request)).id;
  }
}

/** Cancels what was to replace what does not come back, unless it is cancelled already. */
export async function cancelReplacement(
  { storefront }: Pick<OrderContent, 'storefront'>,
  one: StoredReturnCase,
  { orders, cancelOrder }: Pick<ReplacementPorts, 'orders' | 'cancelOrder'>,
): Promise<void> {
  const submitted = await findSubmitted(submissionOf({ storefront }, one), orders);
  if ('free' in submitted) return;
  await unlessOver(() => cancelOrder(clientItself(storefront), submitted.content.id, { reason }));
}

/** Takes off a replacement what is held for units that did not come back. */
export async function trimReplacement(
  { storefront }: Pick<OrderContent, 'storefront'>,
  one: StoredReturnCase,
  orderId: OrderId,
  { cancelLines }: Pick<ReplacementPorts, 'cancelLines'>,
): Promise<void> {
  const came = new Map(unitsOfCase(one).map(({ line, quantity }) => [line, quantity]));
  // Its lines are those of an exchange, in their order; what replaces otherwise is placed for what came.
  const lines = one.lines
    .map(({ line, quantity }, index) => ({ line: index + 1, quantity: quantity - (came.get(line) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  if (one.kind !== 'EXCHANGE' || lines.length === 0) return;
  const asked = { caller: clientItself(storefront), key: `trim-${one.id}`, request: { reason, lines } };
  await unlessOver(() => cancelLines(orderId, asked));
}

const reason = 'CHANGED_MIND' as const;

/** Does it, unless the order is over. */
async function unlessOver(cancel: () => Promise<unknown>): Promise<void> {
  try {
    await cancel();
  } catch (error) {
    if (!(error instanceof Problem && error.kind === 'not-cancellable')) throw error;
  }
}

function submissionOf({ storefront }: Pick<OrderContent, 'storefront'>, { id }: Pick<StoredReturnCase, 'id'>) {
  return { storefront, idempotencyKey: `replacement-${id}` };
}

/** What each line of the case gets: what is wanted for it, else the same again. */
function skusOf({ lines }: OrderContent, one: StoredReturnCase): readonly string[] {
  return unitsOfCase(one).map(({ line }) => {
    const wanted = one.lines.find((asked) => asked.line === line)?.sku;
    return wanted ?? lines[line - 1]?.sku ?? '';
  });
}

/** What takes the price off an order that replaces what another gives back: all other texts would be dead weight here. */
const titles: { readonly [locale in Locale]: string } = {
  en: 'Replacement, at no charge',
  'zh-CN': '换货，免费',
  ja: '交換品（無料）',
};

/** The order at no charge; nothing where something of it is no longer sold in its currency. */
function requestFor(
  content: OrderContent,
  one: StoredReturnCase,
  products: ReadonlyMap<string, Product>,
): (OrderRequest & Pick<OrderContent, 'replacementOf'>) | undefined {
  const { currency, contact, locale, shippingAddress, timeZone, customerId } = content;
  const skus = skusOf(content, one);
  const lines = unitsOfCase(one).flatMap(({ line, quantity }, index) => {
    const sku = skus[index] ?? '';
    const prices = products.get(sku)?.prices.filter((price) => price.currency === currency) ?? [];
    const same = prices.find(({ unitPrice }) => unitPrice === content.lines[line - 1]?.unitPrice) ?? prices[0];
    return same === undefined ? [] : [{ sku, quantity, unitPrice: same.unitPrice }];
  });
  if (lines.length < skus.length) return undefined;
  const subtotal = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  return {
    ...{ currency, lines, contact, locale, shippingAddress },
    total: 0,
    totals: {
      subtotal,
      ...(subtotal > 0 && { discounts: [{ title: titles[locale], amount: subtotal }] }),
      due: 0,
    },
    ...(customerId !== undefined && { customerId }),
    ...(timeZone !== undefined && { timeZone }),
    replacementOf: { orderId: content.id, caseId: one.id },
  };
}
