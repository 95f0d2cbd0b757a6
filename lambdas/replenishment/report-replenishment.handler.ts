import { onEvent } from '../runtime/event.ts';
import { reportReplenishment } from './report-replenishment.ts';

/** Every morning: what to order. */
export const handler = onEvent(() => reportReplenishment());
