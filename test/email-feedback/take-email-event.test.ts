import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/email-feedback/take-email-event.handler.ts';
import { suppressionTable } from '../../lambdas/notifications/suppression-table.ts';
import { getOrder } from '../../lambdas/order-tracking/get-order.ts';
import type { NoticeMarker } from '../../lambdas/orders/notice-marker.ts';
import type { Contact } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { aCaller, aContext, anOrderContent, anOrderId, anOrderItem } from '../builders.ts';
import { histories } from '../histories.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aBounce, aComplaint, aDelivery, aRejection } from './an-email-event.ts';

const orderId = anOrderId();
const pk = `ORDER#${orderId}`;
const ada = 'ada@example.com';
const office = 'office@example.com';
const sendMessage = vi.spyOn(queues, 'sendMessage');

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  sendMessage.mockReset().mockResolvedValue();
  db = inMemoryDynamoDb();
  toldBy({ email: ada }, [{ channel: 'email' }]);
});

/** An order whose customer gave this contact, and what they were told by. */
function toldBy(contact: Contact, notices: readonly Partial<NoticeMarker>[]): void {
  db = inMemoryDynamoDb();
  db.put('orders', anOrderItem({ status: 'CONFIRMED' }));
  db.put('orders', { pk, sk: 'CONTENT#000', ...anOrderContent({ contact }) });
  for (const notice of notices) {
    const marker = {
      event: 'order-confirmed',
      channel: 'email',
      state: 'SENT',
      at: '2017-08-05T00:40:02.100Z',
      ...notice,
    };
    const about = notice.about === undefined ? '' : `#${notice.about}`;
    db.put('orders', { pk, sk: `NOTICE#${marker.event}#${marker.channel}${about}`, version: 2, ...marker });
  }
}

/** Lets the queue deliver events, one after the other. @returns how many of them it will deliver again */
async function take(...events: readonly object[]): Promise<number> {
  let failed = 0;
  for (const event of events) {
    const record = { messageId: 'message', body: JSON.stringify(event) };
    const { batchItemFailures } = await handler({ Records: [record] } as unknown as SQSEvent, aContext());
    failed += batchItemFailures.length;
  }
  return failed;
}

const seen = () => getOrder(aCaller(), orderId);
const told = async () =>
  (await seen()).timeline
    .filter(({ event }) => event.startsWith('NOTICE_'))
    .map(({ at, event, detail }) => [at, event, detail]);
const suppressed = (...addresses: string[]) =>
  suppressionTable().among(addresses, new Date('2017-09-01T00:00:00.000Z'));
const requested = () => sendMessage.mock.calls.map(([{ MessageBody = '' }]) => JSON.parse(MessageBody) as unknown);

describe('an address that its mail server refuses for good', () => {
  it('is in the timeline, with the reason, and the order says that its customer does not know', async () => {
    expect(await take(aBounce({ orderId }, { subType: 'NoEmail' }))).toBe(0);

    expect(await told()).toEqual([
      ['2017-08-05T00:40:02.100Z', 'NOTICE_SENT', 'order-confirmed by email'],
      ['2017-08-05T00:41:02.669Z', 'NOTICE_BOUNCED', 'order-confirmed by email: NoEmail'],
    ]);
    expect(await seen()).toMatchObject({
      undelivered: [{ event: 'order-confirmed', channel: 'email', at: '2017-08-05T00:41:02.669Z', reason: 'BOUNCED' }],
    });
  });

  it('gets no more e-mails of any order, and is named nowhere', async () => {
    await take(aBounce({ orderId }));
    expect(await suppressed(ada, ada.toUpperCase(), office)).toEqual([ada, ada.toUpperCase()]);
    expect(JSON.stringify([db.items('suppressions'), await told()])).not.toContain(ada);
  });

  it('gets no more e-mails either when it was no order that wrote to it', async () => {
    expect(await take(aBounce({ event: 'back-in-stock' }))).toBe(0);
    expect(await suppressed(ada)).toEqual([ada]);
  });

  it.each<[string, Contact, readonly Partial<NoticeMarker>[], readonly object[]]>([
    [
      'was told nothing by SMS',
      { email: ada, phone: '+447400123456' },
      [{ channel: 'email' }],
      [{ event: 'order-confirmed' }],
    ],
    ['was told by SMS', { email: ada, phone: '+447400123456' }, [{ channel: 'email' }, { channel: 'sms' }], []],
    [
      'was told of another time by SMS',
      { email: ada, phone: '+447400123456' },
      [{ channel: 'email' }, { channel: 'sms', about: '2' }],
      [{ event: 'order-confirmed' }],
    ],
    ['gave no number', { email: ada }, [{ channel: 'email' }], []],
  ])('makes the notice go by SMS, if the customer %s', async (_case, contact, notices, expected) => {
    toldBy(contact, notices);
    await take(aBounce({ orderId }));
    expect(requested()).toMatchObject(
      expected.map((request) => ({ ...request, orderId, waitingSince: expect.any(String) })),
    );
    expect(requested()).toHaveLength(expected.length);
  });
});

describe('what else comes back', () => {
  it('of a recipient who calls the mail spam: they get no more, but they know', async () => {
    await take(aDelivery({ orderId }), aComplaint({ orderId }));
    expect((await told()).map(([, event]) => event)).toEqual(['NOTICE_SENT', 'NOTICE_DELIVERED', 'NOTICE_COMPLAINED']);
    expect(await suppressed(ada)).toEqual([ada]);
    expect(await seen()).not.toHaveProperty('undelivered');
  });

  it.each([
    ['Transient', 'MailboxFull'],
    ['Undetermined', 'Undetermined'],
  ])('of a mailbox that takes nothing for now (%s %s) is in the timeline, and that is all', async (type, subType) => {
    toldBy({ email: ada, phone: '+447400123456' }, [{ channel: 'email' }]);
    await take(aBounce({ orderId }, { type, subType }));
    expect((await told()).at(-1)).toEqual([
      '2017-08-05T00:41:02.669Z',
      'NOTICE_SOFT_BOUNCED',
      `order-confirmed by email: ${subType}`,
    ]);
    expect(await suppressed(ada)).toEqual([]);
    expect(requested()).toEqual([]);
    expect(await seen()).not.toHaveProperty('undelivered');
  });

  it('of a mail in which SES finds a virus blames no address, and the customer is told otherwise', async () => {
    toldBy({ email: ada, phone: '+447400123456' }, [{ channel: 'email' }]);
    await take(aRejection({ orderId }));
    expect(await seen()).toMatchObject({ undelivered: [{ reason: 'REJECTED' }] });
    expect(await suppressed(ada)).toEqual([]);
    expect(requested()).toHaveLength(1);
  });

  it('of a recipient who says that a mail is no spam is nothing', async () => {
    await take(aComplaint({ orderId }, { type: 'not-spam' }));
    expect((await told()).map(([, event]) => event)).toEqual(['NOTICE_SENT']);
    expect(await suppressed(ada)).toEqual([]);
  });

  it('of a copy says nothing of what the customer got', async () => {
    toldBy({ email: ada, copies: [office] }, [{ channel: 'email' }]);
    await take(aBounce({ orderId, to: [ada, office] }, { of: ['OFFICE@example.com'] }));
    expect((await told()).map(([, event]) => event)).toEqual(['NOTICE_SENT']);
    expect(await suppressed(ada, office)).toEqual([office]);
  });

  it('under another name of the mailbox is of the one address that the mail went to', async () => {
    await take(aBounce({ orderId }, { of: ['ada.forwarded@elsewhere.example'] }));
    expect(await suppressed(ada)).toEqual([ada]);
    expect(await seen()).toHaveProperty('undelivered');
  });

  it('of a notice that is about one of several times is of that one', async () => {
    toldBy({ email: ada }, [{ channel: 'email' }, { channel: 'email', about: '2' }]);
    await take(aBounce({ orderId, about: '2' }));
    expect(await seen()).toMatchObject({ undelivered: [{ event: 'order-confirmed', about: '2' }] });
  });

  it('of a notice that was sent again to a corrected address is of that one, and of no other', async () => {
    const resend = {
      id: 'again',
      event: 'order-confirmed',
      email: office,
      by: 'back-office',
      at: '2017-08-05T00:40:30.000Z',
    } as const;
    toldBy({ email: ada, phone: '+447400123456' }, [{ channel: 'email' }]);
    await orderTable().addResend(orderId, resend);
    const again = { event: 'order-confirmed', channel: 'email', resend: resend.id } as const;
    await orderTable().recordNotice(orderId, { ...again, state: 'SENT', at: resend.at });
    await take(aBounce({ orderId, to: [office], resend: resend.id }));

    expect((await told()).at(-1)?.slice(1)).toEqual(['NOTICE_BOUNCED', 'order-confirmed again by email: General']);
    expect(await suppressed(ada, office)).toEqual([office]);
    expect(requested()).toEqual([]);
  });

  it.each([
    ['no event of SES', { detail: {} }],
    ['of an event that there is not', aBounce({ orderId, event: 'order-sung-about' })],
    ['of what is no order', aBounce({ orderId: 'no order' as typeof orderId })],
  ])('is delivered again, and a dead letter in the end: %s', async (_case, event) => {
    expect(await take(event)).toBe(1);
  });

  it.each([
    ['an order that there is not', aBounce({ orderId: anOrderId(1) })],
    ['a notice that was never sent', aBounce({ orderId, event: 'order-cancelled' })],
  ])('of %s makes neither', async (_case, event) => {
    const before = db.items('orders');
    expect(await take(event)).toBe(0);
    expect(db.items('orders')).toEqual(before);
  });
});

describe('events that come in any order, and some twice', () => {
  const events = [
    aDelivery({ orderId }),
    aBounce({ orderId }),
    aBounce({ orderId }, { type: 'Transient' }),
    aComplaint({ orderId }),
    aRejection({ orderId }),
  ];

  it('end as if each had come once, in the order of time', async () => {
    await take(...events);
    const expected = { order: await seen(), suppressions: db.items('suppressions') };
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length }),
        async (shuffled) => {
          toldBy({ email: ada }, [{ channel: 'email' }]);
          await take(...shuffled);
          expect({ order: await seen(), suppressions: db.items('suppressions') }).toEqual(expected);
        },
      ),
      { numRuns: histories(50) },
    );
  });

  it('are heard before the message is known to be sent, and stand behind its sending', async () => {
    toldBy({ email: ada }, [{ channel: 'email', state: 'SENDING' }]);
    await take(aBounce({ orderId }));
    const notice = { event: 'order-confirmed', channel: 'email' } as const;
    await orderTable().recordNotice(orderId, { ...notice, state: 'SENT', at: '2017-08-05T00:41:03.000Z' });
    expect((await told()).map(([, event]) => event)).toEqual(['NOTICE_SENT', 'NOTICE_BOUNCED']);
  });
});

describe('an e-mail of which nobody knew whether it went out', () => {
  const anyEvent = { aDelivery, aBounce, aComplaint, aRejection };
  const unknown = { channel: 'email', state: 'SENDING' } as const;
  const toldAgain = { channel: 'email', state: 'DELAYED', reason: 'told by an operator' } as const;

  it.each(Object.keys(anyEvent) as (keyof typeof anyEvent)[])(
    'did, as soon as SES says anything of it: %s',
    async (kind) => {
      toldBy({ email: ada }, [unknown]);
      await take(anyEvent[kind]({ orderId }));

      const { notices } = await orderTable().find(orderId);
      expect(notices).toMatchObject([
        { state: 'SENT', at: '2017-08-05T00:40:02.012Z', messageId: expect.stringContaining('EXAMPLE') },
      ]);
    },
  );

  it('is not sent again, though an operator has said so, if SES says it before that', async () => {
    toldBy({ email: ada }, [toldAgain]);
    await take(aDelivery({ orderId }));
    const standing = await orderTable().claimNotice(orderId, { event: 'order-confirmed' }, 'email', '2017-08-05');
    expect(standing).toMatchObject({ state: 'SENT' });
  });

  it('did, too, when only a copy of it came back', async () => {
    toldBy({ email: ada, copies: [office] }, [unknown]);
    await take(aBounce({ orderId, to: [ada, office] }, { of: [office] }));
    expect((await told()).map(([, event]) => event)).toEqual(['NOTICE_SENT']);
  });

  it.each(['SENT', 'REFUSED', 'WITHHELD', 'SUPPRESSED'] as const)('is no notice that is %s', async (state) => {
    toldBy({ email: ada }, [{ channel: 'email', state, reason: 'known' }]);
    const before = await told();
    await take(aDelivery({ orderId }));
    expect((await told()).slice(0, 1)).toEqual(before);
  });
});
