import { stateOf } from '../contingency/switch.ts';
import { switchKind } from '../contingency/switch-kinds.ts';
import { type SwitchTable, switchTable } from '../contingency/switch-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';

/** What watching the switches touches. */
export interface WatchSwitchesPorts {
  readonly switches: Pick<SwitchTable, 'find'>;
  readonly count: (name: string) => void;
  readonly clock: Clock;
}

const production = (): WatchSwitchesPorts => ({ switches: switchTable(), count, clock: systemClock });

/** Counts each switch that is on for longer than its kind is without an end: somebody may have forgotten it. */
export async function watchSwitches({ switches, count, clock }: WatchSwitchesPorts = production()): Promise<void> {
  const now = clock();
  for (const one of (await switches.find()).switches) {
    const { kind, target, from, until, by } = one;
    const forgottenAt = Date.parse(from) + switchKind(kind).patienceHours * 3_600_000;
    if (stateOf(one, now) !== 'ON' || until !== undefined || now.getTime() < forgottenAt) continue;
    logger.warn('a switch is still on', { kind, target, from, by });
    count('SwitchLeftOn');
  }
}
