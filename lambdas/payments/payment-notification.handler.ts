import { rawBodyOf } from '../runtime/body.ts';
import { type HttpResponse, openHttp, pathParameter } from '../runtime/http.ts';
import { takeNotification } from './payment-notification.ts';

/**
 * What each provider wants to hear before it stops repeating: Alipay exactly this word, the others any 2xx.
 * Sources: docs/payments.md.
 */
const acknowledgements: Readonly<Record<string, HttpResponse>> = {
  alipay: { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: 'success' },
};

/** Route `POST /payments/{provider}/notifications`: a provider's webhook. No token: it is verified before anything else. */
export const handler = openHttp(async (request) => {
  const provider = pathParameter(request, 'provider');
  await takeNotification(provider, { headers: request.headers, body: rawBodyOf(request).toString('base64') });
  return acknowledgements[provider] ?? { statusCode: 204 };
});
