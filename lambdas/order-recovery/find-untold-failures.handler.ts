import { onEvent } from '../runtime/on-event.ts';
import { findUntoldFailures } from './find-untold-failures.ts';

/** Every night: writes the dead letters that no status event has written. */
export const handler = onEvent(() => findUntoldFailures());
