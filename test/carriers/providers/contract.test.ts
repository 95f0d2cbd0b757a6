import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CarrierProvider } from '../../../lambdas/carriers/carrier-provider.ts';
import { easypostProvider } from '../../../lambdas/carriers/providers/easypost/easypost-provider.ts';
import { kuaidi100Provider } from '../../../lambdas/carriers/providers/kuaidi100/kuaidi100-provider.ts';
import { carrierProviderNames } from '../../../lambdas/carriers/providers/registry.ts';
import { type ScanOrder, startLocalCarriers } from '../../../local/carriers/local-carriers.ts';
import { capturingServer } from './capturing-server.ts';

/* What the service relies on from everybody who follows parcels, tried with what stands in for them on this machine. */

let notified: Awaited<ReturnType<typeof capturingServer>>;
let carriers: Awaited<ReturnType<typeof startLocalCarriers>>;
beforeAll(async () => {
  notified = await capturingServer();
  carriers = await startLocalCarriers({ notificationUrl: (name) => `${notified.url}/${name}` });
});
afterAll(async () => {
  await carriers.stop();
  await notified.stop();
});

const control = async (action: string, body: object) => {
  const answer = await fetch(`${carriers.url}/_control/${action}`, { method: 'POST', body: JSON.stringify(body) });
  expect(answer.status, await answer.clone().text()).toBe(200);
};

let count = 0;
describe.each(carrierProviderNames)('%s', (provider) => {
  let number: string;
  let follow: CarrierProvider;
  beforeEach(() => {
    number = `NUMBER${++count}`;
    const makers = { easypost: easypostProvider, kuaidi100: kuaidi100Provider };
    follow = makers[provider](carriers.secrets[provider], carriers.url, `${notified.url}/${provider}`);
  });
  const parcel = () => ({ carrier: 'ups', trackingNumber: number, phoneEnding: '1234' });
  const scan = (order: Omit<ScanOrder, 'provider' | 'number'>) => control('scan', { provider, number, ...order });

  it('follows a parcel, the same however often it is asked', async () => {
    const first = await follow.register(parcel());
    const [second, third] = await Promise.all([follow.register(parcel()), follow.register(parcel())]);

    expect([second.reference, third.reference]).toEqual([first.reference, first.reference]);
    expect(await follow.query({ ...parcel(), reference: first.reference })).toMatchObject({ scans: [] });
  });

  it('says what was scanned, when, and where', async () => {
    const { reference } = await follow.register(parcel());
    await scan({ state: 'IN_TRANSIT', at: '2026-11-23T08:00:00Z', message: 'Arrived', place: 'Leeds', isSilent: true });
    await scan({ state: 'DELIVERED', at: '2026-11-23T12:00:00Z', message: 'Delivered', place: 'York', isSilent: true });

    const { scans } = await follow.query({ ...parcel(), reference });
    expect([...scans].sort((a, b) => (a.at < b.at ? -1 : 1))).toEqual([
      { at: '2026-11-23T08:00:00.000Z', state: 'IN_TRANSIT', message: 'Arrived', place: 'Leeds' },
      { at: '2026-11-23T12:00:00.000Z', state: 'DELIVERED', message: 'Delivered', place: 'York' },
    ]);
  });

  it('notifies us, with a signature that verifies; a forged one does not', async () => {
    await follow.register(parcel());
    await scan({ state: 'IN_TRANSIT' });
    const genuine = await notified.next();

    expect(await follow.verifyNotification(genuine)).toMatchObject({ trackingNumber: number });
    for (const forge of ['signature', 'body']) {
      await control('notify', { number, forge });
      await expect(follow.verifyNotification(await notified.next())).rejects.toMatchObject({
        name: 'InvalidCarrierNotification',
      });
    }
    await control('notify', { number });
    expect(await follow.verifyNotification(await notified.next())).toEqual(await follow.verifyNotification(genuine));
  });

  it('that is down is asked again later', async () => {
    await control('mode', { down: true });
    await expect(follow.register(parcel())).rejects.toMatchObject({ name: 'CarrierUnavailable' });
    await expect(follow.query({ ...parcel(), reference: 'trk_1' })).rejects.toMatchObject({
      name: 'CarrierUnavailable',
    });
    await control('mode', { down: false });
    await expect(follow.register(parcel())).resolves.toMatchObject({ reference: expect.any(String) });
  });

  it('that does not take our key is asked again later: it may be replaced', async () => {
    const secret = carriers.secrets[provider].replace(/"(apiKey|key)":"[^"]*"/, '"$1":"another"');
    const makers = { easypost: easypostProvider, kuaidi100: kuaidi100Provider };
    const stranger = makers[provider](secret, carriers.url, notified.url);

    await expect(stranger.register(parcel())).rejects.toMatchObject({ name: 'CarrierUnavailable' });
    await expect(stranger.query({ ...parcel(), reference: 'trk_1' })).rejects.toMatchObject({
      name: 'CarrierUnavailable',
    });
  });
});

it('EasyPost says no to what is no number, and then not again', async () => {
  const provider = easypostProvider(carriers.secrets.easypost, carriers.url);

  await expect(provider.register({ carrier: 'UPS', trackingNumber: '1' })).rejects.toMatchObject({
    name: 'CarrierRefused',
    code: 'TRACKER.CREATE.ERROR',
  });
});
