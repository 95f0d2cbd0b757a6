/**
 * Every route of the API, one record each: the stack deploys from it, the OpenAPI document is made of it, and the
 * authorization tests go through it. It names schemas and parameters without importing them, so that the stack may read
 * it without loading what runs.
 */
import type { Route, Routes } from './route.ts';
import { carrierRoutes } from './routes/carriers.ts';
import { causeRoutes } from './routes/causes.ts';
import { deliveryPromiseRoutes } from './routes/delivery-promise.ts';
import { eventRoutes } from './routes/events.ts';
import { foresightRoutes } from './routes/foresight.ts';
import { noticeRoutes } from './routes/notices.ts';
import { operationsRoutes } from './routes/operations.ts';
import { orderPageRoutes } from './routes/order-page.ts';
import { orderRoutes } from './routes/orders.ts';
import { paymentRoutes } from './routes/payments.ts';
import { returnRoutes } from './routes/returns.ts';
import { riskRoutes } from './routes/risk.ts';
import { stockRoutes } from './routes/stock.ts';
import { ticketRoutes } from './routes/tickets.ts';

/** The routes by the id of their operation. */
export const routes = {
  ...orderRoutes,
  ...carrierRoutes,
  ...orderPageRoutes,
  ...returnRoutes,
  ...paymentRoutes,
  ...riskRoutes,
  ...stockRoutes,
  ...noticeRoutes,
  ...eventRoutes,
  ...deliveryPromiseRoutes,
  ...operationsRoutes,
  ...ticketRoutes,
  ...foresightRoutes,
  ...causeRoutes,
  getOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    access: {
      openBecause:
        'The description of the API is no secret: it is published with the code, and tools read it before they have a token.',
    },
    entry: 'api/get-openapi',
    summary: 'This document',
    answers: { 200: { description: 'The OpenAPI document.', schema: 'object' } },
  },
} as const satisfies Routes;

/** The id of a route's operation. */
export type RouteName = keyof typeof routes;

/** The routes with their ids, in the order of the table, all of one type. */
export const namedRoutes = Object.entries(routes) as readonly (readonly [RouteName, Route])[];
