import type { OrderRequest } from '../orders/order-request.ts';
import { findProviderRecord } from '../payments/providers/registry.ts';
import { Problem } from '../runtime/problem.ts';
import { invalidOrder } from './problems.ts';

/**
 * Makes sure that the order says how to pay what is due, and nothing where nothing is: a payment that the storefront
 * has made beside an order without any would never be given back.
 * @param due what the provider would be asked for, in minor units
 * @throws Problem invalid-order naming the field
 */
export function checkPayable({ payment, currency }: Pick<OrderRequest, 'payment' | 'currency'>, due: number): void {
  if (due > 0 && payment === undefined)
    refuse('/payment', `must say how to pay: ${due} ${currency} (minor units) is due`);
  if (due === 0 && payment !== undefined) refuse('/payment', 'must be left out: nothing is due');
  const why = payment && findProviderRecord(payment.provider)?.whyNot?.(due, currency);
  if (why !== undefined) refuse('/payment/provider', `${payment?.provider}: ${why}`);
}

function refuse(pointer: string, detail: string): never {
  throw new Problem(invalidOrder, 'The payment cannot be made.', { errors: [{ pointer: `#${pointer}`, detail }] });
}
