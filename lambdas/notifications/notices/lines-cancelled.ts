import * as z from 'zod/mini';
import { sumOfCharges } from '../../orders/totals.ts';
import { aNotice, ended } from './notice-record.ts';
import { NoticeCancellation } from './order-cancelled.ts';
import { SaidLine } from './said-line.ts';

const Says = z.object({
  linesCancelled: z.extend(NoticeCancellation, {
    lines: z.readonly(z.array(z.object({ ...SaidLine.shape, cancelled: z.int() }))),
    /** How much less the order is charged, in minor units. */
    less: z.int(),
  }),
});

/** Units of its lines were cancelled. `about`: which cancellation, counted from 1. */
export const linesCancelled = aNotice({
  says: Says,
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
