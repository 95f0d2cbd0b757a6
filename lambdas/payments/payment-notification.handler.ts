import { rawBodyOf } from '../runtime/body.ts';
import { openHttp } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { takeNotification } from './payment-notification.ts';
import { findProviderRecord } from './providers/registry.ts';

/**
 * Route `POST /payments/{provider}/notifications`: a provider's webhook. No token: it is verified before anything else.
 */
export const handler = openHttp(async (request) => {
  const provider = pathParameter(request, 'provider');
  await takeNotification(provider, { headers: request.headers, body: rawBodyOf(request).toString('base64') });
  const body = findProviderRecord(provider)?.acknowledgement;
  return body === undefined
    ? { statusCode: 204 }
    : { statusCode: 200, headers: { 'content-type': 'text/plain' }, body };
});
