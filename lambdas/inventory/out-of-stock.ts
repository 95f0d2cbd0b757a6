import type { Shortage } from '../orders/order.ts';
import { BusinessError } from '../runtime/business-error.ts';

/** There is less in stock than the order asks for. */
export class OutOfStock extends BusinessError {
  override readonly name = 'OutOfStock';
  readonly shortages: readonly Shortage[];

  constructor(shortages: readonly Shortage[]) {
    super(
      `short of ${shortages.map(({ sku, requested, available }) => `${sku} (${available} of ${requested})`).join(', ')}`,
    );
    this.shortages = shortages;
  }
}
