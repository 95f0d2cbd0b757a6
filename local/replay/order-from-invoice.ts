import { type Invoice, type InvoiceLine, minorUnits } from '../invoices.ts';
import { countryCode } from './countries.ts';

/**
 * An invoice as the body of `POST /orders`. Lines stay as they were written, the impossible ones too: to refuse those
 * is the service's part.
 */
export function orderFromInvoice({ invoice, customer, country, lines }: Invoice) {
  return {
    currency: 'GBP',
    lines: lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice: pence(unitPrice) })),
    contact: { email: `invoice-${invoice.toLowerCase()}@customer.example` },
    locale: 'en',
    // Without a customer number it is a guest's order.
    ...(customer === null ? {} : { customerId: customer }),
    shippingAddress: {
      name: customer === null ? 'A guest' : `Customer ${customer}`,
      line1: `${invoice} High Street`,
      city: country,
      country: countryCode(country),
    },
    payment: { provider: 'sandbox', token: 'sandbox-authorised' },
  };
}

/** The same key for the same invoice in one run, so that a request may be repeated; another in another run. */
export function idempotencyKey(run: string, { invoice }: Invoice): string {
  return `replay-${run}-${invoice}`;
}

/** Whether a storefront may send this line: something is bought, and it costs something. */
export function isPossible({ quantity, unitPrice }: InvoiceLine): boolean {
  const price = pence(unitPrice);
  return Number.isInteger(quantity) && quantity > 0 && Number.isInteger(price) && price > 0;
}

/** Pounds in pence; a price that is no whole number of pence stays a fraction, for the service to refuse. */
function pence(pounds: string): number {
  try {
    return minorUnits(pounds);
  } catch {
    return Number(pounds) * 100;
  }
}
