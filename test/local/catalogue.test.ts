import { describe, expect, it } from 'vitest';
import { catalogueOf } from '../../local/catalogue.ts';
import { type Invoice, isCreditNote, minorUnits, readInvoices } from '../../local/invoices.ts';

const line = (sku: string, unitPrice: string, description = 'A MUG', quantity = 1) => ({
  sku,
  unitPrice,
  description,
  quantity,
});
const invoice = (number: string, ...lines: Invoice['lines']): Invoice => ({
  invoice: number,
  customer: null,
  country: 'France',
  lines,
});

describe('amounts of the invoices', () => {
  it.each([
    ['2.55', 255],
    ['2.5', 250],
    ['0.29', 29],
    ['1.1', 110],
    ['8142.75', 814275],
    ['-11062.06', -1106206],
    ['0.0', 0],
    ['3', 300],
    ['1.100', 110],
  ])('%s pounds are %i pence, exactly', (amount, pence) => {
    expect(minorUnits(amount)).toBe(pence);
  });

  it.each(['', '1.005', 'one', '1e3', '1,00', '99999999999999999'])('%j is no amount', (amount) => {
    expect(() => minorUnits(amount)).toThrow(RangeError);
  });
});

describe('the catalogue of invoices', () => {
  it('has every price that a product was sold at, the most frequent first', () => {
    const [product] = catalogueOf([
      invoice('1', line('A', '3.00'), line('A', '2.55')),
      invoice('2', line('A', '2.55')),
    ]);
    expect(product?.prices).toEqual([
      { currency: 'GBP', unitPrice: 255 },
      { currency: 'GBP', unitPrice: 300 },
    ]);
  });

  it('names a product as the shop did most often, or by its SKU if it never did', () => {
    const products = catalogueOf([invoice('1', line('A', '1', ''), line('A', '1', 'MUG'), line('B', '1', ''))]);
    expect(products.map(({ name }) => name)).toEqual(['MUG', 'B']);
  });

  it('leaves out what was given away, and credit notes', () => {
    expect(catalogueOf([invoice('1', line('A', '0.0')), invoice('C2', line('B', '5'))])).toEqual([]);
  });

  it('covers the extract of real invoices, with its long order and its impossible ones', async () => {
    const invoices = await readInvoices();
    const skus = new Set(catalogueOf(invoices).map(({ sku }) => sku));
    const sales = invoices.filter((one) => !isCreditNote(one));
    const sold = sales.flatMap(({ lines }) => lines).filter(({ unitPrice }) => minorUnits(unitPrice) > 0);
    expect(sold.filter(({ sku }) => !skus.has(sku))).toEqual([]);
    expect(invoices).toHaveLength(60);
    expect(Math.max(...invoices.map(({ lines }) => lines.length))).toBe(675);
    expect(sales.filter(({ lines }) => lines.some(({ quantity }) => quantity <= 0)).length).toBeGreaterThan(2);
  });
});
