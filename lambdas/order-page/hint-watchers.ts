import type { OrderId } from '../orders/order.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { postToConnection } from '../runtime/web-socket.ts';
import { type PageWatcherTable, pageWatcherTable } from './page-watcher-table.ts';

/** What hinting touches. */
export interface HintWatchersPorts {
  readonly watchers: Pick<PageWatcherTable, 'of' | 'remove'>;
  readonly post: (connectionId: string, message: string) => Promise<boolean>;
}

const production = (url = environment('PAGE_WATCH_URL')): HintWatchersPorts => ({
  watchers: pageWatcherTable(),
  post: (connectionId, message) => postToConnection(url, connectionId, message),
});

/** All that a page is told: to look. What it then sees is the truth, however many hints were lost or came twice. */
export const hint = 'look';

/** So many are told side by side. */
const atOnce = 50;

/**
 * Tells the pages that are open on an order to look. Whatever goes wrong, nobody waits for it, nor for another page: each
 * looks by itself now and then.
 */
export async function hintWatchers(orderId: OrderId, ports: HintWatchersPorts = production()): Promise<void> {
  const { watchers, post } = ports;
  const untold = (error: unknown) => logger.warn('page not told to look', { orderId, error: error as Error });
  try {
    const connections = await watchers.of(orderId);
    const queue = [...connections];
    const tell = async (connectionId: string) => {
      if (!(await post(connectionId, hint))) await watchers.remove(orderId, connectionId);
    };
    const tellNext = async () => {
      for (let one = queue.pop(); one !== undefined; one = queue.pop()) await tell(one).catch(untold);
    };
    await Promise.all(connections.slice(0, atOnce).map(tellNext));
  } catch (error) {
    untold(error);
  }
}
