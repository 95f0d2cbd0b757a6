import { describe, expect, it } from 'vitest';
import type { Locale, PaymentOutcome, RejectionReason } from '../../lambdas/notifications/notice.ts';
import { renderSms, smsSize } from '../../lambdas/notifications/sms.ts';
import { aConfirmation, aRejection } from './a-notice.ts';

const locales: readonly Locale[] = ['en', 'zh-CN'];
const refusals: readonly (readonly [RejectionReason, PaymentOutcome])[] = [
  ['OUT_OF_STOCK', 'NOT_TAKEN'],
  ['PAYMENT_DECLINED', 'NOT_TAKEN'],
  ['PAYMENT_TIMEOUT', 'RELEASED'],
  ['CANCELLED', 'REFUNDED'],
];
const notices = locales.flatMap((locale) => [
  ...(['GBP', 'EUR', 'INR', 'PLN', 'KWD', 'JPY'] as const).map((currency) =>
    aConfirmation({ currency, total: 1_234_567_890 }, { locale }),
  ),
  ...refusals.map(([reason, payment]) => aRejection({ payment, rejection: { reason } }, { locale })),
]);

describe('short message', () => {
  it('says which order, what happened, and where the money is', () => {
    expect(renderSms(aConfirmation())).toBe(
      'North Lane: your order 7C9E6679 for £139.12 is confirmed. Your payment is authorised.',
    );
    expect(renderSms(aRejection())).toBe(
      'North Lane: sorry, we could not complete your order 7C9E6679: not enough stock. You have not been charged.',
    );
    expect(renderSms(aConfirmation({}, { locale: 'zh-CN' }))).toBe(
      '【North Lane】您的订单 7C9E6679 已确认，合计 £139.12。付款已授权成功。',
    );
    expect(renderSms(aRejection({}, { locale: 'zh-CN' }))).toBe(
      '【North Lane】很抱歉，您的订单 7C9E6679 因库存不足未能完成。本次未扣款。',
    );
  });

  it.each(
    notices.map((notice) => [notice.locale, notice.order.rejection?.reason ?? notice.order.currency, notice] as const),
  )('fits one part with the money: %s %s', (locale, _, notice) => {
    const message = renderSms(notice);
    expect(smsSize(message).units, message).toBeLessThanOrEqual(locale === 'en' ? 160 : 70);
    expect(smsSize(message).fits, message).toBe(true);
    expect(message).toMatch(/payment|charged|款/);
  });

  it('writes a code where the symbol is outside the GSM alphabet', () => {
    expect(renderSms(aConfirmation({ currency: 'INR' }))).toContain('for INR 139.12 is');
  });

  it('counts what the network counts', () => {
    expect(smsSize('€'.repeat(80))).toEqual({ units: 160, fits: true });
    expect(smsSize('€'.repeat(81)).fits).toBe(false);
    expect(smsSize('心'.repeat(70)).fits).toBe(true);
    expect(smsSize('心'.repeat(71)).fits).toBe(false);
  });

  it('leaves the sentence about the money out where it would cost a second part', () => {
    expect(renderSms(aConfirmation({}, { shopName: '北巷商店' }))).toBe(
      '北巷商店: your order 7C9E6679 for £139.12 is confirmed.',
    );
  });

  it('names nobody', () => {
    for (const notice of notices) expect(renderSms(notice)).not.toMatch(/Ada|Sample|London|N1 9ZZ/);
  });
});
