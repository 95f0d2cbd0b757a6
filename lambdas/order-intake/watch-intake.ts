import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { type IntakeTable, intakeTable } from './intake-table.ts';

/** What watching the intake touches. */
export interface WatchIntakePorts {
  readonly intake: Pick<IntakeTable, 'find'>;
  readonly count: (name: string) => void;
  readonly clock: Clock;
}

const production = (): WatchIntakePorts => ({ intake: intakeTable(), count, clock: systemClock });

/** For so long no orders are taken before somebody is reminded of it. */
const patienceMilliseconds = 3_600_000;

/** Counts that no orders have been taken for over an hour: somebody may have forgotten it. */
export async function watchIntake({ intake, count, clock }: WatchIntakePorts = production()): Promise<void> {
  const { state, since, by } = await intake.find();
  if (state !== 'DRAINED' || since === undefined) return;
  if (clock().getTime() - Date.parse(since) < patienceMilliseconds) return;
  logger.warn('no orders are taken', { since, by });
  count('IntakeDrained');
}
