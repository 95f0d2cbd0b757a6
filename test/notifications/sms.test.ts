import { describe, expect, it } from 'vitest';
import type { Notice } from '../../lambdas/notifications/notice.ts';
import { examplePage } from '../../lambdas/notifications/notices/example-order.ts';
import type { PaymentOutcome } from '../../lambdas/notifications/payment-outcome.ts';
import { renderSms } from '../../lambdas/notifications/sms.ts';
import { smsParts } from '../../lambdas/notifications/sms-parts.ts';
import { textsOf } from '../../lambdas/notifications/texts.ts';
import { Cancellation } from '../../lambdas/orders/cancellation.ts';
import { cancellationReasons } from '../../lambdas/orders/cancellation-reason.ts';
import { type Locale, locales } from '../../lambdas/orders/locale.ts';
import { RejectionReason } from '../../lambdas/orders/rejection.ts';
import { aBrand } from '../shop/a-brand.ts';
import { aCancellation, aConfirmation, anAwaitedPayment, aRejection } from './a-notice.ts';

const moneyOfTheEnded = [
  'NOT_TAKEN',
  'UNSETTLED',
  'RELEASED',
  'REFUNDED',
  'DISPUTED',
  'NOT_REFUNDED',
] as const satisfies readonly PaymentOutcome[];
const notices = locales.flatMap((locale) => [
  ...(['GBP', 'EUR', 'INR', 'PLN', 'KWD', 'JPY'] as const).map((currency) =>
    aConfirmation({ currency, total: 1_234_567_890 }, { locale }),
  ),
  aConfirmation(
    { total: 1_234_567_890, backorderedLines: [{ sku: 'A', quantity: 2, expectedAt: '2026-11-30' }] },
    { locale },
  ),
  aConfirmation({ total: 1_234_567_890, shortages: [{ sku: 'A', name: 'A', requested: 2, available: 1 }] }, { locale }),
  ...RejectionReason.options.flatMap((reason) =>
    moneyOfTheEnded.map((payment) => aRejection({ payment, rejection: { reason } }, { locale })),
  ),
  ...cancellationReasons.flatMap((reason) =>
    Cancellation.shape.by.options.flatMap((by) =>
      moneyOfTheEnded.map((payment) => aCancellation({ payment, cancellation: { by, reason } }, { locale })),
    ),
  ),
]);

/** Whether the short messages of a locale have the room of GSM-7. */
const isGsm = (locale: Locale) => textsOf(locale).smsAlphabet === 'GSM-7';

/** What a notice is about, in a test's name. */
function about({ order: { rejection, cancellation, payment, currency } }: Notice): string {
  return `${rejection?.reason ?? cancellation?.reason ?? currency} ${payment}`;
}

describe('short message', () => {
  it('says which order, what happened, and where the money is, or where that is said', () => {
    expect(renderSms(aConfirmation())).toBe(
      `North Lane: your order K7Q-4XW-2R9 for £139.12 is confirmed. Details: ${examplePage}`,
    );
    expect(renderSms(aConfirmation({}, { pageUrl: 'https://o.shop.example/o/gAABI0VniavN7wEjRWeJq83vAS' }))).toBe(
      'North Lane: your order K7Q-4XW-2R9 for £139.12 is confirmed. Your payment is authorised. Details: https://o.shop.example/o/gAABI0VniavN7wEjRWeJq83vAS',
    );
    expect(renderSms(aRejection())).toBe(
      'North Lane: sorry, we could not complete your order K7Q-4XW-2R9: not enough stock. You have not been charged.',
    );
    expect(renderSms(aConfirmation({}, { locale: 'zh-CN' }))).toBe(
      '【North Lane】您的订单 K7Q-4XW-2R9 已确认，合计 £139.12。付款已授权成功。',
    );
    expect(renderSms(aRejection({}, { locale: 'zh-CN' }))).toBe(
      '【North Lane】很抱歉，您的订单 K7Q-4XW-2R9 因库存不足未能完成。本次未扣款。',
    );
  });

  it.each(notices.map((notice) => [notice.locale, about(notice), notice] as const))(
    'fits one part with the money: %s %s',
    (locale, _about, notice) => {
      const message = renderSms(notice);
      expect(smsParts(message), message).toHaveLength(1);
      // Of money that went back, or will, it is always said.
      const isSaid = message.includes(textsOf(locale).shortPayment[notice.order.payment]);
      expect(isSaid || (notice.event === 'order-confirmed' && message.includes(examplePage)), message).toBe(true);
    },
  );

  it('writes a code where the symbol is outside the GSM alphabet', () => {
    expect(renderSms(aConfirmation({ currency: 'INR' }))).toContain('for INR 139.12 is');
  });

  it.each([
    ['a', 160, [160]],
    ['a', 161, [153, 8]],
    ['a', 307, [153, 153, 1]],
    ['€', 80, [80]],
    // 153 units would hold 76 and a half: the escape and its character stay together.
    ['€', 81, [76, 5]],
    ['€', 153, [76, 76, 1]],
    ['心', 70, [70]],
    ['心', 71, [67, 4]],
    ['心', 135, [67, 67, 1]],
    // A surrogate pair likewise.
    ['🛍', 36, [33, 3]],
  ])('is counted in parts as networks do: %s × %i', (character, times, parts) => {
    const message = character.repeat(times);
    expect(smsParts(message).map((part) => [...part].length)).toEqual(parts);
    expect(smsParts(message).join('')).toBe(message);
  });

  it.each([
    [
      'en',
      'https://pay.example.com/1',
      'North Lane: we are waiting for your payment of £139.12 for order K7Q-4XW-2R9. Pay here: https://pay.example.com/1 Please pay before 23 November 2026 at 06:50 UTC.',
    ],
    [
      'en',
      'weixin://wxpay/bizpayurl?pr=1fX',
      'North Lane: we are waiting for your payment of £139.12 for order K7Q-4XW-2R9. Open in WeChat: weixin://wxpay/bizpayurl?pr=1fX Please pay before 23 November 2026 at 06:50 UTC.',
    ],
    [
      'zh-CN',
      'https://pay.example.com/1',
      '【North Lane】您的订单 K7Q-4XW-2R9 待支付，应付 £139.12。请于 2026年11月23日 06:50 UTC 前支付。付款链接： https://pay.example.com/1',
    ],
    [
      'zh-CN',
      'alipays://platformapi/startapp?appId=1',
      '【North Lane】您的订单 K7Q-4XW-2R9 待支付，应付 £139.12。请于 2026年11月23日 06:50 UTC 前支付。请用支付宝打开： alipays://platformapi/startapp?appId=1',
    ],
  ] as const)('brings in %s the link to an awaited payment: %s', (locale, payUrl, message) => {
    expect(renderSms(anAwaitedPayment({ payUrl }, { locale }))).toBe(message);
  });

  it.each(locales)('never splits a link: it stands whole in one part, or is left out: %s', (locale) => {
    const onePart = isGsm(locale) ? 153 : 67;
    for (let length = 25; length <= onePart + 40; length++) {
      const payUrl = 'https://pay.example.com/'.padEnd(length, '1');
      const message = renderSms(anAwaitedPayment({ payUrl }, { locale }));
      const parts = smsParts(message);
      expect(parts.length).toBeLessThanOrEqual(3);
      if (message.includes('https'))
        expect(
          parts.some((part) => part.includes(payUrl)),
          message,
        ).toBe(true);
      else expect(message).toContain(textsOf(locale).shortPayment.AWAITED);
      // Room for the shop, and what says that it is a link.
      if (length <= onePart - 30) expect(message).toContain(payUrl);
      expect(message).toContain('K7Q-4XW-2R9');
    }
  });

  it.each(
    locales.flatMap((locale) =>
      [`https://pay.example.com/${'1'.repeat(500)}`, 'javascript:alert(1)', 'wxp://f2f0abc', '\r\nhttps//x'].map(
        (payUrl) => [locale, payUrl] as const,
      ),
    ),
  )('sends in %s to the shop where there is no link, or too long a one: %s', (locale, payUrl) => {
    const message = renderSms(anAwaitedPayment({ payUrl, payBefore: undefined }, { locale }));
    expect(message.endsWith(textsOf(locale).shortPayment.AWAITED), message).toBe(true);
    expect(message).not.toMatch(/pay\.example|alert|f2f0|https/);
    expect(smsParts(message)).toHaveLength(1);
  });

  it('leaves the sentence about the money out where it would cost a second part', () => {
    expect(renderSms(aConfirmation({}, { shop: aBrand({ name: '北巷商店' }) }))).toBe(
      '北巷商店: your order K7Q-4XW-2R9 for £139.12 is confirmed.',
    );
  });

  it.each([
    ['31 letters of ASCII', 'The North Lane General Store 12'],
    ['60 letters of ASCII', 'The North Lane General Store of Fine Goods, Tea and Coffee 12'],
    ['quotes', '‘Jo’s “North” Lane„ ‚Shop‛'],
    ['dashes', 'North–Lane — A‑B−C'],
    ['spaces that do not break', 'North\u00A0Lane\u202F1\u20092'],
    ['an ellipsis of its own', 'North Lane…'],
  ])('is not made dear by the typography of a shop’s name: %s', (_case, name) => {
    const shop = aBrand({ name });
    const paying = anAwaitedPayment({ payUrl: 'https://pay.example.com/1' }, { shop });
    expect(renderSms(paying)).toContain('Pay here: https://pay.example.com/1');
    for (const notice of notices.filter(({ locale }) => isGsm(locale))) {
      const message = renderSms({ ...notice, shop });
      expect(smsParts(message.padEnd(150)), message).toHaveLength(1);
    }
    for (const notice of [aConfirmation({}, { shop }), aRejection({}, { shop })]) {
      expect(renderSms(notice)).toMatch(/payment|charged|Details: /);
    }
  });

  it('is of the GSM alphabet in English, in every currency', () => {
    for (const currency of Intl.supportedValuesOf('currency')) {
      const message = renderSms(aConfirmation({ currency, total: 1_234_567 }));
      expect(smsParts(message.padEnd(150)), message).toHaveLength(1);
      expect(message).toMatch(/Your payment is authorised\.|Details: /);
    }
  });

  it('names nobody', () => {
    for (const notice of notices) expect(renderSms(notice)).not.toMatch(/Ada|Sample|London|N1 9ZZ/);
  });
});
