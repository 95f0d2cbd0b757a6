import { BusinessError } from '../runtime/business-error.ts';

/** The order was cancelled or rejected while a step was on its way to it; what was done for it must be undone. */
export class OrderCancelled extends BusinessError {
  override readonly name = 'OrderCancelled';

  constructor(orderId: string) {
    super(`order ${orderId} has ended`);
  }
}

/** A step was started for an order that is not there: a fault, never a business "no". */
export class OrderNotFound extends Error {
  override readonly name = 'OrderNotFound';

  constructor(orderId: string) {
    super(`there is no order ${orderId}`);
  }
}
