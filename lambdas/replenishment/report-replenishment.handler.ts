import { onEvent } from '../runtime/on-event.ts';
import { reportReplenishment } from './report-replenishment.ts';

/** Every morning: what to order. */
export const handler = onEvent(() => reportReplenishment());
