import { bodyOf } from '../runtime/body.ts';
import { http } from '../runtime/http.ts';
import { logger } from '../runtime/logger.ts';
import { liftSuppression, SuppressionLift } from './lift-suppression.ts';
import { invalidSuppressionLift } from './problems.ts';

/** Route `POST /suppression-lifts`: an address may be written to again. */
export const handler = http(async (request, caller) => {
  await liftSuppression(bodyOf(request, SuppressionLift, invalidSuppressionLift));
  logger.info('a suppression was lifted', { by: caller.client });
  return { statusCode: 204 };
});
