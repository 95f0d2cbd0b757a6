import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alphabet,
  formerReference,
  isFormerReference,
  meansNumber,
  type OrderNumber,
  orderNumberAt,
  orderNumbers,
  readOrderNumber,
  writtenOrderNumber,
} from '../../lambdas/orders/order-number.ts';
import { histories } from '../histories.ts';

const anyNumber = fc.bigInt({ min: 0n, max: orderNumbers - 1n }).map(orderNumberAt);
const numRuns = histories(2_000);

describe('an order number', () => {
  it('has 9 characters, with the longest prefix 12, none of which looks like another', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        expect(number).toMatch(/^[0-9A-Z]{9}$/);
        expect(number).not.toMatch(/[ILOSUZB]/);
        expect(writtenOrderNumber(number, 'NLE').replaceAll('-', '')).toHaveLength(12);
      }),
      { numRuns },
    );
  });

  it('is another for each index', () => {
    const indexes = [0n, 1n, 28n, 29n, 29n ** 7n, orderNumbers / 2n, orderNumbers - 1n];
    expect(new Set(indexes.map(orderNumberAt)).size).toBe(indexes.length);
  });

  it('is known as wrong with any single other character in any place', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        for (let place = 0; place < number.length; place++) {
          for (const other of alphabet.replace(number[place] ?? '', '')) {
            expect(readOrderNumber(number.slice(0, place) + other + number.slice(place + 1))).toBe('wrong');
          }
        }
      }),
      { numRuns: numRuns / 10 },
    );
  });

  it('is known as wrong with any two different characters swapped, neighbours or not', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        for (let first = 0; first < number.length; first++) {
          for (let second = first + 1; second < number.length; second++) {
            if (number[first] === number[second]) continue;
            const swapped = [...number];
            [swapped[first], swapped[second]] = [swapped[second] ?? '', swapped[first] ?? ''];
            expect(readOrderNumber(swapped.join(''))).toBe('wrong');
          }
        }
      }),
      { numRuns },
    );
  });

  it('is read as it is said and typed: in any case, with look-alikes, dashes and spaces, with a prefix or without', () => {
    const prefix = fc.option(fc.stringMatching(/^[A-Z]{1,3}$/), { nil: undefined });
    const typed = (number: OrderNumber, before: string | undefined) =>
      fc.array(fc.constantFrom('', '', '-', ' ', '–', '\u2011'), { minLength: 14, maxLength: 14 }).chain((gaps) =>
        fc.array(fc.tuple(fc.nat(3), fc.boolean()), { minLength: 14, maxLength: 14 }).map((choices) =>
          [...writtenOrderNumber(number, before).replaceAll('-', '')]
            .map((character, index) => {
              const [choice = 0, isLower = false] = choices[index] ?? [];
              const looks = alike[character] ?? character;
              const chosen = looks[choice % looks.length] ?? character;
              return (gaps[index] ?? '') + (isLower ? chosen.toLowerCase() : chosen);
            })
            .join(''),
        ),
      );
    fc.assert(
      fc.property(
        fc
          .tuple(anyNumber, prefix)
          .chain(([number, before]) => fc.record({ number: fc.constant(number), said: typed(number, before) })),
        ({ number, said }) => {
          expect(readOrderNumber(said)).toBe(number);
        },
      ),
      { numRuns },
    );
  });

  it.each(['', ' ', '-', '1042', 'K7Q-4XW-2R', 'ABCD-K7Q-4XW-2R9', 'K7Q-4XW-2R9!', '1F0C2D3E', 'ǅ'.repeat(9)])(
    'is not what has another form: %j',
    (said) => {
      expect(readOrderNumber(said)).toBeUndefined();
    },
  );

  it('is meant by who says it, whatever was put before it', () => {
    expect(meansNumber('k7q4xw2r9', 'NL-K7Q-4XW-2R9')).toBe(true);
    expect(meansNumber('a 1042', 'A-1042')).toBe(true);
    expect(meansNumber('K7Q-4XW-2R8', 'K7Q-4XW-2R7')).toBe(false);
    expect(meansNumber('A-1042', 'A-1043')).toBe(false);
  });

  it('is not meant by who says another that there may be, as well', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (said, number) => {
        expect(meansNumber(said, writtenOrderNumber(number))).toBe(said === number);
      }),
      { numRuns: numRuns / 10 },
    );
  });

  it.each([
    [undefined, 'K7Q-4XW-2R9'],
    ['NL', 'NL-K7Q-4XW-2R9'],
  ])('is written in groups of three, behind the prefix of its shop, which is %s: %s', (prefix, written) => {
    const number = readOrderNumber(written);
    if (number === undefined || number === 'wrong') throw new Error(`${written} is a number`);

    expect(writtenOrderNumber(number, prefix)).toBe(written);
  });
});

describe('what an order was called before it had a number', () => {
  it('is the beginning of its id, which who says it may mean', () => {
    const reference = formerReference('1f0c2d3e-5a6b-5c7d-8e9f-0a1b2c3d4e5f');

    expect(reference).toBe('1F0C2D3E');
    expect([reference, '1f0c 2d3e'].map(isFormerReference)).toEqual([true, true]);
  });

  it.each(['1F0C2D3', '1F0C2D3E4', '1F0C2D3G', 'A-1F0C2D3E', ''])('is nothing else: %j', (said) => {
    expect(isFormerReference(said)).toBe(false);
  });
});

/** What people write for a character. */
const alike: Readonly<Record<string, string>> = { 0: '0O', 1: '1IL', 2: '2Z', 5: '5S', 8: '8B', V: 'VU' };
