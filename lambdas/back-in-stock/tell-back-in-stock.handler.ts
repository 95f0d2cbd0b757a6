import { fromQueue } from '../runtime/queue.ts';
import { askToConfirm } from './ask-to-confirm.ts';
import { BackInStock } from './back-in-stock-queue.ts';
import { tellBackInStock } from './tell-back-in-stock.ts';

/**
 * Consumer of the queue of SKUs whose shoppers are to be written to: an e-mail to each who asked, once it is back in
 * stock; and one before, where they have to confirm that it was them.
 */
export const handler = fromQueue(BackInStock, async ({ sku }) => {
  await askToConfirm(sku);
  await tellBackInStock(sku);
});
