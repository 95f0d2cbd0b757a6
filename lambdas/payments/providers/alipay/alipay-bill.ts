import type { SettledPayment } from '../../payment-provider.ts';
import { fen } from './alipay-amount.ts';
import { alipayOrderId } from './alipay-order-number.ts';

/** The columns that count. */
const columns = { orderNumber: '商户订单号', kind: '业务类型', amount: '订单金额（元）' } as const;

/** The number of a refund; older bills lack the column. */
const refundNumber = '退款批次号/请求号';

const payment = '交易';
const refund = '退款';

/**
 * Adds up the details of a trade bill by order: one line for a payment, one for each refund, whose amount is negative.
 * @param csv lines that begin with # are about the bill; cells may end in tabs; amounts are in yuan
 * @throws Error when it is not a trade bill
 */
export function ordersOfBill(csv: string): SettledPayment[] {
  const [header, ...lines] = csv
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').map((cell) => cell.trim()));
  const at = (name: string) => {
    const index = header?.indexOf(name) ?? -1;
    if (index === -1) throw new Error(`the bill of Alipay has no column ${name}`);
    return index;
  };
  const index = { orderNumber: at(columns.orderNumber), kind: at(columns.kind), amount: at(columns.amount) };

  const refundIndex = header?.indexOf(refundNumber) ?? -1;

  const orders = new Map<string, SettledPayment>();
  for (const cells of lines) {
    const orderId = alipayOrderId(cells[index.orderNumber] ?? '');
    const kind = cells[index.kind];
    if (orderId === undefined || (kind !== payment && kind !== refund)) continue;
    const amount = fen((cells[index.amount] ?? '').replace(/^-/, ''));
    if (amount === undefined) throw new Error('the bill of Alipay has an amount that is none');
    const known = orders.get(orderId) ?? { orderId, currency: 'CNY', captured: 0, refunded: 0, refundIds: [] };
    const refundId = kind === refund ? cells[refundIndex] : undefined;
    orders.set(orderId, {
      ...known,
      refundIds: [...(known.refundIds ?? []), ...(refundId ? [refundId] : [])],
      captured: known.captured + (kind === payment ? amount : 0),
      refunded: known.refunded + (kind === refund ? amount : 0),
    });
  }
  return [...orders.values()];
}
