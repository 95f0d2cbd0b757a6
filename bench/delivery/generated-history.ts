import type { ParcelState } from '../../lambdas/orders/parcel.ts';
import { chosen, normal, randomOf } from '../random.ts';
import type { ParcelOfHistory } from './history.ts';

/** The lanes of a generated shop: the median of a parcel's working days, and the deviation of its logarithm. */
const lanes = [
  { carrier: 'royal-mail', service: 'tracked-24', country: 'GB', share: 0.3, median: 1.4, deviation: 0.3 },
  { carrier: 'royal-mail', service: 'tracked-48', country: 'GB', share: 0.25, median: 2.4, deviation: 0.35 },
  { carrier: 'dpd', service: 'next-day', country: 'GB', share: 0.15, median: 1.2, deviation: 0.25 },
  { carrier: 'dpd', service: 'classic', country: 'DE', share: 0.1, median: 3.6, deviation: 0.35 },
  { carrier: 'dpd', service: 'classic', country: 'FR', share: 0.1, median: 3.9, deviation: 0.45 },
  { carrier: 'ems', service: 'parcel', country: 'JP', share: 0.1, median: 8, deviation: 0.5 },
] as const;

const day = 86_400_000;

/**
 * A shop's parcels of fourteen months, the same for a seed: log-normal times by lane, no delivery on Sundays, a quarter
 * longer in November and December, weeks in which one carrier takes half as long again, three in a hundred held up for
 * two to eight days more, one in a hundred lost. Promised is what nine of ten would keep of a lane in quiet times.
 */
export function generatedHistory(seed = 2026, parcelsADay = 60): readonly ParcelOfHistory[] {
  const random = randomOf(seed);
  const start = Date.UTC(2025, 8, 1);
  const parcels: ParcelOfHistory[] = [];
  const troubled = new Map<string, boolean>();
  for (let number = 0; number < 425; number++) {
    const date = new Date(start + number * day);
    if (date.getUTCDay() === 0) continue;
    for (let parcel = 0; parcel < parcelsADay; parcel++) {
      const lane = chosen<(typeof lanes)[number]>(lanes, random());
      const week = `${lane.carrier} ${Math.floor(number / 7)}`;
      if (!troubled.has(week)) troubled.set(week, random() < 0.1);
      const { median, deviation, share: _, ...route } = lane;
      const factor = (date.getUTCMonth() >= 10 ? 1.25 : 1) * (troubled.get(week) ? 1.5 : 1);
      const takes = median * factor * Math.exp(deviation * normal(random));
      const held = random() < 0.03 ? 2 + 6 * random() : 0;
      const at = date.getTime() + Math.round((10 + 7 * random()) * 3_600_000);
      const promised = at + Math.ceil(median * Math.exp(1.2816 * deviation)) * day;
      const deliveredAt = notOnSunday(at + (takes + held) * day);
      const exceptionAt = iso(at + 0.6 * takes * day);
      const state = 'EXCEPTION' satisfies ParcelState;
      parcels.push({
        ...{ at: iso(at), promisedAt: iso(notOnSunday(promised)), ...route },
        ...(random() >= 0.01 && { deliveredAt: iso(deliveredAt) }),
        ...(held > 0 && { scans: [{ at: exceptionAt, state }] }),
      });
    }
  }
  return parcels;
}

const iso = (moment: number) => new Date(Math.round(moment / 60_000) * 60_000).toISOString();

function notOnSunday(moment: number): number {
  return new Date(moment).getUTCDay() === 0 ? moment + day : moment;
}
