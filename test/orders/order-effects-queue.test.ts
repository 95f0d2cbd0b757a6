import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NoticeRequest, requestNotice, requestOrderEffects } from '../../lambdas/orders/order-effects-queue.ts';
import { requestTicket } from '../../lambdas/orders/ticket-queue.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { anOrderId, noon } from '../builders.ts';
import { serviceEnvironment, stubServiceEnvironment } from '../service-environment.ts';

const orderId = anOrderId();
const notice = { orderId, event: 'order-confirmed' } as const;
const sendMessage = vi.spyOn(queues, 'sendMessage');

beforeEach(() => {
  stubServiceEnvironment();
  sendMessage.mockReset().mockResolvedValue();
});

/** What was asked of which queue, after how many seconds. */
const asked = () =>
  sendMessage.mock.calls.map(([{ QueueUrl, MessageBody = '', DelaySeconds }]) => [
    QueueUrl,
    JSON.parse(MessageBody) as unknown,
    DelaySeconds,
  ]);

describe('what an order demands', () => {
  it('is seen to at once, or after a while, and it stays known since when it waits', async () => {
    await requestOrderEffects(orderId);
    await requestOrderEffects(orderId, 60, { since: noon, waitingSince: noon });

    expect(asked()).toEqual([
      [serviceEnvironment.ORDER_EFFECTS_QUEUE_URL, { orderId }, 0],
      [serviceEnvironment.ORDER_EFFECTS_QUEUE_URL, { orderId, since: noon, waitingSince: noon }, 60],
    ]);
  });

  it('is a notice to its customer, at once or after a while, which whoever sends it can read', async () => {
    await requestNotice(notice);
    await requestNotice({ ...notice, waitingSince: noon }, 60);

    expect(asked()).toEqual([
      [serviceEnvironment.NOTICE_QUEUE_URL, notice, 0],
      [serviceEnvironment.NOTICE_QUEUE_URL, { ...notice, waitingSince: noon }, 60],
    ]);
    for (const [, message] of asked()) expect(NoticeRequest.parse(message)).toEqual(message);
  });

  it('is a ticket, where somebody of the shop has to see to it', async () => {
    const wanted = { orderId, cause: 'PARCEL_LOST', about: 's1' } as const;

    await requestTicket(wanted);

    expect(asked()).toEqual([[serviceEnvironment.TICKET_QUEUE_URL, wanted, undefined]]);
  });

  it('was not asked for where the queue has not taken it: its caller hears of it', async () => {
    sendMessage.mockRejectedValue(new Error('no answer'));

    await expect(requestNotice(notice)).rejects.toThrow('no answer');
    await expect(requestOrderEffects(orderId)).rejects.toThrow('no answer');
  });
});
