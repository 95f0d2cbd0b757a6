import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { OrderId } from '../../lambdas/orders/order.ts';
import { orderIdOf } from '../../lambdas/orders/order-id.ts';
import { orderNumberAt, orderNumbers, writtenOrderNumber } from '../../lambdas/orders/order-number.ts';
import { type PageKey, pageToken, readPageToken } from '../../lambdas/orders/page-token.ts';

const key: PageKey = { id: 3, key: 'a key that signs the links to pages' };

const numbers = [0n, 1n, 29n ** 7n, orderNumbers - 1n].map(orderNumberAt);
const numbered = numbers.map((number) => ({ id: orderIdOf(number), number: writtenOrderNumber(number, 'NL') }));
/** Orders that cannot be found by what they are called. */
const called = ['MY-4711', '1F0C2D3E', writtenOrderNumber(orderNumberAt(7n))].map((number) => ({
  id: OrderId.parse('1f0c2d3e-5a6b-5c7d-8e9f-0a1b2c3d4e5f'),
  number,
}));
const orders = [...numbered, ...called];

/** The characters of a token. */
const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('the token of a page', () => {
  it.each(orders)('says again what was put into it, of order $number', (order) => {
    for (const version of [0, 1, 255]) {
      for (const isProven of [true, false]) {
        for (const signing of [0, key.id, 127].map((id) => ({ ...key, id }))) {
          const token = pageToken(order, { version, isProven }, signing);
          expect(readPageToken(token, [signing])).toEqual({ orderId: order.id, version, isProven });
        }
      }
    }
  });

  it('has 26 characters that a link takes as they are, of an order with a number of ours', () => {
    for (const order of numbered) expect(pageToken(order, { version: 0, isProven: true }, key)).toMatch(/^[\w-]{26}$/);
  });

  it('is another for each order, version and proof, and by each key', () => {
    const tokens = orders.flatMap((order) =>
      [0, 1].flatMap((version) =>
        [true, false].flatMap((isProven) =>
          [key, { ...key, key: 'another key of the same id, as long as it' }].map((signing) =>
            pageToken(order, { version, isProven }, signing),
          ),
        ),
      ),
    );
    // The last three are one order, by whatever it is called.
    expect(new Set(tokens).size).toBe((numbered.length + 1) * 8);
  });

  it('is refused with any one character changed, left out or put to it', () => {
    for (const order of [numbered[2], called[0]].filter((one) => one !== undefined)) {
      const token = pageToken(order, { version: 1, isProven: false }, key);
      const changed = [...token].flatMap((_, place) =>
        [...characters, ''].map((other) => token.slice(0, place) + other + token.slice(place + 1)),
      );
      const longer = [...characters].flatMap((one) => [token + one, one + token]);
      for (const tampered of [...changed, ...longer, `${token}=`, ` ${token}`, token.toUpperCase()]) {
        if (tampered !== token) expect(readPageToken(tampered, [key]), tampered).toBeUndefined();
      }
    }
  });

  it('is not guessed, not in 10,000 times', () => {
    const forms = [0, 1, 13, 18, 19, 20, 30, 31, 64];
    for (let guess = 0; guess < 10_000; guess++) {
      const bytes = randomBytes(forms[guess % forms.length] ?? 19);
      // Of the key there is, so that nothing but the MAC is wrong.
      if (bytes.length > 0) bytes[0] = ((bytes[0] ?? 0) & 128) + key.id;
      expect(readPageToken(bytes.toString('base64url'), [key])).toBeUndefined();
    }
  });

  it('works with a key that was replaced, and no longer once that is gone', () => {
    const [order] = numbered;
    if (order === undefined) throw new Error('there is an order');
    const next: PageKey = { id: 4, key: 'the key that took the place of the former' };
    const token = pageToken(order, { version: 0, isProven: true }, key);

    expect(readPageToken(token, [next, key])?.orderId).toBe(order.id);
    expect(readPageToken(token, [next])).toBeUndefined();
    expect(readPageToken(token, [{ ...next, id: key.id }])).toBeUndefined();
  });
});
