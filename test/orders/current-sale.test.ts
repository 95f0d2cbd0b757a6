import { describe, expect, it } from 'vitest';
import {
  acceptedSale,
  chargesOfNext,
  currentSale,
  currentTotal,
  dueNow,
  shortagesOf,
  unitsOff,
} from '../../lambdas/orders/current-sale.ts';
import { aLineCancellation, anOrderLine, noon } from '../builders.ts';

/** 3 × 100, 2 × 50, 1 × 90. */
const lines = [
  anOrderLine({ sku: 'A', quantity: 3, unitPrice: 100 }),
  anOrderLine({ sku: 'B', quantity: 2, unitPrice: 50 }),
  anOrderLine({ sku: 'A', quantity: 1, unitPrice: 90 }),
];
const content = { lines, total: 490 };
const items = (amount: number) => ({ items: amount, shipping: 0, fees: 0, tax: 0 });
/** One unit of the first line, and both of the second. */
const cancelled = aLineCancellation({
  lines: [
    { line: 1, quantity: 1 },
    { line: 2, quantity: 2 },
  ],
  charges: items(200),
});

describe('what is due of an order now', () => {
  it('is less by what was cancelled of it, and nothing once credits pay the rest', () => {
    expect(dueNow({ total: 490 })).toBe(490);
    expect(dueNow({ total: 490, due: 300, lineCancellations: [cancelled] })).toBe(100);
    expect(dueNow({ total: 490, due: 200, lineCancellations: [cancelled] })).toBe(0);
    expect(dueNow({ total: 490, due: 100, lineCancellations: [cancelled] })).toBe(0);
  });
});

describe('an order that could not have all', () => {
  const lineCounts = [
    { line: 1, cancelled: 2 },
    { line: 3, cancelled: 1 },
  ];

  it('was accepted for what there was, and says what was short by SKU', () => {
    expect(acceptedSale({ lineCounts }, content).total).toBe(200);
    expect(shortagesOf({ lineCounts }, lines)).toEqual([{ sku: 'A', requested: 4, available: 1 }]);
  });

  it('is not short of what was cancelled of it later', () => {
    const later = [
      { line: 1, cancelled: 3 },
      { line: 2, cancelled: 2 },
      { line: 3, cancelled: 1 },
    ];
    const order = { lineCounts: later, lineCancellations: [cancelled] };

    expect(acceptedSale(order, content).total).toBe(200);
    expect(shortagesOf(order, lines)).toEqual([{ sku: 'A', requested: 4, available: 1 }]);
    expect(currentSale(order, content).total).toBe(0);
  });

  it('was none where it got all, or was refused for want of stock: it stands as it was placed', () => {
    expect(acceptedSale({}, content)).toBe(content);
    expect(currentSale({}, content)).toBe(content);
    expect(shortagesOf({}, lines)).toEqual([]);
    const refused = { lineCounts, rejection: { reason: 'OUT_OF_STOCK' as const, at: noon } };
    expect(acceptedSale(refused, content)).toBe(content);
  });
});

describe('an order of which lines were cancelled', () => {
  const lineCounts = [
    { line: 1, cancelled: 1 },
    { line: 2, cancelled: 2 },
  ];

  it('comes to the rest', () => {
    const order = { lineCounts, lineCancellations: [cancelled] };

    expect(currentSale(order, content)).toEqual({
      total: 290,
      lines: [
        anOrderLine({ sku: 'A', quantity: 2, unitPrice: 100 }),
        anOrderLine({ sku: 'B', quantity: 0, unitPrice: 50 }),
        lines[2],
      ],
    });
    expect(currentTotal(order.lineCancellations, content)).toBe(290);
    expect(currentTotal(undefined, content)).toBe(490);
  });

  it.each([
    [150, { total: 340, totals: { subtotal: 290, fees: [{ title: 'Cancellation', amount: 50 }], due: 340 } }],
    [230, { total: 260, totals: { subtotal: 290, discounts: [{ title: 'Cancellation', amount: 30 }], due: 260 } }],
  ])('shows what it comes to otherwise than by the rule, where %i went back', (back, sale) => {
    const lineCancellations = [{ ...cancelled, charges: items(back) }];

    expect(currentSale({ lineCounts, lineCancellations }, content)).toEqual({
      lines: expect.any(Array),
      ...sale,
    });
  });

  it('keeps the discounts and fees that it has, beside what went back otherwise', () => {
    const discounts = [{ title: 'Voucher', amount: 10, on: ['/lines/2'] }];
    const fees = [{ title: 'Wrap', amount: 20 }];
    const stated = { lines, total: 500, totals: { subtotal: 490, discounts, fees, due: 500 } };
    const lessBack = [{ ...cancelled, charges: items(150) }];
    const moreBack = [{ ...cancelled, charges: items(230) }];

    expect(currentSale({ lineCounts, lineCancellations: lessBack }, stated, 'Kept').totals).toEqual({
      ...{ subtotal: 290, discounts, fees: [...fees, { title: 'Kept', amount: 50 }], due: 350 },
    });
    expect(currentSale({ lineCounts, lineCancellations: moreBack }, stated, 'Kept').totals).toEqual({
      ...{ subtotal: 290, discounts: [...discounts, { title: 'Kept', amount: 30 }], fees, due: 270 },
    });
  });

  it('is counted from where its totals were stated last', () => {
    const first = aLineCancellation({ id: 'c0', lines: [{ line: 3, quantity: 1 }], charges: items(90) });
    const last = aLineCancellation({ id: 'c2', lines: [{ line: 1, quantity: 1 }], charges: items(90) });
    // Of the voucher each of the two units that were left then has its half.
    const voucher = { title: 'Voucher', amount: 20 };
    const order = {
      lineCounts: [
        { line: 1, cancelled: 2 },
        { line: 2, cancelled: 2 },
        { line: 3, cancelled: 1 },
      ],
      lineCancellations: [first, { ...cancelled, charges: items(220) }, last],
      restatedTotals: { by: cancelled.id, totals: { subtotal: 200, discounts: [voucher], due: 180 } },
    };

    expect(currentSale(order, content)).toEqual({
      lines: [1, 0, 0].map((quantity) => expect.objectContaining({ quantity })),
      total: 90,
      totals: { subtotal: 100, discounts: [{ ...voucher, amount: 10, on: ['/lines/0'] }], due: 90 },
    });
    expect(chargesOfNext(order, content, [{ line: 1, quantity: 1 }])).toEqual(items(90));
  });
});

describe('units that are off', () => {
  it('are summed by line, over all cancellations', () => {
    expect(unitsOff(lines, [cancelled, cancelled, { lines: [{ line: 3, quantity: 1 }] }])).toEqual([2, 4, 1]);
    expect(unitsOff(lines, [])).toEqual([0, 0, 0]);
  });
});
