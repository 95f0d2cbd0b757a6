import { cancellationReasons, isStaffReason } from '../../orders/cancellation-reason.ts';
import { textsOf } from '../texts.ts';
import { few, kebab, type NoticeExamples } from './example-order.ts';

const linesCancelled = {
  by: 'CUSTOMER',
  reason: 'CHANGED_MIND',
  less: 510,
  lines: [{ sku: '85123A', name: 'WHITE HANGING HEART T-LIGHT HOLDER', quantity: 8, cancelled: 2 }],
} as const;

export const examples: NoticeExamples = {
  'lines-cancelled': { lines: few, payment: 'LESS', linesCancelled },
  ...Object.fromEntries(
    cancellationReasons.map((reason) => {
      const by = isStaffReason(reason) ? 'STAFF' : 'CUSTOMER';
      const order = { lines: few, payment: 'LESS', linesCancelled: { ...linesCancelled, by, reason } } as const;
      return [`lines-cancelled-${kebab(reason)}`, order];
    }),
  ),
  'lines-cancelled-fee-kept': (locale) => {
    const fees = [{ title: textsOf(locale).labels.cancellation, amount: 100 }];
    const totals = { subtotal: 1_530, fees, due: 1_630 };
    return { lines: few, payment: 'LESS', linesCancelled, totals, total: 1_630 };
  },
};
