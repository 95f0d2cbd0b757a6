import { http, pathParameter, rawBodyOf } from '../runtime/http.ts';
import { takeNotification } from './payment-notification.ts';

/** Route `POST /payments/{provider}/notifications`: a provider's webhook. No token: its signature is checked first. */
export const handler = http(async (request) => {
  await takeNotification(pathParameter(request, 'provider'), request.headers, rawBodyOf(request));
  return { statusCode: 204 };
});
