import { chinaTime, numberOf, orderIdOf } from './wallet-wire.ts';

/** Money on its way back, as a wallet keeps it. Amounts in fen. */
export interface WalletRefund {
  readonly amount: number;
  at: Date;
}

/** A payment as a wallet keeps it. */
export interface WalletTrade<Refund extends WalletRefund> {
  readonly outTradeNo: string;
  readonly total: number;
  readonly payUrl: string;
  /** Nobody pays after this. */
  expiresAt: Date;
  state: string;
  paidAt?: Date;
  /** By the number that they were asked for with. */
  readonly refunds: Map<string, Refund>;
}

/** The payments of one merchant at a Chinese wallet, where paid is captured. */
export abstract class WalletTrades<Refund extends WalletRefund, Trade extends WalletTrade<Refund>> {
  protected readonly trades = new Map<string, Trade>();

  /** What is known under this number. */
  peek(outTradeNo: string): Trade | undefined {
    return this.trades.get(outTradeNo);
  }

  /** The payment of this number; an error of the wallet's where there is none. */
  abstract get(outTradeNo: string): Trade;

  /** What of a payment is given back. */
  abstract refundedOf(trade: Trade): number;

  /** The orders that something was asked to be paid for. */
  orderIds(): Iterable<string> {
    return [...this.trades.keys()].map(orderIdOf);
  }

  /** Dates all that was paid and given back of a payment. */
  book(outTradeNo: string, at: Date): void {
    const trade = this.get(outTradeNo);
    trade.paidAt = at;
    for (const refund of trade.refunds.values()) refund.at = at;
  }

  /**
   * The lines of the bill of a day in China: what was paid and given back on it. Unlike a real bill it is ready at
   * once.
   */
  protected linesOf(day: string, line: (trade: Trade, at: Date, refund?: Refund) => string): string[] {
    const isOfDay = (at: Date | undefined): at is Date => at !== undefined && chinaTime(at).startsWith(day);
    return [...this.trades.values()].flatMap((trade) => [
      ...(isOfDay(trade.paidAt) ? [line(trade, trade.paidAt)] : []),
      ...[...trade.refunds.values()].filter(({ at }) => isOfDay(at)).map((refund) => line(trade, refund.at, refund)),
    ]);
  }

  /** The books of an order's payment. */
  entryOf(orderId: string) {
    const trade = this.peek(numberOf(orderId));
    return {
      status: trade?.state ?? 'NONE',
      amount: trade?.total ?? 0,
      currency: 'CNY',
      captured: trade?.paidAt === undefined ? 0 : trade.total,
      refunded: trade === undefined ? 0 : this.refundedOf(trade),
      refundIds: [...(trade?.refunds.keys() ?? [])],
      expiresAt: trade?.expiresAt.toISOString(),
      payUrl: trade?.payUrl,
    };
  }
}
