import type { OrderRequest } from '../orders/order-request.ts';
import { existingPayment } from '../payments/existing-payment.ts';
import { whyNotTaken, whyNotToken } from '../payments/why-not-payable.ts';
import { Problem } from '../runtime/problem.ts';
import { invalidOrder } from './problems.ts';

/**
 * Makes sure that the order says how to pay what is due, and nothing where nothing is: a payment that the storefront
 * has made beside an order without any would never be given back.
 * @param due what the provider would be asked for, in minor units
 * @throws Problem invalid-order naming the field
 */
export function checkPayable(
  { payment, currency, acceptPartial }: Pick<OrderRequest, 'payment' | 'currency' | 'acceptPartial'>,
  due: number,
): void {
  if (due > 0 && payment === undefined)
    refuse('/payment', `must say how to pay: ${due} ${currency} (minor units) is due`);
  if (due === 0 && payment !== undefined) refuse('/payment', 'must be left out: nothing is due');
  const why = payment && whyNotTaken(payment.provider, due, currency);
  if (why !== undefined) refuse('/payment/provider', why);
  const whyNot = payment && whyNotToken(payment);
  if (whyNot !== undefined) refuse('/payment/token', whyNot);
  if (acceptPartial !== true) return;
  // What the order comes to in the end is not known yet, and may be any amount.
  if (payment && whyNotTaken(payment.provider, 1, currency))
    refuse('/acceptPartial', `${payment.provider} does not take every amount of ${currency}`);
  if (existingPayment(payment)) refuse('/acceptPartial', 'the payment is made already, for the whole order');
}

function refuse(pointer: string, detail: string): never {
  throw new Problem(invalidOrder, 'The payment cannot be made.', { errors: [{ pointer: `#${pointer}`, detail }] });
}
