import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelOf, mostBytes, written } from '../../bench/delivery/delivery-file.ts';
import { fitDelivery } from '../../bench/delivery/fit-delivery.ts';
import { generatedHistory } from '../../bench/delivery/generated-history.ts';
import { type ParcelOfHistory, readHistory } from '../../bench/delivery/history.ts';
import { judgeDelivery } from '../../bench/delivery/judge-delivery.ts';
import { DeliveryModel, daysOf, grid, shareWithin } from '../../lambdas/delivery-forecast/delivery-model.ts';
import { foreseeDelivery } from '../../lambdas/delivery-forecast/foresee-delivery.ts';
import { projectFolder } from '../../local/settings.ts';

const day = 86_400_000;
const monday = '2026-03-02T12:00:00.000Z';
const after = (days: number, since = monday) => new Date(Date.parse(since) + days * day).toISOString();
const route = { carrier: 'dpd', service: 'classic', country: 'DE' };
/** Parcels of a Monday that took 1 to 100 tenths of a day. */
const history: ParcelOfHistory[] = Array.from({ length: 100 }, (_, index) => ({
  ...{ ...route, at: monday, promisedAt: after(9) },
  deliveredAt: after((index + 1) / 10),
}));
const model: DeliveryModel = { ...modelOf(history, false), expires: '2027-01-01T00:00:00.000Z' };
const parcel = { ...route, at: monday, promisedAt: after(9) };

describe('a parcel', () => {
  it('is foreseen by those most alike: 80 of 100 come within the range', () => {
    const foreseen = foreseeDelivery(model, parcel, new Date(monday));
    expect(foreseen).toMatchObject({ from: after(1), to: after(9), late: expect.closeTo(0.1, 6) });
  });

  it('is foreseen anew the longer it is under way, and surely late once the promise has passed', () => {
    const later = foreseeDelivery(model, parcel, new Date(after(5)));
    expect(later).toMatchObject({ to: after(9.5), late: expect.closeTo(0.2, 6) });
    expect(Date.parse(later?.from ?? '')).toBeGreaterThan(Date.parse(after(5)));
    expect(foreseeDelivery(model, parcel, new Date(after(9.5)))?.late).toBe(1);
  });

  it('is foreseen by what its carrier said last, from when that was said', () => {
    const held: DeliveryModel = { ...model, left: { EXCEPTION: grid.map((share) => 10 * share) } };
    const foreseen = foreseeDelivery(held, { ...parcel, state: 'EXCEPTION', since: after(2) }, new Date(after(2)));
    expect(foreseen).toMatchObject({ from: after(3), to: after(11), late: expect.closeTo(0.3, 6) });
  });

  it('is foreseen by the next wider set where too few were alike', () => {
    const other = { ...parcel, service: 'a new one' };
    expect(foreseeDelivery(model, other, new Date(monday))).toEqual(foreseeDelivery(model, parcel, new Date(monday)));
  });

  it('goes by the plain rule where nothing is known of real ones, or what is known is too old', () => {
    expect(foreseeDelivery({ ...model, isGenerated: true }, parcel, new Date(monday))).toBeUndefined();
    expect(foreseeDelivery(model, parcel, new Date(model.expires))).toBeUndefined();
  });
});

describe('quantiles', () => {
  it('lead from shares to days and back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), { minLength: grid.length, maxLength: grid.length }),
        fc.double({ min: 0.02, max: 0.97, noNaN: true }),
        (steps, share) => {
          const quantiles = steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, step) => sum + step, 0));
          expect(shareWithin(quantiles, daysOf(quantiles, share))).toBeCloseTo(share, 6);
        },
      ),
    );
  });
});

describe('a history', () => {
  it('is read with what is more in it left aside, in the order of time', () => {
    const lines = [
      { ...parcel, at: after(1), id: 'x' },
      { ...parcel, deliveredAt: after(3) },
    ];
    expect(readHistory(lines.map((line) => JSON.stringify(line)).join('\n'))).toEqual([
      { ...parcel, deliveredAt: after(3) },
      { ...parcel, at: after(1) },
    ]);
  });

  it.each([
    [{ ...parcel, country: 'Germany' }, 'Line 2: country must be two capitals'],
    [{ ...parcel, at: 'today' }, 'Line 2: at must be a date and time'],
    ['no parcel', 'Line 2: a line'],
  ])('is refused by its first line that is wrong: %o', (line, message) => {
    expect(() => readHistory(`${JSON.stringify(parcel)}\n${JSON.stringify(line)}`)).toThrow(message);
  });

  it('counts one that never came as long under way', () => {
    const lost = history.map(({ deliveredAt: _, ...never }) => never);
    expect(fitDelivery(lost).days.all?.[0]).toBe(60);
  });
});

describe('the file that is shipped', () => {
  it('is what npm run train makes of the generated history, to the last bit, and small', async () => {
    const shipped = await readFile(join(projectFolder, 'lambdas', 'delivery-forecast', 'model.json'), 'utf8');
    expect(written(modelOf(generatedHistory(), true))).toBe(shipped);
    expect(shipped.length).toBeLessThan(mostBytes);
    expect(DeliveryModel.safeParse(JSON.parse(shipped)).success).toBe(true);
  });

  it('stays as small however many lanes a shop has: those with few parcels go by the next wider set', () => {
    const lanes = Array.from({ length: 700 }, (_, lane) =>
      history.slice(0, 40 + (lane % 50)).map((parcel) => ({ ...parcel, service: `service ${lane}` })),
    );
    const model = modelOf(lanes.flat(), false);
    expect(written(model).length).toBeLessThanOrEqual(mostBytes);
    expect(Object.keys(model.days)).toContain('dpd/DE');
  });

  it('is evaluated within a millisecond', () => {
    const model = modelOf(generatedHistory(), false);
    const parcel = { carrier: 'ems', service: 'parcel', country: 'JP', at: monday, promisedAt: after(9) };
    const evaluate = () => {
      const begun = performance.now();
      for (let time = 0; time < 100; time++) foreseeDelivery(model, parcel, new Date(after(2)));
      return (performance.now() - begun) / 100;
    };
    // The quickest of many: the others say what else the machine did. It is some hundredths of it.
    expect(Math.min(...Array.from({ length: 50 }, evaluate))).toBeLessThan(1);
  });

  it('tells of nobody’s parcels', async () => {
    const { default: shipped } = await import('../../lambdas/delivery-forecast/model.json', { with: { type: 'json' } });
    expect(foreseeDelivery(DeliveryModel.parse(shipped), parcel, new Date('2026-01-01'))).toBeUndefined();
  });
});

describe('judging', () => {
  it('finds what the model does better than promise and lane median, from what came before only', () => {
    const { judged, coverage } = judgeDelivery('test', generatedHistory(7, 20));
    // The middle of ten before and ten behind would be further off: some take very long.
    expect(judged[2]?.daysOff).toBeLessThanOrEqual(judged[1]?.daysOff ?? 0);
    const [promise, lane, ours] = judged;
    expect(ours?.prAuc).toBeGreaterThan(promise?.prAuc ?? 1);
    expect(ours?.brier).toBeLessThan(promise?.brier ?? 0);
    expect(ours?.prAuc).toBeGreaterThan(lane?.prAuc ?? 1);
    expect(coverage).toBeGreaterThan(70);
    expect(coverage).toBeLessThan(90);
  });
});
