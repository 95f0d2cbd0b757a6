import { onEvent } from '../runtime/event.ts';
import { checkStock } from './check-stock.ts';

/** Every night: recomputes from the ledger and the orders what every stock item should say. */
export const handler = onEvent(() => checkStock());
