import * as z from 'zod/mini';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { Problem } from '../runtime/problem.ts';
import { postToConnection } from '../runtime/web-socket.ts';
import { findGranted } from './find-granted.ts';
import { hint } from './hint-watchers.ts';
import { type PageWatcherTable, pageWatcherTable } from './page-watcher-table.ts';

/** What watching touches. */
export interface WatchOrderPagePorts {
  readonly findGranted: typeof findGranted;
  readonly watchers: Pick<PageWatcherTable, 'add'>;
  readonly post: (connectionId: string, message: string) => Promise<boolean>;
  readonly clock: Clock;
}

const production = (url = environment('PAGE_WATCH_URL')): WatchOrderPagePorts => ({
  findGranted,
  watchers: pageWatcherTable(),
  post: (connectionId, message) => postToConnection(url, connectionId, message),
  clock: systemClock,
});

const Message = z.object({ token: z.string().check(z.maxLength(100)) });

/**
 * Lets a connection hear of the changes of the order whose page it has the token of; then tells it to look, lest it miss
 * what changed meanwhile. What is no such message, or has no such token, is answered by nothing.
 */
export async function watchOrderPage(
  connectionId: string,
  body: string | undefined,
  ports: WatchOrderPagePorts = production(),
): Promise<void> {
  const message = messageIn(body);
  if (message === undefined) return;
  try {
    const { order } = await ports.findGranted(message.token);
    await ports.watchers.add(order.id, connectionId, ports.clock());
    await ports.post(connectionId, hint);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

function messageIn(body = ''): z.output<typeof Message> | undefined {
  try {
    return Message.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
