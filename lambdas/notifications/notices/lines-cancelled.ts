import * as z from 'zod/mini';
import { OrderLine } from '../../orders/order.ts';
import { sumOfCharges } from '../../orders/totals.ts';
import { aNotice, ended } from './notice-record.ts';
import { NoticeCancellation } from './order-cancelled.ts';

const { sku, name, quantity } = OrderLine.shape;

/** Units of its lines were cancelled. `about`: which cancellation, counted from 1. */
export const linesCancelled = aNotice({
  says: z.object({
    linesCancelled: z.extend(NoticeCancellation, {
      lines: z.readonly(z.array(z.object({ sku, name, quantity, cancelled: z.int() }))),
      /** How much less the order is charged, in minor units. */
      less: z.int(),
    }),
  }),
  of({ order: { lineCancellations = [] }, content, about }) {
    const cancellation = lineCancellations[Number(about) - 1];
    if (cancellation === undefined) return undefined;
    const { by, reason, charges } = cancellation;
    const lines = cancellation.lines.map(({ line, quantity: cancelled }) => {
      const { sku = '', name = '', quantity = 0 } = content.lines[line - 1] ?? {};
      return { sku, name, quantity, cancelled };
    });
    return { payment: 'LESS', linesCancelled: { by, reason, lines, less: sumOfCharges(charges) } };
  },
  sentences: (texts, facts, { linesCancelled: { by, reason, less } }) =>
    texts['lines-cancelled'](facts, { by, reason, less: facts.money(less) }),
  look: ended,
  orderStatus: 'OrderProcessing',
  kind: 'outcome',
});
