import { pathParameter } from '../runtime/http-request.ts';
import { cancelFromPage } from './cancel-from-page.ts';
import { findGranted } from './find-granted.ts';
import { backTo, formOf } from './page-form.ts';
import { pageRoute } from './page-route.ts';

/** Route `POST /o/{token}/cancellation`: the customer calls the order off, or units of a line, and sees the page again. */
export const handler = pageRoute(async (request) => {
  const token = pathParameter(request, 'token');
  const { order } = await findGranted(token);
  return backTo(token, await cancelFromPage(order, formOf(request)));
});
