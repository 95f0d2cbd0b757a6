import { OverloadError } from '../runtime/overload-error.ts';

/** Others changed the same order each time that this was tried: nothing was done. Worth a repeat. */
export class OrderContention extends OverloadError {
  override readonly name = 'OrderContention';

  constructor(orderId: string) {
    super(`order ${orderId} changes all the time`);
  }
}
