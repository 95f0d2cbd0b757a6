import { describe, expect, it } from 'vitest';
import { followerOf } from '../../lambdas/carriers/follower.ts';
import { carrierTitles, knownCarrier, trackingUrl } from '../../lambdas/carriers/known-carriers.ts';

describe('a carrier', () => {
  it.each([
    ['Royal Mail', 'Royal Mail'],
    ['royal-mail', 'Royal Mail'],
    ['ROYALMAIL', 'Royal Mail'],
    ['顺丰速运', 'SF Express'],
    ['sf', 'SF Express'],
    ['ＵＰＳ', 'UPS'],
  ])('is known by %s', (said, title) => {
    expect(knownCarrier(said)?.title).toBe(title);
  });

  it('of any other name is none of them', () => {
    for (const said of [undefined, '', 'constructor', '__proto__', "Jane's Bicycles"]) {
      expect(knownCarrier(said)).toBeUndefined();
    }
  });

  it('is followed by the first of the stage that does so', () => {
    const shipment = { carrier: 'UPS', trackingNumber: ' 1Z 999 ' };

    expect(followerOf(shipment, ['easypost', 'kuaidi100'])).toEqual({
      ...{ provider: 'easypost', carrier: 'UPS', trackingNumber: '1Z999' },
    });
    expect(followerOf(shipment, ['kuaidi100'])).toMatchObject({ provider: 'kuaidi100', carrier: 'ups' });
    expect(followerOf({ carrier: 'Royal Mail', trackingNumber: '1' }, ['kuaidi100'])).toBeUndefined();
    expect(followerOf({ carrier: 'UPS' }, ['easypost'])).toBeUndefined();
    expect(followerOf(shipment, [])).toBeUndefined();
  });

  it('has a page of its own about each parcel, with a number that can be one', () => {
    expect(carrierTitles.map((carrier) => trackingUrl({ carrier, trackingNumber: 'AB 1234-5678' }))).toEqual(
      carrierTitles.map(() => expect.stringMatching(/^https:\/\/.*AB12345678$/)),
    );
    for (const trackingNumber of [undefined, '', 'javascript:alert(1)', '../../x', 'A"B<C>']) {
      expect(trackingUrl({ carrier: 'UPS', trackingNumber })).toBeUndefined();
    }
    expect(trackingUrl({ carrier: 'Bicycle', trackingNumber: 'AB12345678' })).toBeUndefined();
  });
});
