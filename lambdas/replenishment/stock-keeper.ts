import { environment } from '../runtime/environment.ts';
import { publish } from '../runtime/topic.ts';

/** Writes to whoever looks after the stock. */
export type TellStockKeeper = (subject: string, message: string) => Promise<void>;

/** Writes to whoever looks after the stock, through their topic. */
export const tellStockKeeper: TellStockKeeper = (subject, message) =>
  publish(environment('STOCK_KEEPER_TOPIC_ARN'), subject, message);
