import { createHash } from 'node:crypto';
import type { DeliveryModel } from '../../lambdas/delivery-forecast/delivery-model.ts';
import { fewestParcels, fitDelivery } from './fit-delivery.ts';
import type { ParcelOfHistory } from './history.ts';

/** What is older than this says little of today's carriers. */
const validDays = 180;

/** The file is in each function that shows orders. */
export const mostBytes = 40_000;

/**
 * What is learned from a history: the same of the same, to the last bit. Where a shop has so many lanes that the file would
 * be too large, those with fewest parcels are left to the next wider set.
 */
export function modelOf(history: readonly ParcelOfHistory[], isGenerated: boolean): DeliveryModel {
  for (let fewest = fewestParcels; ; fewest *= 2) {
    const model = fitted(history, isGenerated, fewest);
    if (written(model).length <= mostBytes || fewest > history.length) return model;
  }
}

function fitted(history: readonly ParcelOfHistory[], isGenerated: boolean, fewest: number): DeliveryModel {
  const until = history.at(-1)?.at.slice(0, '2026-11-26'.length) ?? '';
  const lines = history.map((parcel) => JSON.stringify(parcel)).join('\n');
  const expires = new Date(Date.parse(until) + validDays * 86_400_000).toISOString();
  return {
    history: createHash('sha256').update(lines).digest('hex'),
    ...{ isGenerated, parcels: history.length, until, expires },
    ...fitDelivery(history, fewest),
  };
}

/** The file of it. */
export const written = (model: DeliveryModel): string => `${JSON.stringify(model)}\n`;
