import { randomUUID } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, inject, it } from 'vitest';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { clientSettings } from '../../local/aws.ts';
import { aBounce, aComplaint, aDelivery } from '../email-feedback/an-email-event.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { execution, outputs } from './cloud.ts';
import { eventually } from './eventually.ts';
import { aPhone, emailsTo, smsTo } from './mailbox.ts';
import { accepted, accessToken, call, noticesOf } from './storefront.ts';

/** An address of SES's mailbox simulator that nobody else has. */
const simulated = (end: 'bounce' | 'complaint' | 'suppressionlist' | 'success') =>
  `${end}+${randomUUID()}@simulator.amazonses.com`;

const sku = await onSale();
const queues = new SQSClient(clientSettings(inject('service').endpoint));

/** Orders with this contact. @returns the order's id, once its execution has ended well */
async function ordered(contact: { readonly email: string; readonly phone?: string }): Promise<OrderId> {
  const orderId = await accepted(anOrderOf(sku, { contact }));
  expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED' });
  return orderId as OrderId;
}

/** Waits until the order tells of an event of its notices. */
async function heard(orderId: string, of: string): Promise<void> {
  await eventually(`${of} of order ${orderId}`, async () =>
    (await noticesOf(orderId)).some(({ event }) => event === of),
  );
}

const asStaff = async (path: string, body: object) =>
  call('POST', path, {
    token: await accessToken('back-office', 'orders:staff'),
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  });
const lift = (email: string) => asStaff('/suppression-lifts', { email });

describe('an address that its mail server refuses', () => {
  it.each(['bounce', 'suppressionlist'] as const)(
    'is in the timeline, and gets no e-mail of the next order, which is told by SMS, until staff lift that: %s@',
    async (end) => {
      const [email, phone] = [simulated(end), aPhone()];
      const first = await ordered({ email });
      await heard(first, 'NOTICE_BOUNCED');
      expect((await call('GET', `/orders/${first}`)).body).toMatchObject({
        undelivered: [{ event: 'order-confirmed', channel: 'email', reason: 'BOUNCED' }],
      });

      const second = await ordered({ email: email.toUpperCase().replace(/@.*/, '@simulator.amazonses.com'), phone });
      expect(await noticesOf(second)).toMatchObject([
        { event: 'NOTICE_SUPPRESSED', detail: 'order-confirmed by email' },
        { event: 'NOTICE_SENT', detail: 'order-confirmed by sms' },
      ]);
      expect(await smsTo(phone)).toHaveLength(1);

      expect((await lift(email)).status).toBe(204);
      await heard(await ordered({ email }), 'NOTICE_BOUNCED');
      expect(await emailsTo(email)).toHaveLength(2);
    },
  );

  it('cannot be lifted where it is none', async () => {
    expect((await lift(simulated('success'))).status).toBe(404);
    expect((await lift('nobody')).body).toMatchObject({ errors: [{ pointer: '#/email' }] });
  });
});

describe('a notice that staff send again, to another address', () => {
  it('goes there once, and the order no longer says that its customer was not reached', async () => {
    const [wrong, right] = [simulated('bounce'), simulated('success')];
    const orderId = await ordered({ email: wrong });
    await heard(orderId, 'NOTICE_BOUNCED');

    const path = `/orders/${orderId}/notices`;
    expect((await asStaff(path, { event: 'order-confirmed', email: right })).status).toBe(202);
    await eventually('the notice to be sent again', async () => (await emailsTo(right)).length > 0);
    await eventually('the order to say so', async () =>
      (await noticesOf(orderId)).some(({ detail }) => detail === 'order-confirmed again by email'),
    );

    expect((await noticesOf(orderId)).map(({ event, detail }) => [event, detail])).toEqual([
      ['NOTICE_SENT', 'order-confirmed by email'],
      ['NOTICE_BOUNCED', 'order-confirmed by email: General'],
      ['NOTICE_REQUESTED', 'order-confirmed by back-office, to another e-mail address'],
      ['NOTICE_SENT', 'order-confirmed again by email'],
    ]);
    const { body } = await call('GET', `/orders/${orderId}`);
    expect(body).not.toHaveProperty('undelivered');
    expect(body).toMatchObject({ contact: { email: wrong } });
    expect((await asStaff(path, { event: 'order-cancelled' })).status).toBe(422);
  });
});

describe('a recipient who complains', () => {
  it('has the mail, and gets no other', async () => {
    const email = simulated('complaint');
    const first = await ordered({ email });
    await heard(first, 'NOTICE_COMPLAINED');
    expect((await call('GET', `/orders/${first}`)).body).not.toHaveProperty('undelivered');

    expect((await noticesOf(await ordered({ email }))).map(({ event }) => event)).toEqual(['NOTICE_SUPPRESSED']);
    expect(await emailsTo(email)).toHaveLength(1);
  });
});

describe('events that come twice and in the wrong order', () => {
  it('end as if each had come once, in the order of time', async () => {
    const email = simulated('success');
    const orderId = await ordered({ email });
    const [delivered, bounced, complained] = ['01', '02', '03'].map((hour) => `2099-01-01T${hour}:00:00.000Z`);
    const about = { orderId, to: [email] };
    const events = [
      aComplaint(about, { at: complained }),
      aBounce(about, { at: bounced }),
      aDelivery(about, { at: delivered }),
    ];
    for (const event of [...events, ...events]) {
      const MessageBody = JSON.stringify(event);
      await queues.send(new SendMessageCommand({ QueueUrl: outputs.EmailEventQueueUrl, MessageBody }));
    }

    for (const of of ['NOTICE_COMPLAINED', 'NOTICE_BOUNCED', 'NOTICE_DELIVERED']) await heard(orderId, of);
    expect((await noticesOf(orderId)).map(({ event }) => event)).toEqual([
      ...['NOTICE_SENT', 'NOTICE_DELIVERED', 'NOTICE_BOUNCED', 'NOTICE_COMPLAINED'],
    ]);
  });
});
