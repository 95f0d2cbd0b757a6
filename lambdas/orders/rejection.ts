import * as z from 'zod/mini';
import type { OrderStatus } from './order-status.ts';

/**
 * Why an order is refused, with the error of the workflow's step that refuses it; the sweeper of expired holds, and an
 * operator who gives an order up, need none. A further reason is an entry here; the compiler asks for its texts.
 */
export const rejectionErrors = {
  OUT_OF_STOCK: 'OutOfStock',
  PAYMENT_DECLINED: 'PaymentDeclined',
  PAYMENT_TIMEOUT: 'States.Timeout',
  NOT_ACCEPTED: 'OrderNotAccepted',
  HOLD_EXPIRED: undefined,
  TECHNICAL_PROBLEM: undefined,
} as const satisfies Readonly<Record<string, string | undefined>>;

/** Why an order is refused. */
export const rejectionReasons = Object.keys(rejectionErrors) as readonly (keyof typeof rejectionErrors)[];
export const RejectionReason = z.enum(rejectionReasons);
export type RejectionReason = z.output<typeof RejectionReason>;

/** The reason towards the customer for which a step's error refuses an order; none for errors that do not. */
export function rejectionReasonOf(error: string): RejectionReason | undefined {
  return rejectionReasons.find((reason) => rejectionErrors[reason] === error);
}

/** That an order was refused, and when (ISO 8601 UTC). */
export const Rejection = z.object({ reason: RejectionReason, at: z.string() });
export type Rejection = Readonly<z.output<typeof Rejection>>;

/** True when the workflow refused the order, and tells its customer. */
export function isByWorkflow({ reason }: Rejection): boolean {
  return rejectionErrors[reason] !== undefined;
}

/**
 * True when an order was called off by something else than its workflow, which then sees to its stock, its money and the
 * notice to its customer: there is nothing left that an execution of it could do.
 */
export function endedBesideWorkflow({ status, rejection }: Ended): boolean {
  return status === 'CANCELLED' || (rejection !== undefined && !isByWorkflow(rejection));
}

interface Ended {
  readonly status: OrderStatus;
  readonly rejection?: Rejection | undefined;
}
