import { describe, expect, it } from 'vitest';
import { checkPayable } from '../../lambdas/order-submission/check-payable.ts';

const tokens = { stripe: 'pm_card_visa', alipay: 'qr', 'wechat-pay': 'native', sandbox: 'token' };
const by = (provider: keyof typeof tokens, token = tokens[provider]) => ({ provider, token });

describe('an order can be paid', () => {
  it.each([
    ['when nothing is due and it names no payment', undefined, 'GBP', 0],
    ['to the unit', by('stripe'), 'GBP', 1],
    ['in whole tens of thousandths', by('stripe'), 'KWD', 5_120],
    ['without decimals', by('stripe'), 'JPY', 1],
    ['without decimals, where the provider has two', by('stripe'), 'ISK', 5],
    ['in fillér, though the provider pays out whole forints', by('stripe'), 'HUF', 1],
    ['by a wallet in its currency', by('alipay'), 'CNY', 1],
    ['by a provider without rules', by('sandbox'), 'KWD', 5_124],
    ['by a payment that the storefront made', by('stripe', 'pi_1'), 'GBP', 1],
    ['on a page of Alipay', by('alipay', 'page'), 'CNY', 1],
    ['in a browser, by WeChat Pay', by('wechat-pay', 'h5:203.0.113.7'), 'CNY', 1],
    ['in a browser of IPv6, by WeChat Pay', by('wechat-pay', 'h5:2001:DB8::1'), 'CNY', 1],
  ])('%s', (_case, payment, currency, due) => {
    expect(() => checkPayable({ payment, currency }, due)).not.toThrow();
  });
});

describe('an order is refused, naming the field,', () => {
  it.each([
    ['when it is not said how', undefined, 'GBP', 510, '/payment', 'must say how to pay: 510 GBP (minor units) is due'],
    ['when there is nothing to pay', by('stripe'), 'GBP', 0, '/payment', 'must be left out: nothing is due'],
    ['for thousandths that Stripe cannot take', by('stripe'), 'KWD', 5_124, '/payment/provider', 'exactly 5124 KWD'],
    ['for hundredths that Stripe cannot take', by('stripe'), 'MGA', 101, '/payment/provider', 'exactly 101 MGA'],
    [
      'for a currency that Alipay does not take',
      by('alipay'),
      'GBP',
      510,
      '/payment/provider',
      'alipay: it takes CNY only',
    ],
    [
      'for a currency that WeChat Pay does not take',
      by('wechat-pay'),
      'JPY',
      5,
      '/payment/provider',
      'it takes CNY only',
    ],
  ])('%s', (_case, payment, currency, due, pointer, detail) => {
    const errors = [{ pointer: `#${pointer}`, detail: expect.stringContaining(detail) }];

    expect(() => checkPayable({ payment, currency }, due)).toThrow(
      expect.objectContaining({ kind: 'invalid-order', errors }),
    );
  });

  it.each([
    ['stripe', 'tok_visa', 'GBP'],
    ['stripe', 'pm', 'GBP'],
    ['alipay', 'pm_card_visa', 'CNY'],
    ['alipay', 'QR', 'CNY'],
    ['wechat-pay', 'h5:', 'CNY'],
    ['wechat-pay', 'h5:example.com', 'CNY'],
    ['wechat-pay', 'qr', 'CNY'],
  ] as const)('for a token that is none of its provider: %s, %s', (provider, token, currency) => {
    const errors = [{ pointer: '#/payment/token', detail: expect.stringContaining(`${provider} takes`) }];

    expect(() => checkPayable({ payment: by(provider, token), currency }, 510)).toThrow(
      expect.objectContaining({ kind: 'invalid-order', errors }),
    );
  });
});

describe('an order that takes what there is, and may come to any amount,', () => {
  it.each([
    ['stripe', 'pm_card_visa', 'GBP', undefined],
    ['sandbox', 'token', 'KWD', undefined],
    ['stripe', 'pm_card_visa', 'KWD', 'stripe does not take every amount of KWD'],
    ['stripe', 'pm_card_visa', 'MGA', 'stripe does not take every amount of MGA'],
    ['stripe', 'pi_123', 'GBP', 'the payment is made already, for the whole order'],
  ])('is paid by %s with %s in %s, or refused: %s', (provider, token, currency, detail) => {
    const check = () => checkPayable({ payment: { provider, token }, currency, acceptPartial: true }, 1_000);

    if (detail === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ errors: [{ pointer: '#/acceptPartial', detail }] }));
  });
});
