import { type ForesightTable, foresightTable } from '../foresight/foresight-table.ts';
import { areTrusted, type Warnings, warningsAfter } from '../foresight/warnings.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { confirmedLately, type WatchedAlarm, watchedAlarms } from './alarm-series.ts';
import { emailQuotaUsed } from './email-quota.ts';
import { foreseeBreach } from './foresee-breach.ts';

/** What foreseeing touches. */
export interface ForeseeBreachesPorts {
  readonly alarms: (now: Date) => Promise<readonly WatchedAlarm[]>;
  readonly confirmedLately: (now: Date) => Promise<number>;
  /** In hundredths; undefined where there is none, or it is not known. */
  readonly emailQuotaUsed: () => Promise<number | undefined>;
  readonly foresight: Pick<ForesightTable, 'findWarnings' | 'keepWarnings'>;
  readonly count: typeof count;
  readonly clock: Clock;
  /** What the names of all alarms begin with. */
  readonly prefix: string;
}

const production = (): ForeseeBreachesPorts => {
  const names = JSON.parse(environment('FORESEEN_ALARMS')) as readonly string[];
  return {
    alarms: (now) => watchedAlarms(names, now),
    confirmedLately: (now) => confirmedLately(environment('STAGE'), now),
    emailQuotaUsed,
    foresight: foresightTable(),
    count,
    clock: systemClock,
    prefix: environment('ALARM_PREFIX'),
  };
};

/**
 * Looks which alarms will ring soon if what they watch goes on as it does, and calls an operator before they do: as
 * long as such warnings have come true more often than not.
 */
export async function foreseeBreaches(ports: ForeseeBreachesPorts = production()): Promise<Warnings> {
  const { alarms, confirmedLately, emailQuotaUsed, foresight, count, clock, prefix } = ports;
  const now = clock();
  const [found, load, before, emails] = await Promise.all([
    alarms(now),
    confirmedLately(now),
    foresight.findWarnings(),
    emailQuotaUsed(),
  ]);
  if (emails !== undefined) count('EmailQuotaUsed', emails);
  const looked = found.map(({ name, isRinging, limit, points }) => {
    const breach = foreseeBreach(points, limit);
    return {
      ...{ name: name.slice(prefix.length).replace(/^(?:[a-z]+-)+/, ''), isRinging, limit },
      breach: breach && { reachedAt: new Date(breach.at).toISOString(), value: breach.value },
    };
  });
  const warnings = {
    at: now.toISOString(),
    load,
    ...warningsAfter(before ?? { open: [], outcomes: [] }, looked, now),
  };
  await foresight.keepWarnings(warnings);
  const foreseen = warnings.open.filter(({ isForeseen }) => isForeseen);
  for (const warning of foreseen) logger.warn('a limit will be reached', { ...warning });
  if (foreseen.length > 0 && areTrusted(warnings)) count('BreachForeseen', foreseen.length);
  return warnings;
}
