import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { renderEmail } from '../lambdas/notifications/email.ts';
import type { Notice } from '../lambdas/notifications/notice.ts';
import { examplePage } from '../lambdas/notifications/notices/example-order.ts';
import { renderSms } from '../lambdas/notifications/sms.ts';
import { checkRecipient } from '../lambdas/order-submission/check-recipient.ts';
import { priceOrder } from '../lambdas/order-submission/price-order.ts';
import { acceptedOrder } from '../lambdas/order-tracking/represent-order.ts';
import type { OrderContent } from '../lambdas/orders/order.ts';
import { OrderRequest } from '../lambdas/orders/order-request.ts';
import { demoProducts } from '../local/catalogue.ts';
import { anOrderContent } from './builders.ts';
import { aBrand } from './shop/a-brand.ts';

const catalogue = new Map(demoProducts.map((product) => [product.sku, product]));

/** The receipts as the shops' own tills print them, computed by hand. */
const receipts = [
  {
    file: 'order.uk-vat-included.json',
    rows: [
      '2 × £7.65 = £15.30',
      '1 × £18.00 = £18.00',
      'Subtotal: £33.30',
      'Royal Mail Tracked 48: £3.95',
      'Order total: £37.25',
      // £18.00 and £3.95 are £3.00 and £0.66 of VAT, each rounded.
      'Includes VAT 0%: £0.00',
      'Includes VAT 20%: £3.66',
    ],
    sms: 'for £37.25 is confirmed.',
  },
  {
    file: 'order.us-sales-tax.json',
    rows: [
      '2 × US$24.00 = US$48.00',
      'Subtotal: US$48.00',
      'UPS Ground: US$7.95',
      // On US$55.95: 2.238, 2.51775 and 0.2098125.
      'New York State sales tax 4%: US$2.24',
      'New York City sales tax 4.5%: US$2.52',
      'MCTD sales tax 0.375%: US$0.21',
      'Order total: US$60.92',
    ],
    sms: 'for US$60.92 is confirmed.',
  },
  {
    file: 'order.de-discount.json',
    rows: [
      '2 × €8.90 = €17.80',
      '1 × €24.00 = €24.00',
      'Subtotal: €41.80',
      'Willkommensrabatt 10 % (WILLKOMMEN10): -€4.18',
      'DHL Paket: €4.90',
      'Order total: €42.52',
      // Of €16.02 and of €26.50, what the voucher leaves of the cup with the parcel.
      'Includes MwSt. 7 %: €1.05',
      'Includes MwSt. 19 %: €4.23',
    ],
    sms: 'for €42.52 is confirmed.',
  },
];

describe.each(receipts)('the receipt $file', ({ file, rows, sms }) => {
  it('is taken as it stands, and answered to the unit', async () => {
    const { request, content } = await placed(file);

    checkRecipient(request, 'all');
    expect(acceptedOrder(content)).toMatchObject({ total: request.total, totals: request.totals });
  });

  it('is what the customer reads in the mail, row by row', async () => {
    const { text, html } = renderEmail(confirmationOf((await placed(file)).content));
    const lines = text.split('\n').map((line) => line.trim());

    expect(lines.filter((line) => rows.includes(line))).toEqual(rows);
    for (const amount of rows.map((row) => row.split(/[:=] /).at(-1) ?? '')) expect(html).toContain(`>${amount}</td>`);
  });

  it('is what the short message says', async () => {
    expect(renderSms(confirmationOf((await placed(file)).content))).toContain(sms);
  });
});

describe('an order paid by gift card', () => {
  const giftCard = 'order.gift-card.json';

  it.each([
    ['en', ['Gift card •••• 4711: -£15.30', 'To pay: £0.00', 'You have paid in full by gift card or store credit.']],
    ['zh-CN', ['礼品卡 •••• 4711：-£15.30', '应付金额：£0.00', '您已使用礼品卡或账户余额全额支付。']],
  ] as const)('says so in %s', async (locale, rows) => {
    const notice = confirmationOf((await placed(giftCard)).content, { locale });

    for (const row of rows) expect(renderEmail(notice).text).toContain(row);
    expect(renderSms(notice)).toContain('£15.30');
  });

  it.each([
    ['en', 'What you paid by gift card or store credit goes back to it.'],
    ['zh-CN', '您使用的礼品卡或账户余额将退回原处。'],
  ] as const)(
    'and cancelled says in %s that the card gets it back, in mail and short message',
    async (locale, sentence) => {
      const { order, ...confirmation } = confirmationOf((await placed(giftCard)).content, { locale });
      const cancelled: Notice = {
        ...confirmation,
        event: 'order-cancelled',
        order: { ...order, payment: 'NOT_TAKEN', cancellation: { by: 'CUSTOMER', reason: 'CHANGED_MIND' } },
      };

      expect(renderEmail(cancelled).text).toContain(sentence);
      expect(renderEmail(cancelled).html).toContain(sentence);
      expect(renderSms(cancelled)).toContain(sentence);
    },
  );
});

it('an order paid in part by gift card asks for the rest', async () => {
  const { order } = confirmationOf((await placed('order.gift-card.json')).content);
  const totals = {
    subtotal: 1_530,
    credits: [{ type: 'GIFT_CARD' as const, reference: '1', amount: 1_000 }],
    due: 530,
  };
  const notice: Notice = {
    event: 'payment-awaited',
    locale: 'en',
    shop: aBrand(),
    pageUrl: examplePage,
    order: { ...order, totals, payment: 'AWAITED', payUrl: 'https://pay.example.com/1' },
  };

  expect(renderEmail(notice).text).toContain('Please pay £5.30.');
  expect(renderEmail(notice).html).toContain('Pay £5.30');
  expect(renderSms(notice)).toContain('your payment of £5.30');
});

/** An example as it is placed, at the prices of the local catalogue. */
async function placed(file: string): Promise<{ request: OrderRequest; content: OrderContent }> {
  const request = OrderRequest.parse(JSON.parse(await readFile(`examples/${file}`, 'utf8')));
  const { lines, total } = priceOrder(request, catalogue);
  const { number: _none, ...rest } = request;
  return { request, content: anOrderContent({ ...rest, lines: [...lines], total }) };
}

function confirmationOf(content: OrderContent, notice: Partial<Notice> = {}): Notice {
  const payment = content.totals?.due === 0 ? 'PAID_BY_CREDIT' : 'AUTHORIZED';
  return {
    event: 'order-confirmed',
    locale: 'en',
    shop: aBrand(),
    pageUrl: examplePage,
    order: { ...content, payment },
    ...notice,
  };
}
