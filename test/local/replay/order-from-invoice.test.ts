import { describe, expect, it } from 'vitest';
import { OrderRequest } from '../../../lambdas/orders/order-request.ts';
import { readInvoices } from '../../../local/invoices.ts';
import { countryCode } from '../../../local/replay/countries.ts';
import { idempotencyKey, isPossible, orderFromInvoice } from '../../../local/replay/order-from-invoice.ts';
import { aLine, anInvoice } from './an-invoice.ts';

describe('an order made of an invoice', () => {
  it('has its lines, its customer, its country, and a contact of its own', () => {
    expect(orderFromInvoice(anInvoice({ country: 'EIRE' }))).toMatchObject({
      currency: 'GBP',
      lines: [{ sku: '85123A', quantity: 6, unitPrice: 255 }],
      customerId: '17850',
      contact: { email: 'invoice-536365@customer.example' },
      shippingAddress: { country: 'IE' },
    });
  });

  it('is a guest order when the invoice has no customer', () => {
    expect(orderFromInvoice(anInvoice({ customer: null }))).not.toHaveProperty('customerId');
  });

  it.each([
    ['2.55', 255],
    ['2.1', 210],
    ['165', 16500],
    ['0.29', 29],
    ['1.15', 115],
    ['0', 0],
    ['-11062.06', -1106206],
  ])('states %s pounds as exactly %i pence', (unitPrice, pence) => {
    expect(orderFromInvoice(anInvoice({ lines: [aLine({ unitPrice })] })).lines[0]?.unitPrice).toBe(pence);
  });

  it('keeps impossible lines, which the service then refuses, and no others', async () => {
    const sales = (await readInvoices()).filter(({ invoice }) => !invoice.startsWith('C'));
    const judged = sales.map((sale) => OrderRequest.safeParse(orderFromInvoice(sale)).success);

    expect(judged).toEqual(sales.map(({ lines }) => lines.every(isPossible)));
    expect(new Set(judged)).toEqual(new Set([true, false]));
  });

  it('has the same key for the same invoice in one run, and another in another', () => {
    const keys = ['a', 'a', 'b'].map((run) => idempotencyKey(run, anInvoice()));

    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keys[2]);
  });
});

describe('the code of a country', () => {
  it.each([
    ['United Kingdom', 'GB'],
    ['EIRE', 'IE'],
    ['Channel Islands', 'JE'],
    ['RSA', 'ZA'],
    ['Unspecified', 'GB'],
  ])('of %s is %s', (name, code) => {
    expect(countryCode(name)).toBe(code);
  });
});
