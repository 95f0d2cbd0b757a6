import { onEvent } from '../runtime/on-event.ts';
import { watchIntake } from './watch-intake.ts';

/** Every five minutes: whether it has been forgotten that no orders are taken. */
export const handler = onEvent(() => watchIntake());
