import { audited } from '../audit/audited.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { ErasureRequest, eraseCustomer } from './erase-customer.ts';
import { invalidErasure } from './problems.ts';

/** Route `POST /operations/erasures`: erases a customer's personal data, and leaves the books whole. */
export const handler = http(async (request, caller) => {
  const erasure = bodyOf(request, ErasureRequest, invalidErasure);
  const { orderIds, customer, email: _, ...after } = erasure;
  // Whose it was must not be known from the audit afterwards.
  const about =
    orderIds !== undefined
      ? `${orderIds.length} orders`
      : `a customer ${customer === undefined ? 'by e-mail address' : `of ${customer.storefront}`}`;
  return json(
    200,
    await audited(request, caller, { action: 'eraseCustomer', about, after }, () => eraseCustomer(erasure)),
  );
});
