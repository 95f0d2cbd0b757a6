import { onEvent } from '../runtime/on-event.ts';
import { watchSwitches } from './watch-switches.ts';

/** Every five minutes: whether a switch has been forgotten. */
export const handler = onEvent(() => watchSwitches());
