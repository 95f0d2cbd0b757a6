import { audited } from '../audit/audited.ts';
import { http } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { revokeStatusUrl } from './revoke-status-url.ts';

/** Route `POST /orders/{orderId}/status-url-revocation`: no link to the order's page works any more. */
export const handler = http(async (request, caller) => {
  const orderId = pathParameter(request, 'orderId');
  await audited(request, caller, { action: 'revokeStatusUrl', orderId }, () => revokeStatusUrl(orderId));
  return { statusCode: 204 };
});
