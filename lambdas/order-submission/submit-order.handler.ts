import { acceptedOrder } from '../order-tracking/represent-order.ts';
import { OrderRequest } from '../orders/order-request.ts';
import { pageUrlOf } from '../orders/page-link.ts';
import { bodyOf } from '../runtime/body.ts';
import { environment } from '../runtime/environment.ts';
import { http, json } from '../runtime/http.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { checkRecipient } from './check-recipient.ts';
import type { SmsCountries } from './mobile-number.ts';
import { invalidOrder } from './problems.ts';
import { submitOrder, submitting } from './submit-order.ts';

/** Route `POST /orders`: accepts an order, once per Idempotency-Key. */
export const handler = http(async (request, caller) => {
  const idempotencyKey = idempotencyKeyOf(request);
  const order = bodyOf(request, OrderRequest, invalidOrder);
  const ports = submitting((request) => checkRecipient(request, smsCountries()));
  const content = await submitOrder({ storefront: caller.client, idempotencyKey }, order, ports);
  // As it was at acceptance, whatever was revoked since, so that every repeat gets an equal answer.
  const statusUrl = await pageUrlOf(content, { isProven: false });
  return json(
    202,
    { ...acceptedOrder(content), statusUrl },
    { location: `${environment('API_URL')}/orders/${content.id}` },
  );
});

/** Where this stage sends text messages to. */
function smsCountries(): SmsCountries {
  const countries = environment('SMS_COUNTRIES');
  return countries === 'all' ? 'all' : countries.split(',');
}
