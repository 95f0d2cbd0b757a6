import { invalidBackInStockRequest } from '../../back-in-stock/problems.ts';
import { stockConflict } from '../../inventory/problems.ts';
import { malformedRequest, notFound, tooManyRequests } from '../../runtime/problems.ts';
import { invalidStockChange } from '../../stock-keeping/problems.ts';
import type { Routes } from '../route.ts';

/** The routes of the stock, for storefronts and for who keeps it. */
export const stockRoutes = {
  getAvailability: {
    method: 'GET',
    path: '/products/{sku}/availability',
    access: { anyScopeOf: ['read'] },
    entry: 'availability/get-availability',
    summary: 'What may be promised of a product now',
    answers: { 200: { description: 'The units that may be promised.', schema: 'Availability' } },
    problems: [notFound],
  },
  getStock: {
    method: 'GET',
    path: '/products/{sku}/stock',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'stock-keeping/get-stock',
    summary: 'Every figure of a product in stock keeping, and how it is kept',
    answers: { 200: { description: 'The stock.', schema: 'Stock' } },
    problems: [notFound],
  },
  listMovements: {
    method: 'GET',
    path: '/products/{sku}/stock/movements',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'stock-keeping/list-movements',
    summary: 'What moved, newest first',
    parameters: ['limit', 'cursor'],
    answers: { 200: { description: 'A page of the ledger.', schema: 'MovementPage' } },
    problems: [malformedRequest, notFound],
  },
  moveStock: {
    method: 'POST',
    path: '/products/{sku}/stock/movements',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'stock-keeping/move-stock',
    summary: 'Receive, adjust, set aside, restore, dispose of or count units',
    description:
      'Once per Idempotency-Key. What orders hold stays theirs: what is not available cannot be taken. A count is booked as a difference to the book at `countedAt`, so orders may flow on.',
    parameters: ['Idempotency-Key'],
    body: 'StockMovementRequest',
    answers: { 200: { description: 'What moved.', schema: 'MovedStock' } },
    problems: [invalidStockChange, stockConflict, notFound],
  },
  changeStockSettings: {
    method: 'PATCH',
    path: '/products/{sku}/stock/settings',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'stock-keeping/change-stock-settings',
    summary: 'Say how a product is kept',
    description: 'What is named is set, null takes it away. Repeating it changes nothing.',
    body: 'StockSettings',
    answers: { 200: { description: 'The stock.', schema: 'Stock' } },
    problems: [invalidStockChange, stockConflict, notFound],
  },
  askBackInStock: {
    method: 'POST',
    path: '/products/{sku}/back-in-stock-requests',
    access: { anyScopeOf: ['write'] },
    entry: 'back-in-stock/ask-back-in-stock',
    summary: 'Take down that a shopper wants to be told when a product is back in stock',
    description:
      'For a product that is out of stock. One e-mail in their language, in the order of asking, then the address is deleted; also after 180 days. Asking twice is asking once; one address may ask for ten products in 30 days. Where the shop wants it, the shopper gets an e-mail first and has three days to confirm.',
    body: 'BackInStockRequest',
    answers: { 202: { description: 'Taken down.' } },
    problems: [invalidBackInStockRequest, stockConflict, notFound, tooManyRequests],
  },
  confirmBackInStock: {
    method: 'POST',
    path: '/products/{sku}/back-in-stock-confirmations',
    access: { anyScopeOf: ['write'] },
    entry: 'back-in-stock/confirm-back-in-stock',
    summary: 'Take down that a shopper has confirmed that they want to be told',
    description:
      'By the token of the link in the e-mail to them, which leads to a page of the shop; where a shop does not want that, there is nothing to confirm. Repeating it changes nothing.',
    body: 'BackInStockConfirmation',
    answers: { 202: { description: 'Taken down.' } },
    problems: [invalidBackInStockRequest, notFound],
  },
  listStock: {
    method: 'GET',
    path: '/operations/stock',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'stock-keeping/list-stock',
    summary: 'List the stock of all products',
    description:
      'In no order. A page may have fewer products than its limit, even none: it is the last when it has no `next`.',
    parameters: ['limit', 'cursor'],
    answers: { 200: { description: 'A page of it.', schema: 'StockLevels' } },
    problems: [malformedRequest],
  },
  listReplenishment: {
    method: 'GET',
    path: '/operations/replenishment',
    access: { anyScopeOf: ['staff', 'stock'] },
    entry: 'replenishment/list-suggestions',
    summary: 'See what should be ordered of the products of a page',
    description:
      'What the report of the morning says of them, as it stands now: those that have come down to their reorder point. Pages are of products, in no order, those that need nothing left out.',
    parameters: ['limit', 'cursor'],
    answers: { 200: { description: 'What to order.', schema: 'ReplenishmentPage' } },
    problems: [malformedRequest],
  },
} as const satisfies Routes;
