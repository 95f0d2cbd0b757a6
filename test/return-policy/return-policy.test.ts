import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseKinds } from '../../lambdas/orders/return-case.ts';
import { endOfDays } from '../../lambdas/return-policy/days.ts';
import { type PolicyLine, returnOptions } from '../../lambdas/return-policy/return-options.ts';
import { policyOf, statutoryPolicy } from '../../lambdas/return-policy/shop-policy.ts';
import { ReturnPolicy } from '../../lambdas/shop/return-policy.ts';
import type { ShopProfile } from '../../lambdas/shop/shop-profile.ts';
import { exampleShop } from '../../local/example-shop.ts';
import { histories } from '../histories.ts';

const delivered = new Date('2026-11-26T12:00:00Z');
const generous: ReturnPolicy = { ...statutoryPolicy, returnDays: 30, exchanges: true };
const out = (line: Partial<PolicyLine> = {}): PolicyLine => ({ line: 1, sku: 'TEA-250', units: 2, open: 0, ...line });

describe('the policy of a shop', () => {
  it('that states none is what the law demands, as the schema has it', () => {
    expect(ReturnPolicy.parse({})).toEqual(statutoryPolicy);
    expect(policyOf({ brands: [{ ...exampleShop.brands[0], returns: undefined }] } as never, 'any')).toEqual(
      statutoryPolicy,
    );
  });

  it('is that of the brand whose storefront it is, else of the first', () => {
    const [first] = exampleShop.brands;
    const brands = [
      { ...first, storefronts: [], returns: generous },
      { ...first, storefronts: ['b'], returns: { ...generous, returnDays: 60 } },
    ];
    const shop = { brands } as ShopProfile;

    expect(policyOf(shop, 'b').returnDays).toBe(60);
    expect(policyOf(shop, 'c').returnDays).toBe(30);
    expect(policyOf(shop, undefined).returnDays).toBe(30);
  });

  it.each([
    [{ withdrawalDays: 13 }, 'withdrawalDays'],
    [{ exceptions: [{ kind: 'SEALED', skus: ['*'] }] }, 'skus'],
    [{ returnFee: { pounds: 1 } }, 'returnFee'],
    [{ claimMonths: 0 }, 'claimMonths'],
  ])('is refused where it could not be meant: %j', (policy, field) => {
    const { error } = ReturnPolicy.safeParse(policy);

    expect(error?.issues.flatMap(({ path }) => path)).toContain(field);
  });
});

describe('what may be asked for of a line', () => {
  it('is a withdrawal for fourteen days, a return and an exchange for thirty, and a claim for two years', () => {
    expect(options([out()], generous, delivered)).toEqual([
      {
        ...out(),
        WITHDRAWAL: { allowed: true, until: '2026-12-11T00:00:00.000Z' },
        RETURN: { allowed: true, until: '2026-12-29T00:00:00.000Z' },
        EXCHANGE: { allowed: true, until: '2026-12-29T00:00:00.000Z' },
        CLAIM: { allowed: true, until: '2028-11-28T00:00:00.000Z' },
      },
    ]);
  });

  it.each([
    [
      'what was not sent is withdrawn from, and nothing else',
      out({ units: 0, open: 2 }),
      generous,
      delivered,
      'NOT_SHIPPED',
    ],
    ['nothing where all of it is in a case or came back', out({ units: 0 }), generous, delivered, 'NOTHING_LEFT'],
    ['no return that the shop does not offer', out(), statutoryPolicy, delivered, 'NOT_OFFERED'],
    ['no return once the time is over', out(), generous, new Date('2026-12-29T00:00:00Z'), 'WINDOW_OVER'],
    [
      'nothing but claims of what was made to order',
      out({ sku: 'ENGRAVED-1' }),
      excepting('MADE_TO_ORDER'),
      delivered,
      'MADE_TO_ORDER',
    ],
    [
      'nothing but claims of what perishes',
      out({ sku: 'ENGRAVED-1' }),
      excepting('PERISHABLE'),
      delivered,
      'PERISHABLE',
    ],
    ['nothing but claims of digital content', out({ sku: 'ENGRAVED-1' }), excepting('DIGITAL'), delivered, 'DIGITAL'],
  ] as const)('is %s', (_what, line, policy, now, reason) => {
    const [one] = options([line], policy, now);

    expect(one?.RETURN).toEqual({ allowed: false, reason });
    expect(one?.WITHDRAWAL.allowed).toBe(reason === 'NOT_SHIPPED' || reason === 'NOT_OFFERED');
    expect(one?.CLAIM.allowed).toBe(line.units > 0);
  });

  it('is no withdrawal at a shop that sells to no consumers of the EU', () => {
    expect(options([out()], { ...generous, withdrawalDays: 0 }, delivered)[0]?.WITHDRAWAL).toEqual({
      allowed: false,
      reason: 'NOT_OFFERED',
    });
  });

  it('is taken back sealed, where it was sold sealed', () => {
    const [one] = options([out({ sku: 'ENGRAVED-1' })], excepting('SEALED'), delivered);

    expect(one?.WITHDRAWAL).toMatchObject({ allowed: true, isSealed: true });
    expect(one?.CLAIM).not.toHaveProperty('isSealed');
  });

  it('has no end while goods of the order are still to be delivered', () => {
    const [one] = returnOptions({ lines: [out()], deliveredAt: undefined, timeZone: 'UTC' }, generous, delivered);

    for (const kind of caseKinds) expect(one?.[kind]).toEqual({ allowed: true, until: undefined });
  });

  it('at any moment and in any zone: allowed as long as the days last, and not a moment longer', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    fc.assert(
      fc.property(zone, fc.integer({ min: 14, max: 60 }), fc.integer({ min: -3, max: 3 }), (timeZone, days, off) => {
        const policy = { ...generous, withdrawalDays: days };
        const end = endOfDays(delivered, days, timeZone);
        const now = new Date(end.getTime() + off);
        const [one] = returnOptions({ lines: [out()], deliveredAt: delivered, timeZone }, policy, now);

        expect(one?.WITHDRAWAL.allowed).toBe(now < end);
      }),
      { numRuns: histories(5_000) },
    );
  });
});

function excepting(kind: ReturnPolicy['exceptions'][number]['kind']): ReturnPolicy {
  return { ...generous, exceptions: [{ kind, skus: ['ENGRAVED-*', 'OTHER'] }] };
}

function options(lines: readonly PolicyLine[], policy: ReturnPolicy, now: Date) {
  return returnOptions({ lines, deliveredAt: delivered, timeZone: 'UTC' }, policy, now);
}
