import { daysAfter, utcDay } from '../runtime/local-day.ts';
import { findProviderRecord } from './providers/registry.ts';

const hour = 60 * 60 * 1000;

/** The provider's own day (ISO 8601 date) of a moment. */
export function settlementDay(provider: string, moment: Date | string): string {
  return utcDay(new Date(new Date(moment).getTime() + books(provider).aheadHours * hour));
}

/** When a provider's own day begins. */
export function startOfDay(provider: string, day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - books(provider).aheadHours * hour);
}

/** From when on a provider's list of a day has all of it. */
export function completeAt(provider: string, day: string): Date {
  const end = startOfDay(provider, daysAfter(day, 1)).getTime();
  return new Date(end + books(provider).completeAfterHours * hour);
}

/** The latest of a provider's days whose list is complete. */
export function lastCompleteDay(provider: string, now: Date): string {
  return daysAfter(settlementDay(provider, new Date(now.getTime() - books(provider).completeAfterHours * hour)), -1);
}

function books(provider: string) {
  const known = findProviderRecord(provider);
  if (known === undefined) throw new Error(`nothing is known of the days of the payment provider ${provider}`);
  return known.settlement;
}
