import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { renderEmail } from '../../lambdas/notifications/email.ts';
import type { Notice, NoticeOrder } from '../../lambdas/notifications/notice.ts';
import { examplePage, invoiceLines } from '../../lambdas/notifications/notices/example-order.ts';
import { oneLine } from '../../lambdas/notifications/one-line.ts';
import type { PaymentOutcome } from '../../lambdas/notifications/payment-outcome.ts';
import { unpacked } from '../../lambdas/notifications/rendered-email.ts';
import { renderSms } from '../../lambdas/notifications/sms.ts';
import { compileTemplate, generatedModule, templates } from '../../lambdas/notifications/templates/compile.ts';
import { textsOf } from '../../lambdas/notifications/texts.ts';
import { Cancellation } from '../../lambdas/orders/cancellation.ts';
import { type CancellationReason, cancellationReasons } from '../../lambdas/orders/cancellation-reason.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import type { OrderLine } from '../../lambdas/orders/order.ts';
import { RejectionReason } from '../../lambdas/orders/rejection.ts';
import { aBrand } from '../shop/a-brand.ts';
import { aCancellation, aConfirmation, anAwaitedPayment, anOrder, aRejection } from './a-notice.ts';

const payUrls = [
  'https://pay.example.com/c/1?a=1&b=2',
  'weixin://wxpay/bizpayurl?pr=1',
  'alipays://app/start?id=1',
  'CODE-1',
];
const everyNotice = locales.flatMap((locale) => [
  aConfirmation({}, { locale }),
  ...RejectionReason.options.map((reason) => aRejection({ rejection: { reason } }, { locale })),
  aRejection({}, { locale }),
  ...cancellationReasons.flatMap((reason) =>
    Cancellation.shape.by.options.map((by) => aCancellation({ cancellation: { by, reason } }, { locale })),
  ),
  ...payUrls.map((payUrl) => anAwaitedPayment({ payUrl }, { locale })),
  anAwaitedPayment({ payBefore: undefined }, { locale }),
]);

/** What a notice is about, in a test's name. */
function about({ event, order: { rejection, cancellation, payUrl } }: Notice): string {
  return [event, rejection?.reason, cancellation?.by, cancellation?.reason, payUrl].filter(Boolean).join(' ');
}

/** Where the links of the HTML lead, as a browser reads them, but for those that every mail has: to page and shop. */
function linksIn(html: string): readonly string[] {
  const links = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, href = '']) => decoded(href));
  expect(links).toContain(examplePage);
  return links.filter((link) => link !== examplePage && !link.startsWith('mailto:shop@example.com?'));
}

function decoded(html: string): string {
  return html
    .replace(/&#(x?)([0-9A-F]+);/gi, (_, hex, code) => String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** What a reader sees of the HTML, without styles, comments and tags. */
function visible(html: string): string {
  return decoded(html.replace(/<head>.*<\/head>|<!--.*?-->|<[^>]+>/gs, ' ')).replace(/\s+/g, ' ');
}

/** As many lines as asked for, upper-case as in real invoices. */
function manyLines(count: number, line: Partial<OrderLine> = {}): readonly OrderLine[] {
  return Array.from({ length: count }, (_, index) => ({
    sku: `${20000 + index}B`,
    name: `SET OF ${index} VINTAGE CHRISTMAS BUNTING WITH HEARTS & STARS`,
    quantity: 2,
    unitPrice: 255,
    total: 510,
    ...line,
  }));
}

describe('confirmation', () => {
  it('states order, lines, total, address, payment and what happens next', () => {
    const { subject, html } = renderEmail(aConfirmation());
    const seen = visible(html);
    expect(subject).toBe('Your order K7Q-4XW-2R9 from North Lane is confirmed');
    for (const { name, sku } of invoiceLines) expect(seen).toContain(`${name} SKU ${sku}`);
    expect(seen).toContain('WHITE HANGING HEART T-LIGHT HOLDER SKU 85123A 6 × £2.55 £15.30');
    expect(seen).toContain('Total quantity 40 Order total £139.12');
    expect(seen).toContain('Delivery address Ada Example 12 Sample Street Flat 3 London N1 9ZZ United Kingdom');
    expect(seen).toContain('Payment Your payment of £139.12 has been authorised.');
    expect(seen).toContain('What happens next We are getting your order ready');
    expect(seen).toContain('Order number K7Q-4XW-2R9 Placed on 23 November 2026 at 06:35 UTC');
    expect(seen).not.toContain('What was short');
  });

  it('is Chinese for a Chinese customer, with the address from the large to the small', () => {
    const shippingAddress = { name: '李示例', line1: '示例路 12 号', region: '浙江省', city: '杭州市', country: 'CN' };
    const { subject, html } = renderEmail(aConfirmation({ shippingAddress, currency: 'CNY' }, { locale: 'zh-CN' }));
    expect(subject).toBe('【North Lane】您的订单 K7Q-4XW-2R9 已确认');
    expect(html).toContain('<html lang="zh-CN"');
    expect(html).toContain("'PingFang SC'");
    expect(visible(html)).toContain(
      '收货地址 中国 浙江省杭州市 示例路 12 号 李示例 支付情况 您的付款 ¥139.12 已授权成功。',
    );
  });

  it('keeps the province and the city of a municipality apart only where they differ', () => {
    const shippingAddress = { name: '李', line1: '示例路', region: '上海市', city: '上海市', country: 'CN' };
    expect(renderEmail(aConfirmation({ shippingAddress }, { locale: 'zh-CN' })).text).toContain(
      '\n中国\n上海市\n示例路\n李\n',
    );
  });

  it.each([
    ['JPY', 1200, 'JP¥1,200'],
    ['KWD', 1200, 'KWD 1.200'],
    ['EUR', 1200, '€12.00'],
  ])('writes amounts in %s', (currency, unitPrice, written) => {
    const lines = manyLines(1, { quantity: 1, unitPrice, total: unitPrice });
    const { html } = renderEmail(aConfirmation({ currency, lines }));
    expect(visible(html)).toContain(`1 × ${written} ${written} Total quantity 1 Order total ${written}`);
  });
});

describe('refusal', () => {
  it.each([
    ['en', 'What was short Item In stock', 'SET 7 BABUSHKA NESTING BOXES SKU 22752 Ordered: 2 0'],
    ['zh-CN', '缺货商品 商品 现有库存', 'SET 7 BABUSHKA NESTING BOXES 货号 22752 订购数量：2 0'],
  ] as const)('names in %s what was short and what was left', (locale, heading, row) => {
    const seen = visible(renderEmail(aRejection({}, { locale })).html);
    expect(seen).toContain(heading);
    expect(seen).toContain(row);
  });

  it.each([
    ['en', 'OUT_OF_STOCK', 'no longer have enough', 'order again with a smaller quantity'],
    ['en', 'PAYMENT_DECLINED', 'your payment was declined', 'choose another way to pay'],
    ['en', 'PAYMENT_TIMEOUT', 'did not reach us in time', 'place your order again and complete the payment'],
    ['en', 'HOLD_EXPIRED', 'a technical problem on our side', 'please place your order again'],
    ['zh-CN', 'OUT_OF_STOCK', '库存不足', '减少数量'],
    ['zh-CN', 'PAYMENT_DECLINED', '付款未获通过', '换一种支付方式'],
    ['zh-CN', 'PAYMENT_TIMEOUT', '未能在规定时间内收到您的付款', '重新下单并完成支付'],
    ['zh-CN', 'HOLD_EXPIRED', '由于我们的技术问题', '请重新下单'],
  ] as const)('says in %s for %s what happened and what the customer can do', (locale, reason, happened, next) => {
    const { html, text } = renderEmail(aRejection({ rejection: { reason } }, { locale }));
    for (const body of [visible(html), text]) {
      expect(body).toContain(happened);
      expect(body).toContain(next);
    }
  });

  it.each([
    ['NOT_TAKEN', 'no money was taken', '未扣取您的任何款项。'],
    [
      'UNSETTLED',
      'Should a payment for this order have gone through, or still go through, you get all of it back',
      '仍然成功，我们会全额退回',
    ],
    ['RELEASED', 'The £139.12 that was reserved on your payment method is being released', '£139.12 正在解冻'],
    ['REFUNDED', 'Your payment is being refunded in full', '款项正在全额退回'],
    ['DISPUTED', 'This payment was disputed with your bank, which decides about the money', '款项由银行裁定'],
    ['NOT_REFUNDED', 'The refund of your payment has not gone through', '您的款项未能原路退回'],
  ] as const satisfies readonly (readonly [PaymentOutcome, string, string])[])(
    'says what happens to the money: %s',
    (payment, english, chinese) => {
      expect(renderEmail(aRejection({ payment })).text).toContain(english);
      expect(renderEmail(aRejection({ payment }, { locale: 'zh-CN' })).text).toContain(chinese);
      expect(renderEmail(aCancellation({ payment })).text).toContain(english);
      expect(renderEmail(aCancellation({ payment }, { locale: 'zh-CN' })).text).toContain(chinese);
    },
  );

  it('promises no delivery', () => {
    expect(renderEmail(aRejection()).text).not.toMatch(/Delivery address|Sample Street/);
  });

  it('needs its reason', () => {
    expect(() => renderEmail(aRejection({ rejection: undefined }))).toThrow('lacks rejection');
  });
});

describe('cancellation', () => {
  const phrases: { readonly [reason in CancellationReason]: readonly [english: string, chinese: string] } = {
    CHANGED_MIND: ['because you changed your mind', '您改变了购买计划'],
    FOUND_CHEAPER: ['because you found a better price elsewhere', '您找到了更优惠的价格'],
    ORDERED_BY_MISTAKE: ['because it was placed by mistake', '误操作下单'],
    TOO_SLOW: ['because it was taking too long', '等待时间过长'],
    OTHER: ['cancelled this order for you. It will not be sent', '取消此订单，不会发货'],
    STOCK: ['because we can no longer supply everything you ordered', '部分商品已无法供应'],
    PRICE_ERROR: ['because an item was shown at a wrong price', '商品标价有误'],
    FRAUD: ['because we are unable to process it', '此订单无法继续处理'],
  };

  it.each(Object.entries(phrases))('says why in both languages: %s', (reason, [english, chinese]) => {
    const cancellation = { by: 'STAFF', reason: reason as CancellationReason } as const;
    const inEnglish = renderEmail(aCancellation({ cancellation }));
    const inChinese = renderEmail(aCancellation({ cancellation }, { locale: 'zh-CN' }));
    for (const body of [visible(inEnglish.html), inEnglish.text]) expect(body).toContain(english);
    for (const body of [visible(inChinese.html), inChinese.text]) expect(body).toContain(chinese);
  });

  it.each([
    ['CUSTOMER', 'CHANGED_MIND', 'At your request, we have cancelled this order', '我们已按您的要求取消此订单'],
    ['STAFF', 'CHANGED_MIND', 'We have cancelled this order for you', '我们已为您取消此订单'],
    [
      'STAFF',
      'PRICE_ERROR',
      'We are sorry: we had to cancel this order',
      '非常抱歉，由于商品标价有误，我们不得不取消此订单',
    ],
  ] as const)('says by whom: %s %s', (by, reason, english, chinese) => {
    expect(renderEmail(aCancellation({ cancellation: { by, reason } })).text).toContain(english);
    expect(renderEmail(aCancellation({ cancellation: { by, reason } }, { locale: 'zh-CN' })).text).toContain(chinese);
  });

  it.each(locales)('never names a suspicion: %s', (locale) => {
    const { subject, html, text } = renderEmail(
      aCancellation({ cancellation: { by: 'STAFF', reason: 'FRAUD' } }, { locale }),
    );
    expect(`${subject}${html}${text}`).not.toMatch(/fraud|suspect|suspic|risk|欺诈|可疑|风险/i);
  });

  it('states order and lines, and promises no delivery', () => {
    const { subject, html, text } = renderEmail(aCancellation());
    expect(subject).toBe('Your order K7Q-4XW-2R9 from North Lane has been cancelled');
    expect(visible(html)).toContain('WHITE HANGING HEART T-LIGHT HOLDER SKU 85123A 6 × £2.55 £15.30');
    expect(text).not.toMatch(/Delivery address|Sample Street/);
  });

  it('needs its reason', () => {
    expect(() => renderEmail(aCancellation({ cancellation: undefined }))).toThrow('lacks cancellation');
  });
});

describe('awaited payment', () => {
  it.each([
    [
      'en',
      'Your order K7Q-4XW-2R9 from North Lane is waiting for your payment',
      [
        'We are waiting for your payment',
        'we are holding it for you',
        'Please pay £139.12 before 23 November 2026 at 06:50 UTC.',
        'Pay £139.12',
        'we will close the order and stop holding the items',
      ],
    ],
    [
      'zh-CN',
      '【North Lane】您的订单 K7Q-4XW-2R9 待支付',
      [
        '您的订单正在等待支付',
        '我们会为您保留',
        '请于 2026年11月23日 06:50 UTC 之前支付 £139.12。',
        '立即支付 £139.12',
        '订单将会关闭，商品不再保留',
      ],
    ],
  ] as const)('says in %s how much, where, until when, and what happens otherwise', (locale, subject, facts) => {
    const rendered = renderEmail(anAwaitedPayment({}, { locale }));
    expect(rendered.subject).toBe(subject);
    for (const body of [visible(rendered.html), rendered.text.replaceAll('\u00A0', ' ')]) {
      for (const fact of facts) expect(body).toContain(fact);
    }
  });

  it.each(locales)('names no moment where none is known: %s', (locale) => {
    const { text } = renderEmail(anAwaitedPayment({ payBefore: undefined }, { locale }));
    expect(text).toContain(textsOf(locale).payment.AWAITED('£139.12'));
    expect(text).not.toContain('06:50');
  });

  it.each([
    'https://pay.example.com/c/pi_3QK4f2?a=1&b=2',
    'http://127.0.0.1:4010/pay/1',
    `https://openapi.alipay.com/gateway.do?biz_content=%7B%22a%22%3A1%7D&sign=${'aB%2F'.repeat(300)}`,
  ])('leads to the page by a button and in the text version: %s', (payUrl) => {
    const { html, text } = renderEmail(anAwaitedPayment({ payUrl }));
    expect(new Set(linksIn(html))).toEqual(new Set([payUrl]));
    expect(text).toContain(`Pay £139.12: ${payUrl}\n`);
  });

  it('shows an address to be copied only while it is short', () => {
    const address = (payUrl: string) => visible(renderEmail(anAwaitedPayment({ payUrl })).html);
    expect(address('https://pay.example.com/1')).toContain(
      'copy this address into your browser: https://pay.example.com/1',
    );
    expect(address(`https://pay.example.com/${'1'.repeat(200)}`)).not.toContain('pay.example.com');
  });

  it.each([
    ['en', 'weixin://wxpay/bizpayurl?pr=1fX', 'open this link in WeChat on your phone'],
    ['en', 'alipays://platformapi/startapp?appId=20000067', 'open this link on a phone that has the Alipay app'],
    ['zh-CN', 'weixin://wxpay/bizpayurl?pr=1fX', '请在手机上用微信打开以下链接'],
    ['zh-CN', 'alipays://platformapi/startapp?appId=20000067', '请在已安装支付宝的手机上打开以下链接'],
  ] as const)('says in %s which app opens %s', (locale, payUrl, instruction) => {
    const { html, text } = renderEmail(anAwaitedPayment({ payUrl }, { locale }));
    expect(linksIn(html)).toEqual([payUrl]);
    for (const body of [visible(html), text]) {
      expect(body).toContain(instruction);
      expect(body).toContain(payUrl);
    }
  });

  it.each([
    'javascript:alert(1)',
    ' \tjava\nscript:alert(1)//https://pay.example.com',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'ftp://pay.example.com/1',
    'mailto:everyone@example.com',
    'weixinx://pay',
    '//pay.example.com/1',
    '/relative',
    'https://',
    'wxp://f2f0abc',
    '"><a href="https://evil.example.com">x</a>',
    '{{total}}<img src=x onerror=alert(1)>',
    '',
    `https://pay.example.com/${'x'.repeat(5_000)}`,
  ])('makes no link of %j, and shows it as it is written', (payUrl) => {
    const { html, text } = renderEmail(anAwaitedPayment({ payUrl }));
    const shown = oneLine(payUrl, 500);
    expect(linksIn(html)).toEqual([]);
    expect(html).not.toMatch(/<script(?! type="application\/ld\+json">)|<img/);
    expect(visible(html)).toContain(`open this payment code in the app that you chose to pay with: ${shown}`);
    expect(text).toContain(`to pay with:\n${shown}\n`);
  });

  it.each([
    [
      'https://pay.example.com/"><script>alert(1)</script>',
      'https://pay.example.com/%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
    ],
    ['https://pay.example.com/a\r\nBcc: everyone@example.com', 'https://pay.example.com/aBcc:%20everyone@example.com'],
    ['https://pay.example.com/\u202Egpj.exe', 'https://pay.example.com/%E2%80%AEgpj.exe'],
    ['weixin://wxpay/\u202Ea?pr="><b>', 'weixin://wxpay/%E2%80%AEa?pr=%22%3E%3Cb%3E'],
    ['https://pay.example.com/{{total}}', 'https://pay.example.com/%7B%7Btotal%7D%7D'],
    ['HTTPS://PAY.example.com/1', 'https://pay.example.com/1'],
  ])('writes a link as a browser reads it: %j', (payUrl, written) => {
    const { html, text } = renderEmail(anAwaitedPayment({ payUrl }));
    expect(new Set(linksIn(html))).toEqual(new Set([written]));
    expect(html).not.toMatch(/<script(?! type="application\/ld\+json">)|<b>/);
    expect(text).toContain(written);
    expect(text).not.toMatch(/^Bcc/m);
  });

  it('needs to say where', () => {
    expect(() => renderEmail(anAwaitedPayment({ payUrl: undefined }))).toThrow('lacks payUrl');
  });
});

describe('both versions', () => {
  it.each(everyNotice.map((notice) => [notice.locale, about(notice), notice] as const))(
    'state the same facts: %s %s',
    (_locale, _about, notice) => {
      const { html, text, subject } = renderEmail(notice);
      const words = (body: string) => new Set(body.match(/[\p{L}\p{N}£.,]+/gu));
      // The address of the page stands behind the words of its link.
      const [inHtml, inText] = [words(visible(html)), words(text.replace(examplePage, ''))];
      const { labels, pay } = textsOf(notice.locale);
      const columns = words(`${labels.lineTotal} ${labels.item}`);
      // The preheader and the badge repeat the status; the text version has no column headings; the address to be copied is what the text version has anyway.
      const repeated = /<div style="display:none.*?<\/div>|<span style="display:inline-block.*?<\/span>/gs;
      const body = words(visible(html.replace(repeated, '').replace(pay.copyAddress, '')));
      expect([...body].filter((word) => !inText.has(word) && !columns.has(word))).toEqual([]);
      expect([...inText].filter((word) => !inHtml.has(word))).toEqual([]);
      expect(html).toContain(`<title>${subject}</title>`);
      expect(`${subject}${html}${text}`).not.toMatch(/\{\{|undefined|\[object/);
    },
  );

  it('have no personal data in the subject', () => {
    for (const notice of everyNotice) expect(renderEmail(notice).subject).not.toMatch(/Ada|Sample|London|N1 9ZZ/);
  });

  it('show hostile names as they are written, and run none of it', () => {
    const name = `<script>alert("1")</script> {{total}} {{{fonts}}} <img src=x onerror='x'> A&B`;
    const shippingAddress = { ...anOrder().shippingAddress, name, line1: 'x\r\nBcc: everyone@example.com' };
    const notice = aConfirmation(
      { lines: manyLines(1, { name, sku: name }), shippingAddress },
      { shop: aBrand({ name }) },
    );
    const { html, text, subject } = renderEmail(notice);
    expect(html).not.toMatch(/<script(?! type="application\/ld\+json">)|<img/);
    expect(visible(html).split(name).length - 1).toBeGreaterThanOrEqual(4);
    expect(text).toContain(`- ${name} (SKU ${name})\n`);
    expect(text).not.toMatch(/^Bcc/m);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it.each(locales)('list 40 of 675 lines, sum up the rest, and stay under what Gmail shows: %s', (locale) => {
    const lines = manyLines(675);
    const shortages = lines.map(({ sku }) => ({ sku, requested: 2, available: 1 }));
    const confirmation = renderEmail(aConfirmation({ lines }, { locale }));
    const refusal = renderEmail(aRejection({ lines, rejection: { reason: 'OUT_OF_STOCK', shortages } }, { locale }));
    for (const { html } of [confirmation, refusal]) expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    for (const body of [visible(confirmation.html), confirmation.text]) {
      expect(body.match(/VINTAGE/g)).toHaveLength(40);
      expect(body).toMatch(/635/);
      expect(body).toContain('£3,238.50');
      expect(body).toContain('£3,442.50');
    }
  });

  it('share the rows of a refusal between what was short and what was ordered', () => {
    const lines = manyLines(675);
    const shortages = lines.slice(0, 30).map(({ sku }) => ({ sku, requested: 2, available: 1 }));
    const { html, text } = renderEmail(aRejection({ lines, rejection: { reason: 'OUT_OF_STOCK', shortages } }));
    for (const body of [visible(html), text]) {
      expect(body).toContain('and 10 more items');
      expect(body).toContain('and 655 more items');
    }
  });

  it('stay under it with the longest and most escaped names, in wide amounts', () => {
    const lines = manyLines(675, { name: '"'.repeat(5000), sku: '心'.repeat(40), unitPrice: 999_999_999 });
    const shortages = lines.map(({ sku }) => ({ sku, requested: 2, available: 1 }));
    const { html } = renderEmail(aConfirmation({ lines, currency: 'KWD' }));
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    const refusal = renderEmail(aRejection({ lines, rejection: { reason: 'OUT_OF_STOCK', shortages } }));
    expect(Buffer.byteLength(refusal.html)).toBeLessThan(100_000);
    const payUrl = `https://pay.example.com/?${'='.repeat(1_900)}`;
    expect(Buffer.byteLength(renderEmail(anAwaitedPayment({ lines, payUrl })).html)).toBeLessThan(100_000);
  });

  it('stay under it with as many totals as an order may have, and sum up the rest of them', () => {
    const words = "'".repeat(100);
    const amounts = (count: number) => Array.from({ length: count }, () => ({ title: words, amount: 1 }));
    const totals: NoticeOrder['totals'] = {
      subtotal: 1_000,
      discounts: amounts(100).map((discount) => ({ ...discount, code: words })),
      shipping: { method: 'POST', title: words, amount: 1 },
      fees: amounts(10),
      tax: {
        included: true,
        roundedBy: 'ORDER',
        roundingMode: 'HALF_UP',
        breakdown: amounts(20).map((tax) => ({ ...tax, rate: '1' })),
      },
      credits: Array.from({ length: 20 }, () => ({ type: 'GIFT_CARD', reference: words, amount: 1 })),
      due: 891,
    };
    const lines = manyLines(675, { name: '"'.repeat(5_000), sku: '𠀀'.repeat(64), unitPrice: 999_999_999 });
    const long = { name: '"', company: '"', line1: '"', line2: '"', city: '"', region: '"', postalCode: '"' };
    const shippingAddress = { ...anOrder().shippingAddress };
    for (const [field, value] of Object.entries(long)) Object.assign(shippingAddress, { [field]: value.repeat(200) });
    const payUrl = `https://pay.example.com/?${'='.repeat(3_900)}`;
    const { html, text } = renderEmail(anAwaitedPayment({ lines, totals, shippingAddress, payUrl, currency: 'KWD' }));

    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(visible(html)).toContain('and 89 more -KWD 0.089');
    expect(text.replaceAll('\u00A0', ' ')).toContain('and 9 more: KWD 0.009');
  });

  it.each(['K7Q-4XW-2R9', 'NL-K7Q-4XW-2R9', '2026-11-1'])(
    'never break the order number at a dash, nor add anything to it: %s',
    (number) => {
      for (const locale of locales) {
        const { html, text } = renderEmail(aConfirmation({ number }, { locale }));
        const unseen =
          /<head>.*<\/head>|<div style="display:none.*?<\/div>|<div aria-label[^>]*>|href="mailto:[^"]*"/gs;
        const body = html.replace(unseen, '');
        const whole = new RegExp(`<(span|strong) class="whole" style="white-space: nowrap;">${number}</`, 'g');
        expect(body.match(whole)).toHaveLength(2);
        expect(body.match(new RegExp(number, 'g'))).toHaveLength(2);
        expect(text.match(new RegExp(number, 'g'))).toHaveLength(2);
      }
    },
  );

  it('leave addresses whole', () => {
    const line1 = `Building 7, ${'Long Lane '.repeat(17)}169`;
    const city = `${'Llanfairpwllgwyngyll '.repeat(4)}End`;
    const shippingAddress = { ...anOrder().shippingAddress, line1, city, postalCode: 'LL61 5UJ' };
    const { html, text } = renderEmail(aConfirmation({ shippingAddress }));
    for (const body of [visible(html), text]) {
      for (const written of [line1, city, 'LL61 5UJ']) expect(body).toContain(written);
      expect(body).not.toContain('…');
    }
  });

  const hebrew = 'חולצת כותנה "קיץ" (XL) - 3 יחידות!';
  it.each(locales)('keep names of the other direction apart from what stands around them: %s', (locale) => {
    const shippingAddress = { ...anOrder().shippingAddress, name: 'محمد (علي)!', line1: `${hebrew} 12` };
    const lines = manyLines(1, { name: hebrew, sku: 'א-1' });
    const totals = {
      subtotal: 510,
      discounts: [{ title: 'הנחה 10%!', amount: 10, code: undefined }],
      due: 500,
    };
    const notice = aConfirmation({ lines, shippingAddress, totals }, { locale, shop: aBrand({ name: 'החנות (1)!' }) });
    const { html, text, subject } = renderEmail(notice);
    const apart = (words: string) => `\u2068${words}\u2069`;
    for (const words of [hebrew, 'א-1', 'החנות (1)!', 'محمد (علي)!', `${hebrew} 12`]) {
      const escaped = words.replaceAll('"', '&quot;');
      expect(html).toContain(`<span dir="auto">${escaped}</span>`);
      expect(text).toContain(apart(words));
    }
    expect(html).toContain(`<span dir="auto">${apart('הנחה 10%!')}</span>`);
    expect(subject).toContain(apart('החנות (1)!'));
    expect(renderSms(notice)).toContain(apart('החנות (1)!'));
    // What runs as the mail does needs none, and a short message with one would not be GSM-7.
    const plain = renderEmail(aConfirmation({}, { locale }));
    expect(`${plain.subject}${plain.html}${plain.text}${renderSms(aConfirmation())}`).not.toMatch(/[\u2066-\u2069]/);
  });

  it('tell mail programs of the order in JSON-LD that no name can end', () => {
    const name = '</script><script>alert(1)</script><!--';
    const { html } = renderEmail(
      aConfirmation({ lines: manyLines(2, { name }), currency: 'JPY' }, { shop: aBrand({ name }) }),
    );
    const [, markup = '', ...others] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html) ?? [];
    expect(others).toEqual([]);
    expect(JSON.parse(markup)).toMatchObject({
      '@type': 'Order',
      merchant: { name },
      orderNumber: 'K7Q-4XW-2R9',
      orderStatus: 'http://schema.org/OrderProcessing',
      price: '1020',
      priceCurrency: 'JPY',
      acceptedOffer: [
        { itemOffered: { name, sku: '20000B' }, price: '255', eligibleQuantity: { value: 2 } },
        { itemOffered: { name, sku: '20001B' } },
      ],
    });
    expect(markup).not.toContain('Ada');
  });

  it('tell mail programs of what has been shipped, as far as that is known', () => {
    const name = '</script><!--';
    const shipped = (parcel: object) => {
      const shipment = { lines: [{ sku: '85123A', name, quantity: 2 }], toFollow: [], ...parcel };
      const { html } = renderEmail({ ...aConfirmation({ shipment }), event: 'order-shipped' });
      const [, markup = ''] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(html) ?? [];
      return JSON.parse(markup) as readonly object[];
    };
    expect(shipped({ carrier: name, trackingNumber: 'AB 12' })).toMatchObject([
      { '@type': 'Order', orderStatus: 'http://schema.org/OrderInTransit' },
      {
        '@type': 'ParcelDelivery',
        carrier: { '@type': 'Organization', name },
        trackingNumber: 'AB 12',
        itemShipped: [{ '@type': 'Product', name, sku: '85123A' }],
        partOfOrder: { orderNumber: 'K7Q-4XW-2R9', merchant: { name: 'North Lane' } },
      },
    ]);
    const [, parcel] = shipped({});
    expect(Object.keys(parcel ?? {})).toEqual(['@context', '@type', 'itemShipped', 'partOfOrder']);
  });

  it('load nothing from anywhere', () => {
    for (const notice of everyNotice) {
      const { html } = renderEmail(notice);
      const loaded = decoded(
        html.replaceAll(/xmlns(:\w)?="[^"]+"| href="[^"]+"|<a [^>]*>[^<]*<\/a>|<script[^<]*<\/script>/g, ''),
      );
      expect(loaded).not.toMatch(/https?:|<img|@import|<link/);
    }
  });
});

describe('compiled templates', () => {
  it.each(templates)('of %s are those of templates/', async (template) => {
    // Another machine's zlib may pack the same otherwise.
    const plain = (module: string) => module.replace(/packedHtml = '([^']*)'/, (_, packed) => unpacked(packed));
    const compiled = await compileTemplate(template);

    expect(plain(compiled)).toContain('<!doctype html>');
    expect(plain(await readFile(generatedModule(template), 'utf8'))).toBe(plain(compiled));
  });
});
