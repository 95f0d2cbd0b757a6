import { describe, expect, it } from 'vitest';
import { longestPaymentWait, stageFrom } from '../../lib/stages.ts';

const stage = (context: Readonly<Record<string, unknown>>) => stageFrom((key) => context[key]);

describe('a stage', () => {
  it('is dev, complete, when nothing is said', () => {
    expect(stage({})).toMatchObject({
      name: 'dev',
      sender: 'orders@shop.example',
      paymentWaitSeconds: { stripe: 900, alipay: 900, 'wechat-pay': 900, sandbox: 900 },
      sandboxPayments: true,
      retrySeconds: 80,
      issuer: undefined,
    });
  });

  it('protects its data and knows no pretend money in prod', () => {
    expect(stage({ stage: 'prod', sender: 'orders@shop.example' })).toMatchObject({
      protectsData: true,
      removalPolicy: 'retain',
      sandboxPayments: false,
      senderIdentity: 'domain',
    });
  });

  it('takes what the context says', () => {
    const issuer = 'http://127.0.0.1:4570/';
    expect(stage({ issuer, audience: 'orders', paymentWaitSeconds: '20', senderIdentity: 'existing' })).toMatchObject({
      issuer: { url: issuer, audience: 'orders' },
      paymentWaitSeconds: { stripe: 20, alipay: 20, 'wechat-pay': 20, sandbox: 20 },
      senderIdentity: 'existing',
    });
  });

  it('waits for each payment method as long as is said of it, and of the others 15 minutes unless that is said too', () => {
    const { paymentWaitSeconds, ...some } = stage({ paymentWaitSeconds: 'alipay=1800, wechat-pay=7200' });
    expect(paymentWaitSeconds).toEqual({ stripe: 900, alipay: 1800, 'wechat-pay': 7200, sandbox: 900 });
    expect(longestPaymentWait({ ...some, paymentWaitSeconds })).toBe(7200);
    expect(stage({ paymentWaitSeconds: '600,stripe=300' }).paymentWaitSeconds).toEqual({
      stripe: 300,
      alipay: 600,
      'wechat-pay': 600,
      sandbox: 600,
    });
  });

  it.each([
    ['an unknown stage', { stage: 'test' }, 'stage: '],
    ['prod without a sender', { stage: 'prod' }, 'sender: stage prod needs'],
    ['a sender that is no address', { sender: 'shop' }, 'sender: '],
    ['an issuer without audience', { issuer: 'https://id.example' }, 'issuer and audience: '],
    ['an audience without issuer', { audience: 'orders' }, 'issuer and audience: '],
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
    ['repeats in no time', { retrySeconds: '0' }, 'retrySeconds: '],
    ['repeats for hours', { retrySeconds: '7200' }, 'retrySeconds: '],
    ['an alarm address that is none', { alarmEmail: 'me' }, 'alarmEmail: '],
  ])('is refused with %s', (_, context, reason) => {
    expect(() => stage(context)).toThrow(reason);
  });
});
