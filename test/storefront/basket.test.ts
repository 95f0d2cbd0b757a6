import { describe, expect, it } from 'vitest';
import { basketIn, cookieOf, totalOf, withOneMore } from '../../examples/storefront/basket.ts';
import { products } from '../../examples/storefront/products.ts';
import { demoProducts } from '../../local/catalogue.ts';

const again = (basket: ReturnType<typeof basketIn>) => basketIn(`other=1; ${cookieOf(basket).split(';')[0]}; more=2`);

describe('what the storefront sells', () => {
  it('is in the catalogue of the local cloud, at its list price', () => {
    const catalogue = demoProducts.map(({ sku, name, prices }) => {
      return { sku, name, price: prices.find(({ currency }) => currency === 'GBP')?.unitPrice };
    });
    expect(products.length).toBeGreaterThan(1);
    expect(catalogue).toEqual(expect.arrayContaining([...products]));
  });
});

describe('a basket', () => {
  it('is kept by its cookie, with its id', () => {
    const filled = ['TEA-250', 'CUP-STONE', 'TEA-250'].reduce(withOneMore, basketIn());
    expect(again(filled)).toEqual(filled);
    expect(totalOf(filled)).toBe(2 * 765 + 1800);
  });

  it('has a new id, which nobody can guess, for each shopper', () => {
    expect(basketIn().id).not.toBe(basketIn().id);
    expect(cookieOf(basketIn())).toMatch(/; HttpOnly; SameSite=Lax/);
  });

  it('takes nothing that is not sold, and no more than a person would', () => {
    expect(withOneMore(basketIn(), 'GOLD').lines).toEqual([]);
    const many = Array.from({ length: 200 }, () => 'TEA-250').reduce(withOneMore, basketIn());
    expect(many.lines.map(({ quantity }) => quantity)).toEqual([99]);
  });

  it.each(['TEA-250:-1', 'TEA-250:1.5', 'TEA-250:1e9', 'TEA-250', 'GOLD:1', '::~~:', 'TEA-250:NaN'])(
    'is empty where its cookie says %s',
    (text) => {
      const id = crypto.randomUUID();
      expect(basketIn(`basket=${id}~${text}`)).toEqual({ id, lines: [] });
    },
  );

  it('is a new one where the cookie is none', () => {
    expect(basketIn('basket=../../etc').id).toMatch(/^[0-9a-f-]{36}$/);
  });
});
