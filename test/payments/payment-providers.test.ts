import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findProvider, providerNamed } from '../../lambdas/payments/payment-providers.ts';
import { providerFunctions } from '../../lambdas/payments/provider-functions.ts';
import { whyNotTaken, whyUnknown } from '../../lambdas/payments/why-not-payable.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

beforeEach(() => {
  stubServiceEnvironment();
});

describe('the payment providers of a stage', () => {
  it('are found by their names, and no other is', () => {
    expect(findProvider('sandbox')).toBeDefined();
    expect(providerNamed('sandbox')).toBeDefined();
    expect(findProvider('acme')).toBeUndefined();
    expect(() => providerNamed('acme')).toThrow('there is no payment provider acme');
  });

  it('are none where the stage names none', () => {
    vi.stubEnv('PAYMENT_PROVIDER_FUNCTIONS', undefined);

    expect(providerFunctions()).toEqual({});
  });

  it.each([
    ['all of them', ['stripe', 'alipay'], 'there is no payment provider acme; known: stripe, alipay'],
    ['none', [], 'there is no payment provider acme; known: none'],
  ])('are named where one is asked for that is not among them: %s', (_, known, why) => {
    expect(whyUnknown('acme', known)).toBe(why);
    expect(known.map((provider) => whyUnknown(provider, known))).toEqual(known.map(() => undefined));
  });

  it('say what they cannot take; of another nothing is known against it', () => {
    expect(whyNotTaken('alipay', 100, 'GBP')).toMatch(/^alipay: .*CNY/);
    expect(whyNotTaken('alipay', 100, 'CNY')).toBeUndefined();
    expect(whyNotTaken('acme', 100, 'GBP')).toBeUndefined();
  });
});
