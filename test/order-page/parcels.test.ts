import { describe, expect, it } from 'vitest';
import { pageTextsOf } from '../../lambdas/notifications/texts.ts';
import { renderPage } from '../../lambdas/order-page/render-page.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import { type Parcel, parcelStates } from '../../lambdas/orders/parcel.ts';
import type { StoredShipment } from '../../lambdas/orders/shipment.ts';
import { brandOf } from '../../lambdas/shop/brand.ts';
import { exampleShop } from '../../local/example-shop.ts';
import { anOrder, anOrderContent, aPayment, noon } from '../builders.ts';

const later = '2026-11-24T09:00:00.000Z';
const aParcel = (parcel: Partial<Parcel> = {}): Parcel => ({
  ...{ state: 'IN_TRANSIT', since: noon, at: noon, scans: [{ at: noon, state: 'IN_TRANSIT' }] },
  ...parcel,
});

function pageOf(shipment: Partial<StoredShipment>, locale: (typeof locales)[number] = 'en'): string {
  const lines = [{ line: 1, quantity: 6 }];
  return renderPage({
    snapshot: {
      order: anOrder({ status: 'SHIPPED', shipments: 1, timeline: [{ at: noon, event: 'ORDER_SHIPPED' }] }),
      content: anOrderContent({ locale }),
      shipments: [{ id: 's1', at: noon, lines, requestHash: 'hash', ...shipment }],
      ...{ notices: [], resends: [], returns: [], cases: [], formerPayments: [], version: 1 },
      payment: aPayment({ status: 'CAPTURED', captured: 1530 }),
    },
    ...{
      isProven: false,
      delayed: undefined,
      hasReturns: false,
      answerBy: noon,
      watchUrl: 'wss://live.test',
      token: 'token',
    },
    shop: brandOf(exampleShop, undefined, locale),
    now: new Date(later),
  });
}

describe('the parcels on the page of an order', () => {
  it.each(locales.flatMap((locale) => parcelStates.map((state) => [locale, state] as const)))(
    'stand there in the words of %s: %s',
    (locale, state) => {
      expect(pageOf({ parcel: aParcel({ state }) }, locale)).toContain(pageTextsOf(locale).parcel.states[state]);
    },
  );

  it("lead to their carrier's own page, by a number that can be one", () => {
    expect(pageOf({ carrier: 'UPS', trackingNumber: '1Z 999' })).toContain('https://www.ups.com/track?tracknum=1Z999');
    expect(pageOf({ carrier: 'UPS', trackingNumber: '"><script>' })).not.toMatch(/tracknum|"><script>/);
    expect(pageOf({ carrier: 'Bicycle', trackingNumber: '1Z999' })).toContain('Bicycle 1Z999');
  });

  it('say what the carrier said, the last first, whatever that is', () => {
    const page = pageOf({
      parcel: aParcel({
        scans: [
          { at: noon, state: 'IN_TRANSIT', message: '<img src=x onerror=alert(1)>', place: 'Leeds' },
          { at: later, state: 'DELIVERED', message: 'Left with neighbour' },
        ],
      }),
    });

    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;, Leeds');
    expect(page.indexOf('Left with neighbour')).toBeLessThan(page.indexOf('Leeds'));
  });

  it('say once the last has arrived that the order has', () => {
    const { states, stations } = pageTextsOf('en');

    expect(pageOf({ parcel: aParcel() })).toContain(states.shipped.heading);
    const page = pageOf({ parcel: aParcel({ state: 'DELIVERED', since: later }) });
    expect(page).toContain(states.delivered.heading);
    expect(page).toContain(`<span>${stations.delivered}</span>`);
  });
});
