import type { ServiceTable, TableRecord } from './service-table.ts';

/** The sparse index of orders that wait for their answer. */
export const openOrdersIndex = 'open-orders';

/** The sparse index of orders that hold stock. */
export const holdingOrdersIndex = 'holding-orders';

/** The index of the orders whose customers the storefront named. */
export const ordersOfCustomersIndex = 'orders-of-customers';

/** The sparse index of the orders that were rejected, cancelled, late or to be returned, by their age. */
export const troubledOrdersIndex = 'troubled-orders';

/** The sparse index of events by whose orders they are of. */
export const eventsOfStorefrontsIndex = 'events-of-storefronts';

/** The index of failed orders by step, error and cause. */
export const failuresByGroupIndex = 'failures-by-group';
/** The sparse index of payments by what their providers call them. */
export const paymentsByReferenceIndex = 'payments-by-reference';

/** The sparse index of the parcels that are to be asked about. */
export const dueTrackersIndex = 'due-trackers';
/** The index of tickets by their state, those first that are due first; and the sparse one of those that the clock has to see to. */
export const ticketsOfStatesIndex = 'tickets-of-states';
export const ticketsForTheClockIndex = 'tickets-for-the-clock';

/** A table whose items are forgotten after a while, and with them what they say of anybody. */
export const forgets = { timeToLive: 'expiresAt', personal: 'forgotten' } as const satisfies TableRecord;
/** Who the customer is, is erased at their wish, and once the order is too old. */
const erases = { personal: 'erased' } as const;
const impersonal = { personal: 'none' } as const;
const passes = { ...forgets, ...impersonal } as const;

/** The indexes of what was done by whom to which order. */
export const actionsOfOrdersIndex = 'actions-of-orders';
export const actionsOfPersonsIndex = 'actions-of-persons';

/**
 * One table per aggregate, so that each function's rights name only what it touches. A table is its module and its line
 * here.
 */
export const tables = {
  orders: {
    ...erases,
    indexes: {
      [openOrdersIndex]: ['openShard', 'openSince'],
      [holdingOrdersIndex]: ['heldShard', 'pk'],
      [ordersOfCustomersIndex]: ['customer', 'createdAt'],
      [troubledOrdersIndex]: ['troubledShard', 'createdAt'],
    },
    // What changed, not how: nothing of a customer leaves the table.
    stream: 'KEYS_ONLY',
  },
  /** Who waits for an order's answer. */
  longPolls: passes,
  /** Which open pages want to hear of an order's changes. */
  pageWatchers: passes,
  products: impersonal,
  stock: { ...impersonal, stream: 'NEW_IMAGE' },
  /** The ledger of the stock. */
  stockMovements: impersonal,
  /** What staff asked for under each Idempotency-Key, and the answer. */
  stockRequests: impersonal,
  /** The queues for stock to come. */
  backorders: impersonal,
  /** Shoppers who asked to be told when a SKU is back in stock; they are forgotten after a while. */
  backInStockRequests: forgets,
  /** How much strangers have caused to be sent to one recipient lately. */
  recipientLimits: forgets,
  /** E-mail addresses that get no more e-mails. */
  suppressions: forgets,
  payments: {
    ...forgets,
    ...erases,
    indexes: { [paymentsByReferenceIndex]: ['reference', 'pk'] },
    stream: 'KEYS_ONLY',
  },
  /** What people have given back within their limits, and what waits for another person. */
  refundLimits: { ...impersonal, timeToLive: 'forgottenAt' },
  /** How many orders have an address in common, by its hash, on a day. */
  riskCounters: forgets,
  /** The open return cases of all orders, by state and by when they are due. */
  returnWorklist: impersonal,
  /** What was told of each order, and who wants to know; events are forgotten after a while. */
  orderEvents: { ...passes, indexes: { [eventsOfStorefrontsIndex]: ['feed', 'feedPosition'] } },
  /** What people of the shop did, for seven years. */
  audit: {
    ...passes,
    indexes: { [actionsOfOrdersIndex]: ['orderId', 'at'], [actionsOfPersonsIndex]: ['who', 'at'] },
  },
  /** Who follows which parcel. */
  trackers: { ...forgets, indexes: { [dueTrackersIndex]: ['dueShard', 'dueAt'] } },
  /** By what staff find orders. */
  orderSearch: erases,
  /** What staff noted on orders. */
  orderNotes: erases,
  /** Which deliveries are to be looked at when, and how carriers did. */
  deliveryWatch: passes,
  /** What was found out overnight, and what is foreseen. */
  foresight: passes,
  /** How many orders did not go well a day, and why; and what is done about that. */
  orderCauses: passes,
  /** Whose customers are to be asked what they make of their orders, and what they said. */
  ratings: { ...forgets, ...erases },
  /** Where storefronts are told of events, what was sent there, and what is to be. */
  webhooks: passes,
  /** The orders whose execution failed and that have not gone on since. */
  failures: { ...passes, indexes: { [failuresByGroupIndex]: ['group', 'failedAt'] } },
  /** Each redrive of failed orders, and what became of each of its orders. */
  redrives: passes,
  /** What customers have asked, and were answered. */
  tickets: {
    ...erases,
    indexes: {
      [ticketsOfStatesIndex]: ['queue', 'queuedAt'],
      [ticketsForTheClockIndex]: ['clock', 'clockAt'],
    },
  },
  /** The switches by which orders are taken in and looked after: one item. */
  intake: impersonal,
} as const satisfies Record<string, TableRecord>;

/** The name of a table that every stage has, as the code has it: `stockMovements`. */
export type TableName = keyof typeof tables;

/** Every table that every stage has. */
export const tableNames = Object.keys(tables) as readonly TableName[];

/** The service's tables. */
export type Tables = Readonly<Record<TableName, ServiceTable>>;
