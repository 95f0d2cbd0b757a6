/** Where an order stands. */
export const orderStatuses = ['PENDING', 'RESERVED', 'CONFIRMED', 'SHIPPED', 'REJECTED', 'CANCELLED'] as const;

/** Where an order stands. */
export type OrderStatus = (typeof orderStatuses)[number];

/** The allowed transitions: from each status, where an order may go. */
const transitions = {
  PENDING: ['RESERVED', 'REJECTED', 'CANCELLED'],
  RESERVED: ['CONFIRMED', 'REJECTED', 'CANCELLED'],
  CONFIRMED: ['SHIPPED', 'CANCELLED'],
  SHIPPED: [],
  REJECTED: [],
  CANCELLED: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** The statuses that an order may come from when it goes to `to`; every write of a status is conditional on them. */
export function statusesBefore(to: OrderStatus): readonly OrderStatus[] {
  return orderStatuses.filter((from) => (transitions[from] as readonly OrderStatus[]).includes(to));
}

/** True when an order of one status may have the other later, or has it already. */
export function leadsTo(from: OrderStatus, to: OrderStatus): boolean {
  return from === to || transitions[from].some((next) => leadsTo(next, to));
}

/** The statuses of orders that may have this one later. */
export function statusesAheadOf(status: OrderStatus): readonly OrderStatus[] {
  return orderStatuses.filter((from) => from !== status && leadsTo(from, status));
}

/** True when the service still has something to do for an order of this status before the customer has an answer. */
export function isOpen(status: OrderStatus): boolean {
  return status === 'PENDING' || status === 'RESERVED';
}

/** True when an order of this status was refused or cancelled: whatever was done for it must be undone. */
export function isRejectedOrCancelled(status: OrderStatus): boolean {
  return status === 'REJECTED' || status === 'CANCELLED';
}

/** True once the order was confirmed and not cancelled since: its stock and its money are the shop's to keep. */
export function isConfirmed(status: OrderStatus): boolean {
  return status === 'CONFIRMED' || status === 'SHIPPED';
}
