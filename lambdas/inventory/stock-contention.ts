/** Another order touched the same stock at the same moment. Not a shortage: worth a retry, by the state machine. */
export class StockContention extends Error {
  override readonly name = 'StockContention';

  constructor(orderId: string) {
    super(`order ${orderId} met other orders on the same stock`);
  }
}
