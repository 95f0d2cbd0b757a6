import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { defaultRetryAfterSeconds, type Intake, type IntakeChange } from './intake.ts';
import { type IntakeTable, intakeTable } from './intake-table.ts';

/** What changing the intake touches. */
export interface ChangeIntakePorts {
  readonly intake: IntakeTable;
  readonly clock: Clock;
}

const production = (): ChangeIntakePorts => ({ intake: intakeTable(), clock: systemClock });

/**
 * Lets no new orders in, or lets them in again. Everybody knows of it within ten seconds. Safe to run twice: what it is
 * already, it stays, since then.
 */
export async function changeIntake(
  { name: by }: Pick<Caller, 'name'>,
  { state, reason, retryAfterSeconds = defaultRetryAfterSeconds }: IntakeChange,
  { intake, clock }: ChangeIntakePorts = production(),
): Promise<Intake> {
  const before = await intake.find();
  const isRepeat = before.state === state && before.since !== undefined;
  const since = isRepeat ? before.since : clock().toISOString();
  const changed = { state, since, by, reason, ...(state === 'DRAINED' && { retryAfterSeconds }) };
  await intake.set(changed);
  return changed;
}
