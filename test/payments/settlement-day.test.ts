import { afterEach, describe, expect, it, vi } from 'vitest';
import { paymentMethods } from '../../lambdas/payments/providers/registry.ts';
import { completeAt, lastCompleteDay, settlementDay, startOfDay } from '../../lambdas/payments/settlement-day.ts';
import { daysAfter } from '../../lambdas/runtime/local-day.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each(['UTC', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe'])('on a machine in %s', (zone) => {
  it.each([
    // The provider, the moment, its own day then, and its last day that is complete.
    ['stripe', '2026-11-24T00:05:00Z', '2026-11-24', '2026-11-22'],
    ['stripe', '2026-11-24T01:00:00Z', '2026-11-24', '2026-11-23'],
    ['stripe', '2026-11-24T23:55:00Z', '2026-11-24', '2026-11-23'],
    ['alipay', '2026-11-24T00:05:00Z', '2026-11-24', '2026-11-22'],
    ['alipay', '2026-11-24T02:00:00Z', '2026-11-24', '2026-11-23'],
    ['alipay', '2026-11-24T15:59:00Z', '2026-11-24', '2026-11-23'],
    ['alipay', '2026-11-24T16:01:00Z', '2026-11-25', '2026-11-23'],
    ['wechat-pay', '2028-02-28T16:01:00Z', '2028-02-29', '2028-02-27'],
    ['wechat-pay', '2028-02-29T16:01:00Z', '2028-03-01', '2028-02-28'],
    ['wechat-pay', '2026-12-31T16:01:00Z', '2027-01-01', '2026-12-30'],
    // The clocks of New York and of Lord Howe change on these days.
    ['stripe', '2026-11-01T07:55:00Z', '2026-11-01', '2026-10-31'],
    ['alipay', '2026-04-04T15:30:00Z', '2026-04-04', '2026-04-03'],
  ])('the day of %s at %s is %s, and %s its last that is complete', (provider, now, day, complete) => {
    vi.stubEnv('TZ', zone);

    expect(settlementDay(provider, now)).toBe(day);
    expect(lastCompleteDay(provider, new Date(now))).toBe(complete);
    expect(completeAt(provider, complete) <= new Date(now)).toBe(true);
    expect(completeAt(provider, daysAfter(complete, 1)) > new Date(now)).toBe(true);
  });

  it('every day of a provider begins where the one before it ends, a day long', () => {
    vi.stubEnv('TZ', zone);
    for (const provider of paymentMethods) {
      let day = '2027-12-25';
      for (let days = 0; days < 800; days++) {
        const next = daysAfter(day, 1);
        const [start, end] = [startOfDay(provider, day), startOfDay(provider, next)];
        expect(end.getTime() - start.getTime()).toBe(24 * 60 * 60 * 1000);
        expect(settlementDay(provider, start)).toBe(day);
        expect(settlementDay(provider, new Date(end.getTime() - 1))).toBe(day);
        day = next;
      }
      expect(day).toBe('2030-03-04');
    }
  });
});

it('nothing is guessed about a provider that nobody has described', () => {
  for (const name of ['acme', 'constructor', '__proto__']) {
    expect(() => settlementDay(name, new Date(0))).toThrow(
      `nothing is known of the days of the payment provider ${name}`,
    );
  }
});
