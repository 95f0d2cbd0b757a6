import { exampleOrderId, exampleTicketId } from './examples.ts';

/** The screens of the console, and what of them shows something of its own: for the pictures, and the tests in a browser. */
export const consolePlaces = {
  well: '#/well',
  find: '#/find',
  order: `#/orders/${exampleOrderId}`,
  failed: '#/failed',
  'failed-group': '#/failed/payment-down',
  stock: '#/stock',
  product: '#/product/TEA-100',
  returns: '#/returns',
  tickets: '#/tickets',
  ticket: `#/tickets/${exampleTicketId}`,
  approvals: '#/approvals',
  risk: '#/risk',
  carriers: '#/carriers',
  bottlenecks: '#/bottlenecks',
  causes: '#/causes/RETURNED',
  ratings: '#/causes/RATINGS',
  contingency: '#/contingency',
  audit: '#/audit',
} as const satisfies Record<string, `#/${string}`>;
