import { foreseenBy } from '../../lambdas/delivery-forecast/foresee-delivery.ts';
import { median } from '../../lambdas/runtime/order-statistics.ts';
import { fitDelivery } from './fit-delivery.ts';
import type { ParcelOfHistory } from './history.ts';

/** Who foresees: the promise itself, the median of the parcel's lane, and the model. */
export const foreseers = ['promise', 'lane median', 'model'] as const;
export type Foreseer = (typeof foreseers)[number];

/** How one foresees, over all months. */
export interface Judged {
  readonly foreseer: Foreseer;
  /** The area under precision and recall of being late, and the mean squared error of its probability. */
  readonly prAuc: number;
  readonly brier: number;
  /** By how many days the date is off, on average. */
  readonly daysOff: number;
}

/** What was found. */
export interface DeliveryResult {
  readonly source: string;
  readonly months: number;
  readonly parcels: number;
  readonly lateShare: number;
  readonly judged: readonly Judged[];
  /** Of 100 parcels, so many came within the range in which 80 should. */
  readonly coverage: number;
  /** By tenths of what was said, the share that was late then. */
  readonly reliability: readonly { readonly said: number; readonly came: number; readonly parcels: number }[];
}

interface Case {
  readonly isLate: boolean;
  readonly isWithin: boolean;
  readonly score: Readonly<Record<Foreseer, number>>;
  readonly probability: Readonly<Record<Foreseer, number>>;
  readonly off: Readonly<Record<Foreseer, number>>;
}

const day = 86_400_000;
const firstMonths = 3;

/** Foresees each month's parcels as they leave, from what had come before it and from nothing else. */
export function judgeDelivery(source: string, history: readonly ParcelOfHistory[]): DeliveryResult {
  const months = [...new Set(history.map(({ at }) => at.slice(0, 7)))].sort().slice(firstMonths);
  const cases = months.flatMap((month) => {
    const start = `${month}-01`;
    const known = history.filter(({ deliveredAt = '9999' }) => deliveredAt < start);
    const leaving = history.filter(({ at, deliveredAt }) => at.startsWith(month) && deliveredAt !== undefined);
    return known.length === 0 ? [] : judgeMonth(known, leaving);
  });
  const sum = (of: (one: Case) => number) => cases.reduce((total, one) => total + of(one), 0);
  const mean = (of: (one: Case) => number) => sum(of) / Math.max(1, cases.length);
  return {
    ...{ source, months: months.length, parcels: cases.length },
    lateShare: rounded(mean(({ isLate }) => Number(isLate))),
    judged: foreseers.map((foreseer) => ({
      foreseer,
      prAuc: rounded(areaUnder(cases.map(({ isLate, score }) => ({ isLate, score: score[foreseer] })))),
      brier: rounded(mean(({ isLate, probability }) => (probability[foreseer] - Number(isLate)) ** 2)),
      daysOff: rounded(mean(({ off }) => off[foreseer])),
    })),
    coverage: rounded(100 * mean(({ isWithin }) => Number(isWithin))),
    reliability: reliabilityOf(cases),
  };
}

function judgeMonth(known: readonly ParcelOfHistory[], leaving: readonly ParcelOfHistory[]): readonly Case[] {
  const model = fitDelivery(known);
  const laneOf = ({ carrier, service, country }: ParcelOfHistory) => `${carrier}/${service}/${country}`;
  const lanes = new Map(
    [...Map.groupBy(known, laneOf)].map(([lane, of]) => [
      lane,
      { days: median(of.map((parcel) => daysOf(parcel))), late: of.filter(isLateParcel).length / of.length },
    ]),
  );
  const lateBefore = known.filter(isLateParcel).length / known.length;
  return leaving.flatMap((parcel) => {
    const foreseen = foreseenBy(model, parcel, new Date(parcel.at));
    const lane = lanes.get(laneOf(parcel));
    if (foreseen === undefined || lane === undefined) return [];
    const [at, promised, came] = [parcel.at, parcel.promisedAt, parcel.deliveredAt ?? ''].map(Date.parse);
    if (at === undefined || promised === undefined || came === undefined) return [];
    return [
      {
        isLate: isLateParcel(parcel),
        isWithin: Date.parse(foreseen.from) <= came && came <= Date.parse(foreseen.to),
        score: { promise: lateBefore, 'lane median': at + lane.days * day - promised, model: foreseen.late },
        probability: { promise: lateBefore, 'lane median': lane.late, model: foreseen.late },
        off: {
          promise: Math.abs(promised - came) / day,
          'lane median': Math.abs(at + lane.days * day - came) / day,
          model: Math.abs(Date.parse(foreseen.median) - came) / day,
        },
      },
    ];
  });
}

const daysOf = ({ at, deliveredAt = at }: ParcelOfHistory) => (Date.parse(deliveredAt) - Date.parse(at)) / day;
const isLateParcel = ({ deliveredAt = '9999', promisedAt }: ParcelOfHistory) => deliveredAt > promisedAt;

/** Average precision: the precision at each late parcel, by falling score; those with one score count as one step. */
function areaUnder(cases: readonly { readonly isLate: boolean; readonly score: number }[]): number {
  const late = cases.filter(({ isLate }) => isLate).length;
  if (late === 0) return 0;
  let [found, seen, area] = [0, 0, 0];
  for (const [, tied] of [...Map.groupBy(cases, ({ score }) => score)].sort(([a], [b]) => b - a)) {
    const more = tied.filter(({ isLate }) => isLate).length;
    seen += tied.length;
    found += more;
    area += (more / late) * (found / seen);
  }
  return area;
}

function reliabilityOf(cases: readonly Case[]): DeliveryResult['reliability'] {
  const tenths = Map.groupBy(cases, ({ probability }) => Math.min(9, Math.floor(probability.model * 10)));
  return [...tenths]
    .sort(([a], [b]) => a - b)
    .map(([, of]) => ({
      said: rounded(of.reduce((sum, { probability }) => sum + probability.model, 0) / of.length),
      came: rounded(of.filter(({ isLate }) => isLate).length / of.length),
      parcels: of.length,
    }));
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
