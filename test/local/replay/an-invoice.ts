import type { Invoice, InvoiceLine } from '../../../local/invoices.ts';

/** A line that a storefront may send. */
export function aLine(changes: Partial<InvoiceLine> = {}): InvoiceLine {
  return {
    sku: '85123A',
    description: 'WHITE HANGING HEART T-LIGHT HOLDER',
    quantity: 6,
    unitPrice: '2.55',
    ...changes,
  };
}

/** A sales invoice of one line. */
export function anInvoice(changes: Partial<Invoice> = {}): Invoice {
  return { invoice: '536365', customer: '17850', country: 'United Kingdom', lines: [aLine()], ...changes };
}
