import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceOrder } from '../../lambdas/order-submission/price-order.ts';
import type { OrderRequest } from '../../lambdas/orders/order-request.ts';
import { maxTotal } from '../../lambdas/orders/totals.ts';
import type { Product } from '../../lambdas/products/product-table.ts';
import type { Problem } from '../../lambdas/runtime/problem.ts';
import { aProduct } from '../builders.ts';

const catalogue = new Map<string, Product>(
  [
    aProduct({
      sku: 'A',
      name: 'LANTERN',
      prices: [
        { currency: 'GBP', unitPrice: 255 },
        { currency: 'EUR', unitPrice: 300 },
        { currency: 'GBP', unitPrice: 210 },
      ],
    }),
    aProduct({ sku: 'B', prices: [{ currency: 'EUR', unitPrice: 900 }] }),
    aProduct({ sku: 'GOLD', prices: [{ currency: 'GBP', unitPrice: 1_000_000_000 }] }),
  ].map((product) => [product.sku, product]),
);

describe('an order is priced', () => {
  it('at the list price, the first of the currency, when it states none', () => {
    const priced = priceOrder(anOrderOf({ sku: 'A', quantity: 3 }), catalogue);

    expect(priced).toEqual({
      lines: [{ sku: 'A', name: 'LANTERN', quantity: 3, unitPrice: 255, total: 765 }],
      total: 765,
    });
  });

  it('at another price point that it states and the catalogue has', () => {
    const priced = priceOrder(anOrderOf({ sku: 'A', quantity: 3, unitPrice: 210 }), catalogue);

    expect(priced.total).toBe(630);
  });

  it('line by line when it repeats a SKU', () => {
    const repeated = anOrderOf({ sku: 'A', quantity: 1 }, { sku: 'A', quantity: 2, unitPrice: 210 });

    expect(priceOrder(repeated, catalogue)).toMatchObject({ lines: [{ total: 255 }, { total: 420 }], total: 675 });
  });

  it('up to the highest total', () => {
    expect(priceOrder(anOrderOf({ sku: 'GOLD', quantity: 1_000 }), catalogue).total).toBe(maxTotal);
  });

  it('at the total that its totals come to', () => {
    const totals = {
      subtotal: 510,
      shipping: { method: 'STANDARD', title: 'Parcel', amount: 395 },
      credits: [{ type: 'GIFT_CARD' as const, reference: '1', amount: 905 }],
      due: 0,
    };

    expect(priceOrder({ ...anOrderOf({ sku: 'A', quantity: 2 }), total: 905, totals }, catalogue).total).toBe(905);
  });

  it('to the sum of quantity × unit price, a whole number, for any catalogue', () => {
    const product = fc.record({ unitPrice: fc.integer({ min: 1, max: 1_000_000 }), name: fc.string() });
    const line = fc.record({ index: fc.nat(9), quantity: fc.integer({ min: 1, max: 1_000 }) });
    fc.assert(
      fc.property(
        fc.array(product, { minLength: 10, maxLength: 10 }),
        fc.array(line, { minLength: 1, maxLength: 50 }),
        (products, lines) => {
          const priced = priceOrder(
            anOrderOf(...lines.map(({ index, quantity }) => ({ sku: `S${index}`, quantity }))),
            new Map(
              products.map(({ unitPrice, name }, index) => [
                `S${index}`,
                aProduct({ sku: `S${index}`, name, prices: [{ currency: 'GBP', unitPrice }] }),
              ]),
            ),
          );

          const expected = lines.reduce(
            (sum, { index, quantity }) => sum + BigInt(quantity) * BigInt(products[index]?.unitPrice ?? 0),
            0n,
          );
          expect(Number.isSafeInteger(priced.total)).toBe(true);
          expect(BigInt(priced.total)).toBe(expected);
          expect(priced.lines.map(({ total }) => total)).toEqual(
            priced.lines.map(({ quantity, unitPrice }) => quantity * unitPrice),
          );
          expect(priced.lines.map(({ sku }) => sku)).toEqual(lines.map(({ index }) => `S${index}`));
        },
      ),
    );
  });
});

describe('an order is refused', () => {
  it.each([
    [
      'for a price that the catalogue does not have, with those it has',
      anOrderOf({ sku: 'A', quantity: 1, unitPrice: 299 }),
      [{ pointer: '#/lines/0/unitPrice', detail: 'A is sold at 255 or 210, not at 299' }],
    ],
    [
      'for the price of another currency',
      anOrderOf({ sku: 'A', quantity: 1, unitPrice: 300 }),
      [{ pointer: '#/lines/0/unitPrice', detail: 'A is sold at 255 or 210, not at 300' }],
    ],
    [
      'for an unknown SKU',
      anOrderOf({ sku: 'A', quantity: 1 }, { sku: 'X', quantity: 1 }),
      [{ pointer: '#/lines/1/sku', detail: 'there is no product with the SKU X' }],
    ],
    [
      'for a product that is not sold in the currency, whatever price is stated',
      anOrderOf({ sku: 'B', quantity: 1 }, { sku: 'B', quantity: 1, unitPrice: 900 }),
      [
        { pointer: '#/lines/0/sku', detail: 'B is not sold in GBP' },
        { pointer: '#/lines/1/sku', detail: 'B is not sold in GBP' },
      ],
    ],
    [
      'for a total that differs, with both figures',
      { ...anOrderOf({ sku: 'A', quantity: 2 }), total: 509 },
      [{ pointer: '#/total', detail: 'the stated total is 509, the lines come to 510' }],
    ],
    [
      'for every figure of its totals that differs',
      { ...anOrderOf({ sku: 'A', quantity: 2 }), total: 510, totals: { subtotal: 509, due: 511 } },
      [
        { pointer: '#/totals/subtotal', detail: 'the stated subtotal is 509, it comes to 510' },
        { pointer: '#/totals/due', detail: 'the stated amount due is 511, it comes to 510' },
      ],
    ],
    [
      'for totals without a total',
      { ...anOrderOf({ sku: 'A', quantity: 2 }), totals: { subtotal: 510, due: 510 } },
      [{ pointer: '#/total', detail: 'must be stated beside totals' }],
    ],
    [
      'for a total above the highest',
      anOrderOf({ sku: 'GOLD', quantity: 1_000 }, { sku: 'A', quantity: 1 }),
      [{ pointer: '#/lines', detail: "the order's total is above 1000000000000" }],
    ],
    [
      'for all its lines at once, and not for a total that follows from them',
      { ...anOrderOf({ sku: 'X', quantity: 1 }, { sku: 'B', quantity: 1 }), total: 1 },
      [
        { pointer: '#/lines/0/sku', detail: 'there is no product with the SKU X' },
        { pointer: '#/lines/1/sku', detail: 'B is not sold in GBP' },
      ],
    ],
  ])('%s', (_case, request, errors) => {
    expect(() => priceOrder(request, catalogue)).toThrow(
      expect.objectContaining({ kind: 'invalid-order', errors } satisfies Partial<Problem>),
    );
  });
});

function anOrderOf(...lines: OrderRequest['lines']): Pick<OrderRequest, 'currency' | 'lines' | 'total' | 'totals'> {
  return { currency: 'GBP', lines };
}
