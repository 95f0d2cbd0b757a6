import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfNight, type QuietHours } from '../../lambdas/notifications/quiet-hours.ts';
import { countries } from '../../lambdas/orders/country.ts';
import { histories } from '../histories.ts';

const night = { from: 21, until: 8 };
const inCountry = (country: string, timeZone?: string) => ({
  timeZone,
  shippingAddress: { country },
  shop: { timeZone: 'Europe/Vienna' },
});
const end = (now: string, customer: ReturnType<typeof inCountry>, hours: QuietHours = night) =>
  endOfNight(new Date(now), hours, customer)?.toISOString();

describe('the night of a customer', () => {
  it.each([
    ['begins at its first minute', '2026-11-26T21:00:00.000Z', 'GB', undefined, '2026-11-27T08:00:00.000Z'],
    ['has not begun a moment before', '2026-11-26T20:59:59.999Z', 'GB', undefined, undefined],
    ['lasts till its last moment', '2026-11-27T07:59:59.999Z', 'GB', undefined, '2026-11-27T08:00:00.000Z'],
    ['is over then', '2026-11-27T08:00:00.000Z', 'GB', undefined, undefined],
    ['is that of the zone of the order', '2026-11-26T12:30:00.000Z', 'GB', 'Asia/Tokyo', '2026-11-26T23:00:00.000Z'],
    ['keeps to quarters of an hour', '2026-11-26T18:00:00.000Z', 'NP', undefined, '2026-11-27T02:15:00.000Z'],
    ['is an hour shorter in spring', '2026-03-28T22:00:00.000Z', 'GB', undefined, '2026-03-29T07:00:00.000Z'],
    ['is an hour longer in autumn', '2026-10-24T20:00:00.000Z', 'GB', undefined, '2026-10-25T08:00:00.000Z'],
    [
      'is over once it is over on the last coast',
      '2026-11-26T14:00:00.000Z',
      'US',
      undefined,
      '2026-11-26T18:00:00.000Z',
    ],
    [
      'is that of the shop in a country without a zone',
      '2026-11-26T22:00:00.000Z',
      'XK',
      undefined,
      '2026-11-27T07:00:00.000Z',
    ],
  ] as const)('%s', (_case, now, country, timeZone, expected) => {
    expect(end(now, inCountry(country, timeZone))).toBe(expected);
  });

  it('may lie within a day', () => {
    const siesta = { from: 13, until: 16 };
    expect(end('2026-11-26T12:59:00Z', inCountry('ES', 'UTC'), siesta)).toBeUndefined();
    expect(end('2026-11-26T13:00:00Z', inCountry('ES', 'UTC'), siesta)).toBe('2026-11-26T16:00:00.000Z');
  });

  it('ends within a day in every country there is, and once it has ended it is day', () => {
    const moment = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-01-01') });
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(moment, fc.constantFrom(...countries), hour, hour, (now, country, from, until) => {
        fc.pre(from !== until);
        const morning = endOfNight(new Date(now), { from, until }, inCountry(country));
        if (morning === undefined) return;
        expect(morning.getTime()).toBeGreaterThan(now);
        expect(morning.getTime()).toBeLessThanOrEqual(now + 86_400_000);
        expect(endOfNight(morning, { from, until }, inCountry(country))).toBeUndefined();
      }),
      { numRuns: histories(300) },
    );
  });
});
