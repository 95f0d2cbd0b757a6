import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anOrderOf, arrive, onSale } from './catalogue.ts';
import { countDeadLetters, execution, invoke } from './cloud.ts';
import { eventually } from './eventually.ts';
import { aPhone, emailsTo, smsTo } from './mailbox.ts';
import { inTrouble } from './sending-trouble.ts';
import { accepted, askBackInStock, confirmBackInStock, noticesOf, visit } from './storefront.ts';

/** Addresses of customers whose domain nobody else has. */
function customers(count: number) {
  const domain = `${randomUUID()}.example`;
  return { domain, emails: Array.from({ length: count }, (_, index) => `${index}@${domain}`) };
}

describe('when SES takes one mail a second', () => {
  it('20 orders at once end well, and each customer is told once', async () => {
    const { domain, emails } = customers(20);
    const sku = await onSale();
    await inTrouble({ to: domain, perSecond: 1 }, async () => {
      const orderIds = await Promise.all(emails.map((email) => accepted(anOrderOf(sku, { contact: { email } }))));
      const ends = await Promise.all(orderIds.map((orderId) => execution(orderId)));
      expect(ends.map(({ status }) => status)).toEqual(emails.map(() => 'SUCCEEDED'));

      const told = () => Promise.all(emails.map(async (email) => (await emailsTo(email)).length));
      await eventually('everybody to be told', async () => (await told()).every((count) => count > 0), 500);
      expect(await told()).toEqual(emails.map(() => 1));
    });
  });
});

describe('a recipient whom SNS refuses for good', () => {
  it('ends the matter with a word in the timeline, and keeps no e-mail back', async () => {
    const { emails } = customers(1);
    const phone = aPhone();
    const orderId = await inTrouble({ to: phone, error: 'InvalidParameter' }, async () => {
      const id = await accepted(anOrderOf(await onSale(), { contact: { email: emails[0], phone } }));
      expect(await execution(id)).toMatchObject({ status: 'SUCCEEDED' });
      return id;
    });

    expect(await noticesOf(orderId)).toMatchObject([
      { event: 'NOTICE_SENT', detail: 'order-confirmed by email' },
      { event: 'NOTICE_REFUSED', detail: 'order-confirmed by sms' },
    ]);
    expect(await emailsTo(emails[0] ?? '')).toHaveLength(1);
    expect(await smsTo(phone)).toEqual([]);
    expect(await countDeadLetters(orderId)).toBe(0);
  });

  it('and whose mail SES refuses still gets the other message', async () => {
    const { domain, emails } = customers(1);
    const phone = aPhone();
    const orderId = await inTrouble({ to: domain, error: 'MessageRejected' }, async () => {
      const id = await accepted(anOrderOf(await onSale(), { contact: { email: emails[0], phone } }));
      expect(await execution(id)).toMatchObject({ status: 'SUCCEEDED' });
      return id;
    });

    expect((await noticesOf(orderId)).map(({ event }) => event)).toEqual(['NOTICE_REFUSED', 'NOTICE_SENT']);
    expect(await smsTo(phone)).toHaveLength(1);
  });
});

describe('shoppers who wait for a product', () => {
  it('are all told once SES takes mails again, though it took none when the product came back', async () => {
    const { domain, emails } = customers(3);
    const sku = await onSale({ stock: 0 });
    for (const email of emails) expect((await askBackInStock(sku, email)).status).toBe(202);
    for (const email of emails) await confirmBackInStock(email);
    await inTrouble({ to: domain, perSecond: 0 }, async () => {
      await arrive(sku, 5);
      await invoke('CatchUpStockFunction');
    });
    await invoke('CatchUpStockFunction');

    await eventually('all to be told', async () => {
      const told = await Promise.all(emails.map((email) => emailsTo(email)));
      return told.every(({ length }) => length === 2);
    });
    expect((await askBackInStock(sku, emails[0] ?? '')).status).toBe(409);
  });
});

describe('a shopper who unsubscribes by one click in their mail program', () => {
  /** Where the mail to a shopper says that they unsubscribe. */
  const linkTo = (email: string) =>
    eventually('a mail that can be unsubscribed from', async () => (await emailsTo(email))[0]?.unsubscribe);

  it('is not told of a product that they asked for, but still of an order; looking at the link changes nothing', async () => {
    const { emails } = customers(2);
    const [leaving = '', staying = ''] = emails;
    const sku = await onSale({ stock: 0 });
    for (const email of emails) expect((await askBackInStock(sku, email)).status).toBe(202);
    const [link, other] = [await linkTo(leaving), await linkTo(staying)];
    for (const email of emails) await confirmBackInStock(email);

    expect((await visit(other)).headers.get('content-type')).toBe('text/html; charset=utf-8');
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await visit(link, { method: 'POST', body })).status).toBe(200);
    expect((await visit(link.replace(/[\w-]+\?/, 'never-made?'), { method: 'POST', body })).status).toBe(404);

    await arrive(sku, 5);
    await invoke('CatchUpStockFunction');
    await eventually('the other to be told', async () => (await emailsTo(staying)).length === 2);
    const orderId = await accepted(anOrderOf(sku, { contact: { email: leaving } }));
    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED' });
    expect((await emailsTo(leaving)).map(({ unsubscribe }) => unsubscribe !== undefined)).toEqual([true, false]);
  });
});
