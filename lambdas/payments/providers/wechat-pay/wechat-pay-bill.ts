import type { SettledPayment } from '../../payment-provider.ts';
import { weChatPayOrderId } from './wechat-pay-order-number.ts';

/** The columns that count; WeChat Pay has others, and has added some in the middle. */
const columns = {
  orderNumber: '商户订单号',
  status: '交易状态',
  currency: '货币种类',
  amount: '订单金额',
  refund: '申请退款金额',
  refundNumber: '商户退款单号',
  refundStatus: '退款状态',
} as const;

/** A refund's states that count. */
const givenBack: readonly string[] = ['SUCCESS', 'PROCESSING'];

/** The first cell of the bill's last two lines, which add it up. */
const summary = '总交易单数';

/**
 * Adds up a trade bill by order: one line for a payment, one for each refund. A refund that failed does not count.
 * @param csv its cells begin with a backquote; amounts are in yuan
 * @throws Error when it is not a trade bill
 */
export function ordersOfBill(csv: string): SettledPayment[] {
  const [header = '', ...lines] = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = header.split(',');
  const at = (name: string) => {
    const index = names.indexOf(name);
    if (index === -1) throw new Error(`the bill of WeChat Pay has no column ${name}`);
    return index;
  };
  const index = {
    orderNumber: at(columns.orderNumber),
    status: at(columns.status),
    currency: at(columns.currency),
    amount: at(columns.amount),
    refund: at(columns.refund),
    refundNumber: at(columns.refundNumber),
    refundStatus: at(columns.refundStatus),
  };

  const orders = new Map<string, SettledPayment>();
  for (const line of lines) {
    if (line.startsWith(summary)) break;
    // A cell may hold commas, such as a name of goods: the backquote is what separates.
    const cells = line.replace(/^`/, '').split(',`');
    const orderId = weChatPayOrderId(cells[index.orderNumber] ?? '');
    if (orderId === undefined) continue;
    const first = { orderId, currency: cells[index.currency] ?? '', captured: 0, refunded: 0, refundIds: [] };
    const known = orders.get(orderId) ?? first;
    const isRefund = cells[index.status] === 'REFUND' && givenBack.includes(cells[index.refundStatus] ?? '');
    const isPayment = cells[index.status] === 'SUCCESS';
    orders.set(orderId, {
      ...known,
      refundIds: [...(known.refundIds ?? []), ...(isRefund ? [cells[index.refundNumber] ?? ''] : [])],
      captured: known.captured + (isPayment ? fen(cells[index.amount]) : 0),
      refunded: known.refunded + (isRefund ? fen(cells[index.refund]) : 0),
    });
  }
  return [...orders.values()];
}

/** Yuan as `12.30` in fen, without floating point. */
function fen(yuan: string | undefined): number {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(yuan ?? '') ?? [];
  if (whole === undefined) throw new Error('the bill of WeChat Pay has an amount that is none');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}
