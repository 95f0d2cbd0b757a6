import { describe, expect, inject, it } from 'vitest';
import { readInvoices } from '../../local/invoices.ts';
import { isPossible } from '../../local/replay/order-from-invoice.ts';
import { replay } from '../../local/replay/replay.ts';
import { count } from '../../local/replay/report.ts';
import { accessToken } from './storefront.ts';
import { alone } from './turn.ts';

// It adds up the stock of all products and orders.
alone();

describe('real invoices replayed as orders', () => {
  it('refuses the impossible ones at the door, ends all others, confirms the 675-line order, and the stock adds up', async () => {
    const invoices = await readInvoices();
    const sales = invoices.filter(({ invoice }) => !invoice.startsWith('C'));
    const impossible = sales.filter(({ lines }) => !lines.every(isPossible));

    const { outcomes, creditNotes, deadLetters, mistakes, violations } = await replay(
      { ...inject('service'), token: await accessToken() },
      { invoices, run: 'e2e' },
    );

    expect(mistakes).toEqual([]);
    expect(violations).toEqual([]);
    const refused = outcomes.filter(({ kind }) => kind === 'refused').map(({ invoice }) => invoice.invoice);
    expect(refused.toSorted()).toEqual(impossible.map(({ invoice }) => invoice).toSorted());
    const counts = count(outcomes);
    expect(counts.confirmed + counts.rejected).toBe(sales.length - impossible.length);
    expect([...counts.rejections.keys()]).toEqual(['OUT_OF_STOCK']);
    expect([...counts.refusals.keys()].every((reason) => reason.startsWith('invalid-order: lines/*/'))).toBe(true);
    expect(outcomes.find(({ invoice }) => invoice.lines.length === 675)).toMatchObject({ status: 'CONFIRMED' });
    expect({ creditNotes, deadLetters }).toEqual({ creditNotes: invoices.length - sales.length, deadLetters: 0 });
  });
});
