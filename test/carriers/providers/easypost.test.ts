import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { easypostProvider, easypostSignature } from '../../../lambdas/carriers/providers/easypost/easypost-provider.ts';
import { newsOf, Tracker } from '../../../lambdas/carriers/providers/easypost/easypost-tracker.ts';

/** The example event of EasyPost's own client libraries (EasyPost/examples, official/fixtures), and its signature there. */
const event = readFileSync(new URL('easypost-event.ndjson', import.meta.url));
const secret = 'sécret';
const signature = 'hmac-sha256-hex=38f3f53c103713df81616a0a186d77141957323ec21d5fe9363db93840f527db';

const provider = (webhookSecrets: readonly string[] = [secret]) =>
  easypostProvider(JSON.stringify({ apiKey: 'EZTK1', webhookSecrets }), 'https://easypost.test');
const verify = (body: Buffer, given?: string, secrets?: readonly string[]) =>
  provider(secrets).verifyNotification({ headers: { 'x-hmac-signature': given }, body });

const tracker = z.parse(Tracker, JSON.parse(event.toString('utf8')).result);

describe('EasyPost', () => {
  it('signs the bytes of an event under its secret, in the form NFKD', async () => {
    expect(await verify(event, signature)).toEqual({ eventId: 'evt_1', trackingNumber: '1' });
    expect(await verify(event, signature, ['new', 'se\u0301cret'])).toMatchObject({ eventId: 'evt_1' });
  });

  it.each([
    ['without a signature', event, undefined],
    ['with another', event, signature.replace('db', 'da')],
    ['with a shorter one', event, signature.slice(0, -2)],
    ['whose body is another', Buffer.concat([event, Buffer.from(' ')]), signature],
    ['under another secret', event, easypostSignature(event, 'another')],
  ])('is not believed %s', async (_how, body, given) => {
    await expect(verify(body, given)).rejects.toMatchObject({ name: 'InvalidCarrierNotification' });
  });

  it.each(['{"id":"evt_2","result":{"object":"Batch"}}', '{"id":"evt_2"}', 'no JSON'])(
    'is taken and left alone where it tells of something else: %s',
    async (text) => {
      const body = Buffer.from(text);

      expect(await verify(body, easypostSignature(body, secret))).toBeUndefined();
    },
  );

  it('says when and where a parcel was scanned, and when it is expected', () => {
    const { scans, estimatedDelivery } = newsOf(tracker);

    expect(estimatedDelivery).toBe('2024-08-05');
    expect(scans).toHaveLength(7);
    expect(scans[0]).toEqual({
      at: '2024-07-31T15:00:00.000Z',
      state: 'LABEL_CREATED',
      message: 'Shipment information sent to FedEx',
      place: 'US',
    });
    expect(scans.at(-1)).toEqual({
      at: '2024-08-02T18:50:00.000Z',
      state: 'IN_TRANSIT',
      message: 'Arrived at FedEx location',
      place: 'EDISON, NJ, US',
    });
  });

  it.each([
    ['failure', 'lost', 'LOST'],
    ['in_transit', 'weather_delay', 'EXCEPTION'],
    ['failure', 'delivery_exception', 'ATTEMPT_FAILED'],
    ['failure', 'failure', 'EXCEPTION'],
    ['available_for_pickup', 'arrived_at_pickup_location', 'OUT_FOR_DELIVERY'],
    ['return_to_sender', 'return', 'RETURNED'],
    ['delivered', 'arrived_at_destination', 'DELIVERED'],
  ])('that stands at %s (%s) has a parcel %s, also where no scan says so', (status, status_detail, state) => {
    const { scans } = newsOf({ ...tracker, status, status_detail });

    expect(scans.at(-1)).toEqual({ at: '2024-08-02T19:26:51.000Z', state });
  });

  it('passes over a scan at no time, and what it says of itself at none', () => {
    const [scan] = tracker.tracking_details;
    const details = [{ ...scan, status: 'in_transit', datetime: 'yesterday' }, ...tracker.tracking_details];
    const news = newsOf(z.parse(Tracker, { ...tracker, tracking_details: details }));
    expect(news).toEqual(newsOf(tracker));
    expect(newsOf({ ...tracker, status: 'delivered', updated_at: '', tracking_details: [] }).scans).toEqual([]);
  });

  it.each(['unknown', 'cancelled', 'error', 'something new', 'constructor', '__proto__'])(
    'that says %s says nothing of a parcel',
    (status) => {
      expect(newsOf({ ...tracker, status, tracking_details: [] }).scans).toEqual([]);
    },
  );
});
