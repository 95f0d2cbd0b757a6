import { OrderId } from '../orders/order.ts';
import { orderIdOf } from '../orders/order-id.ts';
import { isFormerReference, OwnOrderNumber, readOrderNumber } from '../orders/order-number.ts';
import { Sku } from '../orders/sku.ts';
import { orderIdIn } from '../payments/payment-try.ts';
import { digitsOf, phoneDigits } from './search-entry.ts';

/** By what an order may be found. */
export const matches = ['id', 'number', 'email', 'phone', 'reference', 'sku'] as const;
export type Match = (typeof matches)[number];

/** What somebody may mean by what they say, each with the value that is looked for. */
export interface Meanings {
  /** The order with this id, or of the try to pay that has it. */
  readonly id?: OrderId;
  /** The order that a number of ours leads to. */
  readonly number?: OrderId;
  /** A number that a storefront has given an order itself. */
  readonly ownNumber?: string;
  /** What orders were called before there were order numbers. */
  readonly former?: string;
  readonly email?: string;
  readonly phone?: string;
  /** The payment provider's own name of a payment. */
  readonly reference?: string;
  readonly sku?: string;
}

/** A telephone number as people write it. */
const looksLikePhone = /^\+?[\d\s()./-]+$/;

/**
 * What somebody may mean by this: each meaning that it has the form of. `1042-77` may be a storefront's own number, a
 * SKU and a telephone number at once; all of them are looked for, which costs less than a wrong guess.
 */
export function meaningsOf(said: string): Meanings {
  const text = said.normalize('NFKC').trim();
  const named = OrderId.safeParse(text.toLowerCase());
  if (named.success) return { id: OrderId.parse(orderIdIn(named.data)) };
  const number = readOrderNumber(text);
  const sku = Sku.safeParse(said.trim());
  return {
    ...(number !== undefined && number !== 'wrong' && { number: orderIdOf(number) }),
    ...(OwnOrderNumber.safeParse(text.replaceAll(/\s/g, '')).success && { ownNumber: text }),
    ...(isFormerReference(text) && { former: text }),
    ...(text.includes('@') && { email: text }),
    ...(looksLikePhone.test(text) && digitsOf(text).length >= phoneDigits && { phone: text }),
    ...(/^\S{6,255}$/.test(text) && !text.includes('@') && { reference: text }),
    ...(sku.success && { sku: sku.data }),
  };
}

/** Whether somebody who says this telephone number means that one (E.164): they may leave out the country's code. */
export function meansPhone(said: string, phone: string): boolean {
  const local = digitsOf(said.replace('(0)', '')).replace(/^0+/, '');
  return local.length >= phoneDigits && digitsOf(phone).endsWith(local);
}
