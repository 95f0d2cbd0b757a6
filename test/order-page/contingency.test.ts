import { describe, expect, it } from 'vitest';
import type { Switch } from '../../lambdas/contingency/switch.ts';
import { formatMoment } from '../../lambdas/notifications/format.ts';
import { pageTextsOf } from '../../lambdas/notifications/texts.ts';
import type { PageContent } from '../../lambdas/order-page/page-view.ts';
import { renderPage } from '../../lambdas/order-page/render-page.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import { brandOf } from '../../lambdas/shop/brand.ts';
import { pageExamples, zoneOf } from '../../local/page-examples.ts';
import { anOrder, anOrderContent, aPayment, noon } from '../builders.ts';
import { aSwitch } from '../contingency/a-switch.ts';
import { aShop } from '../shop/a-brand.ts';

const texts = pageTextsOf('en').contingency;
const minutes = (later: number) => new Date(Date.parse(noon) + later * 60_000).toISOString();

/** The page of an order, as it stands a minute after noon. */
function page(
  switches: readonly Switch[],
  order: Parameters<typeof anOrder>[0],
  more: Partial<PageContent['snapshot']> = {},
): string {
  const none = { notices: [], resends: [], returns: [], shipments: [], cases: [], formerPayments: [], version: 1 };
  return renderPage({
    snapshot: { ...none, order: anOrder(order), content: anOrderContent(), payment: undefined, ...more },
    ...{ isProven: false, delayed: undefined, hasReturns: false, answerBy: minutes(60), switches },
    ...{
      shop: brandOf(aShop, 'north-lane', 'en'),
      watchUrl: 'wss://example.com',
      token: 'token',
      now: new Date(minutes(1)),
    },
  });
}

const shipment = {
  ...{ id: 's1', at: noon, lines: [{ line: 1, quantity: 6 }], carrier: 'UPS', trackingNumber: '1Z999AA10123456784' },
  requestHash: '',
};
const shipped = { order: { status: 'SHIPPED', shipments: 1 }, more: { shipments: [shipment] } } as const;

describe('the page of an order', () => {
  it.each(locales)('says what operators have switched, where it concerns the order, in %s', (locale) => {
    const said = pageTextsOf(locale).contingency;
    const shown = (name: string) => pageExamples[name]?.(locale) ?? '';
    const times = formatMoment('2026-11-24T06:35:00.000Z', locale, zoneOf(locale));

    expect(shown('payment-awaited-provider-down')).toContain(said.providerDown);
    expect(shown('reserved-flash-sale')).toContain(said.flashSale);
    expect(shown('confirmed-warehouse-closed')).toContain(said.warehouseClosed(times));
    expect(shown('shipped-carrier-down')).toContain(said.carrierDown);
  });

  it.each([
    ['another carrier', [aSwitch({ kind: 'carrier-down', target: 'DHL' })], shipped.order, shipped.more],
    [
      'an outage that is over',
      [aSwitch({ kind: 'carrier-down', target: 'UPS', until: noon })],
      shipped.order,
      shipped.more,
    ],
    [
      'a parcel that has arrived',
      [aSwitch({ kind: 'carrier-down', target: 'UPS' })],
      shipped.order,
      { shipments: [{ ...shipment, parcel: { state: 'DELIVERED', since: noon, at: noon, scans: [] } }] },
    ],
    [
      'an order that is paid',
      [aSwitch({ kind: 'provider-down', target: 'sandbox' })],
      { status: 'RESERVED' },
      { payment: aPayment({ provider: 'sandbox', status: 'AUTHORIZED' }) },
    ],
    ['another payment method', [aSwitch({ kind: 'provider-down', target: 'stripe' })], { status: 'RESERVED' }, {}],
    [
      'an order that has left',
      [aSwitch({ kind: 'warehouse-closed', until: minutes(60) })],
      shipped.order,
      shipped.more,
    ],
    ['another SKU', [aSwitch({ kind: 'flash-sale', target: 'OTHER' })], { status: 'PENDING' }, {}],
    ['an order that has its answer', [aSwitch({ kind: 'flash-sale' })], { status: 'CONFIRMED' }, {}],
    ['that no orders are taken', [aSwitch({ kind: 'intake-drained' })], { status: 'PENDING' }, {}],
  ] as const)('says nothing of what does not concern it: %s', (_, switches, order, more) => {
    const shown = page(switches, order, more as Partial<PageContent['snapshot']>);
    for (const text of [texts.providerDown, texts.flashSale, texts.carrierDown, 'Our warehouse is closed']) {
      expect(shown).not.toContain(text);
    }
  });
});
