import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { EventOrder, type OrderEvent, sequenceOf } from '../../lambdas/order-events/order-event.ts';
import { orderRepresentation } from '../../lambdas/order-tracking/represent-order.ts';
import { anOrder, anOrderContent, anOrderId, noon } from '../builders.ts';
import { deliveryBreaches, type ToldOrder } from './delivery-breaches.ts';

const id = anOrderId(1);
const later = new Date(Date.parse(noon) + 1_000).toISOString();
const shown = orderRepresentation(
  {
    order: anOrder({
      id,
      timeline: [
        { at: noon, event: 'ORDER_ACCEPTED' },
        { at: later, event: 'INVENTORY_RESERVED' },
      ],
    }),
    ...{ content: anOrderContent({ id }), payment: undefined, version: 2 },
    ...{ notices: [], resends: [], shipments: [], cases: [], returns: [], formerPayments: [] },
  },
  undefined,
);
const anEvent = (place: number, type: OrderEvent['type'], time: string): OrderEvent => ({
  ...{ specversion: '1.0', id: `${id}-${place}`, source: 'urn:test', subject: id, datacontenttype: 'application/json' },
  ...{ type, time, sequence: sequenceOf(place), storefront: 'north-lane', data: { order: z.parse(EventOrder, shown) } },
});
const [accepted, reserved] = [anEvent(1, 'order.accepted', noon), anEvent(2, 'inventory.reserved', later)];
const whole: ToldOrder = { shown, recorded: [accepted, reserved], received: [reserved, accepted, reserved] };

describe('the check of what a receiver was told', () => {
  it('finds nothing where each change has arrived, twice, in whatever order', () => {
    expect(deliveryBreaches(whole)).toEqual([]);
  });

  it.each<[string, Partial<ToldOrder>]>([
    ['has not arrived', { received: [accepted] }],
    ['arrived but was never recorded', { received: [...whole.received, anEvent(3, 'order.changed', later)] }],
    ['arrived other than it was recorded', { received: [reserved, { ...accepted, time: later }] }],
    [
      'has the place 0000000003, where 2 was expected',
      { recorded: [accepted, { ...reserved, sequence: sequenceOf(3) }] },
    ],
    ['stands in the timeline, and is no event', { recorded: [accepted] }],
    [
      'is an event, and stands in no timeline',
      { recorded: [accepted, reserved, anEvent(3, 'order.confirmed', later)] },
    ],
    ['does not show the order as it stands', { shown: { ...shown, status: 'CANCELLED' } }],
  ])('finds what %s', (breach, change) => {
    expect(deliveryBreaches({ ...whole, ...change }).join('\n')).toContain(breach);
  });
});
