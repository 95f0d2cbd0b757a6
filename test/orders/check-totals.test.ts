import { describe, expect, it } from 'vitest';
import { chargesOf, taxesOn } from '../../lambdas/orders/charges.ts';
import { mismatchesOf } from '../../lambdas/orders/check-totals.ts';
import { maxTotal, spread, type Totals } from '../../lambdas/orders/totals.ts';
import { anOrderLine } from '../builders.ts';

const tea = anOrderLine({ sku: 'TEA', quantity: 2, unitPrice: 890 });
const cup = anOrderLine({ sku: 'CUP', quantity: 1, unitPrice: 2400 });
const lines = [tea, cup];
const plain: Totals = { subtotal: 4180, due: 4180 };
const vat = (breakdown: NonNullable<Totals['tax']>['breakdown'], tax: Partial<Totals['tax']> = {}) => ({
  tax: { included: true, roundedBy: 'ORDER' as const, roundingMode: 'HALF_UP' as const, breakdown, ...tax },
});

describe('totals that add up', () => {
  it.each<[string, Totals, number]>([
    ['of lines only', plain, 4180],
    [
      'with shipping and fees',
      {
        ...plain,
        shipping: { method: 'STANDARD', title: 'Parcel', amount: 490 },
        fees: [{ title: 'Gift wrap', amount: 250 }],
        due: 4920,
      },
      4920,
    ],
    [
      'with a discount on a line',
      { ...plain, discounts: [{ title: 'Tea week', amount: 80, on: ['/lines/0'] }], due: 4100 },
      4100,
    ],
    [
      'with shipping made free',
      {
        ...plain,
        shipping: { method: 'STANDARD', title: 'Parcel', amount: 490 },
        discounts: [{ title: 'Free delivery', amount: 490, on: ['/totals/shipping'] }],
      },
      4180,
    ],
    [
      'with gift card and store credit, which are paid and not taken off',
      {
        ...plain,
        credits: [
          { type: 'GIFT_CARD', reference: '4711', amount: 1000 },
          { type: 'STORE_CREDIT', reference: '4711', amount: 180 },
        ],
        due: 3000,
      },
      4180,
    ],
    ['with nothing due', { ...plain, credits: [{ type: 'GIFT_CARD', reference: '1', amount: 4180 }], due: 0 }, 4180],
    ['of nothing', { ...plain, discounts: [{ title: 'On the house', amount: 4180 }], due: 0 }, 0],
    // 10% off spread as 178 on the tea and 240 on the cup: 1602 × 7/107 = 104.8, 2160 × 19/119 = 344.9.
    [
      'with two rates included, behind a discount on the order',
      {
        ...plain,
        discounts: [{ title: '10%', amount: 418 }],
        ...vat([
          { title: 'VAT 7%', rate: '7', amount: 105, on: ['/lines/0'] },
          { title: 'VAT 19%', rate: '19', amount: 345, on: ['/lines/1'] },
        ]),
        due: 3762,
      },
      3762,
    ],
    // 4180 is taxed as a whole: 4% 167.2, 4.5% 188.1, 0.375% 15.675.
    [
      'with three taxes on top, each rounded apart',
      {
        ...plain,
        ...vat(
          [
            { title: 'NY State', rate: '4', amount: 167 },
            { title: 'NY City', rate: '4.5', amount: 188 },
            { title: 'MCTD', rate: '0.375', amount: 16 },
          ],
          { included: false },
        ),
        due: 4551,
      },
      4551,
    ],
    // Of 105 together 5 and 13 are tax: 4180 × 5/118 = 177.1, × 13/118 = 460.5.
    [
      'with two taxes included in the same price',
      {
        ...plain,
        ...vat([
          { title: 'GST', rate: '5', amount: 177 },
          { title: 'PST', rate: '13', amount: 461 },
        ]),
      },
      4180,
    ],
    ['with a rate of zero', { ...plain, ...vat([{ title: 'Zero-rated', rate: '0', amount: 0 }]) }, 4180],
  ])('%s', (_case, totals, total) => {
    expect(mismatchesOf(lines, totals, total)).toEqual([]);
  });

  // Three lines of 5 at 10%: 0.5 each, 1.5 in all.
  it.each([
    ['LINE', 'HALF_UP', 3],
    ['LINE', 'DOWN', 0],
    ['LINE', 'UP', 3],
    ['ORDER', 'HALF_UP', 2],
    ['ORDER', 'DOWN', 1],
    ['ORDER', 'UP', 2],
  ] as const)('rounded by %s, %s', (roundedBy, roundingMode, amount) => {
    const fives = [1, 2, 3].map((sku) => anOrderLine({ sku: String(sku), quantity: 1, unitPrice: 5 }));
    const tax = vat([{ title: 'Tax', rate: '10', amount }], { included: false, roundedBy, roundingMode });

    expect(mismatchesOf(fives, { subtotal: 15, ...tax, due: 15 + amount }, 15 + amount)).toEqual([]);
  });
});

describe('totals that do not add up name the field and both figures', () => {
  it.each<[string, Partial<Totals>, number, ReturnType<typeof mismatchesOf>]>([
    [
      'the subtotal',
      { subtotal: 4181 },
      4180,
      [{ pointer: '/totals/subtotal', detail: 'the stated subtotal is 4181, it comes to 4180' }],
    ],
    ['the total', {}, 4179, [{ pointer: '/total', detail: 'the stated total is 4179, it comes to 4180' }]],
    [
      'the amount due',
      { due: 4181 },
      4180,
      [{ pointer: '/totals/due', detail: 'the stated amount due is 4181, it comes to 4180' }],
    ],
    [
      'a tax',
      vat([{ title: 'VAT', rate: '20', amount: 696 }]),
      4180,
      [{ pointer: '/totals/tax/breakdown/0/amount', detail: 'the stated tax is 696, it comes to 697' }],
    ],
    [
      'a discount of more than what it is on',
      { discounts: [{ title: 'Tea', amount: 1781, on: ['/lines/0'] }] },
      2399,
      [{ pointer: '/totals/discounts/0/amount', detail: 'the stated discount is 1781, 1780 is left of what it is on' }],
    ],
    [
      'a discount of more than another has left',
      {
        discounts: [
          { title: 'All', amount: 4000 },
          { title: 'More', amount: 181 },
        ],
      },
      0,
      [{ pointer: '/totals/discounts/1/amount', detail: 'the stated discount is 181, 180 is left of what it is on' }],
    ],
    [
      'credits of more than the total',
      { credits: [{ type: 'GIFT_CARD', reference: '1', amount: 4181 }], due: 0 },
      4180,
      [{ pointer: '/totals/credits', detail: 'the credits are 4181, the total is 4180' }],
    ],
    [
      'a discount on a line that is not there, and one that stands twice',
      { discounts: [{ title: 'Tea', amount: 1, on: ['/lines/2', '/lines/0', '/lines/0'] }] },
      4179,
      [
        { pointer: '/totals/discounts/0/on/0', detail: 'there is no /lines/2' },
        { pointer: '/totals/discounts/0/on/2', detail: 'stands here twice: /lines/0' },
      ],
    ],
    [
      'a tax on shipping that is not there',
      vat([{ title: 'VAT', rate: '20', amount: 0, on: ['/totals/shipping'] }]),
      4180,
      [{ pointer: '/totals/tax/breakdown/0/on/0', detail: 'there is no /totals/shipping' }],
    ],
    [
      'a gift card that stands twice',
      {
        credits: [
          { type: 'GIFT_CARD', reference: '1', amount: 100 },
          { type: 'GIFT_CARD', reference: '1', amount: 100 },
        ],
        due: 3980,
      },
      4180,
      [{ pointer: '/totals/credits/1', detail: 'GIFT_CARD 1 stands here twice' }],
    ],
  ])('%s', (_case, totals, total, mismatches) => {
    expect(mismatchesOf(lines, { ...plain, ...totals }, total)).toEqual(mismatches);
  });

  it('a total beyond the highest', () => {
    const gold = [anOrderLine({ quantity: 1_000, unitPrice: 1_000_000_000 })];
    const fees = [{ title: 'Wrap', amount: 1 }];

    expect(mismatchesOf(gold, { subtotal: 1e12, fees, due: 1e12 + 1 }, 1e12 + 1)).toEqual([
      { pointer: '/total', detail: "the order's total is above 1000000000000" },
    ]);
  });
});

describe('a total', () => {
  it('may be as large as any, and no larger', () => {
    const stated = (total: number) =>
      mismatchesOf([anOrderLine({ quantity: 1, unitPrice: total })], { subtotal: total, due: total }, total);

    expect(stated(maxTotal)).toEqual([]);
    expect(stated(maxTotal + 1)).toMatchObject([{ pointer: '/total' }]);
  });
});

describe('what was charged', () => {
  it('is known by kind, after discounts; an included tax is in the others', () => {
    const totals: Totals = {
      subtotal: 4180,
      discounts: [
        { title: '10%', amount: 418 },
        { title: 'Half the delivery', amount: 245, on: ['/totals/shipping'] },
      ],
      shipping: { method: 'STANDARD', title: 'Parcel', amount: 490 },
      fees: [{ title: 'Wrap', amount: 100 }],
      ...vat([{ title: 'Tax', rate: '10', amount: 411 }], { included: false }),
      due: 4518,
    };

    expect(chargesOf(lines, totals)).toEqual({ items: 3762, shipping: 245, fees: 100, tax: 411 });
    expect(chargesOf(lines, undefined)).toEqual({ items: 4180, shipping: 0, fees: 0, tax: 0 });
  });
});

describe('a tax', () => {
  const charges = [
    { pointer: '/lines/0', kind: 'items' as const, amount: 1_100 },
    { pointer: '/lines/1', kind: 'items' as const, amount: 1_200 },
  ];
  const city = { title: 'City', rate: '10', amount: 0 };
  const state = { title: 'State', rate: '10', amount: 0, on: ['/lines/1'] };
  const rule = { roundedBy: 'ORDER', roundingMode: 'HALF_UP' } as const;

  it('that is included in charges with other taxes too is summed exactly', () => {
    expect(taxesOn(charges, { ...rule, included: true, breakdown: [city, state] })).toEqual([200, 100]);
  });

  it.each([
    ['10', 110],
    ['10.0001', 111],
  ])('of %s%% is rounded up only where it is no whole number', (rate, amount) => {
    const breakdown = [{ ...city, rate }];

    expect(taxesOn(charges.slice(0, 1), { ...rule, roundingMode: 'UP', included: false, breakdown })).toEqual([amount]);
  });
});

describe('an amount is spread', () => {
  it.each([
    [10, [1, 1, 1], [4, 3, 3]],
    [100, [2, 1], [67, 33]],
    [0, [5, 5], [0, 0]],
    [7, [0, 7], [0, 7]],
    [3, [0, 0], [0, 0]],
    [1, [1, 2], [0, 1]],
    [2, [1, 2], [1, 1]],
    [5, [1, 2, 4], [1, 1, 3]],
    [2, [1, 1, 1, 1], [1, 1, 0, 0]],
    [1_000_000_000_000, [999_999_999_999, 1], [999_999_999_999, 1]],
  ])('%i over %j as %j', (amount, weights, shares) => {
    expect(spread(amount, weights)).toEqual(shares);
  });
});
