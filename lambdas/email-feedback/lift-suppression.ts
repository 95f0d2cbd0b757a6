import * as z from 'zod/mini';
import { type SuppressionTable, suppressionTable } from '../notifications/suppression-table.ts';
import { EmailAddress } from '../orders/email-address.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

/** The body of `POST /suppression-lifts`. */
export const SuppressionLift = z.strictObject({ email: EmailAddress });
export type SuppressionLift = Readonly<z.output<typeof SuppressionLift>>;

/** What lifting touches. */
export interface LiftSuppressionPorts {
  readonly suppressions: Pick<SuppressionTable, 'lift'>;
  readonly clock: Clock;
}

const production = (): LiftSuppressionPorts => ({ suppressions: suppressionTable(), clock: systemClock });

/**
 * Lets e-mails go to an address again. Notices that were not sent to it stay unsent.
 * @throws Problem not-found when it is not suppressed
 */
export async function liftSuppression(
  { email }: SuppressionLift,
  { suppressions, clock }: LiftSuppressionPorts = production(),
): Promise<void> {
  if (!(await suppressions.lift(email, clock().toISOString()))) {
    throw new Problem(notFound, 'This address is not suppressed.');
  }
}
