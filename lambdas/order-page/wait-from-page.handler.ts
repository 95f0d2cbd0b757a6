import { acceptDelay } from '../delivery-promise/accept-delay.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { findGranted } from './find-granted.ts';
import { backTo, formOf } from './page-form.ts';
import { pageRoute } from './page-route.ts';

/** Route `POST /o/{token}/wait`, a form of the page of an order: its customer waits for it though it is late. */
export const handler = pageRoute(async (request) => {
  const token = pathParameter(request, 'token');
  const { order } = await findGranted(token);
  formOf(request);
  await acceptDelay(order.id);
  return backTo(token);
});
