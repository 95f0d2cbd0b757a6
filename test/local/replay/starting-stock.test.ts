import { describe, expect, it } from 'vitest';
import { startingStock } from '../../../local/replay/starting-stock.ts';
import { quantitiesOf } from '../../../local/stock-sums.ts';
import { aLine, anInvoice } from './an-invoice.ts';

const longest = anInvoice({ lines: ['A', 'B', 'A'].map((sku) => aLine({ sku, quantity: 5 })) });
const others = Array.from({ length: 41 }, (_, index) =>
  anInvoice({ lines: [aLine({ sku: `S${index}`, quantity: 10 })] }),
);

describe('the stock before a replay', () => {
  it('is what the invoices ask for, except that one product in forty has half', () => {
    const stock = startingStock([...others, longest]);

    expect(stock.size).toBe(43);
    expect(['S0', 'S1', 'S39', 'S40', 'A', 'B'].map((sku) => stock.get(sku))).toEqual([5, 10, 10, 5, 10, 5]);
  });

  it('is enough for the longest order', () => {
    const stock = startingStock([longest, ...others]);

    for (const [sku, quantity] of quantitiesOf(longest.lines)) expect(stock.get(sku)).toBeGreaterThanOrEqual(quantity);
  });

  it('leaves out what no order may ask for', () => {
    const impossible = anInvoice({ lines: [aLine({ sku: 'GONE', quantity: -3 })] });

    expect(startingStock([longest, impossible]).has('GONE')).toBe(false);
  });
});
