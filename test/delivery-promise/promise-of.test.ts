import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promiseOf } from '../../lambdas/delivery-promise/promise-of.ts';
import { daysAfter, endOfDay, localTime, weekdayOf } from '../../lambdas/runtime/local-day.ts';
import type { DeliveryPolicy } from '../../lambdas/shop/delivery-policy.ts';
import { holidays } from '../../lambdas/shop/holidays.generated.ts';
import { faultsOf, ShopProfile } from '../../lambdas/shop/shop-profile.ts';
import { exampleShop } from '../../local/example-shop.ts';
import { histories } from '../histories.ts';
import { aPolicy } from './a-policy.ts';

/** The days of a promise, in short. */
function days(acceptedAt: string, policy = aPolicy(), country = 'GB'): string | undefined {
  const promise = promiseOf(new Date(acceptedAt), policy, country);
  return promise && [promise.shipBy, promise.deliverFrom, promise.deliverBy].join(' ');
}

describe('an order', () => {
  it.each([
    [
      'ahead of the cut-off is handled from the same day on',
      '2026-11-24T13:59:00Z',
      '2026-11-25 2026-11-26 2026-11-27',
    ],
    ['behind it, from the next', '2026-11-24T14:00:00Z', '2026-11-26 2026-11-27 2026-11-30'],
    ['of a Friday evening, from Monday on', '2026-11-27T20:00:00Z', '2026-12-01 2026-12-02 2026-12-03'],
    ['of a Sunday, from Monday on, whatever the hour', '2026-11-29T08:00:00Z', '2026-12-01 2026-12-02 2026-12-03'],
    // Christmas Day and Boxing Day, whose substitute is Monday the 28th; New Year's Day.
    ['of Christmas waits until it is over', '2026-12-24T15:00:00Z', '2026-12-30 2026-12-31 2027-01-04'],
    ['of New Year’s Eve comes in the next year', '2026-12-31T09:00:00Z', '2027-01-04 2027-01-05 2027-01-06'],
    // The clocks go forward on 28 March 2027, and the Monday behind it is Easter Monday.
    ['goes by the clock of the warehouse in summer', '2027-06-01T13:30:00Z', '2027-06-03 2027-06-04 2027-06-07'],
    ['and in winter', '2027-01-12T13:30:00Z', '2027-01-13 2027-01-14 2027-01-15'],
    ['of Easter waits for Tuesday', '2027-03-25T15:00:00Z', '2027-03-31 2027-04-01 2027-04-02'],
  ])('%s', (_name, acceptedAt, promised) => {
    expect(days(acceptedAt)).toBe(promised);
  });

  it('is promised by the day of the warehouse, wherever its customer is', () => {
    // It is Wednesday already in Tokyo.
    const tokyo = { country: 'JP', region: undefined, timeZone: 'Asia/Tokyo' };
    expect(days('2026-11-24T15:30:00Z', aPolicy({ warehouse: tokyo }))).toBe('2026-11-26 2026-11-27 2026-11-30');
    const honolulu = { country: 'US', region: undefined, timeZone: 'Pacific/Honolulu' };
    expect(days('2026-11-25T02:00:00Z', aPolicy({ warehouse: honolulu }))).toBe('2026-11-27 2026-11-30 2026-12-01');
  });

  it('waits for the holidays of the country that it goes to, as far as it is carried there', () => {
    // 29 April and 3 to 5 May are holidays in Japan.
    expect(days('2027-04-27T09:00:00Z', aPolicy(), 'JP')).toBe('2027-04-28 2027-05-10 2027-05-12');
  });

  it('is promised nothing where no service goes to', () => {
    expect(days('2026-11-24T09:00:00Z', aPolicy(), 'NO')).toBeUndefined();
  });

  it('goes by the first service that names its country, else by the first that goes everywhere', () => {
    const { services } = aPolicy({
      services: [
        { carrier: 'Everywhere', days: { from: 9, to: 9 } },
        { carrier: 'First', countries: ['DE', 'GB'], days: { from: 1, to: 1 } },
        { carrier: 'Second', countries: ['GB'], days: { from: 2, to: 2 } },
      ],
    });
    expect(days('2026-11-24T09:00:00Z', { ...aPolicy(), services })).toBe('2026-11-25 2026-11-26 2026-11-26');
    expect(days('2026-11-24T09:00:00Z', { ...aPolicy(), services }, 'NO')).toBe('2026-11-25 2026-12-08 2026-12-08');
  });

  it('of a warehouse that works on some days only, and is closed on others, leaves on a day on which it works', () => {
    const warehouse = { workingDays: ['TUE', 'THU'], closedOn: ['2026-12-01'] };
    expect(days('2026-11-26T09:00:00Z', aPolicy({ warehouse }))).toBe('2026-12-03 2026-12-04 2026-12-07');
  });
});

const zones = [
  'Europe/London',
  'America/New_York',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Santiago',
];

describe('a promise', () => {
  const policies = fc
    .record({
      timeZone: fc.constantFrom(...zones),
      country: fc.constantFrom('GB', 'US', 'JP', 'CN', 'CL', 'DE'),
      cutOff: fc.constantFrom('00:00', '09:30', '14:00', '23:59'),
      workingDays: fc.subarray(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'], { minLength: 1 }),
      handlingDays: fc.nat(5),
      from: fc.nat(5),
      more: fc.nat(5),
    })
    .map(({ handlingDays, from, more, ...warehouse }) =>
      aPolicy({
        handlingDays,
        warehouse: { ...warehouse, region: undefined },
        services: [{ carrier: 'C', countries: ['GB'], days: { from, to: from + more } }],
      }),
    );
  const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-01'), noInvalidDate: true });

  it('is kept by a calendar that is counted day by day, over holidays, the year’s end and changes of the clocks', () => {
    fc.assert(
      fc.property(policies, moments, (policy, moment) => {
        const promise = promiseOf(moment, policy, 'GB');
        expect(promise).toEqual(countedDayByDay(moment, policy));
      }),
      { numRuns: histories(3_000) },
    );
  });

  it('never comes earlier for what is ordered later', () => {
    fc.assert(
      fc.property(policies, moments, fc.nat(7 * 86_400_000), (policy, moment, later) => {
        const first = promiseOf(moment, policy, 'GB');
        const second = promiseOf(new Date(moment.getTime() + later), policy, 'GB');
        for (const day of ['shipBy', 'deliverFrom', 'deliverBy'] as const) {
          expect((first?.[day] ?? '') <= (second?.[day] ?? '')).toBe(true);
        }
      }),
      { numRuns: histories(1_000) },
    );
  });

  it('ends with a day of the warehouse, also where its clocks change', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, moment) => {
        const { day } = localTime(moment, zone);
        const end = endOfDay(day, zone);
        expect(localTime(end, zone).day > day).toBe(true);
        expect(localTime(new Date(end.getTime() - 1), zone).day).toBe(day);
      }),
      { numRuns: histories(1_000) },
    );
  });
});

/** The same by a walk over the calendar: each day is tallied for the warehouse, then for the carrier. */
function countedDayByDay(moment: Date, policy: DeliveryPolicy) {
  const { warehouse, handlingDays, services } = policy;
  const [service] = services;
  const isOff = (place: string, day: string) =>
    (policy.holidays[place]?.[day.slice(0, 4)] ?? '').match(/..../g)?.includes(day.slice(5).replace('-', '')) ?? false;
  const local = new Intl.DateTimeFormat('sv', { timeZone: warehouse.timeZone, dateStyle: 'short', timeStyle: 'short' });
  const [today = '', time = ''] = local.format(moment).split(' ');
  const walk = (from: string, works: (day: string) => boolean, days: number) => {
    let day = from;
    for (let left = days; !works(day) || left > 0; day = daysAfter(day, 1)) if (works(day)) left--;
    return day;
  };
  const worksHere = (day: string) => warehouse.workingDays.includes(weekdayOf(day)) && !isOff(warehouse.country, day);
  const carried = (day: string) => weekdayOf(day) <= 5 && !isOff('GB', day);
  const begins = worksHere(today) && time < warehouse.cutOff ? today : daysAfter(today, 1);
  const shipBy = walk(begins, worksHere, handlingDays);
  const arrives = (days: number) => {
    if (days === 0) return walk(shipBy, carried, 0);
    return walk(daysAfter(shipBy, 1), carried, days - 1);
  };
  return {
    shipBy,
    deliverFrom: arrives(service?.days.from ?? 0),
    deliverBy: arrives(service?.days.to ?? 0),
    warehouseZone: warehouse.timeZone,
  };
}

describe('public holidays', () => {
  // Who renews them lives today: where another day is played, that one is nobody's.
  const isPlayed = ['FAKETIME', 'CLOCK_OFFSET_SECONDS'].some((name) => process.env[name] !== undefined);

  it.skipIf(isPlayed)('are known for a year ahead; once this fails, renew them: npm run holidays', () => {
    const lastYear = Object.keys(holidays.GB ?? {}).at(-1);
    expect(Number(lastYear)).toBeGreaterThan(new Date().getUTCFullYear());
  });

  it('are those of the countries that the policy names, and of no other', () => {
    expect(Object.keys(exampleShop.delivery?.holidays ?? {}).sort()).toEqual(
      ['CN', 'DE', 'FR', 'GB', 'GB-ENG', 'IE', 'JP', 'NL', 'US'].sort(),
    );
  });

  it.each([
    ['GB-ENG', '2027', '1225'],
    ['DE', '2026', '1003'],
    ['US', '2027', '0704'],
    ['CN', '2026', '1001'],
    ['JP', '2028', '0503'],
  ])('has that of %s in %s on %s', (place, year, day) => {
    expect(holidays[place]?.[year]?.match(/..../g)).toContain(day);
  });
});

describe('a policy', () => {
  const stated = {
    warehouse: { country: 'GB', timeZone: 'Europe/London', cutOff: '14:00' },
    handlingDays: 1,
    services: [{ carrier: 'C', days: { from: 1, to: 2 } }],
  };
  const faults = (delivery: object) => {
    const brand = {
      ...{ name: { en: 'N' }, sender: { en: 'a@b.example' }, support: { email: 'a@b.example' } },
      timeZone: 'Europe/London',
    };
    const { error } = ShopProfile.safeParse({ brands: [brand], delivery });
    return error === undefined ? [] : faultsOf(error);
  };

  it('needs no more than warehouse, handling and a service', () => {
    expect(faults(stated)).toEqual([]);
  });

  it.each([
    [{ warehouse: { ...stated.warehouse, country: 'UK' } }, 'delivery.warehouse.country: must be an ISO 3166-1'],
    [{ warehouse: { ...stated.warehouse, region: 'XYZ' } }, 'delivery.warehouse.region: GB has ENG, NIR, SCT, WLS'],
    [
      { warehouse: { ...stated.warehouse, country: 'FR', region: 'IDF' } },
      'delivery.warehouse.region: FR has none with holidays of its own',
    ],
    [{ warehouse: { ...stated.warehouse, timeZone: 'London' } }, 'delivery.warehouse.timeZone: must be an IANA'],
    [{ warehouse: { ...stated.warehouse, cutOff: '25:00' } }, 'delivery.warehouse.cutOff: must be a time'],
    [{ warehouse: { ...stated.warehouse, workingDays: [] } }, 'delivery.warehouse.workingDays: '],
    [{ warehouse: { ...stated.warehouse, closedOn: ['24.12.2026'] } }, 'delivery.warehouse.closedOn[0]: '],
    [{ handlingDays: -1 }, 'delivery.handlingDays: '],
    [{ services: [] }, 'delivery.services: '],
    [{ services: [{ carrier: 'C', days: { from: 3, to: 2 } }] }, 'delivery.services[0].days.to: must not be less'],
    [
      { services: [{ carrier: 'C', countries: ['EU'], days: { from: 1, to: 2 } }] },
      'delivery.services[0].countries[0]: ',
    ],
    [{ speed: 'fast' }, 'delivery.speed: there is no such field'],
  ])('that cannot be is refused by the field: %j', (change, fault) => {
    expect(faults({ ...stated, ...change })[0]?.slice(0, fault.length)).toBe(fault);
  });
});
