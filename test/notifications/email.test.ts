import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { renderEmail } from '../../lambdas/notifications/email.ts';
import type { Locale, NoticeLine, PaymentOutcome, RejectionReason } from '../../lambdas/notifications/notice.ts';
import { compileTemplates } from '../../lambdas/notifications/templates/compile.ts';
import { aConfirmation, anOrder, aRejection, invoiceLines } from './a-notice.ts';

const locales: readonly Locale[] = ['en', 'zh-CN'];
const reasons: readonly RejectionReason[] = ['OUT_OF_STOCK', 'PAYMENT_DECLINED', 'PAYMENT_TIMEOUT', 'CANCELLED'];
const everyNotice = locales.flatMap((locale) => [
  aConfirmation({}, { locale }),
  ...reasons.map((reason) => aRejection({ rejection: { reason } }, { locale })),
  aRejection({}, { locale }),
]);

/** What a reader sees of the HTML, without styles, comments and tags. */
function visible(html: string): string {
  return html
    .replace(/<head>.*<\/head>|<!--.*?-->|<[^>]+>/gs, ' ')
    .replace(/&#(x?)([0-9A-F]+);/gi, (_, hex, code) => String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

/** As many lines as asked for, upper-case as in real invoices. */
function manyLines(count: number, line: Partial<NoticeLine> = {}): readonly NoticeLine[] {
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
    expect(subject).toBe('Your order 7C9E6679 from North Lane is confirmed');
    for (const { name, sku } of invoiceLines) expect(seen).toContain(`${name} SKU ${sku}`);
    expect(seen).toContain('WHITE HANGING HEART T-LIGHT HOLDER SKU 85123A 6 £2.55 £15.30');
    expect(seen).toContain('Total quantity 40 Order total £139.12');
    expect(seen).toContain('Delivery address Ada Example 12 Sample Street Flat 3 London, N1 9ZZ United Kingdom');
    expect(seen).toContain('Payment Your payment of £139.12 has been authorised.');
    expect(seen).toContain('What happens next We are getting your order ready');
    expect(seen).toContain('Order reference 7C9E6679 Placed on 23 November 2026 at 06:35 UTC');
    expect(seen).not.toContain('What was short');
  });

  it('is Chinese for a Chinese customer, with the address from the large to the small', () => {
    const shippingAddress = { name: '李示例', line1: '示例路 12 号', region: '浙江省', city: '杭州市', country: 'CN' };
    const { subject, html } = renderEmail(aConfirmation({ shippingAddress, currency: 'CNY' }, { locale: 'zh-CN' }));
    expect(subject).toBe('【North Lane】您的订单 7C9E6679 已确认');
    expect(html).toContain('<html lang="zh-CN"');
    expect(html).toContain("'PingFang SC'");
    expect(visible(html)).toContain(
      '收货地址 李示例 中国 浙江省 杭州市 示例路 12 号 支付情况 您的付款 ¥139.12 已授权成功。',
    );
  });

  it('keeps the province and the city of a municipality apart only where they differ', () => {
    const shippingAddress = { name: '李', line1: '示例路', region: '上海市', city: '上海市', country: 'CN' };
    expect(renderEmail(aConfirmation({ shippingAddress }, { locale: 'zh-CN' })).text).toContain(
      '\n中国 上海市\n示例路\n',
    );
  });

  it.each([
    ['JPY', 1200, 'JP¥1,200'],
    ['KWD', 1200, 'KWD 1.200'],
    ['EUR', 1200, '€12.00'],
  ])('writes amounts in %s', (currency, unitPrice, written) => {
    const lines = manyLines(1, { quantity: 1, unitPrice, total: unitPrice });
    const { html } = renderEmail(aConfirmation({ currency, lines }));
    expect(visible(html)).toContain(`1 ${written} ${written} Total quantity 1 Order total ${written}`);
  });
});

describe('refusal', () => {
  it.each([
    ['en', 'What was short Item Ordered In stock', 'SET 7 BABUSHKA NESTING BOXES SKU 22752 2 0'],
    ['zh-CN', '缺货商品 商品 订购数量 现有库存', 'SET 7 BABUSHKA NESTING BOXES 货号 22752 2 0'],
  ] as const)('names in %s what was short and what was left', (locale, heading, row) => {
    const seen = visible(renderEmail(aRejection({}, { locale })).html);
    expect(seen).toContain(heading);
    expect(seen).toContain(row);
  });

  it.each([
    ['en', 'OUT_OF_STOCK', 'no longer have enough', 'order again with a smaller quantity'],
    ['en', 'PAYMENT_DECLINED', 'your payment was declined', 'choose another way to pay'],
    ['en', 'PAYMENT_TIMEOUT', 'did not reach us in time', 'place your order again and complete the payment'],
    ['en', 'CANCELLED', 'has been cancelled and will not be sent', 'please contact us'],
    ['zh-CN', 'OUT_OF_STOCK', '库存不足', '减少数量'],
    ['zh-CN', 'PAYMENT_DECLINED', '付款未获通过', '换一种支付方式'],
    ['zh-CN', 'PAYMENT_TIMEOUT', '未能在规定时间内收到您的付款', '重新下单并完成支付'],
    ['zh-CN', 'CANCELLED', '此订单已取消', '与我们联系'],
  ] as const)('says in %s for %s what happened and what the customer can do', (locale, reason, happened, next) => {
    const { html, text } = renderEmail(aRejection({ rejection: { reason } }, { locale }));
    for (const body of [visible(html), text]) {
      expect(body).toContain(happened);
      expect(body).toContain(next);
    }
  });

  it.each([
    ['NOT_TAKEN', 'no money was taken', '未扣取您的任何款项。'],
    ['RELEASED', 'The £139.12 that was reserved', '此前冻结的 £139.12'],
    ['REFUNDED', 'refunded your payment of £139.12 in full', '£139.12 已全额退回'],
  ] as const satisfies readonly (readonly [PaymentOutcome, string, string])[])(
    'says what happens to the money: %s',
    (payment, english, chinese) => {
      expect(renderEmail(aRejection({ payment })).text).toContain(english);
      expect(renderEmail(aRejection({ payment }, { locale: 'zh-CN' })).text).toContain(chinese);
    },
  );

  it('promises no delivery', () => {
    expect(renderEmail(aRejection()).text).not.toMatch(/Delivery address|Sample Street/);
  });

  it('needs its reason', () => {
    expect(() => renderEmail(aRejection({ rejection: undefined }))).toThrow('needs the reason');
  });
});

describe('both versions', () => {
  it.each(
    everyNotice.map((notice) => [notice.locale, notice.order.rejection?.reason ?? notice.event, notice] as const),
  )('state the same facts: %s %s', (_locale, _reason, notice) => {
    const { html, text, subject } = renderEmail(notice);
    const words = (body: string) => new Set(body.match(/[\p{L}\p{N}£.,]+/gu));
    const [inHtml, inText] = [words(visible(html)), words(text)];
    const columns = words('Qty Unit price Total Item 数量 单价 小计 商品');
    // The preheader and the badge repeat the status; the column headings are what the text version writes as "6 × £2.55 = £15.30".
    const body = words(
      visible(html.replace(/<div style="display:none.*?<\/div>|<span style="display:inline-block.*?<\/span>/gs, '')),
    );
    expect([...body].filter((word) => !inText.has(word) && !columns.has(word))).toEqual([]);
    expect([...inText].filter((word) => !inHtml.has(word))).toEqual([]);
    expect(html).toContain(`<title>${subject}</title>`);
    expect(`${subject}${html}${text}`).not.toMatch(/\{\{|undefined|\[object/);
  });

  it('have no personal data in the subject', () => {
    for (const notice of everyNotice) expect(renderEmail(notice).subject).not.toMatch(/Ada|Sample|London|N1 9ZZ/);
  });

  it('show hostile names as they are written, and run none of it', () => {
    const name = `<script>alert("1")</script> {{total}} {{{fonts}}} <img src=x onerror='x'> A&B`;
    const shippingAddress = { ...anOrder().shippingAddress, name, line1: 'x\r\nBcc: everyone@example.com' };
    const notice = aConfirmation({ lines: manyLines(1, { name, sku: name }), shippingAddress }, { shopName: name });
    const { html, text, subject } = renderEmail(notice);
    expect(html).not.toMatch(/<script|<img/);
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
  });

  it('load nothing from anywhere', () => {
    expect(renderEmail(aConfirmation()).html.replaceAll(/xmlns(:\w)?="[^"]+"/g, '')).not.toMatch(
      /https?:|<img|@import|<link/,
    );
  });
});

describe('compiled templates', () => {
  it('are those of templates/', async () => {
    const committed = new URL('../../lambdas/notifications/email-template.generated.ts', import.meta.url);
    expect(await readFile(committed, 'utf8')).toBe(await compileTemplates());
  });
});
