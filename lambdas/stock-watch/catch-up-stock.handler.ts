import { onEvent } from '../runtime/on-event.ts';
import { catchUpStock } from './catch-up-stock.ts';

/** On a schedule: what is due at the stock although nothing changed. */
export const handler = onEvent(() => catchUpStock());
