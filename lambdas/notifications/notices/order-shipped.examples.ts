import type { OrderLine } from '../../orders/order.ts';
import { few, invoiceLines, type NoticeExamples } from './example-order.ts';

const unitsOf = (lines: readonly OrderLine[]) => lines.map(({ sku, name, quantity }) => ({ sku, name, quantity }));

const parcel = { carrier: 'Royal Mail', trackingNumber: 'AB 1234 5678 9GB', toFollow: [] };

export const examples: NoticeExamples = {
  'order-shipped': { lines: few, payment: 'CAPTURED', shipment: { ...parcel, lines: unitsOf(few) } },
  'order-shipped-in-part': {
    payment: 'CAPTURED',
    shipment: {
      ...parcel,
      lines: unitsOf(invoiceLines.slice(0, 5)).map((line) => ({ ...line, quantity: 6 })),
      toFollow: [
        { sku: '84406B', name: 'CREAM CUPID HEARTS COAT HANGER', quantity: 2 },
        { sku: '22752', name: 'SET 7 BABUSHKA NESTING BOXES', quantity: 2, expectedAt: '2026-12-04T00:00:00.000Z' },
        { sku: '21730', name: 'GLASS STAR FROSTED T-LIGHT HOLDER', quantity: 6 },
      ],
    },
  },
  'order-shipped-without-carrier': {
    lines: few,
    payment: 'PAID_BY_CREDIT',
    shipment: { lines: unitsOf(few), toFollow: [] },
  },
  'order-shipped-number-only': {
    lines: few,
    payment: 'CAPTURED',
    shipment: { trackingNumber: '1Z999AA10123456784', lines: unitsOf(few), toFollow: [] },
  },
};
