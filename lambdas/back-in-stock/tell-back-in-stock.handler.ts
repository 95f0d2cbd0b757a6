import { fromQueue } from '../runtime/queue.ts';
import { BackInStock } from './back-in-stock-queue.ts';
import { tellBackInStock } from './tell-back-in-stock.ts';

/** Consumer of the queue of SKUs that are back in stock: an e-mail to each shopper who asked. */
export const handler = fromQueue(BackInStock, ({ sku }) => tellBackInStock(sku));
