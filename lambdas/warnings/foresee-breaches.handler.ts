import { onEvent } from '../runtime/on-event.ts';
import { foreseeBreaches } from './foresee-breaches.ts';

/** Every five minutes: which alarms will ring soon. */
export const handler = onEvent(async () => {
  await foreseeBreaches();
});
