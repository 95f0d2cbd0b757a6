import { rawBodyOf } from '../runtime/body.ts';
import { openHttp } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { takeCarrierNotification } from './carrier-notification.ts';
import type { CarrierProviderRecord } from './carrier-provider.ts';
import { carrierProviders } from './providers/registry.ts';

const records: Readonly<Record<string, CarrierProviderRecord>> = carrierProviders;

/**
 * Route `POST /carriers/{carrier}/notifications`: the webhook of who follows parcels. No token: it is verified before
 * anything else.
 */
export const handler = openHttp(async (request) => {
  const name = pathParameter(request, 'carrier');
  await takeCarrierNotification(name, { headers: request.headers, body: rawBodyOf(request) });
  const body = records[name]?.acknowledgement;
  return body === undefined
    ? { statusCode: 204 }
    : { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
});
