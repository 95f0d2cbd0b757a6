import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Switch } from '../../lambdas/contingency/switch.ts';
import { switchTable } from '../../lambdas/contingency/switch-table.ts';
import { changeSwitch } from '../../lambdas/order-contingency/change-switch.ts';
import { paymentMethods } from '../../lambdas/order-contingency/payment-methods.ts';
import type { SwitchChange } from '../../lambdas/order-contingency/switch-change.ts';
import { watchSwitches } from '../../lambdas/order-contingency/watch-switches.ts';
import { submitOrder } from '../../lambdas/order-submission/submit-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { productTable } from '../../lambdas/products/product-table.ts';
import { anOrderRequest, aProduct, noon } from '../builders.ts';
import { aSwitch } from '../contingency/a-switch.ts';
import { aPolicy } from '../delivery-promise/a-policy.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
let now: number;
const clock = () => new Date(now);
const minutes = (later: number) => new Date(Date.parse(noon) + later * 60_000).toISOString();
const change = (one: Partial<SwitchChange> & Pick<SwitchChange, 'kind'>, name = 'ada') =>
  changeSwitch(
    { name },
    { state: 'ON', reason: 'a move', ...one },
    {
      ...{ switches: switchTable(), clock, pause: async () => {} },
      ...{ paymentProviders: ['stripe', 'sandbox'], carriers: ['Hermes'] },
    },
  );
const stored = async () => (await switchTable().find()).switches;

beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  now = Date.parse(noon);
  db.put('products', { pk: 'SKU#85123A', sk: 'PRODUCT', ...aProduct() });
});

describe('an order that is placed while', () => {
  const place = (switches: readonly Switch[], idempotencyKey = 'key-1', request = {}) =>
    submitOrder({ storefront: 'north-lane', idempotencyKey }, anOrderRequest(request), {
      ...{ orders: orderTable(), products: productTable(), switches: async () => switches, clock },
      startWorkflow: async () => 'started',
      knownSoFar: () => undefined,
      ...{
        paymentProviders: ['sandbox', 'stripe'],
        checkRecipient: () => {},
        numberPrefix: undefined,
        delivery: aPolicy(),
      },
    });
  const drained = aSwitch({ kind: 'intake-drained', retryAfterSeconds: 600 });
  const down = aSwitch({ kind: 'provider-down', target: 'sandbox' });
  const sale = aSwitch({ kind: 'flash-sale', target: '85123A', mostPerOrder: 5 });

  it.each([
    ['no orders are taken', drained, { kind: 'intake-drained', status: 503, headers: { 'retry-after': '600' } }],
    [
      'its payment method is out of order',
      down,
      {
        kind: 'payment-method-down',
        status: 409,
        errors: [{ pointer: '#/payment/provider', detail: expect.any(String) }],
      },
    ],
    [
      'it has more units than a flash sale allows',
      sale,
      { kind: 'too-many-units', status: 422, errors: [{ pointer: '#/lines/0/quantity', detail: expect.any(String) }] },
    ],
  ])('%s is refused by that name, and nothing is stored; its repeat is answered as ever', async (_, one, refusal) => {
    await expect(place([one])).rejects.toMatchObject(refusal);
    expect(db.items('orders')).toEqual([]);

    const accepted = await place([]);
    expect(await place([one])).toEqual(accepted);
    expect(await place([{ ...one, until: noon }], 'key-2')).toMatchObject({ lines: accepted.lines });
  });

  it('another method, another SKU, or nothing of it is concerned is taken', async () => {
    await place([
      aSwitch({ kind: 'provider-down', target: 'stripe' }),
      { ...sale, target: 'OTHER' },
      { ...sale, mostPerOrder: 6 },
    ]);
    expect(db.items('orders')).not.toEqual([]);
  });

  it('a flash sale counts the lines of a SKU together', async () => {
    const lines = [2, 3, 1].map((quantity) => ({ sku: '85123A', quantity }));
    await expect(place([sale], 'key-1', { lines })).rejects.toMatchObject({
      errors: [{ pointer: '#/lines/2/quantity' }],
    });
  });

  it('the warehouse is closed is promised for when it is open again', async () => {
    const ordinary = await place([], 'key-1');
    const closed = aSwitch({ kind: 'warehouse-closed', until: minutes(4 * 24 * 60) });
    const later = await place([closed], 'key-2');

    expect(later.expected?.shipBy.localeCompare(closed.until?.slice(0, 10) ?? '')).toBeGreaterThanOrEqual(0);
    expect(String(ordinary.expected?.deliverBy) < String(later.expected?.deliverBy)).toBe(true);
  });
});

describe('a switch', () => {
  it('that is turned on twice stays on since it was, with what is said now; turned off twice, it is off', async () => {
    await change({ kind: 'carrier-down', target: 'ups' });
    now += 60_000;
    await change({ kind: 'carrier-down', target: 'UPS', reason: 'still', until: minutes(60) }, 'bob');
    expect(await stored()).toEqual([
      {
        ...{ kind: 'carrier-down', target: 'UPS', from: noon, until: minutes(60) },
        ...{ at: minutes(1), by: 'bob', reason: 'still' },
      },
    ]);

    now += 60_000;
    await change({ kind: 'carrier-down', target: 'UPS', state: 'OFF' });
    now += 60_000;
    const writes = db.items('intake');
    expect((await change({ kind: 'carrier-down', target: 'UPS', state: 'OFF' })).switches).toMatchObject([
      { state: 'OVER', endedAt: minutes(2) },
    ]);
    expect(db.items('intake')).toEqual(writes);
  });

  it('that has ended by itself begins anew when it is turned on again; how long it was on before stays known', async () => {
    await change({ kind: 'carrier-down', target: 'UPS', until: minutes(5) });
    now += 10 * 60_000;
    await change({ kind: 'carrier-down', target: 'UPS' });

    expect(await stored()).toMatchObject([{ from: noon, until: minutes(5) }, { from: minutes(10) }]);
    expect(await change({ kind: 'carrier-down', target: 'UPS', state: 'OFF' })).toMatchObject({
      switches: [{ state: 'OVER' }, { state: 'OVER' }],
    });
  });

  it('is lost by none of many operators at once', async () => {
    const kinds = ['stripe', 'sandbox'].map((target) => ({ kind: 'provider-down', target }) as const);
    await Promise.all([...kinds, { kind: 'intake-drained' } as const].map((one) => change(one)));

    expect((await stored()).map(({ kind, target }) => target ?? kind).sort()).toEqual([
      ...['intake-drained', 'sandbox', 'stripe'],
    ]);
  });

  it('takes its times with their zone: of a clock that goes back, the hour that is meant', async () => {
    now = Date.parse('2026-10-24T12:00:00Z');
    await change({ kind: 'warehouse-closed', until: '2026-10-25T01:30:00+01:00' });
    expect((await stored()).map(({ until }) => until)).toEqual(['2026-10-25T00:30:00.000Z']);
    await change({ kind: 'warehouse-closed', until: '2026-10-25T01:30:00+00:00' });
    expect((await stored()).map(({ until }) => until)).toEqual(['2026-10-25T01:30:00.000Z']);
  });

  it('can be planned, and called off before it begins', async () => {
    const planned = await change({ kind: 'flash-sale', from: minutes(60), until: minutes(120), mostPerOrder: 2 });
    expect(planned.switches).toMatchObject([{ state: 'PLANNED', from: minutes(60) }]);

    expect((await change({ kind: 'flash-sale', state: 'OFF' })).switches).toMatchObject([{ state: 'OVER' }]);
    now += 61 * 60_000;
    expect((await change({ kind: 'flash-sale', state: 'OFF' })).switches).toMatchObject([{ state: 'OVER' }]);
  });

  it.each<[string, Partial<SwitchChange> & Pick<SwitchChange, 'kind'>, string]>([
    ['names nobody', { kind: 'provider-down' }, '#/target'],
    ['names a provider that the stage has not', { kind: 'provider-down', target: 'paypal' }, '#/target'],
    ['names a carrier that nobody knows', { kind: 'carrier-down', target: 'Pigeon' }, '#/target'],
    ['names one of one', { kind: 'intake-drained', target: 'stripe' }, '#/target'],
    ['has no end where it needs one', { kind: 'warehouse-closed' }, '#/until'],
    ['has an end that is over', { kind: 'carrier-down', target: 'UPS', until: noon }, '#/until'],
    ['ends before it begins', { kind: 'flash-sale', from: minutes(9), until: minutes(8) }, '#/until'],
    ['lasts for ever', { kind: 'flash-sale', until: minutes(91 * 24 * 60) }, '#/until'],
    ['has a begin that is over', { kind: 'flash-sale', from: minutes(-1) }, '#/from'],
    ['is told what another is told', { kind: 'carrier-down', target: 'UPS', mostPerOrder: 2 }, '#/mostPerOrder'],
    [
      'is turned off with a setting',
      { kind: 'intake-drained', state: 'OFF', retryAfterSeconds: 2 },
      '#/retryAfterSeconds',
    ],
  ])('that %s is refused, and the field is named', async (_, one, pointer) => {
    await expect(change(one)).rejects.toMatchObject({ kind: 'invalid-switch', errors: [{ pointer }] });
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['a carrier that is known', 'royal mail', 'Royal Mail'],
    ['a carrier of the shop', 'Hermes', 'Hermes'],
    ['who follows parcels', 'easypost', 'easypost'],
  ])('is about %s by its own name', async (_, target, meant) => {
    await change({ kind: 'carrier-down', target });
    expect(await stored()).toMatchObject([{ target: meant }]);
  });

  it('keeps no more of what is over than can matter', async () => {
    for (let day = 0; day < 100; day++) {
      now = Date.parse(noon) + day * 86_400_000;
      await change({ kind: 'carrier-down', target: 'UPS', until: clock().toISOString().replace('12:00', '13:00') });
    }
    expect((await stored()).length).toBeLessThanOrEqual(51);
    expect((await change({ kind: 'carrier-down', target: 'DHL' })).switches.length).toBeLessThanOrEqual(9);
  });
});

describe('storefronts', () => {
  it('are told by what can be paid now, and until when not', () => {
    const switches = [aSwitch({ kind: 'provider-down', target: 'stripe', until: minutes(60) })];
    expect(paymentMethods(['stripe', 'alipay'], switches, clock()).methods).toEqual([
      { provider: 'stripe', title: 'Stripe', isAvailable: false, until: minutes(60) },
      { provider: 'alipay', title: expect.any(String), isAvailable: true },
    ]);
  });
});

describe('who is on duty', () => {
  it.each([
    ['no orders are taken for 59 minutes', { kind: 'intake-drained' }, 59, 0],
    ['no orders are taken for 61 minutes', { kind: 'intake-drained' }, 61, 1],
    ['that has an end', { kind: 'intake-drained', until: minutes(500) }, 61, 0],
    ['a carrier is down for a day', { kind: 'carrier-down', target: 'UPS' }, 24 * 60, 1],
  ] as const)('is reminded of a switch that was left on: %s', async (_, one, minute, calls) => {
    const count = vi.fn();
    await change(one);
    now += minute * 60_000;
    await watchSwitches({ switches: switchTable(), count, clock });
    await change({ kind: one.kind, ...('target' in one && { target: one.target }), state: 'OFF' });
    await watchSwitches({ switches: switchTable(), count, clock });

    expect(count.mock.calls).toEqual(Array.from({ length: calls }, () => ['SwitchLeftOn']));
  });
});
