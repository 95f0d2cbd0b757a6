import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { isSameInConstantTime } from '../../../runtime/constant-time.ts';
import { CarrierRefused, CarrierUnavailable, InvalidCarrierNotification } from '../../carrier-errors.ts';
import { askCarrier, jsonIn } from '../../carrier-http.ts';
import type { CarrierProvider } from '../../carrier-provider.ts';
import { EasyPostSecret } from './easypost-secret.ts';
import { newsOf, Tracker } from './easypost-tracker.ts';

/** An Event, of which `result` is what it is about. */
const Event = z.object({
  id: z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/)),
  result: z.object({ object: z.optional(z.string()), tracking_code: z.optional(z.string()) }),
});

const Refusal = z.object({ error: z.object({ code: z.string() }) });

/**
 * Follows parcels by EasyPost's Trackers API. A tracker is made once: for the same number and carrier it answers with the
 * one that there is.
 */
export function easypostProvider(secretText: string, baseUrl: string): CarrierProvider {
  const { apiKey, webhookSecrets } = z.parse(EasyPostSecret, JSON.parse(secretText));
  const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;

  async function trackerOf(method: 'GET' | 'POST', path: string, body?: object): Promise<Tracker> {
    const { status, content } = await askCarrier('EasyPost', new URL(path, baseUrl).href, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (status >= 400) throw new CarrierRefused(z.safeParse(Refusal, content).data?.error.code ?? `answers ${status}`);
    const tracker = z.safeParse(Tracker, content);
    if (!tracker.success) throw new CarrierUnavailable('EasyPost', 'answers with what is no tracker');
    return tracker.data;
  }

  return {
    async register({ carrier, trackingNumber }) {
      const tracker = await trackerOf('POST', '/v2/trackers', { tracker: { tracking_code: trackingNumber, carrier } });
      return { reference: tracker.id, news: newsOf(tracker) };
    },
    async query({ reference }) {
      return newsOf(await trackerOf('GET', `/v2/trackers/${encodeURIComponent(reference)}`));
    },
    async verifyNotification({ headers, body }) {
      const given = Buffer.from(headers['x-hmac-signature'] ?? '');
      if (!webhookSecrets.some((secret) => isSameInConstantTime(given, Buffer.from(easypostSignature(body, secret))))) {
        throw new InvalidCarrierNotification('The signature is missing or does not verify.');
      }
      const event = z.safeParse(Event, jsonIn(body.toString('utf8')));
      if (event.data?.result.object !== 'Tracker' || event.data.result.tracking_code === undefined) return undefined;
      return { eventId: event.data.id, trackingNumber: event.data.result.tracking_code };
    },
  };
}

/** The value of `X-Hmac-Signature`: over the body to the byte, under the secret in Unicode's form NFKD. */
export function easypostSignature(body: Buffer, secret: string): string {
  const digest = createHmac('sha256', Buffer.from(secret.normalize('NFKD'), 'utf8'))
    .update(body)
    .digest('hex');
  return `hmac-sha256-hex=${digest}`;
}
