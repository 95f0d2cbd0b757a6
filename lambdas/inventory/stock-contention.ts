import { OverloadError } from '../runtime/overload-error.ts';

/** Whose work met others: an order's, or that on a SKU. */
type Contender = `order ${string}` | `SKU ${string}`;

/**
 * Others touched the same stock at the same moment. Not a shortage: worth a retry, by the state machine or the queue.
 */
export class StockContention extends OverloadError {
  override readonly name = 'StockContention';

  constructor(contender: Contender) {
    super(`${contender} met others on the same stock`);
  }
}
