import { onEvent } from '../runtime/on-event.ts';
import { reportCauses } from './report-causes.ts';

/** Every Monday: why orders did not go well. */
export const handler = onEvent(() => reportCauses());
