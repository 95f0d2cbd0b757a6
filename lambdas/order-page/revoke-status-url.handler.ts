import { http } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { logger } from '../runtime/logger.ts';
import { revokeStatusUrl } from './revoke-status-url.ts';

/** Route `POST /orders/{orderId}/status-url-revocation`: no link to the order's page works any more. */
export const handler = http(async (request, caller) => {
  await revokeStatusUrl(pathParameter(request, 'orderId'));
  logger.info('the links to a page were revoked', { by: caller.client });
  return { statusCode: 204 };
});
