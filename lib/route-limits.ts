import type { RouteName } from '../lambdas/api/routes.ts';

/**
 * What a route lets in, over all callers: requests a second in the long run, and at once. API Gateway answers the rest
 * 429.
 */
export interface RouteLimit {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/**
 * The limits of the routes that many call or anybody may, by route. Each has its own, so that none is used up by the
 * callers of another; an HTTP API knows no limit by client.
 * @param ordersPerSecond how many orders are to be let in: as many as Step Functions starts in the region and account
 */
export function routeLimits(ordersPerSecond: number): Readonly<Partial<Record<RouteName, RouteLimit>>> {
  const forEachOrder = (requests: number, { atOnce }: { atOnce: number }) => ({
    rateLimit: requests * ordersPerSecond,
    burstLimit: atOnce * ordersPerSecond,
  });
  return {
    // What Step Functions takes at once is more than five times what it takes a second.
    submitOrder: forEachOrder(1, { atOnce: 4 }),
    // Held open, and repeated until the order has ended.
    getOrder: forEachOrder(4, { atOnce: 8 }),
    // Read by people, again and again until it has ended, and by who guesses links.
    getOrderPage: forEachOrder(4, { atOnce: 8 }),
    cancelFromPage: forEachOrder(1, { atOnce: 2 }),
    instructFromPage: forEachOrder(1, { atOnce: 2 }),
    proveRecipient: { rateLimit: 20, burstLimit: 40 },
    // Read by people who look something up, not for each order.
    listOrders: forEachOrder(1, { atOnce: 2 }),
    // Open to everybody. A provider repeats what was refused, and is asked again before a wait for a payment ends.
    takePaymentNotification: forEachOrder(3, { atOnce: 6 }),
    // Open to everybody, and asked for by people, one by one.
    getUnsubscribePage: { rateLimit: 20, burstLimit: 40 },
    unsubscribe: { rateLimit: 20, burstLimit: 40 },
    getOpenApi: { rateLimit: 10, burstLimit: 20 },
  };
}
