import { audited } from '../audit/audited.ts';
import { addressHash } from '../notifications/address-hash.ts';
import { bodyOf } from '../runtime/body.ts';
import { http } from '../runtime/http.ts';
import { liftSuppression, SuppressionLift } from './lift-suppression.ts';
import { invalidSuppressionLift } from './problems.ts';

/** Route `POST /suppression-lifts`: an address may be written to again. */
export const handler = http(async (request, caller) => {
  const lift = bodyOf(request, SuppressionLift, invalidSuppressionLift);
  // Which address is the customer's affair: its hash tells two apart.
  const asked = { action: 'liftSuppression', about: addressHash(lift.email) };
  await audited(request, caller, asked, () => liftSuppression(lift));
  return { statusCode: 204 };
});
