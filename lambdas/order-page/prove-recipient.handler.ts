import { orderTable } from '../orders/order-table.ts';
import { pageTokenOf } from '../orders/page-link.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { findGranted } from './find-granted.ts';
import { backTo, formOf } from './page-form.ts';
import { pageRoute } from './page-route.ts';
import { proveRecipient } from './prove-recipient.ts';

/** Route `POST /o/{token}/proof`: who knows number and address of an order gets the link that its customer has. */
export const handler = pageRoute(async (request) => {
  const token = pathParameter(request, 'token');
  const { order } = await findGranted(token);
  const { content } = await orderTable().find(order.id);
  const isProven = content !== undefined && (await proveRecipient(content, formOf(request)));
  return isProven ? backTo(await pageTokenOf(order, { isProven })) : backTo(token, 'not-proven');
});
