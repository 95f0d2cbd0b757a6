import { onEvent } from '../runtime/on-event.ts';
import { releaseExpiredHolds } from './release-expired-holds.ts';

/** Every minute: rejects the orders whose hold is over. */
export const handler = onEvent(() => releaseExpiredHolds());
