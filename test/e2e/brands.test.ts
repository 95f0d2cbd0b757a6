import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale } from './catalogue.ts';
import { execution } from './cloud.ts';
import { emailsTo, smsTo } from './mailbox.ts';
import { accessToken, call, placing } from './storefront.ts';

/** What the customer of a storefront's order gets, read back from SES and SNS: the brands are those of examples/shop.json. */
async function told(client: 'storefront-a' | 'storefront-b', locale: 'en' | 'zh-CN' = 'en') {
  const email = `${randomUUID()}@customer.example`;
  const phone = `+86138${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
  const order = anOrderOf(await onSale(), { locale, contact: { email, phone } });
  const token = await accessToken(client);
  const { status, body } = await call('POST', '/orders', { ...placing(order, randomUUID()), token });
  expect(status).toBe(202);
  const orderId = String(body.id);
  expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED' });
  const [mail, ...others] = await emailsTo(email);
  if (mail === undefined || others.length > 0) throw new Error(`there is not exactly one e-mail of order ${orderId}`);
  return { number: String(body.number), mail, messages: await smsTo(phone) };
}

describe('the customer of a storefront', () => {
  it('hears from its brand, which they can answer, and whose site shows their order', async () => {
    const { number, mail, messages } = await told('storefront-b');

    expect(mail.from).toMatch(/<hello@harbour\.example>$/);
    expect(mail.replyTo).toEqual(['service@harbour.example']);
    expect(mail.subject).toContain('Harbour & Daughters');
    for (const part of ['service@harbour.example', `https://www.harbour.example/account/orders/${number}`, 'GMT+8']) {
      expect(mail.text).toContain(part);
    }
    expect(mail.html).toContain('#7a2e52');
    expect(`${mail.html}${mail.text}`).not.toMatch(/North Lane|northlane/);
    expect(messages).toEqual([expect.stringMatching(/^Harbour & Daughters: /)]);
  });

  it('hears from it in their own language, in its name and from its sender there', async () => {
    const { mail, messages } = await told('storefront-b', 'zh-CN');

    expect(mail.from).toMatch(/<kefu@harbour\.example>$/);
    expect(mail.subject).toContain('【海港家居】');
    expect(messages).toEqual([expect.stringMatching(/^【海港家居】/)]);
  });

  it('hears from the first brand where no other names the storefront', async () => {
    const { mail, messages } = await told('storefront-a');

    expect(mail.from).toBe('"North Lane" <orders@northlane.example>');
    expect(mail.replyTo).toEqual(['help@northlane.example']);
    for (const part of ['help@northlane.example', '+44 20 7946 0000', 'Monday to Friday', 'Registered in England']) {
      expect(mail.text).toContain(part);
    }
    expect(mail.text).not.toMatch(/UTC/);
    expect(messages).toEqual([expect.stringMatching(/^North Lane: /)]);
  });
});
