import { describe, expect, it } from 'vitest';
import { paymentMethods } from '../../lambdas/payments/providers/registry.ts';
import { longestPaymentWait, stageFrom } from '../../lib/stages.ts';

const stage = (context: Readonly<Record<string, unknown>>) => stageFrom(context);

/** The waits of all payment methods: one for all, but for those that are named. */
const waits = (seconds: number, others: Readonly<Record<string, number>> = {}) => ({
  ...Object.fromEntries(paymentMethods.map((method) => [method, seconds])),
  ...others,
});

describe('a stage', () => {
  it('is dev, complete, when nothing is said', () => {
    expect(stage({})).toMatchObject({
      name: 'dev',
      shop: { brands: [{ name: { en: 'Example Shop' }, sender: { en: 'orders@shop.example' }, timeZone: 'UTC' }] },
      paymentWaitSeconds: waits(900),
      sandboxPayments: true,
      retrySeconds: 80,
      issuer: undefined,
    });
  });

  it('protects its data and knows no pretend money in prod', () => {
    expect(stage({ stage: 'prod', sender: 'orders@shop.example', paymentProviders: 'stripe' })).toMatchObject({
      protectsData: true,
      removalPolicy: 'retain-on-update-or-delete',
      sandboxPayments: false,
      senderIdentity: 'domain',
    });
  });

  it('takes what the context says', () => {
    const issuer = 'http://127.0.0.1:4570/';
    expect(stage({ issuer, audience: 'orders', paymentWaitSeconds: '20', senderIdentity: 'existing' })).toMatchObject({
      issuer: { url: issuer, audience: 'orders' },
      paymentWaitSeconds: waits(20),
      senderIdentity: 'existing',
    });
  });

  it('waits for each payment method as long as is said of it, and of the others 15 minutes unless that is said too', () => {
    const { paymentWaitSeconds, ...some } = stage({ paymentWaitSeconds: 'alipay=1800, wechat-pay=7200' });
    expect(paymentWaitSeconds).toEqual(waits(900, { alipay: 1800, 'wechat-pay': 7200 }));
    expect(longestPaymentWait({ ...some, paymentWaitSeconds })).toBe(7200);
    expect(stage({ paymentWaitSeconds: '600,stripe=300' }).paymentWaitSeconds).toEqual(waits(600, { stripe: 300 }));
  });

  it("leaves the CDK's own context alone", () => {
    expect(stage({ '@aws-cdk/core:checkSecretUsage': true, 'aws:cdk:bundling-stacks': [] }).name).toBe('dev');
  });

  it('finds a provider elsewhere when its base URL is given', () => {
    expect(stage({ paymentProviders: 'stripe=http://127.0.0.1:4700, wechat-pay' }).paymentProviders).toEqual({
      stripe: 'http://127.0.0.1:4700',
      'wechat-pay': 'https://api.mch.weixin.qq.com',
    });
  });

  it.each([
    ['an unknown stage', { stage: 'test' }, 'stage: '],
    ['prod without a sender', { stage: 'prod' }, 'sender: stage prod needs'],
    ['a sender that is no address', { sender: 'shop' }, 'sender: '],
    [
      'prod without a payment provider',
      { stage: 'prod', sender: 'a@shop.example' },
      'paymentProviders: stage prod needs',
    ],
    ['prod with nothing', { stage: 'prod' }, 'paymentProviders: stage prod needs'],
    [
      'a sender of text messages that no telephone shows',
      { smsSenderId: 'North Lane' },
      'smsSenderId: must be 3 to 11',
    ],
    ['a sender of text messages without a letter', { smsSenderId: '12345' }, 'smsSenderId: must be 3 to 11'],
    ['text messages for nothing', { smsMaxPrice: '0.00' }, 'smsMaxPrice: must be an amount in US$'],
    ['a quota of no text messages', { smsMonthlyQuota: '0' }, 'smsMonthlyQuota: '],
    ['text messages for no amount', { smsMaxPrice: '15 cents' }, 'smsMaxPrice: must be an amount in US$'],
    ['a payment provider that there is not', { paymentProviders: 'stripe,cash' }, 'there is no payment provider cash'],
    ['a payment provider at no address', { paymentProviders: 'stripe=' }, 'paymentProviders: the base URL of stripe'],
    ['a provider that anybody can be', { paymentProviders: 'alipay=http://pay.example' }, 'the base URL of alipay'],
    ['a provider whose URL is cut', { paymentProviders: 'alipay=https://a.example?b=c' }, 'the base URL of alipay'],
    ['a key that there is not', { paymentProvider: 'stripe' }, 'paymentProvider: there is no such key; known: stage, '],
    ['an issuer without audience', { issuer: 'https://id.example' }, 'audience: give both'],
    ['an audience without issuer', { audience: 'orders' }, 'issuer: give both'],
    [
      'an issuer that anybody on the way can be',
      { issuer: 'http://id.example', audience: 'orders' },
      'issuer: must be an https URL',
    ],
    ['an issuer with a query', { issuer: 'https://id.example?x=1', audience: 'orders' }, 'issuer: '],
    ['an issuer that is no URL', { issuer: 'id.example', audience: 'orders' }, 'issuer: '],
    ['a wait of no time', { paymentWaitSeconds: '0' }, 'paymentWaitSeconds: '],
    ['a wait that is no number', { paymentWaitSeconds: 'soon' }, 'paymentWaitSeconds: '],
    ['a wait for a method that there is not', { paymentWaitSeconds: '900,cash=60' }, 'there is no payment method cash'],
    ['a wait longer than a day', { paymentWaitSeconds: 'alipay=86401' }, 'paymentWaitSeconds: 86401'],
    ['orders that nobody may place', { ordersPerSecond: '0' }, 'ordersPerSecond: '],
    ['no answer that may be held', { longPolls: '0' }, 'longPolls: '],
    ['repeats in no time', { retrySeconds: '0' }, 'retrySeconds: '],
    ['repeats for hours', { retrySeconds: '7200' }, 'retrySeconds: '],
    ['an alarm address that is none', { alarmEmail: 'me' }, 'alarmEmail: '],
  ])('is refused with %s', (_, context, reason) => {
    expect(() => stage(context)).toThrow(reason);
  });
});
